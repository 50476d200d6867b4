import type { Problem } from '../projection/change.ts';
import type { MovementKind } from '../proposal/request.ts';

/** How long later requests may pass one whose money others hold, milliseconds: an hour from its asking. */
export const PASSED_FOR_MS = 3_600_000;
/** From when on they may pass it again, milliseconds: a day from its asking. */
export const PASSED_AGAIN_MS = 86_400_000;

/** A movement that waits to be built, as far as its turn goes. */
export interface Waiting {
  readonly id: string;
  readonly kind: MovementKind;
  readonly vaultId: string;
  readonly createdAt: number;
  readonly problem: Pick<Problem, 'code'> | null;
}

/**
 * The movements that are owed what they wait for, before this one takes money out of their vault. Movements are built in the
 * order in which they were asked for. One that cannot be built is passed by later ones, with one exception: a withdrawal that
 * one address can pay as soon as others give back what they hold there, and that has waited for an hour. No later withdrawal
 * or sweep takes anything from that address, until it is built or a day is over; from other addresses they go on. What lacks
 * money, or has it at several addresses, holds nobody up.
 * @param queued every movement that waits, in any order
 * @returns the one that asked first first
 */
export function owedBefore<T extends Waiting>(
  movement: Waiting,
  queued: readonly T[],
  now: number,
): readonly T[] {
  if (movement.kind !== 'withdrawal' && movement.kind !== 'sweep') return [];
  return queued
    .filter((each) => each.vaultId === movement.vaultId && isEarlier(each, movement) && isOwed(each, now))
    .toSorted((a, b) => (isEarlier(a, b) ? -1 : 1));
}

function isOwed({ kind, createdAt, problem }: Waiting, now: number): boolean {
  const age = now - createdAt;
  const waits = kind === 'withdrawal' && problem?.code === 'input-reserved';
  return waits && age >= PASSED_FOR_MS && age < PASSED_AGAIN_MS;
}

const isEarlier = (a: Waiting, b: Waiting): boolean =>
  a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.id < b.id);
