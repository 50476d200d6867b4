import { officerOf } from '../actor.ts';
import { type Rejection, rejectionDigest } from '../approval/approval.ts';
import { sameNetwork } from '../network-id.ts';
import { hasSigned, type Officer, type VerifySignature } from '../officer/officer.ts';
import { policyDigest, type SignedPolicy } from '../policy/policy.ts';
import { ok, type Result, refuse } from '../result.ts';

/**
 * Checks that an officer signed a rejection, under the policy that it names: it binds when a later one leaves the officer out.
 * @param policies of the treasury, verified, from version 1 on
 * @returns refuses `envelope-other-treasury`, `envelope-other-network`, `policy-forked`, `approval-officer-unknown`,
 * `approval-signature-bad`
 */
export function checkRejection(
  { statement, signature }: Rejection,
  policies: readonly SignedPolicy[],
  verify: VerifySignature,
): Result<Officer> {
  const newest = policies.at(-1)?.policy;
  if (!newest || statement.treasuryId !== newest.treasuryId) {
    return refuse('envelope-other-treasury', 'a rejection in the envelope is for another treasury');
  }
  if (!sameNetwork(statement.network, newest.network)) {
    return refuse(
      'envelope-other-network',
      `a rejection in the envelope is for network ${statement.network.id}`,
    );
  }
  const under = policies[statement.policy.version - 1]?.policy;
  if (!under || policyDigest(under) !== statement.policy.digest) {
    return refuse(
      'policy-forked',
      'a rejection in the envelope names a policy that this station does not know',
    );
  }
  const officer = under.officers.find(({ id }) => id === officerOf(statement.actor));
  if (!officer) return refuse('approval-officer-unknown', 'expected a rejection by an officer of its policy');
  return hasSigned(officer, rejectionDigest(statement), signature, verify)
    ? ok(officer)
    : refuse('approval-signature-bad', `expected a valid signature of ${officer.name}`);
}
