import * as v from 'valibot';
import { unitsSchema } from '../core/money.ts';
import { movementStates } from '../core/movement/movement-state.ts';
import { addressSchema, hex32Schema, timeSchema, uuidSchema } from '../core/schema.ts';
import { acting, count, otherFormSchema, problemSchema, signedUnits, text, unitsSum } from './shared.ts';

/** Addresses that a plan leaves as they are, and what they have. */
const leftSchema = v.strictObject({ addresses: count, amount: unitsSum });

const gatherPlanSchema = v.strictObject({
  vaultId: uuidSchema,
  /** The vault that it arrives in, and its receiving address, as the policy names them. */
  vaultName: text,
  destination: addressSchema,
  moves: v.array(
    v.strictObject({ from: addressSchema, accountAlias: text, amount: unitsSchema, feeAtMost: unitsSchema }),
  ),
  total: unitsSum,
  feeAtMost: unitsSum,
  /** Too little to be worth a fee. */
  dust: leftSchema,
  /** Too many for one mandate. */
  later: leftSchema,
});
export type GatherPlanView = v.InferOutput<typeof gatherPlanSchema>;

/** What a retired vault would move to the one that took its place. `vaultName`: the one that it arrives in. */
const retiredPlanSchema = v.strictObject({
  ...gatherPlanSchema.entries,
  /** A queued movement asks for it already. */
  asked: leftSchema,
});
export type RetiredPlanView = v.InferOutput<typeof retiredPlanSchema>;

/** A mandate as its signed document says it, and what has become of each of its movements. */
export const mandateViewSchema = v.strictObject({
  digest: hex32Schema,
  viewDigest: hex32Schema,
  wordCode: v.array(text),
  kind: v.picklist(['gather', 'sweep']),
  vaultName: text,
  destination: addressSchema,
  destinationForms: v.array(otherFormSchema),
  destinationVaultName: text,
  total: unitsSum,
  feeAtMost: unitsSum,
  createdAt: timeSchema,
  expiresAt: timeSchema,
  sources: v.array(
    v.strictObject({
      movementId: uuidSchema,
      address: addressSchema,
      path: text,
      accountAlias: text,
      amount: unitsSchema,
      feeAtMost: unitsSchema,
      state: v.picklist(movementStates),
      stopped: v.boolean(),
      feePaid: v.nullable(signedUnits),
      /** It is not what the vault has signed for its path. */
      foreign: v.boolean(),
      problem: v.nullable(problemSchema),
    }),
  ),
  /** Of its sources: those that are final, those that ended otherwise, and what the final ones have moved and cost. */
  done: count,
  ended: count,
  moved: unitsSum,
  feesPaid: signedUnits,
  /** What the final ones did not use of their highest fees: it has stayed at the sources. */
  unusedFees: signedUnits,
});
export type MandateView = v.InferOutput<typeof mandateViewSchema>;

const vault = v.strictObject({ ...acting, vaultId: uuidSchema });

export const mandateVerbs = {
  'gather.plan': { input: vault, output: gatherPlanSchema },
  /** Requests the present plan under one mandate, which is approved once. */
  'gather.request': { input: vault, output: v.strictObject({ ids: v.array(uuidSchema) }) },
  /** What a retired vault still has, for the vault that took its place. */
  'retired.plan': { input: vault, output: retiredPlanSchema },
  /** Requests the present plan: under one mandate where a rule lets its sum pass, else one by one. */
  'retired.request': { input: vault, output: v.strictObject({ ids: v.array(uuidSchema) }) },
} as const;
