import { expect, it } from 'vitest';
import {
  knownObjects,
  provenTransaction,
} from '../../../../../electron/chains/iota/online/grpc/proven-transaction.ts';
import { must } from '../../../../support/must.ts';
import { coinOf, idOf, transferOf } from './coins.ts';

const [ours, customer, sponsor] = [idOf(0xaa), idOf(0xcc), idOf(0xdd)];

it('a sponsor who pays the gas of a deposit is not told as its sender: what goes back goes to the customer', () => {
  const { effects, objects } = transferOf(1, [
    [coinOf(1, sponsor, 900), coinOf(1, sponsor, 800, '2')],
    [coinOf(2, customer, 500), coinOf(2, customer, 100, '2')],
    [null, coinOf(3, ours, 400, '2')],
  ]);
  const { transaction } = effects;
  const { payers, changes } = must(
    provenTransaction(
      { digest: transaction, effects },
      knownObjects([...objects.inputs, ...objects.outputs]),
      { checkpoint: 1n, timestamp: 0 },
    ),
  );
  expect(payers).toEqual([customer, sponsor]);
  expect(changes).toContainEqual({ owner: ours, units: 400n });
});
