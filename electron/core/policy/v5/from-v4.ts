import { canonicalJson } from '../../canonical-json.ts';
import type { VerifySignature } from '../../officer/officer.ts';
import { ok, type Result, refuse } from '../../result.ts';
import { APPROVERS_FOR_A_VAULT } from '../next-policy.ts';
import { policyDigest as digestV4, type Policy as PolicyV4, type Rule as RuleV4 } from '../policy.ts';
import { checkPolicyForm } from './check-form.ts';
import { MAX_REVIEW_SECONDS, type Policy, policyDigest, type Rule, type SignedPolicy } from './document.ts';

/** What a policy of format 4 does not say, and the first of format 5 must. */
export interface Unsaid {
  readonly createdAt: number;
  /** Where the key of each officer lives, by the officer's id; a policy without one of them is not in form. */
  readonly homes: ReadonlyMap<string, { readonly station: string; readonly site: string }>;
  /** How long changes will wait, seconds. */
  readonly delay: number;
  readonly cooling: number;
}

/** The one group of a policy that came from format 4: everybody who could approve there. */
const APPROVERS = 'approvers';

/**
 * The policy of format 5 that lets pass what one of format 4 did, by the same rules; only approvals count for seven days at
 * most, as long as any request asks. Every policy admin signs its changes, as before,
 * and two approvers what lets more pass.
 */
export function fromV4(policy: PolicyV4, { createdAt, homes, delay, cooling }: Unsaid): Policy {
  const { format: _, rules, approvalLifetime, officers, ...same } = policy;
  const approvers = officers.filter(({ roles }) => roles.includes('approver'));
  const known = new Set(policy.vaults.map(({ id }) => id));
  return {
    ...same,
    format: 'sallyport/policy/5',
    version: policy.version + 1,
    previous: digestV4(policy),
    createdAt,
    officers: officers.map(({ id, name, roles, publicKey }) => ({
      id,
      name,
      roles,
      keys: [{ publicKey, station: '', site: '', ...homes.get(id) }],
      expiresAt: null,
    })),
    groups: [{ name: APPROVERS, officerIds: approvers.map(({ id }) => id) }],
    accountGroups: [],
    // Nothing was ever paid by a rule of a vault that is not there.
    rules: rules.filter(({ vaultId }) => known.has(vaultId)).map((rule) => ruleFrom(rule, approvalLifetime)),
    change: {
      quorum: officers.filter(({ roles }) => roles.includes('policy-admin')).length,
      approvals: [{ group: APPROVERS, count: APPROVERS_FOR_A_VAULT }],
      delay,
      cooling,
    },
  };
}

function ruleFrom(
  { id, title, vaultId, destination, maxAmount, window, approvals, lifetime }: RuleV4,
  approvalLifetime: number,
): Rule {
  return {
    id,
    title,
    source: { vaultId, accounts: null },
    destination: destination === 'own-vault' ? { kind: destination, vaultIds: null } : { kind: destination },
    amount: { min: null, max: maxAmount },
    windows: window === null ? [] : [{ seconds: window.seconds, amount: window.max, count: null }],
    approvals: [{ group: APPROVERS, count: approvals }],
    delay: 0,
    review: Math.min(approvalLifetime, MAX_REVIEW_SECONDS),
    lifetime,
    expiresAt: null,
  };
}

/**
 * Checks the first policy of format 5 in a treasury that began with format 4: to the letter what {@link fromV4} makes, but for
 * where keys live and how long changes will wait. All whom format 4 asks for sign it: every policy admin, and two approvers.
 * @returns refuses `policy-version`, `policy-malformed`, `policy-few-people`, `policy-signature-bad`
 */
export function checkFromV4(current: PolicyV4, next: SignedPolicy, verify: VerifySignature): Result<Policy> {
  const { policy } = next;
  if (policy.version !== current.version + 1 || policy.previous !== digestV4(current)) {
    return refuse('policy-version', `expected a policy that follows on version ${current.version}`);
  }
  const form = checkPolicyForm(policy);
  if (!form.ok) return form;
  const { createdAt, change } = policy;
  const homes = new Map(
    policy.officers.flatMap(({ id, keys: [key] }) =>
      key ? [[id, { station: key.station, site: key.site }] as const] : [],
    ),
  );
  const expected = fromV4(current, { createdAt, homes, delay: change.delay, cooling: change.cooling });
  if (createdAt < current.createdAt || canonicalJson(expected) !== canonicalJson(policy)) {
    return refuse('policy-malformed', 'expected the present policy in its new form, got more changes');
  }
  return checkSigned(current, next, verify);
}

function checkSigned(
  { officers }: PolicyV4,
  { policy, signatures }: SignedPolicy,
  verify: VerifySignature,
): Result<Policy> {
  const digest = policyDigest(policy);
  const bad = (message: string) => refuse('policy-signature-bad', message);
  const people = new Set<string>();
  for (const { officerId, signature } of signatures) {
    const officer = officers.find(({ id }) => id === officerId);
    if (!officer || !verify(officer.publicKey, digest, signature)) {
      return bad(`expected a valid signature of ${officer?.name ?? 'an officer of the policy'}`);
    }
    people.add(officerId);
  }
  const missing = officers.find(({ id, roles }) => roles.includes('policy-admin') && !people.has(id));
  if (missing) return bad(`expected a signature of policy admin ${missing.name}`);
  const approvers = officers.filter(({ id, roles }) => roles.includes('approver') && people.has(id)).length;
  return approvers < APPROVERS_FOR_A_VAULT
    ? bad(`expected ${APPROVERS_FOR_A_VAULT} approvers to sign, got ${approvers}`)
    : ok(policy);
}
