import * as v from 'valibot';
import { isJsonValue, type JsonValue } from '../core/json.ts';
import { unitsSchema } from '../core/money.ts';
import { inputKeySchema } from '../core/proposal/evidence.ts';
import type { Proposal } from '../core/proposal/proposal.ts';
import { hex32Schema, timeSchema, uuidSchema } from '../core/schema.ts';

export const counterSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Decimal text of 63 bits. */
export const epochSchema = v.pipe(v.string(), v.regex(/^(0|[1-9][0-9]{0,18})$/, 'expected an epoch'));

export const signedSchema = v.strictObject({
  digest: hex32Schema,
  counter: counterSchema,
  at: timeSchema,
  ruleId: v.string(),
  /** Base units paid, without the fee. */
  total: unitsSchema,
  requestIds: v.array(uuidSchema),
  approvers: v.array(uuidSchema),
  /** Keys of everything that it consumes. */
  inputs: v.array(inputKeySchema),
  /** The short-lived fields that were filled in: the same signature can be given again. */
  fields: v.custom<JsonValue>((input) => isJsonValue(input), 'a JSON value'),
  /** The ledger's epoch when it was signed, and the last one in which it can happen; null on chains that count none. */
  epoch: v.nullable(epochSchema),
  lastEpoch: v.nullable(epochSchema),
  /** The digest that it voids, where it is a cancellation. */
  cancels: v.nullable(hex32Schema),
});

/** One payment that the signer let pass. */
export type SignedRecord = Readonly<v.InferOutput<typeof signedSchema>>;

/** One proposal that was rejected: it is never signed. */
export interface VoidedRecord {
  readonly digest: string;
  /** Milliseconds. */
  readonly at: number;
}

/** One request that was rejected or withdrawn: nothing is signed for it any more, in whatever bytes. */
export interface EndedRecord {
  readonly requestId: string;
  /** Milliseconds. */
  readonly at: number;
}

/** How long a signature or a rejection is remembered: longer than any window or approval (`MAX_POLICY_SECONDS`). */
export const MEMORY_MS = 400 * 86_400_000;

/** Ids of the requests that a proposal carries out. */
export function requestIds(proposal: Proposal): readonly string[] {
  return proposal.requests.map((request) => request.statement.id);
}

/** The digest that a proposal voids; null where it is no cancellation. */
export function cancelsOf(proposal: Proposal): string | null {
  const [request] = proposal.requests;
  return request?.statement.kind === 'cancellation' ? (request.statement.cancels ?? null) : null;
}
