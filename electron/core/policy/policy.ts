import * as v from 'valibot';
import { amountSchema } from '../amount.ts';
import { assetIdSchema } from '../asset.ts';
import { digestTags, type Hex32, taggedDigest } from '../digest.ts';
import { networkSchema, trustRootSchema } from '../network-id.ts';
import { officerSchema, officerSignatureSchema } from '../officer/officer.ts';
import { addressSchema, hex32Schema, indexSchema, nameSchema, timeSchema, uuidSchema } from '../schema.ts';
import type { PolicyReference } from '../statement.ts';
import { MAX_LIFETIME } from './lifetime.ts';
import { unprovenSchema } from './unproven.ts';

/** A year: the signer remembers its signatures a month longer, so that no window forgets a spend. */
export const MAX_POLICY_SECONDS = 366 * 86_400;
/** The longest delay before a signature, seconds: a request asks for seven days, and somebody must still sign. */
export const MAX_DELAY_SECONDS = 5 * 86_400;
/** The longest time for which an approval counts, seconds: as long as a request asks. */
export const MAX_REVIEW_SECONDS = 7 * 86_400;
/** The longest that a change of the policy waits, seconds. */
export const MAX_CHANGE_SECONDS = 90 * 86_400;
/** The most people whom one quorum asks for. */
export const MAX_QUORUM = 20;

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(most));
const list = <const S extends v.GenericSchema>(of: S, least: number, most: number) =>
  v.pipe(v.array(of), v.minLength(least), v.maxLength(most));

/** So many people of each named group, all of them different people. */
const approvalsSchema = list(v.strictObject({ group: nameSchema, count: whole(1, MAX_QUORUM) }), 1, 8);
export type Approvals = Readonly<v.InferOutput<typeof approvalsSchema>>;

/** How many different people approvals ask for. */
export const peopleAsked = (approvals: Approvals): number =>
  approvals.reduce((sum, { count }) => sum + count, 0);

const destinationSchema = v.variant('kind', [
  /** The receiving addresses of these vaults of the treasury; null: of any. */
  v.strictObject({ kind: v.literal('own-vault'), vaultIds: v.nullable(list(uuidSchema, 1, 100)) }),
  /** Verified entries of the address book, of one of these groups; null: any entry. */
  v.strictObject({ kind: v.literal('book'), groups: v.nullable(list(nameSchema, 1, 50)) }),
  /** These entries of the address book. */
  v.strictObject({ kind: v.literal('entries'), entryIds: list(uuidSchema, 1, 1000) }),
  v.strictObject({ kind: v.literal('anyone') }),
]);
export type Destination = Readonly<v.InferOutput<typeof destinationSchema>>;

/** All that one rule let pass in the last `seconds`, this payment included: base units, and how many payments. */
const windowSchema = v.strictObject({
  seconds: whole(1, MAX_POLICY_SECONDS),
  amount: v.nullable(amountSchema),
  count: v.nullable(whole(1, 1_000_000)),
});
export type Window = Readonly<v.InferOutput<typeof windowSchema>>;

/** The first rule that a payment fits decides; what goes over its limits goes on to the next one. */
const ruleSchema = v.strictObject({
  /** Windows count by it, over versions of the policy too. */
  id: nameSchema,
  title: nameSchema,
  /** `accounts`: the name of a group of accounts of this vault; null: any account. */
  source: v.strictObject({ vaultId: uuidSchema, accounts: v.nullable(nameSchema) }),
  destination: destinationSchema,
  /** The total of one payment without its fee, both ends included; null: no limit. */
  amount: v.strictObject({ min: v.nullable(amountSchema), max: v.nullable(amountSchema) }),
  windows: list(windowSchema, 0, 8),
  /** The maker never counts. */
  approvals: approvalsSchema,
  /** Nothing is signed until the request has been known for so many seconds. */
  delay: whole(0, MAX_DELAY_SECONDS),
  /** For how many seconds an approval counts. */
  review: whole(1, MAX_REVIEW_SECONDS),
  /** How many epochs beyond the present one a transaction may live, on ledgers that count epochs. */
  lifetime: whole(1, MAX_LIFETIME),
  /** From then on nothing fits this rule; null: never. Milliseconds. */
  expiresAt: v.nullable(timeSchema),
});
export type Rule = Readonly<v.InferOutput<typeof ruleSchema>>;

