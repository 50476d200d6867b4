import { bytesToHex } from '../../../core/digest.ts';
import type { NetworkId } from '../../../core/network-id.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { DIGEST_LENGTH, digestText, parseDigest } from './ledger/digests.ts';

/**
 * Genesis digests of the networks where IOTA is money, or is tried in public (iotaledger/iota,
 * `crates/iota-types/src/digests.rs`).
 */
export const publicNetworks: Readonly<Record<NetworkId, string>> = {
  'iota:mainnet': '7gzPnGnmjqvpmF7NXTCmtacXLqx1cMaJFV6GCmi1peqr',
  'iota:testnet': '3MhPzSaSTHGffwPSV2Ws2DaK8LR8DBGPozTd2CbiJRwe',
};

/** The chain identifier of JSON-RPC: the first 4 bytes of a genesis digest in hex, which anybody can imitate. */
export const chainIdentifierOf = (digest: Uint8Array): string => bytesToHex(digest.subarray(0, 4));

/**
 * Whether what a node names as its genesis may be a network's, at whatever address the node is: a public network has its
 * own genesis and no other, and no other network has that of a public one. Refuses `node-network-mismatch`.
 * @param genesis a digest in base58, or a chain identifier
 */
export function checkGenesis(network: NetworkId, genesis: string): Result<void> {
  const isNamed = (digest: string): boolean => genesis === digest || genesis === identifierOf(digest);
  const pinned = Object.hasOwn(publicNetworks, network) ? publicNetworks[network] : undefined;
  if (pinned !== undefined) {
    return isNamed(pinned)
      ? ok(undefined)
      : refuse('node-network-mismatch', `expected ${network} of genesis ${pinned}, got ${genesis}`);
  }
  const found = Object.entries(publicNetworks).find(([, digest]) => isNamed(digest));
  return found
    ? refuse('node-network-mismatch', `expected ${network}, the node is on ${found[0]}`)
    : ok(undefined);
}

function identifierOf(text: string): string {
  const digest = parseDigest(text);
  if (!digest.ok || digest.value.length !== DIGEST_LENGTH) throw new RangeError(`expected a digest: ${text}`);
  return chainIdentifierOf(digest.value);
}

/** The chain identifier of a genesis that is named whole, or by that. */
export const identifierOfGenesis = (genesis: string): string =>
  /^[0-9a-f]{8}$/.test(genesis) ? genesis : identifierOf(genesis);

/** A digest in the form in which a genesis is expected: a chain identifier where that is one, else whole. */
export const genesisInFormOf = (digest: Uint8Array, expected: string | null): string =>
  expected !== null && /^[0-9a-f]{8}$/.test(expected) ? chainIdentifierOf(digest) : digestText(digest);
