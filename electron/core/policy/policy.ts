import * as v from 'valibot';
import { aliasKey } from '../account/alias.ts';
import { type Amount, amountSchema } from '../amount.ts';
import { assetIdSchema } from '../asset.ts';
import { digestTags, type Hex32, taggedDigest } from '../digest.ts';
import { networkSchema, trustRootSchema } from '../network-id.ts';
import { officerSchema, officerSignatureSchema, type VerifySignature } from '../officer/officer.ts';
import { ok, type Result, refuse } from '../result.ts';
import { addressSchema, hex32Schema, nameSchema, parseWith, timeSchema, uuidSchema } from '../schema.ts';
import type { PolicyReference } from '../statement.ts';
import { leastLifetime, MAX_LIFETIME } from './lifetime.ts';
import { checkUnproven, unprovenSchema } from './unproven.ts';

const positive = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** A year: the signer remembers its signatures a month longer, so that no window forgets a spend. */
export const MAX_POLICY_SECONDS = 366 * 86_400;

const duration = v.pipe(positive, v.maxValue(MAX_POLICY_SECONDS));

/**
 * A rule: who may be paid from where, how much, with how many approvals. The first rule that matches decides; a
 * payment above a rule's limits goes on to the next rule, so that a higher quorum can still serve it.
 */
const ruleSchema = v.strictObject({
  id: nameSchema,
  title: nameSchema,
  vaultId: uuidSchema,
  /** `own-vault`: the receiving address of a vault of this treasury; `anyone`: any address. */
  destination: v.picklist(['own-vault', 'anyone']),
  /** Largest total of one proposal; null: no limit. */
  maxAmount: v.nullable(amountSchema),
  /** Rolling window: all that this rule let pass in the last `seconds`, this proposal included, is at most `max`. */
  window: v.nullable(v.strictObject({ seconds: duration, max: amountSchema })),
  /** Approvals by distinct approvers; the maker never counts. */
  approvals: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)),
  /** How many epochs beyond the present one a transaction may live, on ledgers that count epochs. */
  lifetime: v.pipe(positive, v.maxValue(MAX_LIFETIME)),
});

export type Rule = Readonly<v.InferOutput<typeof ruleSchema>>;

/** The signed, versioned rules of one treasury. */
export const policySchema = v.strictObject({
  format: v.literal('sallyport/policy/4'),
  treasuryId: uuidSchema,
  version: positive,
  /** Digest of the policy before this one; null for the first. */
  previous: v.nullable(hex32Schema),
  network: networkSchema,
  /** What all proof of the network begins with, in the chain's own text (`Chain.checkTrustRoot`); null where it has none. */
  trustRoot: v.nullable(trustRootSchema),
  /** What a line that proves nothing may do. */
  unproven: unprovenSchema,
  /** The one asset that this treasury moves; every amount in the policy is one of it. */
  asset: assetIdSchema,
  createdAt: timeSchema,
  officers: v.pipe(v.array(officerSchema), v.minLength(1), v.maxLength(100)),
  vaults: v.array(
    v.strictObject({
      id: uuidSchema,
      name: nameSchema,
      kind: v.picklist(['hot', 'cold']),
      /** Where this vault receives sweeps: its address at account 0, change 0, index 0. */
      receiveAddress: addressSchema,
      /** Public half of the key with which the vault attests its addresses, hex. It can spend nothing. */
      attestationKey: hex32Schema,
    }),
  ),
  rules: v.array(ruleSchema),
  /** The highest fee that one transaction may cost. */
  feeCap: amountSchema,
  /** Float band of the hot vault: below `min` it runs short, above `max` a sweep brings it down to `target`. */
  floatBand: v.strictObject({ min: amountSchema, target: amountSchema, max: amountSchema }),
  /** How long an approval is valid, seconds. */
  approvalLifetime: duration,
});

export type Policy = Readonly<v.InferOutput<typeof policySchema>>;

export const signedPolicySchema = v.strictObject({
  policy: policySchema,
  signatures: v.array(officerSignatureSchema),
});

export type SignedPolicy = Readonly<v.InferOutput<typeof signedPolicySchema>>;

/** Policies are values: nobody changes one, so that its digest is taken once. */
const digests = new WeakMap<Policy, Hex32>();

/** The digest that policy admins sign. */
export function policyDigest(policy: Policy): Hex32 {
  const known = digests.get(policy);
  if (known !== undefined) return known;
  const digest = taggedDigest(digestTags.policy, policy);
  digests.set(policy, digest);
  return digest;
}

