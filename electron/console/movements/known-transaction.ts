import { ok, type Result, refuse } from '../../core/result.ts';
import type { Station } from '../station.ts';

/** The id of a transaction that these books know: of a movement or of a deposit. Refuses `input-malformed` for any other. */
export async function requireKnownTransaction(
  { books }: Pick<Station, 'books'>,
  id: string,
): Promise<Result<string>> {
  const isOurs = async () =>
    (await books.movements.transactionById(id)) !== undefined ||
    (await books.movements.proposedAs(id)) !== undefined;
  const isDeposit = async () => {
    const { rows } = await books.deposits.list({ search: id, offset: 0, limit: 1 }, null);
    return rows.some(({ transactionId }) => transactionId === id);
  };
  return (await isOurs()) || (await isDeposit())
    ? ok(id)
    : refuse('input-malformed', 'expected the id of a transaction that these books know');
}
