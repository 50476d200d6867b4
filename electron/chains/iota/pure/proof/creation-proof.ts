import type { InputEvidence } from '../../../../core/proposal/evidence.ts';
import { ok, type Result, refuse } from '../../../../core/result.ts';
import type { ProvenCreation } from '../../../chain.ts';
import { BcsWriter } from '../bcs-writer.ts';
import { coinOfEvidence } from '../coin-evidence.ts';
import { coinReference } from '../coin-object.ts';
import { MAX_CERTIFICATE_LENGTH } from '../ledger/certificate.ts';
import type { Committee } from '../ledger/committee.ts';
import { decodeContents } from '../ledger/contents.ts';
import { decodeLedger } from '../ledger/decode-ledger.ts';
import { contentsDigest, digestText, effectsDigest, sameDigest } from '../ledger/digests.ts';
import type { TransactionEffects } from '../ledger/effects.ts';
import { type CheckpointSummary, decodeSummary, MAX_SUMMARY_LENGTH } from '../ledger/summary.ts';
import { type OfferedSummary, verifyOffered } from './light-client.ts';
import { proveEffects } from './prove-checkpoints.ts';

/** Contents and effects have their own limits; a proof travels, so that it is smaller than both. */
export const MAX_CREATION_LENGTH = 1_500_000;

/** What proves without a network that one transaction made what it made; all bytes are BCS without envelope. */
export interface CreationProof extends OfferedSummary {
  readonly certificate: Uint8Array;
  /** Of the transaction's checkpoint. */
  readonly contents: Uint8Array;
  /** Of the transaction. */
  readonly effects: Uint8Array;
}

/** Summary, certificate, contents and effects, each BCS with its length. */
export const encodeCreation = ({ summary, certificate, contents, effects }: CreationProof): Uint8Array =>
  new BcsWriter(summary.length + contents.length + effects.length + 256)
    .vector(summary)
    .vector(certificate)
    .vector(contents)
    .vector(effects)
    .toBytes();

/** Refuses `proof-malformed`. Byte vectors are views of `bytes`. */
export const decodeCreation = (bytes: Uint8Array): Result<CreationProof> =>
  decodeLedger(bytes, MAX_CREATION_LENGTH, 'proof of a creation', (reader) => ({
    summary: reader.bytes(),
    certificate: reader.bytes(),
    contents: reader.bytes(),
    effects: reader.bytes(),
  }));

/** Certified effects, and the checkpoint that has them. `at`: milliseconds since 1970, by the validators. */
export interface VerifiedEffects {
  readonly checkpoint: bigint;
  readonly epoch: bigint;
  readonly at: number;
  readonly effects: TransactionEffects;
}

/** A proof that is read; nothing of it is verified yet. */
interface ReadCreation extends CreationProof {
  readonly read: CheckpointSummary;
  readonly committee: Committee;
}

/**
 * Verifies what a transaction did: the committee of its epoch certified the checkpoint, whose contents name these effects.
 * @param committeeOf null for an epoch whose committee is not known
 * @returns refuses `committee-unknown`, `contents-foreign`, `effects-foreign`, `proof-malformed` and as `verifyOffered` does
 */
export function verifyEffects(
  bytes: Uint8Array,
  committeeOf: (epoch: bigint) => Committee | null,
): Result<VerifiedEffects> {
  const creation = readCreation(bytes, committeeOf);
  if (!creation.ok) return creation;
  const { read, summary, certificate, committee } = creation.value;
  const certified = verifyOffered(read, { summary, certificate }, committee);
  return certified.ok ? whatIsDone(creation.value) : certified;
}

/**
 * Reads a proof and finds the committee that must have certified it.
 * @returns refuses `committee-unknown` and `proof-malformed`
 */
export function readCreation(
  bytes: Uint8Array,
  committeeOf: (epoch: bigint) => Committee | null,
): Result<ReadCreation> {
  const proof = decodeCreation(bytes);
  if (!proof.ok) return proof;
  const { summary, certificate } = proof.value;
  if (summary.length > MAX_SUMMARY_LENGTH || certificate.length > MAX_CERTIFICATE_LENGTH) {
    return refuse('proof-malformed', 'expected a summary and a certificate, got something longer');
  }
  const read = decodeSummary(summary);
  if (!read.ok) return read;
  const { epoch } = read.value;
  const committee = committeeOf(epoch);
  return committee === null
    ? refuse('committee-unknown', `the committee of epoch ${epoch} is not known here`)
    : ok({ ...proof.value, read: read.value, committee });
}

/** What a certified transaction made, of which nothing counts before its certificate is verified. */
export function creationOf(creation: ReadCreation): Result<ProvenCreation> {
  const done = whatIsDone(creation);
  if (!done.ok) return done;
  const { checkpoint, epoch, at, effects } = done.value;
  return ok({ checkpoint, epoch, at, made: madeBy(effects) });
}

function whatIsDone({ read, contents, effects }: ReadCreation): Result<VerifiedEffects> {
  const { epoch, sequence, timestamp, contents: named } = read;
  const did = effectsIn(contents, effects, named);
  return did.ok ? ok({ checkpoint: sequence, epoch, at: Number(timestamp), effects: did.value }) : did;
}

/** The effects, which the contents of this digest must name. */
function effectsIn(
  contentsBytes: Uint8Array,
  effects: Uint8Array,
  named: Uint8Array,
): Result<TransactionEffects> {
  if (!sameDigest(contentsDigest(contentsBytes), named)) {
    return refuse('contents-foreign', `expected contents ${digestText(named)}, got others`);
  }
  const contents = decodeContents(contentsBytes);
  if (!contents.ok) return contents;
  const digest = effectsDigest(effects);
  const entry = contents.value.find((each) => sameDigest(each.effects, digest));
  return entry
    ? proveEffects(entry.effects, entry.transaction, effects)
    : refuse('effects-foreign', `the checkpoint has no transaction with effects ${digestText(digest)}`);
}

/** What effects made: key and digest of each object. */
export const madeBy = ({ changed, version }: TransactionEffects): readonly string[] =>
  changed.flatMap(({ id, after }) =>
    after?.kind === 'object' ? [`${id}@${version} ${digestText(after.digest)}`] : [],
  );

/** Whether an input is among what effects made: the same object, in the same version, of the same bytes. */
export function isAmong(input: InputEvidence, made: ReadonlySet<string>): boolean {
  const coin = coinOfEvidence(input);
  return coin.ok && made.has(`${input.key} ${coinReference(coin.value).digest}`);
}
