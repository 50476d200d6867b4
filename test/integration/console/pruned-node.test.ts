import { expect, it } from 'vitest';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { openFundedDesk, settle } from '../../support/treasury-fixture.ts';

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
