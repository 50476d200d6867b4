import * as v from 'valibot';
import { sameNetwork } from '../network-id.ts';
import type { VerifySignature } from '../officer/officer.ts';
import { DATE_TOLERANCE_MS } from '../proposal/request.ts';
import { ok, type Result, refuse } from '../result.ts';
import { timeSchema } from '../schema.ts';
import { checkPolicyForm } from './check-form.ts';
import { checkChangeSigned, checkFoundersSigned } from './check-signatures.ts';
import { classify, waitOf } from './classify.ts';
import { type Policy, policyDigest, policySchema, type SignedPolicy } from './policy.ts';

const waitingSchema = v.strictObject({ policy: policySchema, from: timeSchema });

/** Which policy is in force where this is known, and which one waits. Times are milliseconds. */
export const standingSchema = v.strictObject({
  inForce: policySchema,
  /** No version is known of that came later: times only go forward. */
  asOf: timeSchema,
  /** The newest version, where it is not in force yet. */
  waiting: v.nullable(waitingSchema),
});
export type Standing = Readonly<v.InferOutput<typeof standingSchema>>;

/** The newest version that is known, whether it is in force or waits. */
export const newestOf = ({ inForce, waiting }: Standing): Policy => waiting?.policy ?? inForce;

/** What says whose vaults these are. */
export type VaultsOf = Pick<Policy, 'treasuryId' | 'network' | 'vaults'>;

/** The vaults of the version in force and those of the one that waits: a vault that waits attests its addresses already. */
export function knownVaults({ inForce, waiting }: Standing): VaultsOf {
  const { treasuryId, network, vaults } = inForce;
  const added = (waiting?.policy.vaults ?? []).filter(({ id }) => !vaults.some((vault) => vault.id === id));
  return { treasuryId, network, vaults: [...vaults, ...added] };
}

/** What whoever takes a policy knows beside it. */
export interface Taking {
  /**
   * Since when they have known of it: by the time that a vault has sealed, or that of the journal's entry. Never a date in
   * the policy: those who sign it write that.
   */
  readonly knownSince: number;
  /** Officers who were suspended then, by id. */
  readonly suspended: ReadonlySet<string>;
  readonly verify: VerifySignature;
}

/** Checks a treasury's first policy: all whom it names have signed it. Refuses `policy-version`, `policy-signature-bad` and as {@link checkPolicyForm} does. */
export function takeFirst(first: SignedPolicy, { knownSince, verify }: Taking): Result<Standing> {
  const { policy } = first;
  const form = checkPolicyForm(policy);
  if (!form.ok) return form;
  if (policy.version !== 1 || policy.previous !== null) {
    return refuse('policy-version', `expected a first policy, got version ${policy.version}`);
  }
  const signed = checkFoundersSigned(first, verify);
  return signed.ok ? ok({ inForce: policy, asOf: knownSince, waiting: null }) : signed;
}

/** The same, later: what waited long enough is in force. A time that lies before what is known changes nothing. */
export function standingAt(standing: Standing, now: number): Standing {
  const asOf = Math.max(standing.asOf, now);
  const { waiting } = standing;
  return waiting !== null && waiting.from <= asOf
    ? { inForce: waiting.policy, asOf, waiting: null }
    : { ...standing, asOf };
}

/**
 * Takes the version that follows the newest one. Those sign it whom the policy in force names, and by that it waits: not at all
 * where it lets nothing more pass. A version that is still waiting never comes into force once another follows it; what both
 * have in common has waited since the first of them was known.
 * @returns refuses `policy-version`, `policy-fixed`, `policy-malformed`, `policy-few-people`, `policy-signature-bad`,
 * `officer-suspended`, `officer-expired`
 */
export function takeNext(standing: Standing, next: SignedPolicy, taking: Taking): Result<Standing> {
  const { inForce, asOf, waiting } = standingAt(standing, taking.knownSince);
  const { policy } = next;
  const follows = checkFollows(waiting?.policy ?? inForce, policy, asOf);
  if (!follows.ok) return follows;
  const form = checkPolicyForm(policy);
  if (!form.ok) return form;
  const wider = classify(inForce, policy);
  const signed = checkChangeSigned(inForce, next, { ...taking, knownSince: asOf, widens: wider.length > 0 });
  if (!signed.ok) return signed;
  const wait = (steps: ReturnType<typeof classify>) => asOf + waitOf(inForce, steps) * 1000;
  const alone = wait(wider);
  const behind =
    waiting === null
      ? Number.POSITIVE_INFINITY
      : Math.max(waiting.from, wait(classify(waiting.policy, policy)));
  return ok(standingAt({ inForce, asOf, waiting: { policy, from: Math.min(alone, behind) } }, asOf));
}

/** Checks that one policy is the next version of another, and changes nothing that is fixed for good. */
function checkFollows(newest: Policy, next: Policy, knownSince: number): Result<void> {
  if (next.version !== newest.version + 1) {
    return refuse('policy-version', `expected version ${newest.version + 1}, got ${next.version}`);
  }
  if (next.previous !== policyDigest(newest)) {
    return refuse('policy-version', `expected a policy that follows on the version ${newest.version} here`);
  }
  if (
    next.treasuryId !== newest.treasuryId ||
    !sameNetwork(next.network, newest.network) ||
    next.asset !== newest.asset ||
    next.trustRoot !== newest.trustRoot
  ) {
    return refuse('policy-fixed', 'expected the same treasury, network, asset and trust root');
  }
  return next.createdAt >= newest.createdAt && next.createdAt <= knownSince + DATE_TOLERANCE_MS
    ? ok(undefined)
    : refuse('policy-malformed', 'expected a policy that is dated after the one before and not ahead of now');
}
