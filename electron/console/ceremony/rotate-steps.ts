import type { FreeOwner } from '../../books/rows.ts';
import type { Chain, FeeTerms } from '../../chains/chain.ts';
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
  const spendable = await readSpendable(station, session.value.about?.id ?? '');
  session.value.moves = planMoves(spendable, { chain, terms: terms.value });
  note(session.value, 'done', effects.now());
  effects.notify(['ceremony']);
  return ok(undefined);
});

/** What each address of a vault can pay in one transaction: all that is free, or its largest inputs. */
async function readSpendable(
  { books, attested, chain: { limits } }: Pick<ConcludeParts, 'books' | 'attested' | 'chain'>,
  vaultId: string,
): Promise<readonly FreeOwner[]> {
  const owners = await books.inputs.owners(vaultId, 1n, MOST_OWNERS);
  const signed = new Set((await attested.known(owners.map(({ owner }) => owner))).map((own) => own.address));
  return Promise.all(
    owners
      .filter(({ owner }) => signed.has(owner))
      .map(async (free) => {
        if (free.inputs <= limits.inputs) return free;
        const largest = await books.inputs.largest(free.owner, limits.inputs);
        const units = largest.reduce((sum, input) => sum + BigInt(input.amount.units), 0n);
        return { owner: free.owner, units, inputs: largest.length };
      }),
  );
}

/** One move for each address that has more than the fee of moving it, by address. */
export function planMoves(
  spendable: readonly FreeOwner[],
  { chain, terms }: { readonly chain: Pick<Chain, 'feeFor'>; readonly terms: FeeTerms },
): readonly Move[] {
  return spendable
    .map(({ owner, units, inputs }) => ({
      from: owner,
      units: units - chain.feeFor({ inputs, payments: 1 }, terms),
    }))
    .filter(({ units }) => units > 0n)
    .toSorted((a, b) => (a.units > b.units ? -1 : a.units < b.units ? 1 : 0))
    .slice(0, MOST_MOVES)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
}

/** The officers agree that the old vault is retired when this ceremony ends. */
export const retireOldVault = inTurn((station: ConcludeParts) => pass(station, 'old-vault-retired'));
