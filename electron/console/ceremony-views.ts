import * as v from 'valibot';
import { ceremonyPlanSchema } from '../core/ceremony/ceremony-plan.ts';
import { stepKinds } from '../core/ceremony/ceremony-steps.ts';
import { fileContentsSchema } from '../core/ceremony/file-contents.ts';
import { sheetSchema } from '../core/ceremony/sheet.ts';
import { ceremonyResults } from '../core/ceremony/transcript.ts';
import { addressSchema, nanosSchema, timeSchema, uuidSchema } from '../core/schema.ts';

/** What a ceremony tells its screen. Nothing here is secret: words cross in calls of their own, as word numbers. */
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const stepViewSchema = v.strictObject({
  step: v.picklist(stepKinds),
  group: v.nullable(count),
  share: v.nullable(count),
  /** done: behind us; now: the step at hand; later: still to come. */
  state: v.picklist(['done', 'now', 'later']),
  passedOver: v.boolean(),
  optional: v.boolean(),
  failed: count,
  at: v.nullable(timeSchema),
});
export type StepView = v.InferOutput<typeof stepViewSchema>;

export const ceremonyViewSchema = v.strictObject({
  id: uuidSchema,
  plan: ceremonyPlanSchema,
  status: v.picklist(['running', 'signing', 'ended']),
  result: v.nullable(v.picklist(ceremonyResults)),
  steps: v.array(stepViewSchema),
  /** The vault that is made, or that it is about; null while a backup belongs to nobody yet. */
  vault: v.nullable(v.strictObject({ id: uuidSchema, name: v.string(), kind: v.picklist(['hot', 'cold']) })),
  replacesName: v.nullable(v.string()),
  officers: v.array(v.strictObject({ id: uuidSchema, name: v.string(), signed: v.boolean() })),
  deviations: v.array(v.strictObject({ text: v.string(), officerName: v.string(), at: timeSchema })),
  /** The sheets that this ceremony makes, in order; known as soon as the first address is. */
  sheets: v.array(sheetSchema),
  firstAddress: v.nullable(addressSchema),
  fingerprint: v.nullable(v.string()),
  /** Whole bits that the officers' rolls added to the system's 256. */
  rolledBits: count,
  /** Words of one share; 0 before the split. */
  wordsPerShare: count,
  /** Groups of six words that were read back correctly, of the words or of the share at hand. */
  groupsChecked: count,
  /** Restore: what the file told that was opened; null where there is none. */
  contents: v.nullable(fileContentsSchema),
  /** Restore: used accounts that the search found; null before it. */
  found: v.nullable(v.array(v.strictObject({ account: count, addresses: count, balance: nanosSchema }))),
  /** Rotate: the moves that empty the old vault; null before they are prepared. */
  moves: v.nullable(v.array(v.strictObject({ from: addressSchema, amount: nanosSchema }))),
  /** Check: the vault to which the backup belongs; null for none, or before the answer. */
  belongsTo: v.nullable(v.string()),
});
export type CeremonyView = v.InferOutput<typeof ceremonyViewSchema>;

/** A ceremony that was held, in the list. */
export const heldCeremonySchema = v.strictObject({
  id: uuidSchema,
  kind: v.picklist(['create', 'shares', 'restore', 'check-backup', 'rotate']),
  result: v.picklist(ceremonyResults),
  vaultName: v.nullable(v.string()),
  officers: v.array(v.string()),
  sheets: count,
  endedAt: timeSchema,
});
export type HeldCeremony = v.InferOutput<typeof heldCeremonySchema>;

/** What a Stronghold file chosen for a restore says of itself without a password. */
export const chosenFileSchema = v.strictObject({
  file: v.string(),
  /** 2 or 3. */
  version: count,
  /** log2 of scrypt's N; null in version 2. */
  workFactor: v.nullable(count),
  size: count,
});
export type ChosenFile = v.InferOutput<typeof chosenFileSchema>;
