import * as v from 'valibot';
import { digestTags, type Hex32, taggedDigest } from '../digest.ts';
import { stateMarkSchema } from '../journal/state-mark.ts';
import { networkSchema, sameNetwork } from '../network-id.ts';
import { hasSigned, officerSignatureSchema, type VerifySignature } from '../officer/officer.ts';
import { type Policy, policyReference } from '../policy/policy.ts';
import { ok, type Result, refuse } from '../result.ts';
import { timeSchema, uuidSchema } from '../schema.ts';
import { policyReferenceSchema } from '../statement.ts';
import { settlersNeeded } from './settlement.ts';

/**
 * What approvers sign where a vault has sealed a time that was wrong, since its clock ran ahead: the right time, for this
 * vault and this very state of it. Times are milliseconds.
 */
export const clockCorrectionSchema = v.strictObject({
  treasuryId: uuidSchema,
  network: networkSchema,
  policy: policyReferenceSchema,
  vaultId: uuidSchema,
  /** The state that it is for: once it is sealed, or anything else is, it is for no state any more. */
  ...stateMarkSchema.entries,
  /** The newest time that the vault has sealed: the wrong one. */
  sealedAt: timeSchema,
  /** The right time now. */
  at: timeSchema,
});
export type ClockCorrection = Readonly<v.InferOutput<typeof clockCorrectionSchema>>;

export const signedClockCorrectionSchema = v.strictObject({
  correction: clockCorrectionSchema,
  signatures: v.pipe(v.array(officerSignatureSchema), v.minLength(1), v.maxLength(20)),
});
export type SignedClockCorrection = Readonly<v.InferOutput<typeof signedClockCorrectionSchema>>;

/** What officers sign of a correction. */
export function clockCorrectionDigest(correction: ClockCorrection): Hex32 {
  return taggedDigest(digestTags.clockCorrection, correction);
}

/**
 * Checks a correction against the policy that is in force. It moves spends in their windows: two approvers sign it, as they
 * could let a payment pass (one in a practice treasury that has one officer).
 * @returns refuses `clock-correction-bad`
 */
export function checkClockCorrection(
  { correction, signatures }: SignedClockCorrection,
  policy: Policy,
  verify: VerifySignature,
): Result<ClockCorrection> {
  const bad = (message: string) => refuse('clock-correction-bad', message);
  if (correction.treasuryId !== policy.treasuryId) return bad('the correction is of another treasury');
  if (!sameNetwork(correction.network, policy.network)) return bad('the correction is of another network');
  const { version, digest } = policyReference(policy);
  if (correction.policy.version !== version || correction.policy.digest !== digest) {
    return bad(
      `expected a correction under policy version ${version}, got one under ${correction.policy.version}`,
    );
  }
  const hash = clockCorrectionDigest(correction);
  for (const { officerId, signature } of signatures) {
    const officer = policy.officers.find(({ id }) => id === officerId);
    if (!officer?.roles.includes('approver')) return bad('expected signatures of approvers of the policy');
    if (!hasSigned(officer, hash, signature, verify)) return bad(`expected a signature of ${officer.name}`);
  }
  const people = new Set(signatures.map(({ officerId }) => officerId)).size;
  const needed = settlersNeeded(policy);
  return people >= needed ? ok(correction) : bad(`expected ${needed} approvers who sign it, got ${people}`);
}
