import { ok, type Result, refuse } from '../../../../core/result.ts';
import { decodeCertificate } from '../ledger/certificate.ts';
import type { Committee } from '../ledger/committee.ts';
import { digestText, type LedgerDigest, sameDigest, summaryDigest } from '../ledger/digests.ts';
import { type CheckpointSummary, decodeSummary } from '../ledger/summary.ts';
import { type CertifiedWeight, verifyCertificate } from './verify-certificate.ts';
import { votersOf } from './voters.ts';

/** The newest checkpoint that was proven. */
export interface LastProven {
  readonly sequence: bigint;
  readonly digest: LedgerDigest;
  readonly epoch: bigint;
  /** Milliseconds since 1970, by the validators. */
  readonly timestamp: bigint;
}

/** The checkpoint that closed an epoch, with those who certified it. */
export interface Closing {
  readonly committee: Committee;
  readonly sequence: bigint;
  readonly digest: LedgerDigest;
}

/** Everything that a station must remember to prove the next checkpoint. Plain and immutable. */
export interface LightClient {
  /** Digest of the network's first checkpoint. */
  readonly genesis: LedgerDigest;
  /** Who certifies the checkpoint after `last`. */
  readonly committee: Committee;
  /** Null before the first checkpoint of a network that was followed from its beginning. */
  readonly last: LastProven | null;
  /** The newest closing that was proven: while its committee is known, a second one is known too. Null before the first. */
  readonly closing: Closing | null;
}

/** A summary with its certificate where it has one, both BCS without envelope. */
export interface OfferedSummary {
  readonly summary: Uint8Array;
  readonly certificate: Uint8Array | null;
}

/** A summary that is proven. */
export interface ProvenSummary {
  readonly summary: CheckpointSummary;
  readonly digest: LedgerDigest;
}

export interface Advanced {
  readonly client: LightClient;
  readonly summaries: readonly ProvenSummary[];
  /** Of the newest certificate. */
  readonly weight: CertifiedWeight;
}

/**
 * Proves summaries that follow the last one without a gap. The newest must be certified, and each that closes an epoch;
 * all others are proven by the `previous` of the next.
 * @param offered ascending, at least one
 * @returns `checkpoint-skipped` (another number than the next), `summary-altered` (not what the next one names),
 * `epoch-skipped`, the codes of `verifyCertificate` and `votersOf`, `proof-malformed`, `trust-root-foreign` (another first
 * checkpoint), or `histories-two`: certified, and not on the last proven one
 */
export function advanceSummaries(client: LightClient, offered: readonly OfferedSummary[]): Result<Advanced> {
  const read = readChain(client, offered);
  if (!read.ok) return read;
  const summaries = read.value;
  let { committee, closing } = client;
  let weight: CertifiedWeight | null = null;
  for (const [index, { summary, digest }] of summaries.entries()) {
    if (summary.epoch !== committee.epoch) {
      const code = summary.epoch > committee.epoch ? 'epoch-skipped' : 'certificate-epoch';
      return refuse(code, `expected epoch ${committee.epoch} at ${summary.sequence}, got ${summary.epoch}`);
    }
    if (index < summaries.length - 1 && summary.endOfEpoch === null) continue;
    const certified = verifyOffered(summary, offered[index] as OfferedSummary, committee);
    if (!certified.ok) return certified;
    weight = certified.value;
    if (summary.endOfEpoch !== null) {
      const next = { epoch: summary.epoch + 1n, members: summary.endOfEpoch.nextCommittee };
      const voters = votersOf(next, committee);
      if (!voters.ok) return voters;
      closing = { committee, sequence: summary.sequence, digest };
      committee = next;
    }
  }
  const [first] = summaries;
  const newest = summaries.at(-1);
  if (first === undefined || newest === undefined || weight === null)
    return refuse('proof-malformed', 'expected a checkpoint, got none');
  const joined = joinLast(client, first);
  if (!joined.ok) return joined;
  const { sequence, epoch, timestamp } = newest.summary;
  const last = { sequence, digest: newest.digest, epoch, timestamp };
  return ok({ client: { ...client, committee, last, closing }, summaries, weight });
}

