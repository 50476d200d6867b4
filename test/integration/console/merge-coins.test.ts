import { expect, it } from 'vitest';
import { readGatherPlan, requestGather } from '../../../electron/console/mandates/gather.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
import { rowOf, stateOf } from '../../support/desk-readings.ts';
import { ask, openFundedDesk, settle } from '../../support/treasury-fixture.ts';
import { approveAs, codeOf, must } from '../../support/treasury-steps.ts';

const COINS = 260;

it('a receiving address of more coins than one transaction takes is merged by a gather, and then pays what it could not', async () => {
  const desk = await openFundedDesk([]);
  const { station, hot } = desk;
  const { receiveAddress } = vaultAtWork(station.policy.present(), [], 'hot');
  for (let coins = 0; coins < COINS; coins++)
    must(await practiceDeposit(station, { address: receiveAddress, amount: '3' }));
  await settle(desk);
  const before = (await station.books.inputs.richest(hot, 1))[0];
  expect(before).toMatchObject({ owner: receiveAddress, inputs: COINS, units: 780n * 10n ** 9n });
  const payment = await ask(desk, '770');
  expect((await rowOf(desk, payment)).problem?.code).toBe('funds-spread');

  const plan = must(await readGatherPlan(station, { vaultId: hot }));
  expect(plan.moves.map(({ from }) => from)).toEqual([receiveAddress]);
  expect(plan.destination).toBe(receiveAddress);
  const [merge = ''] = must(await requestGather(station, desk.as('Mara'), { vaultId: hot })).ids;
  await approveAs(desk, 'Ben', merge);
  must(await sign(station, desk.as('Ben'), { id: merge }));
  await settle(desk);
  expect(await stateOf(desk, merge)).toBe('final');
  const after = (await station.books.inputs.richest(hot, 1))[0];
  expect(after?.inputs).toBeLessThan(10);
  expect(codeOf(await requestGather(station, desk.as('Mara'), { vaultId: hot }))).toBe('gather-not-needed');

  const paid = await ask(desk, '771');
  await approveAs(desk, 'Ben', paid);
  must(await sign(station, desk.as('Ben'), { id: paid }));
  await settle(desk);
  expect(await stateOf(desk, paid)).toBe('final');
});
