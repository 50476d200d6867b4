import { base64 } from '@scure/base';
import { canonicalJson } from '../../../../core/canonical-json.ts';
import { readJson } from '../../../../core/json.ts';
import { ok, type Result, refuse } from '../../../../core/result.ts';
import type { EpochProofs, ProofState, ProvenEpoch } from '../../../chain.ts';
import { BcsWriter } from '../bcs-writer.ts';
import { MAX_CERTIFICATE_LENGTH } from '../ledger/certificate.ts';
import { decodeLedger } from '../ledger/decode-ledger.ts';
import { committeeDigest, digestText, sameDigest } from '../ledger/digests.ts';
import { decodeSummary, MAX_SUMMARY_LENGTH } from '../ledger/summary.ts';
import { type LightClient, leap, type OfferedSummary } from './light-client.ts';
import { lightClientJson, parseLightClient } from './light-client-json.ts';
import {
  beginAtClosing,
  beginAtGenesis,
  decodeCommittee,
  parseTrustRoot,
  type TrustRoot,
} from './trust-root.ts';
import { quorumOf } from './voters.ts';

/** The latest time that has a date, milliseconds. */
const LATEST_TIME = 8_640_000_000_000_000;

/** Two lengths beside summary and certificate. */
const MAX_CLOSING_LENGTH = MAX_SUMMARY_LENGTH + MAX_CERTIFICATE_LENGTH + 8;

/** How signers verify the ends of IOTA's epochs: by a light client that sees closing checkpoints alone. */
export const epochProofs: EpochProofs = { begin, goOn, read };

function begin(trustRoot: string, root: Uint8Array): Result<ProvenEpoch> {
  const parsed = parseTrustRoot(trustRoot);
  if (!parsed.ok) return parsed;
  const client = beginAtRoot(parsed.value, root);
  return client.ok ? provenBy(client.value) : client;
}

/**
 * Begins with the document that a trust root is the digest of: the summary of a closing checkpoint, or a committee. Refuses as
 * {@link beginAtClosing} and {@link beginAtGenesis} do.
 */
export function beginAtRoot({ kind, genesis, digest }: TrustRoot, root: Uint8Array): Result<LightClient> {
  if (kind === 'closing') return beginAtClosing(genesis, digest, root);
  const got = committeeDigest(root);
  if (!sameDigest(got, digest)) {
    return refuse('trust-root-foreign', `expected ${digestText(digest)}, got ${digestText(got)}`);
  }
  const committee = decodeCommittee(root);
  return committee.ok ? beginAtGenesis(genesis, committee.value) : committee;
}

function goOn(kept: string, closings: readonly Uint8Array[]): Result<ProvenEpoch> {
  const client = parseKept(kept);
  if (!client.ok) return client;
  const offered: OfferedSummary[] = [];
  let next = client.value.committee.epoch;
  let after = client.value.last?.timestamp ?? 0n;
  for (const bytes of closings) {
    const closing = decodeClosing(bytes);
    if (!closing.ok) return closing;
    const summary = decodeSummary(closing.value.summary);
    if (!summary.ok) return summary;
    const { epoch, timestamp } = summary.value;
    if (epoch < next || timestamp < after) {
      const got = `that of ${epoch} at ${timestamp}`;
      return refuse('closing-behind', `expected the end of epoch ${next}, not before ${after}, got ${got}`);
    }
    next = epoch + 1n;
    after = timestamp;
    offered.push(closing.value);
  }
  const walked = leap(client.value, offered, null);
  return walked.ok ? provenBy(walked.value.client) : walked;
}

/** Keys are not decoded: nothing is verified with them here. */
function read(kept: string): Result<ProofState> {
  const client = parseKept(kept);
  if (!client.ok) return client;
  const { genesis, committee, last } = client.value;
  if (last !== null && last.timestamp > BigInt(LATEST_TIME)) {
    return refuse('proof-malformed', `expected a time that comes, got ${last.timestamp}`);
  }
  const total = committee.members.reduce((sum, { stake }) => sum + stake, 0n);
  if (total === 0n) return refuse('committee-stake', 'expected members with weight, got none');
  return ok({
    genesis: digestText(genesis),
    epoch: committee.epoch,
    members: committee.members.map(({ publicKey, stake }) => ({
      key: base64.encode(publicKey),
      weight: stake,
    })),
    total,
    quorum: quorumOf(total),
    last: last && {
      sequence: last.sequence,
      digest: digestText(last.digest),
      epoch: last.epoch,
      at: Number(last.timestamp),
    },
  });
}

function provenBy(client: LightClient): Result<ProvenEpoch> {
  const { epoch } = client.committee;
  const at = client.last?.timestamp ?? 0n;
  if (at > BigInt(LATEST_TIME) || epoch >= 2n ** 63n) {
    return refuse('proof-malformed', `expected a time and an epoch that come, got epoch ${epoch} at ${at}`);
  }
  return ok({ epoch, at: Number(at), kept: canonicalJson(lightClientJson(client)) });
}

function parseKept(kept: string): Result<LightClient> {
  const json = readJson(kept);
  return json.ok
    ? parseLightClient(json.value)
    : refuse('proof-malformed', 'expected the kept state of a proof, got no JSON');
}

/** A certified closing checkpoint as it is handed to a signer: summary and certificate, each BCS with its length. */
export const encodeClosing = ({ summary, certificate }: OfferedSummary): Uint8Array =>
  new BcsWriter(summary.length + 256)
    .vector(summary)
    .vector(certificate ?? new Uint8Array())
    .toBytes();

/** Reads {@link encodeClosing}; refuses `proof-malformed`. */
export const decodeClosing = (bytes: Uint8Array): Result<OfferedSummary> =>
  decodeLedger(bytes, MAX_CLOSING_LENGTH, 'closing checkpoint', (reader) => ({
    summary: reader.bytes(),
    certificate: reader.bytes(),
  }));
