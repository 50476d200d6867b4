import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { changeEndpoints, goBackToOwnNode } from '../../../electron/console/ledger/change-node.ts';
import { readNetwork } from '../../../electron/console/ledger/read-network.ts';
import { rebuildTables } from '../../../electron/console/treasury/books-alarm.ts';
import { treasuryPaths } from '../../../electron/console/treasury/treasury-folder.ts';
import { ok } from '../../../electron/core/result.ts';
import { openDesk } from '../../../electron/stations/desk.ts';
import { endPracticeEpoch, practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
import { createPracticeTreasury } from '../../../electron/stations/practice-treasury.ts';
import type { RunningNode, StationEffects } from '../../../electron/stations/station-effects.ts';
import { testEffects } from '../../support/test-effects.ts';
import { temporaryFolder } from '../../support/treasury-fixture.ts';
import { codeOf, enter, must, utf8, WORK_FACTOR } from '../../support/treasury-steps.ts';

/** A practice desk that runs its own node, which the test can have die. */
async function ownNodeDesk() {
  let running: RunningNode | undefined;
  let died = () => {};
  const effects: StationEffects = {
    ...testEffects,
    every: () => () => {},
    async startPracticeNode(settings) {
      const node = await testEffects.startPracticeNode(settings);
      if (!node.ok) return node;
      running = node.value;
      return ok({
        ...node.value,
        onExit: (listener) => {
          died = listener;
        },
      });
    },
  };
  const folder = path.join(await temporaryFolder(), 'treasury');
  const request = { folder, name: 'Own node', password: utf8('play money'), workFactor: WORK_FACTOR };
  must(await createPracticeTreasury({ ...request, checkpointMs: 50 }, effects));
  const open = async () => {
    const desk = must(await openDesk(folder, effects));
    onTestFinished(() => desk.close());
    return desk;
  };
  return {
    folder,
    open,
    /** The node ends by itself, and is started again. */
    async die() {
      await running?.stop();
      died();
    },
  };
}

type OpenDesk = Awaited<ReturnType<Awaited<ReturnType<typeof ownNodeDesk>>['open']>>;

const receiveAddress = ({ policy }: OpenDesk) => policy.present().vaults[0]?.receiveAddress ?? '';

const until = (desk: OpenDesk, reached: () => boolean | Promise<boolean>) =>
  expect
    .poll(
      async () => {
        await desk.line.follow();
        return reached();
      },
      { timeout: 30_000 },
    )
    .toBe(true);

const balance = async ({ books }: OpenDesk) =>
  (await books.figures.vaults()).reduce((sum, vault) => sum + vault.balance, 0n);

const IOTA = 1_000_000_000n;

it('a node that dies between two epochs is proven on where it was, and no deposit is lost or taken twice', async () => {
  const own = await ownNodeDesk();
  const desk = await own.open();
  const address = receiveAddress(desk);
  must(await practiceDeposit(desk, { address, amount: '7' }));
  await until(desk, async () => (await balance(desk)) === 7n * IOTA);
  must(await endPracticeEpoch(desk));
  await until(desk, () => desk.line.view().proof?.epoch === '1');
  const members = must(await readNetwork(desk)).light?.members;

  await own.die();
  await until(desk, () => desk.line.view().state === 'connected' && desk.line.view().stopped === null);
  must(await practiceDeposit(desk, { address, amount: '5' }));
  await until(desk, async () => (await balance(desk)) === 12n * IOTA);
  must(await endPracticeEpoch(desk));
  await until(desk, () => desk.line.view().proof?.epoch === '2');

  const network = must(await readNetwork(desk));
  expect(network.endpoints).toMatchObject([{ kind: 'own', protocol: 'grpc', state: 'proven', code: null }]);
  expect(network.light?.members).not.toEqual(members);
  expect(network.light?.last?.checkpoint).toBe(network.takenIn?.checkpoint);
  expect(network.trustRoot?.split(':')[1]).toBe(network.light?.genesis);
});

it('a committee that a stranger writes into the closed books is neither shown nor proven with', async () => {
  const own = await ownNodeDesk();
  const desk = await own.open();
  must(await practiceDeposit(desk, { address: receiveAddress(desk), amount: '3' }));
  await until(desk, async () => (await balance(desk)) === 3n * IOTA);
  const { light } = must(await readNetwork(desk));
  await desk.close();

  const books = new DatabaseSync(treasuryPaths(own.folder).database);
  const { kept } = books.prepare('SELECT kept FROM ledger_proof').get() as { kept: string };
  const forged = kept.replaceAll(/"stake":"\d+"/g, '"stake":"1"');
  expect(forged).not.toBe(kept);
  books.prepare('UPDATE ledger_proof SET kept = ?').run(forged);
  books.close();

  const again = await own.open();
  expect(must(await readNetwork(again)).light?.members).toEqual(light?.members);
  // Nothing of ours is taken in by tables that somebody has edited, until an officer had them made anew. Where the desk has
  // written the row again before the check came to it, nothing differs.
  if (codeOf(await again.check.whole()) === 'books-differ') {
    must(await rebuildTables(again, await enter({ station: again, caller: again.callers.open() }, 'Dev')));
  }
  must(await practiceDeposit(again, { address: receiveAddress(again), amount: '2' }));
  await until(again, async () => (await balance(again)) === 5n * IOTA);
});

it('a desk that left its own node for an address goes back to it when that is dead, and the journal tells both', async () => {
  const own = await ownNodeDesk();
  const desk = await own.open();
  const dev = await enter({ station: desk, caller: desk.callers.open() }, 'Dev');
  must(await practiceDeposit(desk, { address: receiveAddress(desk), amount: '7' }));
  await until(desk, async () => (await balance(desk)) === 7n * IOTA);
  const { url } = desk.line.view();
  const alias = url.replace('127.0.0.1', 'localhost');
  must(await changeEndpoints(desk, dev, { urls: [alias] }));
  // Its own node was behind that address, and ends when it is left.
  await until(desk, () => desk.line.view().state === 'problem');
  expect(desk.line.view()).toMatchObject({ url: alias, kind: 'address', hasOwn: true });

  must(await goBackToOwnNode(desk, dev));
  await until(desk, () => desk.line.view().state === 'connected');
  expect(desk.line.view()).toMatchObject({ kind: 'own', problem: null });
  must(await practiceDeposit(desk, { address: receiveAddress(desk), amount: '5' }));
  await until(desk, async () => (await balance(desk)) === 12n * IOTA);
  const told = (await desk.books.journal.nodeChanges(5)).map(({ json }) => JSON.parse(json).body);
  expect(told).toEqual([
    { from: alias, to: null },
    { from: null, to: alias },
  ]);
  await desk.close();
  expect((await own.open()).line.view().kind).toBe('own');
});
