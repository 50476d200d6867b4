import type { VerifySignature } from '../officer/officer.ts';
import { type Result, refuse } from '../result.ts';
import { suspendedAt } from './people.ts';
import type { KnownPolicy } from './policy.ts';
import { type Standing, takeFirst, takeNext } from './standing.ts';

/**
 * Checks a treasury's policies from the first to the newest: each change by what was in force when it became known.
 * @returns how things stood when the newest became known; refuses `policy-malformed` for no policy, and as {@link takeFirst}
 * and {@link takeNext} do
 */
export function readChain(chain: readonly KnownPolicy[], verify: VerifySignature): Result<Standing> {
  let standing: Result<Standing> = refuse('policy-malformed', 'expected at least one policy');
  for (const [i, known] of chain.entries()) {
    if (i > 0 && !standing.ok) return standing;
    standing = takePolicy(i > 0 && standing.ok ? standing.value : null, known, verify);
  }
  return standing;
}

/** Takes the first policy of a treasury, or the one that follows. Refuses as {@link takeFirst} and {@link takeNext} do. */
export function takePolicy(
  standing: Standing | null,
  { knownSince, ...signed }: KnownPolicy,
  verify: VerifySignature,
): Result<Standing> {
  const taking = { knownSince, verify, suspended: suspendedAt(knownSince) };
  return standing === null ? takeFirst(signed, taking) : takeNext(standing, signed, taking);
}
