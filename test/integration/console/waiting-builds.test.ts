import { expect, it } from 'vitest';
import { WaitingBuilds } from '../../../electron/console/movements/build-waiting.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { holdersOf } from '../../../electron/console/movements/what-it-waits-for.ts';
import { PASSED_AGAIN_MS, PASSED_FOR_MS } from '../../../electron/core/movement/turn.ts';
import { practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
import { detailOf, rowOf, stateOf } from '../../support/desk-readings.ts';
import { openScatteredDesk } from '../../support/scattered-desk.ts';
import { ask, fund, openFundedDesk, settle, type TestDesk } from '../../support/treasury-fixture.ts';
import { must } from '../../support/treasury-steps.ts';

const codeAt = async (desk: TestDesk, id: string) => (await rowOf(desk, id)).problem?.code ?? null;
const free = async (desk: TestDesk, id: string) =>
  must(await reject(desk.station, desk.as('Mara'), { id, reason: 'not any more' }));

it('what waits for held coins names who holds them, and the station builds it when they are free', async () => {
  const desk = await openFundedDesk(['1000']);
  const builds = new WaitingBuilds(desk.station);
  const first = await ask(desk, '600');
  const second = await ask(desk, '601');
  const until = (await detailOf(desk, first)).asksUntil;
  const held = { id: first, inputs: 1, held: '1000000000000', reference: 'test 600', until };
  expect((await detailOf(desk, second)).waitsFor).toMatchObject([held]);
  const vaultId = desk.hot;
  expect(await holdersOf(desk.station, { vaultId, account: null })).toMatchObject([held]);
  expect(await holdersOf(desk.station, { vaultId, account: 7 }), 'an account that holds nothing').toEqual([]);
  await builds.look();
  expect(await codeAt(desk, second)).toBe('input-reserved');
  await free(desk, first);
  await builds.look();
  expect(await rowOf(desk, second)).toMatchObject({ state: 'proposed', problem: null });
  const [, built] = await desk.station.books.journal.ofMovement(second);
  expect(built).toMatchObject({ kind: 'proposal-built', officerId: null, rule: 'request-built' });
});

it('what is too large says how much is short, blocks no smaller one, and is built when a deposit comes', async () => {
  const desk = await openFundedDesk(['100']);
  const builds = new WaitingBuilds(desk.station);
  const large = await ask(desk, '99.9999');
  expect((await rowOf(desk, large)).problem).toMatchObject({
    code: 'funds-insufficient',
    message: expect.stringMatching(/^0\.00\d+ IOTA short: /),
  });
  desk.wait(2 * PASSED_FOR_MS);
  const small = await ask(desk, '30');
  expect(await stateOf(desk, small)).toBe('proposed');
  await fund(desk, '200');
  await builds.look();
  expect(await stateOf(desk, large)).toBe('proposed');
});

it('what waits for the node is built when it is back, and all that wait say so', async () => {
  const desk = await openFundedDesk(['100', '100']);
  const { station, node } = desk;
  const builds = new WaitingBuilds(station);
  await node.faults({ kind: 'drop' });
  const ids = [await ask(desk, '10'), await ask(desk, '20')];
  await station.line.follow();
  await builds.look();
  for (const id of ids) expect(await codeAt(desk, id)).toMatch(/^node-/);
  await node.faults();
  await station.line.follow();
  await builds.look();
  for (const id of ids) expect(await stateOf(desk, id)).toBe('proposed');
});

it('a bug with one that waits is told on it, and the next one is built', async () => {
  const desk = await openFundedDesk(['100', '100']);
  const { station, node } = desk;
  await node.faults({ kind: 'drop' });
  const [first, second] = [await ask(desk, '10'), await ask(desk, '20')];
  await node.faults();
  await station.line.follow();
  const { build } = station.chain;
  const chain = {
    ...station.chain,
    build: (plan: Parameters<typeof build>[0]) => {
      if (plan.payments.some(({ amount }) => amount.units === 10_000_000_000n)) throw new Error('a bug');
      return build(plan);
    },
  };
  await new WaitingBuilds({ ...station, chain }).look();
  expect((await rowOf(desk, first)).problem).toMatchObject({ code: 'internal-error', message: 'a bug' });
  expect(await stateOf(desk, second)).toBe('proposed');
});

it('without anything that could free it, a look writes nothing', async () => {
  const desk = await openFundedDesk(['100']);
  const builds = new WaitingBuilds(desk.station);
  await ask(desk, '60');
  const second = await ask(desk, '60');
  await builds.look();
  const before = await desk.station.books.facts.head();
  const { version } = (await desk.station.books.movements.get(second)) ?? { version: 0 };
  await builds.look();
  desk.wait(60_000);
  await builds.look();
  expect((await desk.station.books.movements.get(second))?.version).toBe(version);
  expect(await desk.station.books.facts.head()).toEqual(before);
});

it('one that waited an hour for held coins is not starved by later ones that take each coin that comes free', async () => {
  const desk = await openFundedDesk(['1000', '50', '40']);
  const builds = new WaitingBuilds(desk.station);
  const holders = [await ask(desk, '600'), await ask(desk, '41'), await ask(desk, '30')];
  const [large, small] = [await ask(desk, '700'), await ask(desk, '20')];
  desk.wait(PASSED_FOR_MS);
  await builds.look();
  await free(desk, holders[1] ?? '');
  await builds.look();
  expect(await codeAt(desk, large)).toBe('input-reserved');
  expect(await codeAt(desk, small)).toBe('request-behind');
  expect((await detailOf(desk, small)).waitsFor).toMatchObject([{ id: large, inputs: 0 }]);
  await free(desk, holders[0] ?? '');
  await builds.look();
  expect(await stateOf(desk, large)).toBe('proposed');
  expect(await stateOf(desk, small)).toBe('proposed');
});

it('one that waited an hour stops no payment from another address, and after a day none from its own', async () => {
  const desk = await openScatteredDesk(['1000', '50', '40']);
  const builds = new WaitingBuilds(desk.station);
  const holder = await ask(desk, '600');
  const large = await ask(desk, '700');
  desk.wait(PASSED_FOR_MS);
  await builds.look();
  const [fifty, forty] = [await ask(desk, '45'), await ask(desk, '35')];
  for (const id of [fifty, forty]) expect(await stateOf(desk, id)).toBe('proposed');
  must(await practiceDeposit(desk.station, { address: desk.addresses[0] ?? '', amount: '30' }));
  await settle(desk);
  const behind = await ask(desk, '20');
  expect(await codeAt(desk, large)).toBe('input-reserved');
  expect(await codeAt(desk, behind)).toBe('request-behind');
  desk.wait(PASSED_AGAIN_MS);
  await builds.look();
  expect(await stateOf(desk, holder)).toBe('proposed');
  expect(await stateOf(desk, behind)).toBe('proposed');
});
