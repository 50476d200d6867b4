import { canonicalJson } from '../canonical-json.ts';
import type { VerifySignature } from '../officer/officer.ts';
import { ok, type Result, refuse } from '../result.ts';
import { leastLifetime } from './lifetime.ts';
import {
  checkFirstPolicy,
  checkPolicyForm,
  type Policy,
  policyDigest,
  type Rule,
  type SignedPolicy,
} from './policy.ts';

/** Approvers who must sign a policy that adds a vault, beside every policy admin. */
export const APPROVERS_FOR_A_VAULT = 2;

export interface NewVault {
  readonly vault: Policy['vaults'][number];
  /** The vault whose rules it gets; null: none, it can only receive. */
  readonly rulesOf: string | null;
  /** Milliseconds. */
  readonly createdAt: number;
}

/** The policy after this one that knows one more vault, under the rules of another; a cold one has time to sign. */
export function policyWithVault(policy: Policy, { vault, rulesOf, createdAt }: NewVault): Policy {
  const version = policy.version + 1;
  const rules = policy.rules.filter((rule) => rule.vaultId === rulesOf);
  const copied = rules.map((rule) => ({
    ...rule,
    id: copiedId(rule, rules, version),
    vaultId: vault.id,
    lifetime: Math.max(rule.lifetime, leastLifetime(vault.kind)),
  }));
  return {
    ...policy,
    version,
    previous: policyDigest(policy),
    createdAt,
    vaults: [...policy.vaults, vault],
    rules: [...policy.rules, ...copied],
  };
}

/**
 * Checks the policy that is to follow another. One change is known so far: one more vault, with rules that are copies
 * of rules of one other vault. Everything else must be the same to the letter. Every policy admin must have signed it,
 * and two approvers: a new own vault is a place to which money may go.
 * @returns refuses `policy-version`, `policy-malformed`, `policy-signature-bad`
 */
export function checkNextPolicy(
  current: Policy,
  next: SignedPolicy,
  verify: VerifySignature,
): Result<Policy> {
  const { policy } = next;
  if (policy.version !== current.version + 1) {
    return refuse('policy-version', `expected version ${current.version + 1}, got ${policy.version}`);
  }
  const vault = policy.vaults.at(-1);
  const sources = [null, ...current.vaults.map((known) => known.id)];
  const isOneMoreVault =
    vault !== undefined &&
    !current.vaults.some(
      ({ id, receiveAddress }) => id === vault.id || receiveAddress === vault.receiveAddress,
    ) &&
    sources.some((rulesOf) => {
      const expected = policyWithVault(current, { vault, rulesOf, createdAt: policy.createdAt });
      return canonicalJson(expected) === canonicalJson(policy);
    });
  if (!isOneMoreVault)
    return refuse('policy-malformed', 'expected the present policy with one more vault, got more changes');
  const form = checkPolicyForm(policy);
  if (!form.ok) return form;
  return checkSignatures(current, next, verify);
}

/**
 * Checks a treasury's policies from the first to the present one. Refuses as {@link checkFirstPolicy} and
 * {@link checkNextPolicy} do, and `policy-malformed` for an empty list.
 * @returns the present one
 */
export function checkPolicies(policies: readonly SignedPolicy[], verify: VerifySignature): Result<Policy> {
  const [first, ...rest] = policies;
  if (!first) return refuse('policy-malformed', 'expected at least one policy');
  let current = checkFirstPolicy(first, verify);
  for (const next of rest) {
    if (!current.ok) return current;
    current = checkNextPolicy(current.value, next, verify);
  }
  return current;
}

function checkSignatures(current: Policy, next: SignedPolicy, verify: VerifySignature): Result<Policy> {
  const digest = policyDigest(next.policy);
  let approvers = 0;
  for (const officer of current.officers) {
    const signature = next.signatures.find((candidate) => candidate.officerId === officer.id);
    const signed = signature !== undefined && verify(officer.publicKey, digest, signature.signature);
    if (!signed && (signature !== undefined || officer.roles.includes('policy-admin'))) {
      return refuse('policy-signature-bad', `expected a valid signature of ${officer.name}`);
    }
    if (signed && officer.roles.includes('approver')) approvers += 1;
  }
  if (approvers < APPROVERS_FOR_A_VAULT) {
    return refuse(
      'policy-signature-bad',
      `expected ${APPROVERS_FOR_A_VAULT} approvers to sign, got ${approvers}`,
    );
  }
  return ok(next.policy);
}

/** The id of a copy: `everyday@3`; the version of a copied copy gives way, where that leaves no two alike. */
function copiedId(rule: Rule, among: readonly Rule[], version: number): string {
  const stem = (id: string) => id.replace(/@[0-9]+$/, '');
  const isUnique = among.filter(({ id }) => stem(id) === stem(rule.id)).length === 1;
  return `${isUnique ? stem(rule.id) : rule.id}@${version}`;
}
