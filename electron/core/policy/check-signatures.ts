import { hasSigned, type VerifySignature } from '../officer/officer.ts';
import { ok, type Result, refuse } from '../result.ts';
import { missingApprovals, whyNotCounted } from './people.ts';
import { type Policy, policyDigest, type SignedPolicy } from './policy.ts';

interface Change {
  /** Milliseconds. */
  readonly knownSince: number;
  readonly suspended: ReadonlySet<string>;
  readonly verify: VerifySignature;
  /** Whether it lets more pass. */
  readonly widens: boolean;
}

const bad = (message: string) => refuse('policy-signature-bad', message);

/** Checks that everybody whom a first policy names has signed it, by one of their keys. Refuses `policy-signature-bad`. */
export function checkFoundersSigned(signed: SignedPolicy, verify: VerifySignature): Result<void> {
  const people = signersOf(signed.policy, signed, verify);
  if (!people.ok) return people;
  const missing = signed.policy.officers.find(({ id }) => !people.value.has(id));
  return missing ? bad(`expected a signature of every founder, ${missing.name}'s is missing`) : ok(undefined);
}

/**
 * Checks the signatures of a change by the policy in force: its quorum of policy admins, and where the change lets more pass
 * the approvals that it asks for. People are counted, not keys; one signature that does not count refuses the whole.
 * @returns refuses `policy-signature-bad`, `officer-suspended`, `officer-expired`
 */
export function checkChangeSigned(inForce: Policy, next: SignedPolicy, change: Change): Result<void> {
  const people = signersOf(inForce, next, change.verify);
  if (!people.ok) return people;
  const signers = inForce.officers.filter(({ id }) => people.value.has(id));
  for (const officer of signers) {
    const refused = whyNotCounted(officer, { now: change.knownSince, suspended: change.suspended });
    if (refused) return refused;
  }
  const { quorum, approvals } = inForce.change;
  const admins = signers.filter(({ roles }) => roles.includes('policy-admin')).length;
  if (admins < quorum) return bad(`expected ${quorum} policy admins who sign, got ${admins}`);
  if (!change.widens) return ok(undefined);
  const [missing] = missingApprovals(approvals, inForce, people.value);
  return missing
    ? bad(`a change that lets more pass expects ${missing.count} more of ${missing.group} who sign`)
    : ok(undefined);
}

/** Who has signed a policy, of the officers of another (or of itself); a signature of anybody else refuses the whole. */
function signersOf(
  { officers }: Policy,
  { policy, signatures }: SignedPolicy,
  verify: VerifySignature,
): Result<ReadonlySet<string>> {
  const digest = policyDigest(policy);
  const people = new Set<string>();
  for (const { officerId, signature } of signatures) {
    const officer = officers.find(({ id }) => id === officerId);
    if (!officer) return bad('expected signatures of officers of the policy in force');
    if (!hasSigned(officer, digest, signature, verify)) {
      return bad(`expected a valid signature of ${officer.name}`);
    }
    people.add(officerId);
  }
  return ok(people);
}
