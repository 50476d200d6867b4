import * as v from 'valibot';
import type { Spend } from '../core/policy/evaluate-policy.ts';
import { signedPolicySchema } from '../core/policy/policy.ts';
import type { Proposal } from '../core/proposal/proposal.ts';
import { hex32Schema, nanosSchema, timeSchema, uuidSchema } from '../core/schema.ts';

const counterSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const signedSchema = v.strictObject({
  digest: hex32Schema,
  counter: counterSchema,
  at: timeSchema,
  ruleId: v.string(),
  total: nanosSchema,
  requestIds: v.array(uuidSchema),
  approvers: v.array(uuidSchema),
  /** `id@version` of every coin that it consumes. */
  coins: v.array(v.string()),
});

/** One payment that the signer let pass. */
export type SignedRecord = Readonly<v.InferOutput<typeof signedSchema>>;

/**
 * What a vault's signer remembers between openings, sealed under a key of the seed: its own copy of the policy, what
 * it signed and what was rejected. `counter` rises with each change; the journal must never be ahead of it.
 */
export const vaultStateSchema = v.strictObject({
  format: v.literal('sallyport/state/1'),
  vaultId: uuidSchema,
  counter: counterSchema,
  policy: signedPolicySchema,
  signed: v.array(signedSchema),
  voided: v.array(v.strictObject({ digest: hex32Schema, at: timeSchema })),
  /** Requests dated before this time are refused: what was signed for them may have been forgotten. */
  horizon: timeSchema,
});

export type VaultState = Readonly<v.InferOutput<typeof vaultStateSchema>>;

/** How long a signature or a rejection is remembered: longer than any window or approval (`MAX_POLICY_SECONDS`). */
export const MEMORY_MS = 400 * 86_400_000;

/**
 * How far ahead of this clock a request may be dated. A date further on would outlive the memory of what was signed
 * for it.
 */
export const DATE_TOLERANCE_MS = 86_400_000;

/** The spends that policy windows count. */
export function spendsOf(state: VaultState): readonly Spend[] {
  return state.signed.map(({ at, ruleId, total }) => ({ at, ruleId, amount: total }));
}

export function coinKey(coin: { readonly id: string; readonly version: string }): string {
  return `${coin.id}@${coin.version}`;
}

export function requestIds(proposal: Proposal): readonly string[] {
  return proposal.requests.map((request) => request.statement.id);
}

/** The state of a vault that has just been given its policy. */
export function newState(vaultId: string, policy: VaultState['policy']): VaultState {
  return { format: 'sallyport/state/1', vaultId, counter: 1, policy, signed: [], voided: [], horizon: 0 };
}

/** The state after one more signature. */
export function remember(state: VaultState, record: Omit<SignedRecord, 'counter'>): VaultState {
  const counter = state.counter + 1;
  return forgetOld({ ...state, counter, signed: [...state.signed, { ...record, counter }] }, record.at);
}

/** The state after a rejection: that digest is never signed. */
export function voidDigest(state: VaultState, digest: string, at: number): VaultState {
  if (state.voided.some((entry) => entry.digest === digest)) return state;
  return forgetOld({ ...state, counter: state.counter + 1, voided: [...state.voided, { digest, at }] }, at);
}

/**
 * The horizon follows what was forgotten and not the clock: one that ran years ahead for an hour must not make the
 * vault refuse every request until then.
 */
function forgetOld(state: VaultState, now: number): VaultState {
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
