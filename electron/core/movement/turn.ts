import type { Problem } from '../projection/change.ts';
import type { MovementKind } from '../proposal/request.ts';
import { ok, type Result, refuse } from '../result.ts';

/** How long later requests may pass one whose money others hold, milliseconds: an hour from its asking. */
export const PASSED_FOR_MS = 3_600_000;

/** A movement that waits to be built, as far as its turn goes. */
export interface Waiting {
  readonly id: string;
  readonly kind: MovementKind;
  readonly vaultId: string;
  readonly createdAt: number;
  readonly problem: Pick<Problem, 'code'> | null;
}

/** The movement that has to be built before this one; undefined for none. See {@link checkTurn}. */
export function turnBefore<T extends Waiting>(
  movement: Waiting,
  queued: readonly T[],
  now: number,
): T | undefined {
  if (movement.kind !== 'withdrawal' && movement.kind !== 'sweep') return undefined;
  return queued
    .filter((each) => each.vaultId === movement.vaultId && isEarlier(each, movement) && isOwed(each, now))
    .toSorted((a, b) => (isEarlier(a, b) ? -1 : 1))[0];
}

/**
 * Whether it is the turn of a movement that takes money out of its vault. Movements are built in the order in which they
 * were asked for. One that cannot be built is passed by later ones, with one exception: a withdrawal that its vault can pay
 * as soon as others give back what they hold, and that has waited for an hour, is not passed any more. That ends, since
 * whatever holds money is signed or expires. What lacks money, or has it at several addresses, holds nobody up.
 * @param queued every movement that waits, in any order
 * @returns refuses `request-behind`, naming the one that is before it
 */
export function checkTurn(movement: Waiting, queued: readonly Waiting[], now: number): Result<void> {
  const first = turnBefore(movement, queued, now);
  return first
    ? refuse('request-behind', `movement ${first.id} asked earlier and has waited for more than an hour`)
    : ok(undefined);
}

const isOwed = ({ kind, createdAt, problem }: Waiting, now: number): boolean =>
  kind === 'withdrawal' && problem?.code === 'input-reserved' && now - createdAt >= PASSED_FOR_MS;

const isEarlier = (a: Waiting, b: Waiting): boolean =>
  a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.id < b.id);
