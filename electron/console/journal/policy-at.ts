import type { KnownPolicy, Policy } from '../../core/policy/policy.ts';
import { takePolicy } from '../../core/policy/read-chain.ts';
import { type Standing, standingAt } from '../../core/policy/standing.ts';
import { verifySignature } from '../../signer/ed25519.ts';

/** How things stood with each list of policies when each version came: lists are values, and checked once. */
const read = new WeakMap<readonly KnownPolicy[], readonly Standing[]>();

function standingsOf(policies: readonly KnownPolicy[]): readonly Standing[] {
  const known = read.get(policies);
  if (known) return known;
  const standings: Standing[] = [];
  for (const each of policies) {
    const next = takePolicy(standings.at(-1) ?? null, each, verifySignature);
    if (!next.ok) break;
    standings.push(next.value);
  }
  read.set(policies, standings);
  return standings;
}

/** The policy that was in force at a time (milliseconds), by the policies of this treasury; without one, nobody is an officer. */
export function policyAt(policies: readonly KnownPolicy[], at: number): Pick<Policy, 'officers'> {
  const standings = standingsOf(policies);
  const before = standings.findLast((_, i) => (policies[i]?.knownSince ?? 0) <= at) ?? standings[0];
  return before ? standingAt(before, at).inForce : { officers: [] };
}
