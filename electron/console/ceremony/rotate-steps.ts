import { ok, type Result } from '../../core/result.ts';
import type { Treasury } from '../treasury.ts';
import { inTurn } from './in-turn.ts';
import { atStep, note } from './session.ts';

/** The most coins of one address that one transaction moves. */
const MAX_COINS = 255;

/**
 * Prepares the sweep of everything from the old vault to the new one: one move for each of its addresses that holds
 * more than the gas of moving it. Coins that other payments have reserved follow when those have ended.
 */
export const prepareSweep = inTurn(async (treasury: Treasury): Promise<Result<void>> => {
  const { ceremonies, effects, network, codec, store } = treasury;
  const session = atStep(ceremonies, 'sweep-prepared');
  if (!session.ok) return session;
  const gasPrice = await network.gasPrice();
  if (!gasPrice.ok) {
    note(session.value, 'failed', effects.now());
    effects.notify(['ceremony']);
    return gasPrice;
  }
  const moves: { from: string; amount: bigint }[] = [];
  for (const [from, coins] of store.coins.free(session.value.about?.id ?? '')) {
    const taken = coins.slice(0, MAX_COINS);
    const sum = taken.reduce((total, coin) => total + BigInt(coin.balance), 0n);
    const amount = sum - codec.gasBudget({ coins: taken.length, payments: 1, gasPrice: gasPrice.value });
    if (amount > 0n) moves.push({ from, amount });
  }
  session.value.moves = moves.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  note(session.value, 'done', effects.now());
  effects.notify(['ceremony']);
  return ok(undefined);
});

/** The officers agree that the old vault is retired when this ceremony ends. */
export const retireOldVault = inTurn(async (treasury: Treasury): Promise<Result<void>> => {
  const { ceremonies, effects } = treasury;
  const session = atStep(ceremonies, 'old-vault-retired');
  if (!session.ok) return session;
  note(session.value, 'done', effects.now());
  effects.notify(['ceremony']);
  return ok(undefined);
});
