import { describe, expect, it } from 'vitest';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import type { Fault } from '../../../electron/practice/faults.ts';
import { entriesOf } from '../../support/ceremony-desk.ts';
import { putLiarBetween } from '../../support/lying-node.ts';
import { openDesk, settle, type TestDesk } from '../../support/treasury-fixture.ts';
import { must } from '../../support/treasury-steps.ts';

const IOTA = 1_000_000_000n;

const hotAddress = ({ station }: TestDesk) => vaultAtWork(station.policy.present(), [], 'hot').receiveAddress;
const balance = async ({ station, hot }: TestDesk) => (await station.books.figures.vault(hot)).balance;

/** A desk that has taken in a deposit of 10 IOTA, and one of 3 that is in a checkpoint and was not looked for yet. */
async function deskBeforeNews(by: 'json' | 'grpc'): Promise<TestDesk> {
  const desk = await openDesk({}, undefined, by);
  await desk.node.deposit(hotAddress(desk), 10n * IOTA);
  await settle(desk);
  expect(await balance(desk)).toBe(10n * IOTA);
  await desk.node.deposit(hotAddress(desk), 3n * IOTA);
  await desk.node.checkpoint();
  return desk;
}

/** What the desk says, after each of some looks. */
async function looks({ station }: TestDesk, count: number): Promise<(string | undefined)[]> {
  const said: (string | undefined)[] = [];
  for (let look = 0; look < count; look++) {
    await station.line.follow();
    said.push(station.line.view().problem?.code);
  }
  return said;
}

async function expectCaughtUp(desk: TestDesk): Promise<void> {
  await desk.station.line.follow();
  expect(desk.station.line.view()).toMatchObject({ state: 'connected', problem: null });
  expect(await balance(desk)).toBe(13n * IOTA);
  expect(await entriesOf(desk.station, 'deposit-final')).toHaveLength(2);
  expect(await entriesOf(desk.station, 'node-alarm')).toEqual([]);
  must(await verifyJournal(desk.station));
}

describe.each(['json', 'grpc'] as const)('a race of machines behind one address, by %s', (by) => {
  it('a newest checkpoint that goes back a little is waited for, without an alarm, and nothing is counted twice', async () => {
    const desk = await deskBeforeNews(by);
    const older: Fault = { kind: 'olderLatest', checkpoints: 2 };
    await desk.node.faults(older);
    expect(await looks(desk, 2), 'for some seconds it is no fault').toEqual([undefined, undefined]);
    desk.wait(11_000);
    expect(await looks(desk, 1)).toEqual(['node-behind']);
    expect(await balance(desk)).toBe(10n * IOTA);
    await desk.node.faults();
    await expectCaughtUp(desk);
    await desk.node.faults(older);
    expect(await looks(desk, 1)).toEqual([undefined]);
    await desk.node.faults();
    await expectCaughtUp(desk);
  });

  it('transactions that are in no checkpoint yet are asked for again; what proves needs no index', async () => {
    const desk = await deskBeforeNews(by);
    await desk.node.faults({ kind: 'lateIndex' });
    expect(await looks(desk, 2)).toEqual([undefined, undefined]);
    desk.wait(11_000);
    expect(await looks(desk, 1)).toEqual([by === 'grpc' ? undefined : 'node-index-late']);
    expect(await balance(desk)).toBe(by === 'grpc' ? 13n * IOTA : 10n * IOTA);
    await desk.node.faults();
    await expectCaughtUp(desk);
  });
});

describe('a node of JSON-RPC that has thrown away what its checkpoints did', () => {
  it.each<[string, (told: Record<string, unknown>) => Record<string, unknown>]>([
    ['tells no balance changes', (told) => ({ ...told, balanceChanges: null, errors: ['object is gone'] })],
    ['knows transactions only by their digests', ({ digest }) => ({ digest, errors: ['not found'] })],
  ])('%s: the desk waits there, skips nothing, and goes on with one that has it', async (_, pruned) => {
    const desk = await deskBeforeNews('json');
    const liar = await putLiarBetween(desk);
    liar.lies = {
      iota_multiGetTransactionBlocks: async (_asked, truth) => ({
        result: ((await truth()) as Record<string, unknown>[]).map(pruned),
      }),
    };
    expect(await looks(desk, 2)).toEqual([undefined, undefined]);
    desk.wait(11_000);
    expect(await looks(desk, 2)).toEqual(['node-index-late', 'node-index-late']);
    expect(await balance(desk)).toBe(10n * IOTA);
    liar.lies = {};
    await expectCaughtUp(desk);
  });
});
