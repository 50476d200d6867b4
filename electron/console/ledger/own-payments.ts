import type { Books } from '../../books/books.ts';
import type { Movement } from '../../books/rows.ts';
import type { Checkpoint } from '../../chains/line.ts';
import type { LedgerParts } from '../movements/submit-stored.ts';
import type { OwnPayment } from './take-in-checkpoint.ts';

/** Payments of ours among some transactions, by their ids. */
export async function ownPayments(
  books: Pick<Books, 'movements'>,
  transactions: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, OwnPayment>> {
  const payments = new Map<string, OwnPayment>();
  for (const stored of await books.movements.transactionsKnown(transactions.map(({ id }) => id))) {
    const movement = await books.movements.get(stored.movementId);
    const proposal = await books.movements.proposal(stored.movementId);
    if (!movement || !proposal) throw new Error('a transaction has no movement');
    const consumed = proposal.proposal.evidence.map(({ key }) => key);
    const voided = movement.cancels === null ? undefined : await books.movements.byDigest(movement.cancels);
    payments.set(stored.transactionId, { stored, movement, consumed, voided: voided ?? null });
  }
  return payments;
}

/** The movement whose proposal is these very bytes, and which these books do not know as signed. */
export async function unsignedAs(
  { movements }: Pick<Books, 'movements'>,
  digestText: string,
): Promise<Movement | undefined> {
  const id = await movements.proposedAs(digestText);
  if (id === undefined || (await movements.transaction(id))) return undefined;
  return movements.get(id);
}

/** Only what a vault has signed is own: a deposit at a row that somebody edited is none of this treasury. */
export async function ownAddresses(
  { attested }: Pick<LedgerParts, 'attested'>,
  checkpoints: readonly Checkpoint[],
) {
  const named = checkpoints.flatMap(({ transactions }) =>
    transactions.flatMap(({ payers, changes }) => [...payers, ...changes.map(({ owner }) => owner)]),
  );
  const own = await attested.known(named);
  return new Map(own.map((address) => [address.address, address]));
}
