import { expect, it, vi } from 'vitest';
import { iotaTerms } from '../../../electron/chains/iota/pure/fee-terms.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { buildProposal } from '../../../electron/console/movements/build-proposal.ts';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { readSweepPlan } from '../../../electron/console/movements/sweep.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { ok } from '../../../electron/core/result.ts';
import { entriesOf } from '../../support/ceremony-desk.ts';
import { putLiarBetween } from '../../support/lying-node.ts';
import {
  ask,
  askApproved,
  OUTSIDER,
  openFundedDesk,
  settle,
  type TestDesk,
} from '../../support/treasury-fixture.ts';
import { codeOf, must } from '../../support/treasury-steps.ts';

const detailOf = async ({ station }: TestDesk, id: string) =>
  must(await readMovement(station, nobody, { id }));
const gasPriceOf = async (desk: TestDesk, id: string) =>
  (await detailOf(desk, id)).decoded?.details.find(({ name }) => name === 'gasPrice')?.value;

/** The network asks this price from now on; the bytes themselves are judged by the practice node as ever. */
const askPrice = ({ station }: TestDesk, nanos: bigint) =>
  vi.spyOn(station.line.line, 'terms').mockResolvedValue(ok(iotaTerms(nanos)));

it('a gas price below the least of the network is not built into bytes; the next true one is', async () => {
  const desk = await openFundedDesk(['2000']);
  const { station, hot } = desk;
  const node = await putLiarBetween(desk);
  node.lies = { iotax_getReferenceGasPrice: () => ({ result: '999' }) };
  const id = await ask(desk, '100');
  const { row, decoded } = await detailOf(desk, id);
  expect(row).toMatchObject({
    state: 'queued',
    problem: {
      code: 'node-answer-malformed',
      message: 'expected a gas price of at least 1000 nanos, got 999',
    },
  });
  expect(decoded).toBeNull();
  expect(codeOf(await readSweepPlan(station))).toBe('node-answer-malformed');
  expect((await station.books.figures.vault(hot)).reserved).toBe(0n);
  node.lies = {};
  must(await buildProposal(station, desk.as('Mara'), { id }));
  expect((await detailOf(desk, id)).row).toMatchObject({ state: 'proposed', problem: null });
  expect(await gasPriceOf(desk, id)).toBe('1000');
});

it('a price that rose while a payment waited keeps the signer from being asked; a new one pays the new price', async () => {
  const desk = await openFundedDesk(['2000']);
  const { station, hot, node } = desk;
  const id = await askApproved(desk, '100');
  const stored = await station.books.movements.proposal(id);
  if (!stored) throw new Error('expected a proposal');
  askPrice(desk, 1_500n);
  expect(codeOf(await sign(station, desk.as('Ben'), { id }))).toBe('fee-terms-outdated');
  expect((await detailOf(desk, id)).row).toMatchObject({
    state: 'approved',
    problem: {
      code: 'fee-terms-outdated',
      message:
        'the network asks 1500 nanos for a unit of gas, this transaction pays 1000; reject it and request it again',
    },
  });
  expect((await entriesOf(station, 'sign-refused')).at(-1)?.body).toMatchObject({
    code: 'fee-terms-outdated',
  });
  const client = must(station.keys.vaults.client(hot));
  const recalled = must(await client.ask('recall', { proposal: stored.proposal }));
  expect(recalled.signed, 'the signer remembers neither input nor request').toBeNull();

  must(await reject(station, desk.as('Ben'), { id, reason: 'the gas price rose' }));
  const again = await askApproved(desk, '100');
  expect(await gasPriceOf(desk, again)).toBe('1500');
  must(await sign(station, desk.as('Ben'), { id: again }));
  await settle(desk);
  expect((await detailOf(desk, again)).row.state).toBe('final');
  expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
  must(await verifyJournal(station));
});

it('a price that fell, or that nobody can be asked for, does not keep anybody from signing', async () => {
  const desk = await openFundedDesk(['100', '2000']);
  const { station, node } = desk;
  const told = askPrice(desk, 1_500n);
  const dear = await askApproved(desk, '1000');
  told.mockRestore();
  must(await sign(station, desk.as('Ben'), { id: dear }));
  await settle(desk);
  const offline = await askApproved(desk, '50');
  await node.faults({ kind: 'drop' });
  must(await sign(station, desk.as('Ben'), { id: offline }));
  expect((await detailOf(desk, offline)).row).toMatchObject({
    state: 'signed',
    problem: { code: 'node-unreachable' },
  });
  await node.faults();
  desk.wait(6_000);
  await station.line.follow();
  await settle(desk);
  for (const id of [dear, offline]) {
    expect((await detailOf(desk, id)).row).toMatchObject({ state: 'final', problem: null });
  }
  must(await verifyJournal(station));
});
