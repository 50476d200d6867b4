import { expect, it } from 'vitest';
import { readMovement } from '../../../electron/console/movement-views.ts';
import { readSweepPlan, requestSweep } from '../../../electron/console/sweep.ts';
import { vaultOfKind } from '../../../electron/console/treasury.ts';
import { MAX_COINS } from '../../../electron/core/proposal/choose-coins.ts';
import { coin } from '../../support/signer-fixture.ts';
import { ask, openFundedDesk } from '../../support/treasury-fixture.ts';
import { must } from '../../support/treasury-steps.ts';

const IOTA = 1_000_000_000n;

/** A hot vault whose first address holds so many coins of 50 IOTA. */
async function deskWithCoins(count: number) {
  const desk = await openFundedDesk([]);
  const owner = vaultOfKind(desk.treasury, 'hot').receiveAddress;
  const coins = Array.from({ length: count }, (_, i) => coin(i + 1, { owner, balance: `${50n * IOTA}` }));
  desk.treasury.store.coins.replace(owner, coins);
  return desk;
}

it('a surplus in more coins than one transaction takes is planned, and built, move by move', async () => {
  const { treasury } = await deskWithCoins(900);
  const movable = BigInt(MAX_COINS) * 50n * IOTA;
  for (let round = 1; round <= 2; round++) {
    const { moves } = must(await readSweepPlan(treasury));
    expect(moves).toHaveLength(1);
    const amount = BigInt(moves[0]!.amount);
    expect(amount).toBeLessThan(movable);
    expect(amount).toBeGreaterThan(movable - IOTA);
    const { ids } = must(await requestSweep(treasury));
    for (const id of ids) {
      expect(must(readMovement(treasury, { id })).row).toMatchObject({ state: 'proposed', trouble: null });
    }
  }
  expect(must(await readSweepPlan(treasury)).moves, 'the rest is within the band').toEqual([]);
});

it('a withdrawal of more than the largest coins hold says so, and not that the money lies on several addresses', async () => {
  const desk = await deskWithCoins(300);
  const id = await ask(desk, '13000');
  const { trouble } = must(readMovement(desk.treasury, { id })).row;
  expect(trouble?.code).toBe('funds-spread');
  expect(trouble?.message).toMatch(
    /^one transaction takes 255 coins of one address at most; the largest 255 of 300 hold 12.750.00 IOTA, 13.000\.008432 are needed with their gas$/,
  );
});
