import { expect, it } from 'vitest';
import { evidenceOfCoin } from '../../../electron/chains/iota/pure/coin-evidence.ts';
import { readGatherPlan, requestGather } from '../../../electron/console/mandates/gather.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { detailOf, rowOf } from '../../support/desk-readings.ts';
import { coin } from '../../support/signer-fixture.ts';
import { ask, openFundedDesk, type TestDesk } from '../../support/treasury-fixture.ts';
import { must } from '../../support/treasury-steps.ts';

const IOTA = 10n ** 9n;

const coinOf = (number: number, owner: string, whole: bigint) =>
  evidenceOfCoin(coin(number, { owner, balance: `${whole * IOTA}` }));

/** A hot vault whose receiving address has coins that checkpoints proved, and one that a node has made up. In whole IOTA. */
async function deskWith(proven: readonly bigint[], madeUp: bigint): Promise<TestDesk & Coins> {
  const desk = await openFundedDesk([]);
  const { books, policy } = desk.station;
  const owner = vaultAtWork(policy.present(), [], 'hot').receiveAddress;
  const created = proven.map((whole, number) => coinOf(number + 2, owner, whole));
  const inputs = [coinOf(1, owner, madeUp)];
  must(
    await books.commit({
      expects: [],
      entries: [],
      changes: [
        { kind: 'inputs-moved', checkpoint: '1', consumed: [], created },
        { kind: 'holdings-read', owner, inputs },
      ],
    }),
  );
  const keys = (of: readonly { readonly key: string }[]) => of.map(({ key }) => key);
  return Object.assign(desk, { owner, proven: keys(created), madeUp: keys(inputs) });
}

interface Coins {
  readonly owner: string;
  readonly proven: readonly string[];
  readonly madeUp: readonly string[];
}

const inputsOf = async (desk: TestDesk, id: string) => {
  const { decoded } = await detailOf(desk, id);
  return { grade: decoded?.grade, keys: decoded?.inputs.map(({ key }) => key) };
};

it('a coin that a node has made up is never spent together with one that the ledger proves', async () => {
  const desk = await deskWith([300n, 50n], 400n);
  // Both together would do.
  expect((await rowOf(desk, await ask(desk, '600'))).problem?.code).toBe('funds-spread');
  // The made-up one alone would do, too.
  expect(await inputsOf(desk, await ask(desk, '320'))).toEqual({ grade: 'proven', keys: desk.proven });
  // Where nothing proven is free, it pays by itself.
  expect(await inputsOf(desk, await ask(desk, '5'))).toEqual({ grade: 'unproven', keys: desk.madeUp });
});

it('coins that are not proven are moved to their own address by a gather, alone', async () => {
  const desk = await deskWith([300n], 40n);
  const { station, hot, owner } = desk;
  const { moves } = must(await readGatherPlan(station, { vaultId: hot }));
  expect(moves.map(({ from }) => from)).toEqual([owner]);
  const [id = ''] = must(await requestGather(station, desk.as('Mara'), { vaultId: hot })).ids;
  expect(await inputsOf(desk, id)).toEqual({ grade: 'unproven', keys: desk.madeUp });
});
