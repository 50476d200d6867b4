import * as v from 'valibot';
import { digestTags, type Hex32, taggedDigest } from '../digest.ts';
import { isPractice, networkSchema, sameNetwork } from '../network-id.ts';
import { hasSigned, officerSignatureSchema, type VerifySignature } from '../officer/officer.ts';
import { type Policy, policyReference } from '../policy/policy.ts';
import { ok, type Result, refuse } from '../result.ts';
import { hex32Schema, timeSchema, uuidSchema } from '../schema.ts';
import { policyReferenceSchema } from '../statement.ts';

/** Where a journal ends, or ended once. */
const placeSchema = v.strictObject({
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  hash: hex32Schema,
});
export type JournalPlace = Readonly<v.InferOutput<typeof placeSchema>>;

/**
 * What officers sign to settle a folder that is a copy, older than it was, or behind the ledger: which journal goes on,
 * signed by which station, and from when on its vaults sign again.
 */
export const settlementSchema = v.strictObject({
  treasuryId: uuidSchema,
  network: networkSchema,
  policy: policyReferenceSchema,
  /** The journal's newest entry: this settlement is the next one. */
  follows: placeSchema,
  /** The station that signs the journal from this entry on. */
  stationId: uuidSchema,
  stationKey: hex32Schema,
  /** The station that it takes the place of; null where it goes on as before. */
  retires: v.nullable(uuidSchema),
  /** The newer journal head that was known outside of the folder, and that this journal does not hold; null for none. */
  newer: v.nullable(placeSchema),
  /** Transactions of own keys that the ledger shows and no movement knows. */
  spends: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))), v.maxLength(1000)),
  /** Whether the officers know that nothing which was signed before could still happen. */
  nothingUnderWay: v.boolean(),
  /** Requests dated before this are never signed. */
  refuseBefore: timeSchema,
  /** No vault signs before this; 0 where nothing was under way. */
  signsFrom: timeSchema,
});
export type Settlement = Readonly<v.InferOutput<typeof settlementSchema>>;

export const signedSettlementSchema = v.strictObject({
  settlement: settlementSchema,
  signatures: v.pipe(v.array(officerSignatureSchema), v.minLength(1), v.maxLength(20)),
});
export type SignedSettlement = Readonly<v.InferOutput<typeof signedSettlementSchema>>;

const DAY_MS = 86_400_000;

/**
 * How long a vault signs nothing after a settlement whose officers do not know that nothing was under way: as long as
 * anything lives that was signed before by a rule of any policy which the treasury had, and the epoch in which it was.
 * @param epochMs how long an epoch of the ledger lasts, milliseconds; null where it counts none: a day is taken for one
 */
export function longestLifeMs(policies: readonly Pick<Policy, 'rules'>[], epochMs: number | null): number {
  const longest = Math.max(1, ...policies.flatMap(({ rules }) => rules.map(({ lifetime }) => lifetime)));
  return (longest + 1) * (epochMs ?? DAY_MS);
}

/** What officers sign of a settlement. */
export function settlementDigest(settlement: Settlement): Hex32 {
  return taggedDigest(digestTags.settlement, settlement);
}

/** How many officers settle: two; one in a practice treasury that has one only. */
export const settlersNeeded = ({ officers, network }: Policy): number =>
  officers.length === 1 && isPractice(network.id) ? 1 : 2;

/**
 * Checks a settlement against the policy that is in force where it is made.
 * @returns refuses `settlement-bad`: of another treasury, network or policy, by too few officers, or not signed by one of
 * those that it names
 */
export function checkSettlement(
  { settlement, signatures }: SignedSettlement,
  policy: Policy,
  verify: VerifySignature,
): Result<Settlement> {
  const bad = (message: string) => refuse('settlement-bad', message);
  if (settlement.treasuryId !== policy.treasuryId) return bad('the settlement is of another treasury');
  if (!sameNetwork(settlement.network, policy.network)) return bad('the settlement is of another network');
  const reference = policyReference(policy);
  const { version, digest } = settlement.policy;
  if (version !== reference.version || digest !== reference.digest) {
    return bad(`expected a settlement under policy version ${reference.version}, got one under ${version}`);
  }
  const hash = settlementDigest(settlement);
  for (const { officerId, signature } of signatures) {
    const officer = policy.officers.find(({ id }) => id === officerId);
    if (!officer) return bad('the settlement is signed by nobody of the policy');
    if (!hasSigned(officer, hash, signature, verify)) return bad(`expected a signature of ${officer.name}`);
  }
  const people = new Set(signatures.map(({ officerId }) => officerId)).size;
  const needed = settlersNeeded(policy);
  return people >= needed
    ? ok(settlement)
    : bad(`expected ${needed} officers who settle it together, got ${people}`);
}
