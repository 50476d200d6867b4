import type { Problem } from '../projection/change.ts';
import { foldText } from '../search/found-by.ts';
import type { MovementState } from './movement-state.ts';

/** How far back a payment is looked for that a new one repeats, milliseconds: 90 days. */
export const REPEATS_WITHIN_MS = 90 * 86_400_000;

/** A withdrawal that was asked for, among those of one payee and one amount. */
export interface AskedPayment {
  readonly id: string;
  /** Rises in the order in which movements came into the books. */
  readonly place: number;
  readonly reference: string;
  readonly state: MovementState;
  readonly makerId: string;
  readonly createdAt: number;
  readonly problem: Pick<Problem, 'code'> | null;
  /** When its own transaction was in a checkpoint; null for one that is in none yet, and for one that never was signed. */
  readonly finalAt: number | null;
}

/** A payment as far as it may repeat another one. */
export interface Repeating {
  readonly reference: string;
  /** Milliseconds. */
  readonly createdAt: number;
  /** Its place in the books; null before it is there. */
  readonly place: number | null;
}

/**
 * The earlier payments that a withdrawal repeats: same payee, same amount, same reference, asked for within
 * {@link REPEATS_WITHIN_MS}, and paid or perhaps still to be paid. What ended unpaid does not count. References are the same
 * where a search takes them for the same: capitals, accents and white space do not tell them apart. From which vault each is paid
 * does not matter.
 * @param same withdrawals of the same payee and amount, in any order; the payment itself may be among them
 * @returns the newest first
 */
export function repeatedBy<T extends AskedPayment>(payment: Repeating, same: readonly T[]): readonly T[] {
  const reference = foldText(payment.reference);
  const from = payment.createdAt - REPEATS_WITHIN_MS;
  const before = payment.place ?? Number.POSITIVE_INFINITY;
  return same
    .filter(
      (each) =>
        each.place < before &&
        each.createdAt > from &&
        mayBePaid(each) &&
        foldText(each.reference) === reference,
    )
    .toSorted((a, b) => b.place - a.place);
}

/** Whether it is not certain that it was never paid and never will be. */
function mayBePaid({ state, problem, finalAt }: AskedPayment): boolean {
  switch (state) {
    case 'rejected':
    case 'cancelled':
    case 'expired':
      return false;
    // It had no effect in a checkpoint, or is proven never to happen. Where something else consumed its inputs, that may have paid.
    case 'failed':
      return finalAt === null && problem?.code !== 'payment-void';
    default:
      return true;
  }
}
