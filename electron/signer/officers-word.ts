import { officerOf } from '../core/actor.ts';
import { type Rejection, rejectionDigest } from '../core/approval/approval.ts';
import { sameNetwork } from '../core/network-id.ts';
import { hasSigned } from '../core/officer/officer.ts';
import { type Policy, policyDigest, type SignedPolicy } from '../core/policy/policy.ts';
import { newestOf, standingAt } from '../core/policy/standing.ts';
import { type Refusal, type Result, refuse } from '../core/result.ts';
import type { PolicyReference } from '../core/statement.ts';
import { checkSettlement, type Settlement, type SignedSettlement } from '../core/station/settlement.ts';
import { verifySignature } from './ed25519.ts';
import type { Governed } from './vault-memory.ts';

/** Finds the policy under which something was signed; the vault's own where no other is known. */
export type PolicyNamed = (reference: PolicyReference) => Policy;

/**
 * The policies under which officers signed what a vault is told later: a no of somebody who has left the treasury since is
 * still a no. They are looked through once, when one is first needed that is not the vault's own.
 * @param policies all of the treasury's, the first one first; none where only the vault's own counts
 */
export function policiesBehind(
  { standing }: Governed,
  policies: readonly SignedPolicy[],
  now: number,
): {
  /** The vault's own: in force at this time. */
  readonly own: Policy;
  readonly named: PolicyNamed;
  readonly before: () => readonly Policy[];
} {
  const own = standingAt(standing, now).inForce;
  let history: readonly Policy[] | null = null;
  /** Up to the newest that the vault has sealed, oldest first. */
  const before = () => {
    history ??= historyOf(newestOf(standing), policies);
    return history;
  };
  return {
    own,
    before,
    named(reference) {
      const isOwn = reference.version === own.version && reference.digest === policyDigest(own);
      const other = isOwn ? undefined : before().find(({ version }) => version === reference.version);
      return other && policyDigest(other) === reference.digest ? other : own;
    },
  };
}

/**
 * The policies that led to one, oldest first, with it: each names the digest of the one before, so that the vault's newest, which
 * it has sealed, vouches for all of them. One that is missing or another ends the history there.
 */
function historyOf(newest: Policy, policies: readonly SignedPolicy[]): readonly Policy[] {
  const history = [newest];
  for (let previous = newest.previous; previous !== null; ) {
    const policy = policies[(history[0]?.version ?? 0) - 2]?.policy;
    if (!policy || policyDigest(policy) !== previous) break;
    history.unshift(policy);
    previous = policy.previous;
  }
  return history;
}

/**
 * Why a rejection voids nothing; null where it does. Its officer is one of the policy that it names, though a later policy
 * has that officer no more: a no is never undone by a change of people.
 */
export function whyNoRejection(
  { statement, signature }: Rejection,
  { standing: { inForce: policy } }: Governed,
  named: PolicyNamed,
): Refusal | null {
  if (statement.treasuryId !== policy.treasuryId) {
    return refuse('approval-other-treasury', 'the rejection is for another treasury');
  }
  if (!sameNetwork(statement.network, policy.network)) {
    return refuse('approval-other-network', `the rejection is for network ${statement.network.id}`);
  }
  const officerId = officerOf(statement.actor);
  const { officers } = named(statement.policy);
  const officer = officers.find((candidate) => candidate.id === officerId);
  if (!officer) return refuse('officer-unknown', 'the rejection is by nobody of the policy that it names');
  return hasSigned(officer, rejectionDigest(statement), signature, verifySignature)
    ? null
    : refuse('approval-signature-bad', `expected a rejection signed by ${officer.name}`);
}

/**
 * Checks what officers settled under one of the treasury's policies that the vault has sealed, or that led to it.
 * @param policies all of the treasury's, the first one first
 * @returns refuses `settlement-bad`, `policy-version`
 */
export function checkSealable(
  signed: SignedSettlement,
  policies: readonly SignedPolicy[],
  { standing }: Governed,
): Result<Settlement> {
  const newest = newestOf(standing);
  const known = policies[newest.version - 1];
  if (!known || policyDigest(known.policy) !== policyDigest(newest)) {
    return refuse(
      'policy-version',
      `expected policies with version ${newest.version} of this vault, got others`,
    );
  }
  const { version } = signed.settlement.policy;
  const under = historyOf(newest, policies).find((policy) => policy.version === version);
  return under
    ? checkSettlement(signed, under, verifySignature)
    : refuse('settlement-bad', `the settlement is under version ${version}, which this vault does not know`);
}
