import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccount } from '../../../electron/console/accounts/create-account.ts';
import { issueAddress } from '../../../electron/console/addresses/issue-address.ts';
import { openDesk } from '../../../electron/stations/desk.ts';
import { practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
import { outsideAt } from '../../support/held-folder.ts';
import { findAlarms } from '../../support/honest-history/find-alarms.ts';
import { beginWork, doWhatWaits, followToEnd, hotVault } from '../../support/kills/desk-work.ts';
import { placeTreasury } from '../../support/place-treasury.ts';
import { bundleOf } from '../../support/run-folder.ts';
import { startChild } from '../../support/start-child.ts';
import { testEffects } from '../../support/test-effects.ts';
import { NO_TIMERS } from '../../support/treasury-fixture.ts';
import { startTreasuryNode, type TreasuryNode } from '../../support/treasury-node.ts';
import { addressOf, must, PASSWORD } from '../../support/treasury-steps.ts';

const child = pathToFileURL(bundleOf('killed-desk'));
const SOURCES = 3;

let parent: string;
let folder: string;
let node: TreasuryNode;
let receiver: string;
const sources: string[] = [];

const effects = () => ({ ...testEffects, ...NO_TIMERS, ...outsideAt(`${folder}-marks`) });

/** One treasury for all kills, on a node that seals checkpoints by itself. */
beforeAll(async () => {
  parent = mkdtempSync(path.join(tmpdir(), 'sallyport-gathers-'));
  folder = path.join(parent, 'treasury');
  node = await startTreasuryNode({ checkpointMs: 50 });
  await placeTreasury(folder, node, PASSWORD);
  const station = must(await openDesk(folder, effects()));
  const { mara, vaultId } = await beginWork({ station, caller: station.callers.open() });
  const { index } = must(await createAccount(station, mara, { vaultId, alias: 'user-1' }));
  for (let i = 0; i < SOURCES; i++) {
    sources.push(addressOf(must(await issueAddress(station, mara, { vaultId, account: index }))));
  }
  receiver = hotVault(station).receiveAddress;
  await station.close();
});
afterAll(async () => {
  await node.stop();
  rmSync(parent, { recursive: true, force: true });
});

/** A deposit at each source, final and read. */
async function scatter(): Promise<void> {
  const station = must(await openDesk(folder, effects()));
  for (const address of sources) must(await practiceDeposit(station, { address, amount: '10' }));
  await node.checkpoint();
  await station.line.follow();
  await station.close();
}

/** Opens the folder again: nothing is an alarm. Officers do whatever waits, and the ledger settles it. */
async function goOn() {
  const station = must(await openDesk(folder, effects()));
  try {
    expect(await findAlarms(station)).toEqual([]);
    await doWhatWaits({ station, caller: station.callers.open() });
    await followToEnd(station);
    expect(await findAlarms(station)).toEqual([]);
    const { rows } = await station.books.movements.list(
      { search: '', offset: 0, limit: 500 },
      { kind: 'gather', open: false, nextStep: null },
    );
    return rows.map(({ state }) => state);
  } finally {
    await station.close();
  }
}

describe('a gather that is killed with -9 at a border moves each source once, and goes on', () => {
  it.each([
    'before commit mandate-requested',
    'after commit mandate-requested',
    'before commit mandate-approved',
    'after commit mandate-approved',
    'signing: after frame',
    'before hearing sign',
    'after commit proposal-signed',
    'before commit transaction-final',
  ])('%s', async (border) => {
    await scatter();
    const before = (await node.paymentsTo(receiver)).length;
    const running = startChild(child, ['gather', folder, border]);
    const code = await running.exited;
    expect({ border, code, said: running.output() }).toEqual({ border, code: null, said: '' });
    const states = await goOn();
    expect(new Set(states).size, `${states}`).toBeLessThanOrEqual(1);
    const made = border === 'before commit mandate-requested' ? 0 : SOURCES;
    expect((await node.paymentsTo(receiver)).length - before).toBe(made);
    // What was not asked for yet lies there for the next one; nothing else but the fee of each is there.
    if (made === 0) return;
    for (const address of sources) expect(await node.balance(address)).toBeLessThan(10n ** 9n);
  });
});
