import { bytesToHex } from '../../../../core/digest.ts';
import type { NetworkIdentity } from '../../../../core/network-id.ts';
import { ok, type Result, refuse } from '../../../../core/result.ts';
import { BcsWriter } from '../bcs-writer.ts';
import { type Committee, readMembers, writeMembers } from '../ledger/committee.ts';
import { decodeLedger } from '../ledger/decode-ledger.ts';
import {
  committeeDigest,
  digestText,
  type LedgerDigest,
  parseDigest,
  sameDigest,
  summaryDigest,
} from '../ledger/digests.ts';
import { decodeSummary, MAX_SUMMARY_LENGTH } from '../ledger/summary.ts';
import { checkGenesis } from '../public-networks.ts';
import type { LightClient } from './light-client.ts';
import { votersOf } from './voters.ts';

/** What all proof of a network begins with, as officers sign it in their policy. */
export interface TrustRoot {
  /** `closing`: the checkpoint that closes an epoch; `committee`: who certifies epoch 0 of an own network. */
  readonly kind: 'closing' | 'committee';
  /** Digest of the network's first checkpoint. */
  readonly genesis: LedgerDigest;
  /** Of the closing checkpoint's summary, or {@link digestOfCommittee}. */
  readonly digest: LedgerDigest;
}

/** The one text of a trust root: `closing:GENESIS:DIGEST` or `committee:GENESIS:DIGEST`, both digests in base58. */
export const trustRootText = ({ kind, genesis, digest }: TrustRoot): string =>
  [kind, digestText(genesis), digestText(digest)].join(':');

/** Reads {@link trustRootText}; refuses `input-malformed`. */
export function parseTrustRoot(text: string): Result<TrustRoot> {
  const [kind, first = '', second = '', ...more] = text.split(':');
  const genesis = parseDigest(first);
  if (!genesis.ok) return genesis;
  const digest = parseDigest(second);
  if (!digest.ok) return digest;
  return (kind === 'closing' || kind === 'committee') && more.length === 0
    ? ok({ kind, genesis: genesis.value, digest: digest.value })
    : refuse('input-malformed', 'expected closing or committee, and two digests');
}

/** `blake2b-256("Committee::" || BCS of the epoch and the members)`: a form of this program's own, no chain shows it. */
export const digestOfCommittee = (committee: Committee): LedgerDigest =>
  committeeDigest(encodeCommittee(committee));

/** BCS of the epoch and the members. */
export function encodeCommittee({ epoch, members }: Committee): Uint8Array {
  const writer = new BcsWriter().u64(epoch);
  writeMembers(writer, members);
  return writer.toBytes();
}

/** Reads {@link encodeCommittee}; refuses `proof-malformed`. */
export const decodeCommittee = (bytes: Uint8Array): Result<Committee> =>
  decodeLedger(bytes, MAX_SUMMARY_LENGTH, 'committee', (reader) => ({
    epoch: reader.u64(),
    members: readMembers(reader),
  }));

/**
 * What a policy pins. A genesis is named by its digest, or by the first 4 bytes of it in hex, as nodes of JSON-RPC tell it. The
 * whole digest is in the trust root: a public network has its own one, and no other network has that of a public one.
 * @returns `policy-malformed` for none, for another text, or for one of another network
 */
export function checkTrustRoot(text: string | null, { id, genesis }: NetworkIdentity): Result<void> {
  const root = text === null ? null : parseTrustRoot(text);
  if (!root?.ok) return refuse('policy-malformed', 'expected a trust root of an IOTA network, got none');
  const own = [digestText(root.value.genesis), bytesToHex(root.value.genesis.subarray(0, 4))];
  if (!own.includes(genesis)) {
    return refuse('policy-malformed', `expected a trust root of genesis ${genesis}, got one of ${own[0]}`);
  }
  const named = checkGenesis(id, digestText(root.value.genesis));
  return named.ok ? named : refuse('policy-malformed', `a trust root of another network: ${named.message}`);
}

/**
 * Begins at a closing checkpoint whose digest officers have compared: its summary needs no certificate.
 * @param genesis the network's genesis digest
 * @param root digest of the closing checkpoint's summary
 * @param summaryBytes that summary, from anybody
 * @returns `trust-root-foreign` where it is another one, `epoch-skipped` where it closes no epoch, or the codes of
 * `votersOf`
 */
export function beginAtClosing(
  genesis: LedgerDigest,
  root: LedgerDigest,
  summaryBytes: Uint8Array,
): Result<LightClient> {
  const digest = summaryDigest(summaryBytes);
  if (!sameDigest(digest, root)) {
    return refuse('trust-root-foreign', `expected ${digestText(root)}, got ${digestText(digest)}`);
  }
  const summary = decodeSummary(summaryBytes);
  if (!summary.ok) return summary;
  const { epoch, sequence, timestamp, endOfEpoch } = summary.value;
  if (endOfEpoch === null) return refuse('epoch-skipped', `expected a checkpoint that closes epoch ${epoch}`);
  const committee: Committee = { epoch: epoch + 1n, members: endOfEpoch.nextCommittee };
  const voters = votersOf(committee);
  return voters.ok
    ? ok({ genesis, committee, last: { sequence, digest, epoch, timestamp }, closing: null })
    : voters;
}

/**
 * Begins before the first checkpoint of an own network: its digest is the genesis digest, and this committee certifies
 * epoch 0.
 * @returns the codes of `votersOf`, or `epoch-skipped` for a committee of another epoch
 */
export function beginAtGenesis(genesis: LedgerDigest, committee: Committee): Result<LightClient> {
  if (committee.epoch !== 0n)
    return refuse('epoch-skipped', `expected the committee of epoch 0, got that of ${committee.epoch}`);
  const voters = votersOf(committee);
  return voters.ok ? ok({ genesis, committee, last: null, closing: null }) : voters;
}
