import * as v from 'valibot';
import { digestTags, type Hex32, taggedDigest } from '../digest.ts';
import { networkSchema } from '../network-id.ts';
import { officerSignatureSchema } from '../officer/officer.ts';
import { addressSchema, hex32Schema, timeSchema, uuidSchema } from '../schema.ts';
import { policyReferenceSchema } from '../statement.ts';
import { ceremonyPlanSchema } from './ceremony-plan.ts';
import { stepKinds } from './ceremony-steps.ts';
import { transcriptImportSchema } from './former-history.ts';
import { holdsSecretRun, plainNameSchema, plainTextSchema } from './plain-text.ts';
import { sheetSchema } from './sheet.ts';

const small = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16));
const vaultSchema = v.strictObject({
  id: uuidSchema,
  name: plainNameSchema,
  kind: v.picklist(['hot', 'cold']),
});

/**
 * How a step went. `repeated`: it succeeded in the end, after failed tries or a second showing. `differed`: the official
 * library derived other addresses, whatever came after that.
 */
const stepOutcomes = ['ok', 'repeated', 'passed-over', 'differed'] as const;

/** One step that was reached, in the order of the script. */
const stepSchema = v.strictObject({
  step: v.picklist(stepKinds),
  group: v.nullable(small),
  share: v.nullable(small),
  outcome: v.picklist(stepOutcomes),
  /** How many tries failed. */
  failed: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** When it was last tried. */
  at: timeSchema,
});

export type TranscriptStep = Readonly<v.InferOutput<typeof stepSchema>>;

/** `belongs` and `belongs-to-none` are the answers of a checked backup; `completed` is that of all other ceremonies. */
export const ceremonyResults = ['completed', 'belongs', 'belongs-to-none'] as const;

/**
 * What happened in a ceremony: no member can contain a secret. Free texts are guarded by {@link holdsSecretRun}; all others
 * are numbers, times, listed words, ids, keys and addresses.
 */
export const transcriptSchema = v.strictObject({
  id: uuidSchema,
  plan: ceremonyPlanSchema,
  network: networkSchema,
  /** The policy that was in force. */
  policy: policyReferenceSchema,
  treasury: v.strictObject({ id: uuidSchema, name: plainNameSchema }),
  station: v.strictObject({
    id: uuidSchema,
    role: v.picklist(['desk', 'cold', 'officer']),
    publicKey: hex32Schema,
  }),
  /** The vault that it was about; null where none came of it. */
  vault: v.nullable(vaultSchema),
  /** Rotation: the vault that is retired. */
  replaces: v.nullable(vaultSchema),
  /** Who was present. Each signs. */
  officers: v.pipe(
    v.array(v.strictObject({ id: uuidSchema, name: plainNameSchema })),
    v.minLength(1),
    v.maxLength(50),
  ),
  steps: v.pipe(v.array(stepSchema), v.maxLength(600)),
  /** What went otherwise than planned, in the officers' words. */
  deviations: v.pipe(
    v.array(v.strictObject({ text: plainTextSchema, officerId: uuidSchema, at: timeSchema })),
    v.maxLength(100),
    v.check(
      (list) => !holdsSecretRun(list.map(({ text }) => text).join(' ')),
      'expected texts without four words of a backup list in a row, one after the other too',
    ),
  ),
  sheets: v.pipe(v.array(sheetSchema), v.maxLength(300)),
  /** At account 0, change 0, index 0. */
  firstAddress: v.nullable(addressSchema),
  /** What came out of another wallet's folder; null where none was read. Restores from before this say nothing of it. */
  imported: v.exactOptional(v.nullable(transcriptImportSchema)),
  startedAt: timeSchema,
  endedAt: timeSchema,
  result: v.picklist(ceremonyResults),
});

export type Transcript = Readonly<v.InferOutput<typeof transcriptSchema>>;

/** What the officers sign and the journal names: `blake2b-256("sallyport/transcript/2" || canonical JSON)`. */
export function transcriptDigest(transcript: Transcript): Hex32 {
  return taggedDigest(digestTags.transcript, transcript);
}

/** A transcript with the signatures of everybody present. */
export const signedTranscriptSchema = v.strictObject({
  transcript: transcriptSchema,
  signatures: v.pipe(v.array(officerSignatureSchema), v.maxLength(50)),
});
