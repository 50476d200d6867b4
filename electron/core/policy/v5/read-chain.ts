import type { VerifySignature } from '../../officer/officer.ts';
import { ok, type Result, refuse } from '../../result.ts';
import { checkPolicies } from '../next-policy.ts';
import type { Policy as PolicyV4, SignedPolicy as SignedPolicyV4 } from '../policy.ts';
import type { SignedPolicy } from './document.ts';
import { checkFromV4 } from './from-v4.ts';
import { type Standing, takeFirst, takeNext } from './standing.ts';

/** A version of a treasury's policy, in the format that it was signed in. */
export type AnySignedPolicy = SignedPolicyV4 | SignedPolicy;

export interface KnownPolicy {
  readonly signed: AnySignedPolicy;
  /** Since when whoever reads the chain has known of it by their own clock, milliseconds. */
  readonly knownSince: number;
}

/** What holds at the end of a chain: a policy of format 4, or how things stand in format 5. */
export type Present =
  | { readonly format: 4; readonly policy: PolicyV4 }
  | { readonly format: 5; readonly standing: Standing };

/**
 * Checks a treasury's policies from the first to the newest: those of format 4 as ever, then the one that carries them over
 * word by word, then each change by what was in force when it came.
 * @param suspendedAt who was suspended at a time (milliseconds), by id
 * @returns refuses `policy-malformed` for no policy and for one of format 4 after one of format 5, and as `checkPolicies`,
 * {@link takeFirst}, {@link checkFromV4} and {@link takeNext} do
 */
export function readChain(
  chain: readonly KnownPolicy[],
  verify: VerifySignature,
  suspendedAt: (at: number) => ReadonlySet<string>,
): Result<Present> {
  const former: SignedPolicyV4[] = [];
  for (const { signed } of chain) {
    if (!isOrdered(signed)) former.push(signed);
    else break;
  }
  const carried = former.length > 0 ? checkPolicies(former, verify) : null;
  if (carried !== null && !carried.ok) return carried;
  let present: Present | null = carried === null ? null : { format: 4, policy: carried.value };
  for (const { signed, knownSince } of chain.slice(former.length)) {
    if (!isOrdered(signed)) {
      return refuse('policy-malformed', 'expected no policy of an older format after a newer one');
    }
    const taking = { knownSince, verify, suspended: suspendedAt(knownSince) };
    const taken = takeOne(present, signed, taking);
    if (!taken.ok) return taken;
    present = { format: 5, standing: taken.value };
  }
  return present ? ok(present) : refuse('policy-malformed', 'expected at least one policy');
}

const isOrdered = (signed: AnySignedPolicy): signed is SignedPolicy =>
  signed.policy.format === 'sallyport/policy/5';

function takeOne(
  present: Present | null,
  signed: SignedPolicy,
  taking: Parameters<typeof takeFirst>[1],
): Result<Standing> {
  if (present === null) return takeFirst(signed, taking);
  if (present.format === 5) return takeNext(present.standing, signed, taking);
  const carried = checkFromV4(present.policy, signed, taking.verify);
  return carried.ok ? ok({ inForce: carried.value, asOf: taking.knownSince, waiting: null }) : carried;
}
