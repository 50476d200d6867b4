import { expect, it } from 'vitest';
import { evidenceOfCoin } from '../../../electron/chains/iota/pure/coin-evidence.ts';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import { readSweepPlan, requestSweep } from '../../../electron/console/movements/sweep.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { rowOf } from '../../support/desk-readings.ts';
import { coin } from '../../support/signer-fixture.ts';
import { ask, openFundedDesk, type TestDesk } from '../../support/treasury-fixture.ts';
import { codeOf, must } from '../../support/treasury-steps.ts';

const IOTA = 1_000_000_000n;

/** A hot vault whose first address has so many coins of 50 IOTA. */
async function deskWithCoins(count: number): Promise<TestDesk> {
  const desk = await openFundedDesk([]);
  const { books, policy } = desk.station;
  const owner = vaultAtWork(policy.present(), [], 'hot').receiveAddress;
  const inputs = Array.from({ length: count }, (_, i) =>
    evidenceOfCoin(coin(i + 1, { owner, balance: `${50n * IOTA}` })),
  );
  must(await books.commit({ expects: [], entries: [], changes: [{ kind: 'holdings-read', owner, inputs }] }));
  return desk;
}

it('a surplus in more inputs than one transaction takes is planned, and built, move by move', async () => {
  const desk = await deskWithCoins(900);
  const { station } = desk;
  const movable = BigInt(iotaChain.limits.inputs) * 50n * IOTA;
  for (let round = 1; round <= 2; round++) {
    const { moves } = must(await readSweepPlan(station));
    expect(moves).toHaveLength(1);
    const amount = BigInt(moves[0]?.amount ?? 0);
    expect(amount).toBeLessThan(movable);
    expect(amount).toBeGreaterThan(movable - IOTA);
    const { ids } = must(await requestSweep(station, desk.as('Mara')));
    expect(ids).toHaveLength(1);
    for (const id of ids) {
      expect(await rowOf(desk, id)).toMatchObject({ state: 'proposed', problem: null });
    }
  }
  expect(must(await readSweepPlan(station)).moves, 'the rest is within the band').toEqual([]);
  expect(codeOf(await requestSweep(station, desk.as('Mara')))).toBe('sweep-not-needed');
});

it('a withdrawal of more than the largest inputs have says so, and not that the money is at several addresses', async () => {
  const desk = await deskWithCoins(300);
  const id = await ask(desk, '13000');
  const { problem } = await rowOf(desk, id);
  expect(problem?.code).toBe('funds-spread');
  expect(problem?.message).toMatch(
    /^one transaction takes 255 inputs of one address at most; the largest 255 of 300 have 12.750.00 IOTA, 13.000\.008432 IOTA are needed with their fee$/,
  );
});
