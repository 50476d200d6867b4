import { readFile, stat } from 'node:fs/promises';
import * as v from 'valibot';
import {
  type CheckpointParts,
  decodeCheckpointData,
  MAX_CHECKPOINT_LENGTH,
  type TransactionParts,
} from '../chains/iota/pure/ledger/checkpoint-data.ts';
import {
  digestText,
  type LedgerDigest,
  objectDigest,
  sameDigest,
  transactionDigest,
} from '../chains/iota/pure/ledger/digests.ts';
import { decodeObject } from '../chains/iota/pure/ledger/object.ts';
import { decodeSummary } from '../chains/iota/pure/ledger/summary.ts';
import { type LightClient, leap } from '../chains/iota/pure/proof/light-client.ts';
import { type ProvenTransaction, proveContents } from '../chains/iota/pure/proof/prove-checkpoints.ts';
import type { CertifiedWeight } from '../chains/iota/pure/proof/verify-certificate.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';

const bytesSchema = v.pipe(
  v.string(),
  v.base64(),
  v.transform((text) => Uint8Array.from(Buffer.from(text, 'base64'))),
);
const objectsSchema = v.optional(v.array(v.object({ bcs: bytesSchema })), []);

/** A checkpoint cut apart, as `test/vectors/chains/iota/ledger/files` has two. */
const partsSchema = v.pipe(
  v.object({
    certified: v.object({ summaryBcs: bytesSchema, aggregatedSignatureBcs: bytesSchema }),
    contentsBcs: bytesSchema,
    transactions: v.array(
      v.object({
        transactionBcs: bytesSchema,
        effectsBcs: bytesSchema,
        inputObjects: objectsSchema,
        outputObjects: objectsSchema,
      }),
    ),
  }),
  v.transform(
    ({ certified, contentsBcs, transactions }): CheckpointParts => ({
      summary: certified.summaryBcs,
      certificate: certified.aggregatedSignatureBcs,
      contents: contentsBcs,
      transactions: transactions.map((each) => ({
        transaction: each.transactionBcs,
        effects: each.effectsBcs,
        objects: [...each.inputObjects, ...each.outputObjects].map(({ bcs }) => bcs),
      })),
    }),
  ),
);

/** Reads a `.chk` file, or the parts as JSON; refuses `file-not-read`, `input-malformed` and `proof-malformed`. */
export async function readCheckpointFile(file: string): Promise<Result<CheckpointParts>> {
  const bytes = await readSmall(file);
  if (!bytes.ok) return bytes;
  if (bytes.value[0] !== '{'.charCodeAt(0)) return decodeCheckpointData(bytes.value);
  const json = parseJson(bytes.value);
  return json.ok ? parseWith(partsSchema, json.value) : json;
}

/** Reads JSON of any shape; refuses `file-not-read` and `input-malformed`. */
export async function readJsonFile(file: string): Promise<Result<unknown>> {
  const bytes = await readSmall(file);
  return bytes.ok ? parseJson(bytes.value) : bytes;
}

async function readSmall(file: string): Promise<Result<Uint8Array>> {
  try {
    const { size } = await stat(file);
    if (size > MAX_CHECKPOINT_LENGTH)
      return refuse('file-not-read', `expected at most ${MAX_CHECKPOINT_LENGTH} bytes, got ${size}`);
    return ok(Uint8Array.from(await readFile(file)));
  } catch {
    return refuse('file-not-read', `expected a file at ${file}`);
  }
}

function parseJson(bytes: Uint8Array): Result<unknown> {
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return refuse('input-malformed', 'expected JSON');
  }
}

/** What a checkpoint was proven to hold. */
export interface CheckpointVerdict {
  readonly sequence: bigint;
  readonly epoch: bigint;
  readonly digest: string;
  /** Milliseconds since 1970. */
  readonly timestamp: bigint;
  /** Null for the checkpoint that is trusted by its digest. */
  readonly weight: CertifiedWeight | null;
  readonly transactions: number;
  readonly objects: number;
  readonly closes: boolean;
}

/** Proves the next certified checkpoint of `client`, and everything in it; the codes of `leap` and {@link proveParts}. */
export function proveNext(
  client: LightClient,
  parts: CheckpointParts,
): Result<{ readonly client: LightClient; readonly verdict: CheckpointVerdict }> {
  const summary = decodeSummary(parts.summary);
  if (!summary.ok) return summary;
  const leapt = summary.value.endOfEpoch === null ? leap(client, [], parts) : leap(client, [parts], null);
  if (!leapt.ok) return leapt;
  const verdict = proveParts(leapt.value.client, parts, leapt.value.weight);
  return verdict.ok ? ok({ client: leapt.value.client, verdict: verdict.value }) : verdict;
}

/**
 * Everything in the checkpoint at which `client` is: contents, effects, and the objects before and after.
 * @returns the codes of `proveContents`, `contents-foreign` for a transaction, or `object-foreign` for an object, that is
 * not named
 */
export function proveParts(
  { last }: LightClient,
  parts: CheckpointParts,
  weight: CertifiedWeight | null,
): Result<CheckpointVerdict> {
  const summary = decodeSummary(parts.summary);
  if (!summary.ok) return summary;
  const effects = parts.transactions.map((each) => each.effects);
  const proven = proveContents({ summary: summary.value }, { contents: parts.contents, effects });
  if (!proven.ok) return proven;
  for (const [index, transaction] of proven.value.entries()) {
    const checked = checkTransaction(transaction, parts.transactions[index] as TransactionParts);
    if (!checked.ok) return checked;
  }
  const { sequence, epoch, timestamp, endOfEpoch } = summary.value;
  const objects = parts.transactions.reduce((sum, each) => sum + each.objects.length, 0);
  const digest = last === null ? '' : digestText(last.digest);
  const closes = endOfEpoch !== null;
  return ok({ sequence, epoch, digest, timestamp, weight, transactions: effects.length, objects, closes });
}

function checkTransaction({ digest, effects }: ProvenTransaction, given: TransactionParts): Result<void> {
  if (!sameDigest(transactionDigest(given.transaction), digest))
    return refuse('contents-foreign', `expected transaction ${digestText(digest)}, got another`);
  const named = new Set<string>();
  const name = (by: LedgerDigest | null | undefined) => by && named.add(digestText(by));
  for (const { before, after } of effects.changed) {
    name(before?.digest);
    name(after?.digest);
  }
  for (const each of effects.unchangedShared) name(each.digest);
  for (const object of given.objects) {
    const own = objectDigest(object);
    if (!named.has(digestText(own)) && !isImmutableInput(object, own, given.transaction))
      return refuse('object-foreign', `transaction ${digestText(digest)} names no object ${digestText(own)}`);
  }
  return ok(undefined);
}

/** Effects do not name what a transaction only read and nobody can change: the transaction itself does. */
function isImmutableInput(object: Uint8Array, digest: LedgerDigest, transaction: Uint8Array): boolean {
  const read = decodeObject(object);
  return (
    read.ok && read.value.owner.kind === 'immutable' && Buffer.from(transaction).includes(Buffer.from(digest))
  );
}
