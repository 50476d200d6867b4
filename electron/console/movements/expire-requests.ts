import { officerOf } from '../../core/actor.ts';
import { hasSigned } from '../../core/officer/officer.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { requestDigest, type SignedRequest } from '../../core/proposal/request.ts';
import { verifySignature } from '../../signer/ed25519.ts';

import { type ExpireParts, endExpired } from './expire-approvals.ts';
import { timeOfEnds } from './time-of-ends.ts';

/**
 * Ends every unsigned movement whose request asks no more. Its row only says where to look, once it is checked: the
 * request that its maker signed decides, and one that its maker did not sign decides nothing. What was, is or may be signed stays as it is.
 */
export async function expireRequests(station: ExpireParts): Promise<void> {
  const { books } = station;
  const now = timeOfEnds(station);
  const over = await books.movements.askedUntil(now);
  if (over.length === 0 || !(await station.check.whole()).ok) return;
  for (const id of over) {
    const request = await books.movements.request(id);
    if (!request || request.statement.expiresAt > now || !isSignedByMaker(station.policy.present(), request))
      continue;
    const movement = await books.movements.get(id);
    if (movement) await endExpired(station, movement, 'request-expired');
  }
}

/** Whether the officer whom a request names as its maker has signed it. */
export function isSignedByMaker(
  { officers }: Pick<Policy, 'officers'>,
  { statement, signature }: SignedRequest,
): boolean {
  const makerId = officerOf(statement.actor);
  const maker = officers.find(({ id }) => id === makerId);
  return maker !== undefined && hasSigned(maker, requestDigest(statement), signature, verifySignature);
}
