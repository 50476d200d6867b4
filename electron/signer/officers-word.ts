import { officerOf } from '../core/actor.ts';
import { type Rejection, rejectionDigest } from '../core/approval/approval.ts';
import { sameNetwork } from '../core/network-id.ts';
import { checkPolicies } from '../core/policy/next-policy.ts';
import { policyDigest, type SignedPolicy } from '../core/policy/policy.ts';
import { type Refusal, type Result, refuse } from '../core/result.ts';
import { checkSettlement, type Settlement, type SignedSettlement } from '../core/station/settlement.ts';
import { verifySignature } from './ed25519.ts';
import type { Governed } from './vault-memory.ts';

/** Why a rejection voids nothing; null where it does. */
export function whyNoRejection({ statement, signature }: Rejection, governed: Governed): Refusal | null {
  const { policy } = governed.policy;
  if (statement.treasuryId !== policy.treasuryId) {
    return refuse('approval-other-treasury', 'the rejection is for another treasury');
  }
  if (!sameNetwork(statement.network, policy.network)) {
    return refuse('approval-other-network', `the rejection is for network ${statement.network.id}`);
  }
  const officerId = officerOf(statement.actor);
  const officer = policy.officers.find((candidate) => candidate.id === officerId);
  if (!officer) return refuse('officer-unknown', 'the rejection is by nobody of this policy');
  return verifySignature(officer.publicKey, rejectionDigest(statement), signature)
    ? null
    : refuse('approval-signature-bad', `expected a rejection signed by ${officer.name}`);
}

/**
 * Checks what officers settled under one of the treasury's policies, among which the vault's own must be.
 * @param policies all of the treasury's, the first one first
 * @returns refuses `settlement-bad`, `policy-version`, and as a policy's check does
 */
export function checkSealable(
  signed: SignedSettlement,
  policies: readonly SignedPolicy[],
  governed: Governed,
): Result<Settlement> {
  const chained = checkPolicies(policies, verifySignature);
  if (!chained.ok) return chained;
  const own = governed.policy.policy;
  const known = policies[own.version - 1];
  if (!known || policyDigest(known.policy) !== policyDigest(own)) {
    return refuse(
      'policy-version',
      `expected policies with version ${own.version} of this vault, got others`,
    );
  }
  const under = policies[signed.settlement.policy.version - 1]?.policy ?? own;
  return checkSettlement(signed, under, verifySignature);
}
