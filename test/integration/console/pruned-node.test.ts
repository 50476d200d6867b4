import { expect, it } from 'vitest';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import {
  NO_TIMERS,
  OUTSIDER,
  openDesk,
  openFundedDesk,
  settle,
  type TestDesk,
} from '../../support/treasury-fixture.ts';
import { must } from '../../support/treasury-steps.ts';

const IOTA = 1_000_000_000n;

it('a node that pruned what is to be read next is named with that checkpoint, and nothing is skipped', async () => {
  const desk = await openFundedDesk(['2000']);
  const { station, node, hot } = desk;
  const { receiveAddress } = vaultAtWork(station.policy.present(), [], 'hot');
  const known = BigInt(station.line.view().checkpoint ?? '0');
  const [from, skip] = [known + 1n, known + 3n];
  for (let deposits = 0; deposits < 3; deposits++) {
    await node.deposit(receiveAddress, IOTA);
    await node.checkpoint();
  }
  await node.prune(Number(skip));
  await station.line.follow();
  expect(station.line.view()).toMatchObject({
    state: 'problem',
    checkpoint: `${known}`,
    problem: {
      code: 'node-pruned',
      message: `this node no longer has checkpoint ${from}; the first one that it gives is ${skip}`,
    },
  });
  expect((await station.books.figures.vault(hot)).balance).toBe(2_000n * IOTA);
  expect((await station.books.cursor.get())?.next).toBe(from);
});

it('a node that pruned only what was taken in already is followed on', async () => {
  const desk = await openFundedDesk(['2000']);
  const { station, node } = desk;
  await node.prune(Number(station.line.view().checkpoint));
  await node.checkpoint();
  await settle(desk);
  expect(station.line.view()).toMatchObject({ state: 'connected', problem: null });
});

it.each(['json', 'grpc'] as const)(
  'a desk that comes back to a node that pruned its last checkpoint goes on by the link of the next one, else names that, by %s',
  async (by) => {
    const desk = await openDesk(NO_TIMERS, undefined, by);
    const { node } = desk;
    const seal = async () => {
      for (let sealed = 0; sealed < 4; sealed++) {
        await node.deposit(OUTSIDER, 1n);
        await node.checkpoint();
      }
    };
    const known = Number(desk.station.line.view().checkpoint);
    await seal();
    await node.prune(known + 1);
    must(await (await desk.reopen()).check.whole());
    await settle(desk);
    expect(desk.station.line.view()).toMatchObject({ problem: null, checkpoint: `${known + 4}` });
    await seal();
    await node.prune(known + 7);
    must(await (await desk.reopen()).check.whole());
    await settle(desk);
    expect(desk.station.line.view()).toMatchObject({ checkpoint: `${known + 4}` });
    expect(desk.station.line.view().problem).toMatchObject({
      code: 'node-pruned',
      message: expect.stringContaining(`no longer has checkpoint ${known + 5}`),
    });
  },
);

it('a desk that is behind is warned before the node throws away what comes next, and not at the tip', async () => {
  const told: (string | undefined)[] = [];
  const notify = () => void told.push(desk?.station.line.view().pruning?.code);
  let desk: TestDesk | null = null;
  desk = await openDesk({ ...NO_TIMERS, notify }, undefined, 'grpc');
  const { station, node } = desk;
  const { checkpoint, lowest } = station.line.view();
  expect([lowest, told.at(-1)]).toEqual(['0', undefined]);
  for (let sealed = 0; sealed < 300; sealed++) {
    await node.deposit(OUTSIDER, 1n);
    await node.checkpoint();
  }
  await node.prune(Number(checkpoint));
  await station.line.follow();
  expect(told).toContain('node-pruning-near');
  expect(station.line.view()).toMatchObject({ state: 'connected', lowest: checkpoint, pruning: null });
});
