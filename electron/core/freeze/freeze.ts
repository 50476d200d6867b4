import * as v from 'valibot';
import { digestTags, type Hex32, taggedDigest } from '../digest.ts';
import { networkSchema, sameNetwork } from '../network-id.ts';
import { hasSigned, type Officer, officerSignatureSchema, type VerifySignature } from '../officer/officer.ts';
import type { Policy } from '../policy/policy.ts';
import { ok, type Result, refuse } from '../result.ts';
import { hex32Schema, hex64Schema, textSchema, timeSchema, uuidSchema } from '../schema.ts';
import { policyReferenceSchema } from '../statement.ts';
import { settlersNeeded } from '../station/settlement.ts';

/** The longest reason of a freeze, in UTF-16 units. */
export const MAX_FREEZE_REASON = 280;

/** What one officer signs to freeze: from then on nothing is paid from a vault, or from any. Times are milliseconds. */
export const freezeSchema = v.strictObject({
  treasuryId: uuidSchema,
  network: networkSchema,
  policy: policyReferenceSchema,
  /** Drawn for this freeze: two freezes of one moment are two. */
  id: uuidSchema,
  officerId: uuidSchema,
  /** Null: every vault of the treasury, also one that is made later. */
  vaultId: v.nullable(uuidSchema),
  reason: v.pipe(textSchema, v.maxLength(MAX_FREEZE_REASON)),
  frozenAt: timeSchema,
});
export type Freeze = Readonly<v.InferOutput<typeof freezeSchema>>;

export const signedFreezeSchema = v.strictObject({ freeze: freezeSchema, signature: hex64Schema });
export type SignedFreeze = Readonly<v.InferOutput<typeof signedFreezeSchema>>;

/** What two officers sign to lift one freeze, and no other. */
export const freezeLiftSchema = v.strictObject({
  treasuryId: uuidSchema,
  network: networkSchema,
  policy: policyReferenceSchema,
  /** Digest of the freeze that it ends. */
  freeze: hex32Schema,
  liftedAt: timeSchema,
});
export type FreezeLift = Readonly<v.InferOutput<typeof freezeLiftSchema>>;

export const signedFreezeLiftSchema = v.strictObject({
  lift: freezeLiftSchema,
  signatures: v.pipe(v.array(officerSignatureSchema), v.minLength(1), v.maxLength(20)),
});
export type SignedFreezeLift = Readonly<v.InferOutput<typeof signedFreezeLiftSchema>>;

/** A freeze, or the lift of one, as the journal carries it. */
export const freezeWordSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('freeze'), document: signedFreezeSchema }),
  v.strictObject({ kind: v.literal('freeze-lift'), document: signedFreezeLiftSchema }),
]);
export type FreezeWord = Readonly<v.InferOutput<typeof freezeWordSchema>>;

/** What an officer signs of a freeze; it names the freeze. */
export const freezeDigest = (freeze: Freeze): Hex32 => taggedDigest(digestTags.freeze, freeze);

/** What officers sign of a lift. */
export const freezeLiftDigest = (lift: FreezeLift): Hex32 => taggedDigest(digestTags.freezeLift, lift);

/** Whether a freeze is one of a vault. */
export const concerns = ({ vaultId }: Pick<Freeze, 'vaultId'>, vault: string): boolean =>
  vaultId === null || vaultId === vault;

type Signers = Pick<Policy, 'treasuryId' | 'network' | 'officers'>;

/**
 * Checks a freeze by the policy that it was signed under. Any officer freezes, whatever their roles.
 * @returns who froze; refuses `freeze-bad`
 */
export function checkFreeze(
  { freeze, signature }: SignedFreeze,
  policy: Signers,
  verify: VerifySignature,
): Result<Officer> {
  const bad = (message: string) => refuse('freeze-bad', message);
  const foreign = whyForeign(freeze, policy);
  if (foreign !== null) return bad(`the freeze is of another ${foreign}`);
  const officer = policy.officers.find(({ id }) => id === freeze.officerId);
  if (!officer) return bad('the freeze is by nobody of the policy');
  return hasSigned(officer, freezeDigest(freeze), signature, verify)
    ? ok(officer)
    : bad(`expected a freeze signed by ${officer.name}`);
}

/** Whether an officer may lift: whoever does more than look. */
export const mayLift = ({ roles }: Pick<Officer, 'roles'>): boolean =>
  roles.some((role) => role !== 'auditor');

/**
 * Checks the lift of a freeze by the policy that is in force where it is taken in: two people of that policy, so that nobody who has
 * left lifts anything. (One, in a practice treasury that has one officer.)
 * @returns refuses `freeze-lift-bad`
 */
export function checkLift(
  { lift, signatures }: SignedFreezeLift,
  policy: Policy,
  verify: VerifySignature,
): Result<FreezeLift> {
  const bad = (message: string) => refuse('freeze-lift-bad', message);
  const foreign = whyForeign(lift, policy);
  if (foreign !== null) return bad(`the lift is of another ${foreign}`);
  const digest = freezeLiftDigest(lift);
  for (const { officerId, signature } of signatures) {
    const officer = policy.officers.find(({ id }) => id === officerId);
    if (!officer || !mayLift(officer)) return bad('the lift is signed by somebody who may not lift');
    if (!hasSigned(officer, digest, signature, verify))
      return bad(`expected a lift signed by ${officer.name}`);
  }
  const people = new Set(signatures.map(({ officerId }) => officerId)).size;
  const needed = settlersNeeded(policy);
  return people >= needed ? ok(lift) : bad(`expected ${needed} officers who lift together, got ${people}`);
}

function whyForeign(
  of: Pick<Freeze, 'treasuryId' | 'network'>,
  policy: Pick<Signers, 'treasuryId' | 'network'>,
): 'treasury' | 'network' | null {
  if (of.treasuryId !== policy.treasuryId) return 'treasury';
  return sameNetwork(of.network, policy.network) ? null : 'network';
}
