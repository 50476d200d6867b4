import * as v from 'valibot';
import { type StateMark, stateMarkSchema } from '../core/journal/state-mark.ts';
import { isJsonValue, type JsonValue } from '../core/json.ts';
import { unitsSchema } from '../core/money.ts';
import type { Spend } from '../core/policy/evaluate-policy.ts';
import { signedPolicySchema } from '../core/policy/policy.ts';
import { inputKeySchema } from '../core/proposal/evidence.ts';
import type { Proposal } from '../core/proposal/proposal.ts';
import { hex32Schema, timeSchema, uuidSchema } from '../core/schema.ts';

const counterSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const signedSchema = v.strictObject({
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
});

/** One payment that the signer let pass. */
export type SignedRecord = Readonly<v.InferOutput<typeof signedSchema>>;

const { era } = stateMarkSchema.entries;
/** Requests dated before this time are refused: what was signed for them is not, or no longer, remembered. */
const horizon = timeSchema;

/** The state with which a vault is born: it knows no vault id and no policy, and signs nothing. */
const freshSchema = v.strictObject({
  format: v.literal('sallyport/state/2'),
  kind: v.literal('fresh'),
  era,
  horizon,
});

/**
 * What a vault's signer remembers between openings, sealed under a key of the seed: its own copy of the policy, what
 * it signed and what was rejected. `counter` rises with each change; the journal must never be ahead of it.
 */
const governedSchema = v.strictObject({
  format: v.literal('sallyport/state/2'),
  kind: v.literal('governed'),
  vaultId: uuidSchema,
  era,
  counter: counterSchema,
  policy: signedPolicySchema,
  signed: v.array(signedSchema),
  voided: v.array(v.strictObject({ digest: hex32Schema, at: timeSchema })),
  horizon,
});

export const vaultStateSchema = v.variant('kind', [freshSchema, governedSchema]);

type FreshState = Readonly<v.InferOutput<typeof freshSchema>>;
export type GovernedState = Readonly<v.InferOutput<typeof governedSchema>>;
export type VaultState = Readonly<v.InferOutput<typeof vaultStateSchema>>;

/** How long a signature or a rejection is remembered: longer than any window or approval (`MAX_POLICY_SECONDS`). */
export const MEMORY_MS = 400 * 86_400_000;

/**
 * How far ahead of this clock a request may be dated. A date further on would outlive the memory of what was signed
 * for it.
 */
export const DATE_TOLERANCE_MS = 86_400_000;

/** The spends that policy windows count. */
export function spendsOf(signed: readonly SignedRecord[]): readonly Spend[] {
  return signed.map(({ at, ruleId, total }) => ({ at, ruleId, units: BigInt(total) }));
}

/** Ids of the requests that a proposal carries out. */
export function requestIds(proposal: Proposal): readonly string[] {
  return proposal.requests.map((request) => request.statement.id);
}

/** The mark of a state: what the journal records of it. */
export function markOf(state: VaultState): StateMark {
  return { era: state.era, counter: state.kind === 'fresh' ? 0 : state.counter };
}

/** The state of a vault that has just been given its policy. */
export function govern(
  { era, horizon }: FreshState,
  vaultId: string,
  policy: GovernedState['policy'],
): GovernedState {
  const empty = { signed: [], voided: [], horizon };
  return { format: 'sallyport/state/2', kind: 'governed', vaultId, era, counter: 1, policy, ...empty };
}

/** The state after one more signature, and what it remembers of it. */
export function remember(
  state: GovernedState,
  signed: Omit<SignedRecord, 'counter'>,
): { readonly state: GovernedState; readonly record: SignedRecord } {
  const counter = state.counter + 1;
  const record = { ...signed, counter };
  return { state: forgetOld({ ...state, counter, signed: [...state.signed, record] }, record.at), record };
}

/** The state after a rejection: that digest is never signed. */
export function voidDigest(state: GovernedState, digest: string, at: number): GovernedState {
  if (state.voided.some((entry) => entry.digest === digest)) return state;
  return forgetOld({ ...state, counter: state.counter + 1, voided: [...state.voided, { digest, at }] }, at);
}

/**
 * The horizon follows what was forgotten and not the clock: one that ran years ahead for an hour must not make the
 * vault refuse every request until then.
 */
function forgetOld(state: GovernedState, now: number): GovernedState {
  const oldest = now - MEMORY_MS;
  const forgotten = [...state.signed, ...state.voided].filter((entry) => entry.at < oldest);
  return {
    ...state,
    horizon: forgotten.reduce(
      (horizon, { at }) => Math.max(horizon, at + DATE_TOLERANCE_MS + 1),
      state.horizon,
    ),
    signed: state.signed.filter((entry) => entry.at >= oldest),
    voided: state.voided.filter((entry) => entry.at >= oldest),
  };
}
