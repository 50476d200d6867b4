import type { Books } from '../../books/books.ts';
import type { Movement } from '../../books/rows.ts';
import type { MovementDetail, MovementState } from '../../contract/movements.ts';
import { MOST_HOLDERS } from '../../core/movement/holders.ts';
import { owedBefore } from '../../core/movement/turn.ts';
import type { Station } from '../station.ts';

/** Which movements a queued one waits for: those that hold inputs of its vault, or those that are owed before it. */
export async function whatItWaitsFor(
  { books, effects }: Pick<Station, 'books' | 'effects'>,
  movement: Movement,
): Promise<MovementDetail['waitsFor']> {
  if (movement.state !== 'queued') return [];
  if (movement.problem?.code === 'request-behind') {
    const owed = owedBefore(movement, await books.movements.inState(['queued']), effects.now());
    return Promise.all(
      owed.slice(0, MOST_HOLDERS).map((each) => waitedFor(books, each, { inputs: 0, units: 0n })),
    );
  }
  if (movement.problem?.code !== 'input-reserved') return [];
  return holdersOf({ books }, { vaultId: movement.vaultId, account: null });
}

/** Which movements hold the most of a vault, or of one account of it, and how much of it; the most first. */
export async function holdersOf(
  { books }: Pick<Station, 'books'>,
  { vaultId, account }: { readonly vaultId: string; readonly account: number | null },
): Promise<MovementDetail['waitsFor']> {
  const holders = await books.inputs.holders(vaultId, account, MOST_HOLDERS);
  const found = await Promise.all(
    holders.map(async (held) => ({ held, by: await books.movements.get(held.movementId) })),
  );
  return Promise.all(found.flatMap(({ held, by }) => (by ? [waitedFor(books, by, held)] : [])));
}

/** States in which nothing is signed: the end of the request ends them. */
const unsigned: ReadonlySet<MovementState> = new Set<MovementState>(['queued', 'proposed', 'approved']);

async function waitedFor(
  { movements }: Pick<Books, 'movements'>,
  { id, kind, state, units, reference }: Movement,
  held: { readonly inputs: number; readonly units: bigint },
): Promise<MovementDetail['waitsFor'][number]> {
  const request = unsigned.has(state) ? await movements.request(id) : undefined;
  return {
    id,
    kind,
    state,
    amount: units.toString(),
    reference,
    inputs: held.inputs,
    held: held.units.toString(),
    until: request?.statement.expiresAt ?? null,
  };
}
