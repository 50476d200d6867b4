import { blake2b256, bytesToHex } from '../../../core/digest.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { Address } from './address.ts';
import { BcsFault, BcsReader } from './bcs-reader.ts';
import { isSignedBy } from './is-signed-by.ts';

/** The flag before a multisig signature, and before what its address is the hash of. */
export const MULTISIG_FLAG = 3;

const ED25519 = 0;
const MAX_MEMBERS = 10;

/** A flag, ten signatures and ten members with their lengths, bitmap and threshold. */
export const MAX_MULTISIG_LENGTH = 1 + 1 + MAX_MEMBERS * 65 + 2 + 1 + MAX_MEMBERS * 35 + 2;

/** Bytes of a public key: Ed25519, ECDSA secp256k1, ECDSA secp256r1. */
const keyLengths = [32, 33, 33] as const;

/** One key of a multisig committee. */
export interface MultisigMember {
  /** 0 Ed25519, 1 ECDSA secp256k1, 2 ECDSA secp256r1. */
  readonly scheme: number;
  readonly key: Uint8Array;
  readonly weight: number;
}

/** Who signs for a multisig address, and how much weight is enough. The order of the members is a part of the address. */
export interface MultisigCommittee {
  readonly members: readonly MultisigMember[];
  readonly threshold: number;
}

/** A multisig signature: the members at these indices have signed, in this order. */
export interface MultisigSignature {
  readonly committee: MultisigCommittee;
  readonly signers: readonly { readonly index: number; readonly signature: Uint8Array }[];
}

/**
 * The address of a committee: `blake2b-256(03 || threshold || for each member flag (none for Ed25519), key, weight)`.
 * Refuses `bytes-malformed` for a committee that the protocol does not know.
 */
export function addressOfMultisig(committee: MultisigCommittee): Result<Address> {
  const wrong = wrongCommittee(committee);
  if (wrong !== null) return refuse('bytes-malformed', wrong);
  const { members, threshold } = committee;
  const parts = members.flatMap(({ scheme, key, weight }) => [
    Uint8Array.from(scheme === ED25519 ? [] : [scheme]),
    key,
    Uint8Array.of(weight),
  ]);
  const head = Uint8Array.of(MULTISIG_FLAG, threshold & 0xff, threshold >> 8);
  return ok(`0x${bytesToHex(blake2b256(head, ...parts))}`);
}

/** Reads a multisig signature, flag included; refuses `bytes-malformed` for other bytes. Nothing is verified. */
export function decodeMultisig(serialized: Uint8Array): Result<MultisigSignature> {
  if (serialized.length > MAX_MULTISIG_LENGTH) {
    return refuse('bytes-malformed', `expected at most ${MAX_MULTISIG_LENGTH} bytes of a multisig signature`);
  }
  try {
    return ok(readMultisig(new BcsReader(serialized)));
  } catch (error) {
    if (!(error instanceof BcsFault)) throw error;
    return refuse('bytes-malformed', `in a multisig signature: ${error.message}`);
  }
}

/**
 * Verifies a multisig signature of Ed25519 members. Committees with other members are refused: the flags that tell schemes
 * apart are left out of an address for Ed25519, and since protocol 39 mixed ones follow a rule of their own.
 * @param message what each member signs
 * @returns the committee's address, or `bytes-malformed` or `request-signature-bad`
 */
export function verifyMultisig(message: Uint8Array, serialized: Uint8Array): Result<Address> {
  const decoded = decodeMultisig(serialized);
  if (!decoded.ok) return decoded;
  const { committee, signers } = decoded.value;
  const { members, threshold } = committee;
  if (members.some(({ scheme }) => scheme !== ED25519)) {
    return refuse('bytes-malformed', 'expected a multisig of Ed25519 keys alone, got other keys');
  }
  const weight = signers.reduce((sum, { index }) => sum + (members[index]?.weight ?? 0), 0);
  if (weight < threshold) {
    return refuse('request-signature-bad', `expected signers of weight ${threshold}, got ${weight}`);
  }
  const isSigned = signers.every(({ index, signature }) => {
    const member = members[index];
    return member !== undefined && isSignedBy(member.key, message, signature);
  });
  return isSigned
    ? addressOfMultisig(committee)
    : refuse('request-signature-bad', 'expected signatures of the members that the bitmap names');
}

function readMultisig(reader: BcsReader): MultisigSignature {
  const flag = reader.u8();
  if (flag !== MULTISIG_FLAG) throw new BcsFault(`expected flag ${MULTISIG_FLAG}, got ${flag}`);
  const signatures = reader.list(65, (each) => {
    readScheme(each);
    return each.fixed(64);
  });
  const bitmap = reader.u16();
  const members = reader.list(34, (each) => {
    const scheme = readScheme(each);
    return { scheme, key: each.fixed(keyLengths[scheme] as number), weight: each.u8() };
  });
  const committee = { members, threshold: reader.u16() };
  if (reader.left > 0) throw new BcsFault(`expected the end, got ${reader.left} more bytes`);
  const wrong = wrongCommittee(committee);
  if (wrong !== null) throw new BcsFault(wrong);
  const indices = Array.from({ length: 16 }, (_, index) => index).filter((index) => bitmap & (1 << index));
  if (indices.some((index) => index >= members.length) || indices.length !== signatures.length) {
    throw new BcsFault(`expected one signature for each member in the bitmap, got ${signatures.length}`);
  }
  return {
    committee,
    signers: indices.map((index, at) => ({ index, signature: signatures[at] as Uint8Array })),
  };
}

function readScheme(reader: BcsReader): number {
  const scheme = reader.uleb128();
  if (scheme >= keyLengths.length) throw new BcsFault(`expected scheme 0, 1 or 2, got ${scheme}`);
  return scheme;
}

/** What is wrong with a committee by the protocol's rules, or null. */
function wrongCommittee({ members, threshold }: MultisigCommittee): string | null {
  if (members.length === 0 || members.length > MAX_MEMBERS) {
    return `expected 1 to ${MAX_MEMBERS} members, got ${members.length}`;
  }
  for (const { scheme, key, weight } of members) {
    if (keyLengths[scheme] !== key.length)
      return `expected a key of scheme ${scheme}, got ${key.length} bytes`;
    if (!Number.isInteger(weight) || weight < 1 || weight > 0xff) {
      return `expected weights from 1 to 255, got ${weight}`;
    }
  }
  const keys = new Set(members.map(({ scheme, key }) => `${scheme} ${bytesToHex(key)}`));
  if (keys.size !== members.length) return 'expected each key once, got one twice';
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  return Number.isInteger(threshold) && threshold >= 1 && threshold <= total
    ? null
    : `expected a threshold from 1 to ${total}, got ${threshold}`;
}
