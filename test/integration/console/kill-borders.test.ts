import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freezesInForce, liftFreeze } from '../../../electron/console/freezes/lift-freeze.ts';
import { openDesk } from '../../../electron/stations/desk.ts';
import { practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
import { outsideAt } from '../../support/held-folder.ts';
import { findAlarms } from '../../support/honest-history/find-alarms.ts';
import { doWhatWaits, followToEnd, hotVault } from '../../support/kills/desk-work.ts';
import { placeTreasury } from '../../support/place-treasury.ts';
import { bundleOf } from '../../support/run-folder.ts';
import { startChild } from '../../support/start-child.ts';
import { testEffects } from '../../support/test-effects.ts';
import { NO_TIMERS } from '../../support/treasury-fixture.ts';
import { startTreasuryNode, type TreasuryNode } from '../../support/treasury-node.ts';
import { enter, must, PASSWORD } from '../../support/treasury-steps.ts';

const child = pathToFileURL(bundleOf('killed-desk'));

let parent: string;
let folder: string;
let node: TreasuryNode;
let recipients = 0;

/** One treasury for all kills, on a node that seals checkpoints by itself; each kill is about a payee of its own. */
beforeAll(async () => {
  parent = mkdtempSync(path.join(tmpdir(), 'sallyport-borders-'));
  folder = path.join(parent, 'treasury');
  node = await startTreasuryNode({ checkpointMs: 50 });
  await placeTreasury(folder, node, PASSWORD);
  const station = must(await openDesk(folder, effects()));
  for (let coin = 0; coin < 24; coin++) {
    must(await practiceDeposit(station, { address: hotVault(station).receiveAddress, amount: '50' }));
  }
  await node.checkpoint();
  await station.line.follow();
  await station.close();
});
afterAll(async () => {
  await node.stop();
  rmSync(parent, { recursive: true, force: true });
});

const effects = () => ({ ...testEffects, ...NO_TIMERS, ...outsideAt(`${folder}-marks`) });
const payee = (): string => `0x${(0xe000 + recipients++).toString(16)}${'0e'.repeat(30)}`;

/** A desk in its own process, which must come to the border and die there by SIGKILL. */
async function diesAt(border: string, task: string, ...args: string[]): Promise<void> {
  const running = startChild(child, [task, folder, border, ...args]);
  const code = await running.exited;
  expect({ border, code, said: running.output() }).toEqual({ border, code: null, said: '' });
}

/** Opens the folder again: nothing is an alarm. Officers do whatever waits, and the ledger settles it. */
async function goOn(recipient: string) {
  const station = must(await openDesk(folder, effects()));
  try {
    expect(await findAlarms(station)).toEqual([]);
    await doWhatWaits({ station, caller: station.callers.open() });
    await followToEnd(station);
    const { rows } = await station.books.movements.list(
      { search: '', offset: 0, limit: 100 },
      { kind: null, open: false, nextStep: null },
    );
    expect(await findAlarms(station)).toEqual([]);
    const movement = rows.find((row) => row.recipient === recipient);
    return { state: movement?.state, payments: (await node.paymentsTo(recipient)).length };
  } finally {
    await station.close();
  }
}

const PAID = { state: 'final', payments: 1 };

describe('a desk that is killed with -9 at a border of a payment pays it once', () => {
  it('not at all: before its request is committed', async () => {
    const to = payee();
    await diesAt('before commit withdrawal-requested', 'pay', to, '5');
    expect(await goOn(to)).toEqual({ state: undefined, payments: 0 });
  });

  it.each([
    'after commit withdrawal-requested',
    'before commit proposal-built',
    'after commit proposal-approved',
    'before asking sign',
    'signing: before frame',
    'signing: half a frame',
    'signing: after frame',
    'before hearing sign',
    'before commit proposal-signed',
    'after commit proposal-signed',
    'before the node hears bytes',
    "before the node's answer is heard",
    'before commit transaction-submitted',
    'before commit transaction-final',
    'after commit transaction-final',
  ])('%s', async (border) => {
    const to = payee();
    await diesAt(border, 'pay', to, '5');
    expect(await goOn(to)).toEqual(PAID);
  });
});

/** Signed by the vault, and the books do not know it: they find it at the next unlocking, and it leaves after that. */
describe('a freeze that is in the journal, and that its vault has not sealed when the station is killed', () => {
  it('holds at the next start, until two officers lift it', async () => {
    const to = payee();
    await diesAt('after commit vault-frozen', 'freeze', to, '5');
    expect(await goOn(to)).toEqual({ state: 'approved', payments: 0 });
    const station = must(await openDesk(folder, effects()));
    const at = { station, caller: station.callers.open() };
    const [ben, chiara] = [await enter(at, 'Ben'), await enter(at, 'Chiara')];
    const [freeze] = await freezesInForce(station);
    must(await liftFreeze(station, ben, { freeze: freeze?.digest ?? '', second: chiara }));
    await station.close();
    expect(await goOn(to)).toEqual(PAID);
  });
});

const signedUnheard = async (to: string) => diesAt('before hearing sign', 'pay', to, '5');

describe('a recalled payment that is killed once more on its way out is paid once', () => {
  it.each([
    'before commit proposal-signed',
    'before commit transaction-leaving',
    'after commit transaction-leaving',
    'before the node hears bytes',
    "before the node's answer is heard",
  ])('%s', async (border) => {
    const to = payee();
    await signedUnheard(to);
    await diesAt(border, 'go-on');
    expect(await goOn(to)).toEqual(PAID);
  });
});

describe('a payment that was signed and is cancelled in the next epoch, killed at a border of the cancellation, is never paid', () => {
  it.each([
    'after commit cancellation-requested',
    'signing: after frame',
    'before commit transaction-leaving',
    'after commit transaction-leaving',
    "before the node's answer is heard",
    'before commit transaction-final',
  ])('%s', async (border) => {
    const to = payee();
    await diesAt('before the node hears bytes', 'pay', to, '5');
    await node.endEpoch();
    await diesAt(border, 'cancel');
    expect(await goOn(to)).toEqual({ state: 'cancelled', payments: 0 });
  });
});