/** How this policy is followed by another one. */
const changeSchema = v.strictObject({
  /** How many policy admins sign any change. */
  quorum: whole(1, MAX_QUORUM),
  /** Who signs beside them what lets more pass. One person may sign as both. */
  approvals: approvalsSchema,
  /** How long a change waits that lets more pass, seconds. */
  delay: whole(0, MAX_CHANGE_SECONDS),
  /** How long it waits where people, keys or quorums change so that more can sign, seconds; `delay` at least. */
  cooling: whole(0, MAX_CHANGE_SECONDS),
});

/** The signed, versioned rules of one treasury. Who is suspended is told apart. */
export const policySchema = v.strictObject({
  format: v.literal('sallyport/policy/5'),
  treasuryId: uuidSchema,
  version: whole(1, Number.MAX_SAFE_INTEGER),
  /** Digest of the version before this one; null for the first. */
  previous: v.nullable(hex32Schema),
  network: networkSchema,
  /** What all proof of the network begins with, in the chain's own text; null where it has none. */
  trustRoot: v.nullable(trustRootSchema),
  /** What a line that proves nothing may do. */
  unproven: unprovenSchema,
  /** The one asset that this treasury moves. */
  asset: assetIdSchema,
  createdAt: timeSchema,
  officers: list(officerSchema, 1, 100),
  /** Approvers by the names that rules call them by. */
  groups: list(v.strictObject({ name: nameSchema, officerIds: list(uuidSchema, 1, 100) }), 1, 50),
  vaults: list(
    v.strictObject({
      id: uuidSchema,
      name: nameSchema,
      kind: v.picklist(['hot', 'cold']),
      /** Its address at account 0, change 0, index 0. */
      receiveAddress: addressSchema,
      /** Public half of the key with which the vault attests its addresses, hex. */
      attestationKey: hex32Schema,
    }),
    0,
    100,
  ),
  /** Accounts of one vault by a name; `from` and `to` are account indexes, both included. */
  accountGroups: list(
    v.strictObject({
      name: nameSchema,
      vaultId: uuidSchema,
      ranges: list(v.strictObject({ from: indexSchema, to: indexSchema }), 1, 100),
    }),
    0,
    50,
  ),
  rules: list(ruleSchema, 0, 200),
  /** The highest fee that one transaction may cost. */
  feeCap: amountSchema,
  /** Float band of the hot vault. */
  floatBand: v.strictObject({ min: amountSchema, target: amountSchema, max: amountSchema }),
  change: changeSchema,
});
export type Policy = Readonly<v.InferOutput<typeof policySchema>>;

export const signedPolicySchema = v.strictObject({
  policy: policySchema,
  signatures: v.pipe(v.array(officerSignatureSchema), v.maxLength(100)),
});
export type SignedPolicy = Readonly<v.InferOutput<typeof signedPolicySchema>>;

/** A version of a treasury's policy, and since when whoever has it has known of it by their own clock, milliseconds. */
export const knownPolicySchema = v.strictObject({ ...signedPolicySchema.entries, knownSince: timeSchema });
export type KnownPolicy = Readonly<v.InferOutput<typeof knownPolicySchema>>;

/** The document alone, as it is told to others. */
export const signedOf = ({ policy, signatures }: SignedPolicy): SignedPolicy => ({ policy, signatures });

/** Every key that an officer of some version had, for whoever only asks whether an officer signed. */
export const officerKeys = (
  policies: readonly SignedPolicy[],
): readonly { readonly id: string; readonly publicKey: string }[] =>
  policies.flatMap(({ policy }) =>
    policy.officers.flatMap(({ id, keys }) => keys.map(({ publicKey }) => ({ id, publicKey }))),
  );

/** Policies are values: nobody changes one, so that its digest is taken once. */
const digests = new WeakMap<Policy, Hex32>();

/** What officers sign of a policy. */
export function policyDigest(policy: Policy): Hex32 {
  const known = digests.get(policy);
  if (known !== undefined) return known;
  const digest = taggedDigest(digestTags.policy, policy);
  digests.set(policy, digest);
  return digest;
}

/** Which policy a statement is made under. */
export const policyReference = (policy: Policy): PolicyReference => ({
  version: policy.version,
  digest: policyDigest(policy),
});
