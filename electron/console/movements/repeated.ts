import type { Books } from '../../books/books.ts';
import type { MovementDetail } from '../../contract/movements.ts';
import { type AskedPayment, repeatedBy } from '../../core/movement/repeats.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { RequestStatement } from '../../core/proposal/request.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { officerName } from '../officers/officer-name.ts';

/** Earlier payments that are shown at most; whoever confirms, confirms the newest. */
export const MOST_REPEATED = 5;

interface BooksPart {
  readonly books: { readonly movements: Pick<Books['movements'], 'askedOf' | 'ofExternalId'> };
}

/** What a withdrawal repeats, and where the books of this payee and amount stand. */
export interface Repeated {
  /** The newest first. */
  readonly earlier: readonly AskedPayment[];
  /** Place of the newest withdrawal of this payee and amount; 0 for none. */
  readonly newest: number;
}

/**
 * Finds the earlier payments that a withdrawal repeats, see {@link repeatedBy}.
 * @param id of the movement itself; null before it is in the books
 */
export async function findRepeated(
  { books }: BooksPart,
  payment: {
    readonly id: string | null;
    readonly recipient: string;
    readonly units: bigint;
    readonly reference: string;
    readonly createdAt: number;
  },
): Promise<Repeated> {
  const same = await books.movements.askedOf(payment.recipient, payment.units);
  const place = same.find(({ id }) => id === payment.id)?.place ?? null;
  return { earlier: repeatedBy({ ...payment, place }, same), newest: same[0]?.place ?? 0 };
}

/**
 * Refuses `payment-repeated` where a withdrawal repeats earlier ones and whoever acts has not named the newest of them.
 * @param named what they were shown and say is meant beside this one
 */
export function requireNamed(
  { earlier }: Pick<Repeated, 'earlier'>,
  named: string | undefined,
): Result<void> {
  const [newest] = earlier;
  if (newest === undefined || newest.id === named) return ok(undefined);
  const at = new Date(newest.createdAt).toISOString();
  return refuse(
    'payment-repeated',
    `the same payee, amount and reference were asked for at ${at} (${newest.state}): expected ${newest.id} to be named`,
  );
}

/** Refuses `external-id-used` where another movement than this one has what a program calls it. */
export async function requireOwnExternalId(
  { books }: BooksPart,
  { id, externalId }: Partial<Pick<RequestStatement, 'id' | 'externalId'>>,
): Promise<Result<void>> {
  const first = externalId === undefined ? undefined : await books.movements.ofExternalId(externalId);
  return first === undefined || first.id === id
    ? ok(undefined)
    : refuse('external-id-used', `expected an id that was never used, ${first.id} was asked for by it`);
}

/**
 * Whether a withdrawal may be approved beside those that it repeats: its maker must have said in the signed request that it is
 * meant, and the approver must have seen the newest one.
 * @param seen the earlier payment that the approver was shown
 * @returns the one that the approval names; refuses `payment-repeated-unsaid`, `payment-repeated`, `external-id-used`
 */
export async function checkRepeated(
  station: BooksPart,
  statement: RequestStatement,
  seen: string | undefined,
): Promise<Result<{ readonly repeats?: string }>> {
  if (statement.kind !== 'withdrawal') return ok({});
  const own = await requireOwnExternalId(station, statement);
  if (!own.ok) return own;
  const repeated = await findRepeated(station, { ...statement, units: BigInt(statement.amount.units) });
  const [newest] = repeated.earlier;
  if (newest === undefined) return ok({});
  if (statement.repeats === undefined) {
    return refuse(
      'payment-repeated-unsaid',
      `expected that its maker says that it is meant beside ${newest.id}, the request says nothing`,
    );
  }
  const named = requireNamed(repeated, seen);
  return named.ok ? ok({ repeats: newest.id }) : named;
}

/** Earlier payments as screens show them. */
export const repeatedView = (
  policy: Pick<Policy, 'officers'>,
  earlier: readonly AskedPayment[],
): MovementDetail['repeats']['earlier'] =>
  earlier.slice(0, MOST_REPEATED).map(({ id, state, createdAt, makerId }) => ({
    id,
    state,
    createdAt,
    makerName: officerName(policy, makerId) ?? '',
  }));
