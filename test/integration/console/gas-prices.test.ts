import { expect, it } from 'vitest';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { buildQueued } from '../../../electron/console/movements/build-proposal.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { readSweepPlan } from '../../../electron/console/movements/sweep.ts';
import { entriesOf } from '../../support/ceremony-desk.ts';
import { detailOf } from '../../support/desk-readings.ts';
import { type LyingNode, putLiarBetween } from '../../support/lying-node.ts';
import {
  ask,
  askApproved,
  OUTSIDER,
  openFundedDesk,
  settle,
  type TestDesk,
} from '../../support/treasury-fixture.ts';
import { codeOf, must } from '../../support/treasury-steps.ts';

const signIt = (desk: TestDesk, id: string) => sign(desk.station, desk.as('Ben'), { id });
const gasPrice = (price: string): LyingNode['lies'] => ({
  iotax_getReferenceGasPrice: () => ({ result: price }),
});
const priceIn = async (desk: TestDesk, id: string) =>
  (await detailOf(desk, id)).decoded?.details.find(({ name }) => name === 'gasPrice')?.value;

it('a gas price below the least of the network is not built into bytes; the next true one is', async () => {
  const desk = await openFundedDesk(['2000']);
  const { station, hot } = desk;
  const liar = await putLiarBetween(desk);
  liar.lies = gasPrice('999');
  const id = await ask(desk, '100');
  const { row, decoded } = await detailOf(desk, id);
  expect(row).toMatchObject({ state: 'queued', problem: { code: 'node-answer-malformed' } });
  expect(row.problem?.message).toBe('expected a gas price of at least 1000 nanos, got 999');
  expect(decoded).toBeNull();
  expect(codeOf(await readSweepPlan(station))).toBe('node-answer-malformed');
  expect((await station.books.figures.vault(hot)).reserved).toBe(0n);
  liar.lies = {};
  must(await buildQueued(station, desk.as('Mara'), id));
  expect((await detailOf(desk, id)).row).toMatchObject({ state: 'proposed', problem: null });
  expect(await priceIn(desk, id)).toBe('1000');
});

it('a price that rose while a payment waited keeps the signer from being asked; a new one pays the new price', async () => {
  const desk = await openFundedDesk(['2000']);
  const { station, hot } = desk;
  const id = await askApproved(desk, '100');
  const proposal = (await station.books.movements.proposal(id))?.proposal;
  if (!proposal) throw new Error('there is no proposal');
  const liar = await putLiarBetween(desk);
  liar.lies = gasPrice('1500');
  expect(codeOf(await signIt(desk, id))).toBe('fee-terms-outdated');
  expect((await detailOf(desk, id)).row).toMatchObject({
    state: 'approved',
    problem: {
      code: 'fee-terms-outdated',
      message:
        'the network asks 1500 nanos for a unit of gas, this transaction pays 1000; reject it and request it again',
    },
  });
  const [refused, ...others] = await entriesOf(station, 'sign-refused');
  expect(refused?.body).toMatchObject({ movementId: id, code: 'fee-terms-outdated' });
  expect(others).toEqual([]);
  const recalled = await must(station.keys.vaults.client(hot)).ask('recall', { proposal });
  expect(must(recalled).signed, 'the signer remembers neither coin nor request').toBeNull();

  must(await reject(station, desk.as('Ben'), { id, reason: 'the gas price rose' }));
  const again = await askApproved(desk, '100');
  expect(await priceIn(desk, again)).toBe('1500');
  must(await signIt(desk, again));
  await liar.real.checkpoint();
  await station.line.follow();
  expect((await detailOf(desk, again)).row.state).toBe('final');
  expect(await liar.real.paymentsTo(OUTSIDER)).toHaveLength(1);
  must(await verifyJournal(station));
});

it('a price that fell keeps nobody from signing', async () => {
  const desk = await openFundedDesk(['2000']);
  const { station } = desk;
  const liar = await putLiarBetween(desk);
  liar.lies = gasPrice('1500');
  const dear = await askApproved(desk, '1000');
  expect(await priceIn(desk, dear)).toBe('1500');
  liar.lies = {};
  must(await signIt(desk, dear));
  await liar.real.checkpoint();
  await station.line.follow();
  expect((await detailOf(desk, dear)).row).toMatchObject({ state: 'final', problem: null });
  expect(await liar.real.paymentsTo(OUTSIDER)).toHaveLength(1);
  must(await verifyJournal(station));
});

it('a price that nobody can be asked for keeps nobody from signing', async () => {
  const desk = await openFundedDesk(['2000']);
  const { station, node } = desk;
  const offline = await askApproved(desk, '50');
  await node.faults({ kind: 'drop' });
  must(await signIt(desk, offline));
  expect((await detailOf(desk, offline)).row).toMatchObject({
    state: 'signed',
    problem: { code: 'node-unreachable' },
  });
  await node.faults();
  desk.wait(6_000);
  await station.line.follow();
  await settle(desk);
  expect((await detailOf(desk, offline)).row).toMatchObject({ state: 'final', problem: null });
  expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
  must(await verifyJournal(station));
});