/**
 * Checks the form of any policy, first or next: its schema (a policy may come from a program, too), unique officers (by
 * id, name and key), vaults (by id, name and address) and rules, names that do not read the same, lifetimes that leave
 * time to sign, and a float band in order. Refuses `policy-malformed`.
 */
export function checkPolicyForm(policy: Policy): Result<void> {
  const parsed = parseWith(policySchema, policy);
  if (!parsed.ok) return refuse('policy-malformed', parsed.message);
  const { officers, vaults, floatBand } = policy;
  const repeated = <T>(values: readonly T[]) => new Set(values).size !== values.length;
  if (
    repeated(officers.map((officer) => officer.id)) ||
    repeated(officers.map((officer) => aliasKey(officer.name))) ||
    repeated(officers.map((officer) => officer.publicKey))
  ) {
    return refuse('policy-malformed', 'expected officers with distinct ids, names and keys');
  }
  if (
    repeated(vaults.map((vault) => vault.id)) ||
    repeated(vaults.map((vault) => aliasKey(vault.name))) ||
    repeated(vaults.map((vault) => vault.receiveAddress))
  ) {
    return refuse('policy-malformed', 'expected vaults with distinct ids, names and addresses');
  }
  // Of officers too: one key, one meaning.
  if (repeated([...vaults.map((vault) => vault.attestationKey), ...officers.map((each) => each.publicKey)])) {
    return refuse('policy-malformed', 'expected vaults with attestation keys of their own');
  }
  if (repeated(policy.rules.map((rule) => rule.id))) {
    return refuse('policy-malformed', 'expected rules with distinct ids');
  }
  for (const { vaultId, title, lifetime } of policy.rules) {
    const kind = vaults.find(({ id }) => id === vaultId)?.kind ?? 'hot';
    if (lifetime < leastLifetime(kind)) {
      return refuse(
        'policy-malformed',
        `expected rule "${title}" of a ${kind} vault to let transactions live ${leastLifetime(kind)} epochs or more, got ${lifetime}`,
      );
    }
  }
  const unproven = checkUnproven(policy.unproven, policy.network.id);
  if (!unproven.ok) return unproven;
  if (amountsOf(policy).some(({ asset }) => asset !== policy.asset)) {
    return refuse('policy-malformed', `expected amounts of ${policy.asset} only`);
  }
  const [min, target, max] = [
    BigInt(floatBand.min.units),
    BigInt(floatBand.target.units),
    BigInt(floatBand.max.units),
  ];
  if (!(min <= target && target <= max)) {
    return refuse(
      'policy-malformed',
      `expected a float band min <= target <= max, got ${min}, ${target}, ${max}`,
    );
  }
  return ok(undefined);
}

function amountsOf({ rules, feeCap, floatBand }: Policy): readonly Amount[] {
  const limits = rules.flatMap(({ maxAmount, window }) => [
    ...(maxAmount ? [maxAmount] : []),
    ...(window ? [window.max] : []),
  ]);
  return [feeCap, floatBand.min, floatBand.target, floatBand.max, ...limits];
}

/** Which policy a statement is made under. */
export const policyReference = (policy: Policy): PolicyReference => ({
  version: policy.version,
  digest: policyDigest(policy),
});

/**
 * Checks a first policy: its form (see {@link checkPolicyForm}) and a signature of every policy admin whom it itself
 * names.
 */
export function checkFirstPolicy(signed: SignedPolicy, verify: VerifySignature): Result<Policy> {
  const { policy } = signed;
  const form = checkPolicyForm(policy);
  if (!form.ok) return form;
  if (policy.version !== 1) return refuse('policy-version', `expected version 1, got ${policy.version}`);
  if (policy.previous !== null) return refuse('policy-version', 'expected a first policy to follow on none');
  const admins = policy.officers.filter((officer) => officer.roles.includes('policy-admin'));
  if (admins.length === 0) return refuse('policy-malformed', 'expected at least one policy admin');
  const digest = policyDigest(policy);
  for (const admin of admins) {
    const signature = signed.signatures.find((candidate) => candidate.officerId === admin.id);
    if (!signature || !verify(admin.publicKey, digest, signature.signature)) {
      return refuse('policy-signature-bad', `expected a valid signature of policy admin ${admin.name}`);
    }
  }
  return ok(policy);
}