/** The summaries, each the one that the next one names. */
function readChain(
  client: LightClient,
  offered: readonly OfferedSummary[],
): Result<readonly ProvenSummary[]> {
  const summaries: ProvenSummary[] = [];
  let expected = client.last === null ? 0n : client.last.sequence + 1n;
  for (const { summary: bytes } of offered) {
    const read = decodeSummary(bytes);
    if (!read.ok) return read;
    const { sequence, previous } = read.value;
    if (sequence !== expected)
      return refuse('checkpoint-skipped', `expected checkpoint ${expected}, got ${sequence}`);
    const before = summaries.at(-1);
    if (before && (previous === null || !sameDigest(previous, before.digest))) {
      const named = previous === null ? 'none' : digestText(previous);
      return refuse('summary-altered', `expected ${named} before checkpoint ${sequence}, got another`);
    }
    summaries.push({ summary: read.value, digest: summaryDigest(bytes) });
    expected++;
  }
  return ok(summaries);
}

/** An offered summary by its certificate; `certificate-weight` or `epoch-skipped` without one. */
export function verifyOffered(
  summary: CheckpointSummary,
  { summary: bytes, certificate }: OfferedSummary,
  committee: Committee,
): Result<CertifiedWeight> {
  if (certificate === null) {
    const code = summary.endOfEpoch === null ? 'certificate-weight' : 'epoch-skipped';
    return refuse(code, `expected a certificate of checkpoint ${summary.sequence}, got none`);
  }
  const voters = votersOf(committee);
  if (!voters.ok) return voters;
  const read = decodeCertificate(certificate);
  return read.ok ? verifyCertificate(bytes, summary, read.value, voters.value) : read;
}

/** The first of certified summaries against what was proven before. */
function joinLast(
  { last, genesis }: Pick<LightClient, 'last' | 'genesis'>,
  { summary, digest }: ProvenSummary,
): Result<void> {
  if (last === null) {
    return sameDigest(digest, genesis)
      ? ok(undefined)
      : refuse('trust-root-foreign', `expected genesis ${digestText(genesis)}, got ${digestText(digest)}`);
  }
  return summary.previous !== null && sameDigest(summary.previous, last.digest)
    ? ok(undefined)
    : refuse(
        'histories-two',
        `certified checkpoint ${summary.sequence} is not on ${digestText(last.digest)}`,
      );
}

/**
 * Walks epochs by their closing checkpoints alone, for a station that slept longer than its nodes remember, and ends at
 * `newest`. What happened in between stays unseen: whoever calls says so in the journal.
 * @param closings the certified closing checkpoints from the epoch of `client` on, without a gap
 * @param newest a certified checkpoint of the epoch after them
 * @returns the codes of {@link advanceSummaries}
 */
export function leap(
  client: LightClient,
  closings: readonly OfferedSummary[],
  newest: OfferedSummary | null,
): Result<{ readonly client: LightClient; readonly weight: CertifiedWeight }> {
  let { committee, last, closing } = client;
  let weight: CertifiedWeight | null = null;
  for (const offered of newest === null ? closings : [...closings, newest]) {
    const read = decodeSummary(offered.summary);
    if (!read.ok) return read;
    const { epoch, sequence, timestamp, endOfEpoch } = read.value;
    if (epoch > committee.epoch || (endOfEpoch === null && offered !== newest))
      return refuse(
        'epoch-skipped',
        `expected the closing checkpoint of epoch ${committee.epoch}, got ${sequence}`,
      );
    if (last !== null && sequence <= last.sequence)
      return refuse('checkpoint-skipped', `expected a checkpoint after ${last.sequence}, got ${sequence}`);
    const certified = verifyOffered(read.value, offered, committee);
    if (!certified.ok) return certified;
    const digest = summaryDigest(offered.summary);
    // Others that follow after a gap may be on any history that the validators certified.
    if (last === null ? sequence === 0n : sequence === last.sequence + 1n) {
      const joined = joinLast({ last, genesis: client.genesis }, { summary: read.value, digest });
      if (!joined.ok) return joined;
    }
    weight = certified.value;
    last = { sequence, digest, epoch, timestamp };
    if (endOfEpoch !== null) {
      const next = { epoch: epoch + 1n, members: endOfEpoch.nextCommittee };
      const voters = votersOf(next, committee);
      if (!voters.ok) return voters;
      closing = { committee, sequence, digest };
      committee = next;
    }
  }
  return weight === null
    ? refuse('proof-malformed', 'expected a checkpoint, got none')
    : ok({ client: { ...client, committee, last, closing }, weight });
}
