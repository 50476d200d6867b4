import * as v from 'valibot';
import type { DerivationPath } from '../derivation-path.ts';
import { bytesToHex, digestTags, type Hex32, hexToBytes, taggedDigest } from '../digest.ts';
import { type NetworkIdentity, networkSchema } from '../network-id.ts';
import { hex32Schema, hex64Schema, indexSchema, uuidSchema } from '../schema.ts';
import { auditPaths, HASH_LENGTH, leafHash, rootOfPath, treeRoot } from './merkle-tree.ts';

/** Addresses that one attestation can cover: what a signer derives at once. */
export const MOST_ATTESTED = 10_000;

/**
 * What a vault signs of addresses that it has derived: which ones they are, as the root of a Merkle tree over addresses
 * `from` to `from + count - 1` of one account. Vault, treasury and network are those of the vault's own sealed policy.
 */
const attestationStatementSchema = v.strictObject({
  treasuryId: uuidSchema,
  network: networkSchema,
  vaultId: uuidSchema,
  account: indexSchema,
  change: v.pipe(indexSchema, v.maxValue(1)),
  from: indexSchema,
  count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_ATTESTED)),
  /** RFC 9162 tree over {@link addressLeaf}, hex. */
  root: hex32Schema,
});
export type AttestationStatement = Readonly<v.InferOutput<typeof attestationStatementSchema>>;

/** The statement with the signature of the vault's attestation key over {@link attestationDigest}. */
export const attestationSchema = v.strictObject({
  statement: attestationStatementSchema,
  signature: hex64Schema,
});
export type Attestation = Readonly<v.InferOutput<typeof attestationSchema>>;

/** What the vault signs, and the name (batch) by which an attestation is found: no two statements share one. */
export function attestationDigest(statement: AttestationStatement): Hex32 {
  return taggedDigest(digestTags.attestation, statement);
}

/** An address where it was derived. */
export interface PathAddress {
  readonly path: DerivationPath;
  readonly address: string;
}

/** That an address is one of a batch. */
export const addressProofSchema = v.strictObject({
  /** {@link attestationDigest} of the batch. */
  batch: hex32Schema,
  /** Audit path, lowest first: 32 bytes each, hex, one after the other. */
  proof: v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{64}){0,14}$/, 'expected hashes as hex')),
});
export type AddressProof = Readonly<v.InferOutput<typeof addressProofSchema>>;

const encoder = new TextEncoder();

/**
 * What a leaf of the tree says: network, path and address, in a text in which no part can hold the line's end that parts
 * them. An address commits to its public key on every chain that is known here; one that does not would need it here.
 */
export function addressLeaf(network: NetworkIdentity, { path, address }: PathAddress): Uint8Array {
  const { account, change, index } = path;
  return encoder.encode(
    `sallyport/address/2\n${network.id}\n${network.genesis}\n${account}/${change}/${index}\n${address}`,
  );
}

const leavesOf = (network: NetworkIdentity, addresses: readonly PathAddress[]) =>
  addresses.map((address) => leafHash(addressLeaf(network, address)));

/**
 * The statement about addresses that were derived one after the other.
 * @param addresses in the order of their index, one at least
 */
export function attestationOf(
  head: Pick<AttestationStatement, 'treasuryId' | 'network' | 'vaultId'>,
  addresses: readonly PathAddress[],
): AttestationStatement {
  const [first] = addresses;
  if (!first) throw new RangeError('expected at least one address');
  const { account, change, index: from } = first.path;
  const { treasuryId, network, vaultId } = head;
  const root = bytesToHex(treeRoot(leavesOf(network, addresses)));
  return { treasuryId, network, vaultId, account, change, from, count: addresses.length, root };
}

/** Whether an attestation is of exactly these addresses, in the order of their index. */
export function attestsExactly(statement: AttestationStatement, addresses: readonly PathAddress[]): boolean {
  if (addresses.length !== statement.count) return false;
  const { account, change, from, root } = attestationOf(statement, addresses);
  return (
    account === statement.account &&
    change === statement.change &&
    from === statement.from &&
    root === statement.root
  );
}

/** Whether a path of a vault lies in the range of an attestation. */
export function covers(
  { vaultId, account, change, from, count }: AttestationStatement,
  { vaultId: of, path }: { readonly vaultId: string; readonly path: DerivationPath },
): boolean {
  const { index } = path;
  return (
    of === vaultId &&
    path.account === account &&
    path.change === change &&
    index >= from &&
    index < from + count
  );
}

/**
 * Proofs for all addresses of a batch, in their order. What does not make the root is proven all the same: whoever checks
 * the proof refuses it.
 */
export function proveBatch(
  statement: AttestationStatement,
  addresses: readonly PathAddress[],
): readonly AddressProof[] {
  const batch = attestationDigest(statement);
  return auditPaths(leavesOf(statement.network, addresses)).map((path) => ({
    batch,
    proof: path.map(bytesToHex).join(''),
  }));
}

/** Whether an address is one of those under the root, at the place that its path names. Signature and vault are not looked at. */
export function isUnderRoot(
  statement: AttestationStatement,
  address: PathAddress & { readonly vaultId: string },
  proof: string,
): boolean {
  if (!covers(statement, address)) return false;
  const place = { index: address.path.index - statement.from, count: statement.count };
  const path = splitProof(proof);
  const root = path && rootOfPath(leafHash(addressLeaf(statement.network, address)), place, path);
  return root !== null && bytesToHex(root) === statement.root;
}

/** More than a tree of {@link MOST_ATTESTED} leaves is high. */
const MOST_SIBLINGS = 14;

function splitProof(proof: string): readonly Uint8Array[] | null {
  if (!/^(?:[0-9a-f]{64})*$/.test(proof) || proof.length > MOST_SIBLINGS * 2 * HASH_LENGTH) return null;
  const bytes = hexToBytes(proof);
  return Array.from({ length: bytes.length / HASH_LENGTH }, (_, i) =>
    bytes.subarray(i * HASH_LENGTH, (i + 1) * HASH_LENGTH),
  );
}
