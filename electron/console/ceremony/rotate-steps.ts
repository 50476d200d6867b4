import type { FreeOwner } from '../../books/rows.ts';
import type { Chain, FeeTerms } from '../../chains/chain.ts';
import type { DerivationPath } from '../../core/derivation-path.ts';
import { ok, type Result } from '../../core/result.ts';
import { feeTerms } from '../movements/fee-terms.ts';
import type { ConcludeParts } from './conclude.ts';
import { inTurn } from './in-turn.ts';
import { atStep, type Move, note } from './session.ts';
import { pass } from './words-steps.ts';

/** Each move is a request that a maker signs and that the journal's entry of the ceremony carries. */
const MOST_MOVES = 900;
/** More addresses than a vault can have in a book that opens. */
const MOST_OWNERS = 10_000_000;

/**
 * Prepares the sweep of everything from the old vault to the new one: one move for each of its addresses that has more
 * than the fee of moving it, the largest first where there are too many. What other payments have reserved follows when
 * those have ended.
 */
export const prepareSweep = inTurn(async (station: ConcludeParts): Promise<Result<void>> => {
  const { ceremonies, effects, chain } = station;
  const session = atStep(ceremonies, 'sweep-prepared');
  if (!session.ok) return session;
  const terms = await feeTerms(station);
  if (!terms.ok) {
    note(session.value, 'failed', effects.now());
    effects.notify(['ceremony']);
    return terms;
  }
  const owners = await station.books.inputs.owners(session.value.about?.id ?? '', 1n, MOST_OWNERS);
  const spendable = await readSpendable(station, owners);
  session.value.moves = planMoves(spendable, { chain, terms: terms.value });
  note(session.value, 'done', effects.now());
  effects.notify(['ceremony']);
  return ok(undefined);
});

/** An address that its vault has signed, with what one transaction takes from it. */
interface Spendable extends FreeOwner {
  readonly path: DerivationPath;
}

/** What each of some addresses that its vault has signed can pay in one transaction: its largest free inputs of one grade. */
export async function readSpendable(
  { books, attested, chain: { limits } }: Pick<ConcludeParts, 'books' | 'attested' | 'chain'>,
  owners: readonly FreeOwner[],
): Promise<readonly Spendable[]> {
  const signed = await attested.known(owners.map(({ owner }) => owner));
  return Promise.all(
    signed.map(async ({ address: owner, path }) => {
      const largest = await books.inputs.largest(owner, limits.inputs);
      const units = largest.reduce((sum, input) => sum + BigInt(input.amount.units), 0n);
      return { owner, path, units, inputs: largest.length };
    }),
  );
}

/** One move for each address that has more than the fee of moving it, by address. */
export function planMoves(
  spendable: readonly Spendable[],
  { chain, terms }: { readonly chain: Pick<Chain, 'feeFor'>; readonly terms: FeeTerms },
): readonly Move[] {
  return spendable
    .map(({ owner, path, units, inputs }) => {
      const feeAtMost = chain.feeFor({ inputs, payments: 1 }, terms);
      return { from: owner, path, units: units - feeAtMost, feeAtMost };
    })
    .filter(({ units }) => units > 0n)
    .toSorted((a, b) => (a.units > b.units ? -1 : a.units < b.units ? 1 : 0))
    .slice(0, MOST_MOVES)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
}

/** The officers agree that the old vault is retired when this ceremony ends. */
export const retireOldVault = inTurn((station: ConcludeParts) => pass(station, 'old-vault-retired'));
