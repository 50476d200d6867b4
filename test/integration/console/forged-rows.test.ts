import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { sign } from '../../../electron/console/movements/sign.ts';
import { rebuildTables, settleAlarm } from '../../../electron/console/treasury/books-alarm.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import type { JournalKind } from '../../../electron/core/journal/bodies.ts';
import { stateOf } from '../../support/desk-readings.ts';
import { openAlarms } from '../../support/open-alarms.ts';
import {
  askApproved,
  NO_TIMERS,
  OUTSIDER,
  openDesk,
  settle,
  type TestDesk,
  unlock,
} from '../../support/treasury-fixture.ts';
import { enter, must } from '../../support/treasury-steps.ts';

const IOTA = 10n ** 9n;

/** A desk by gRPC that has 2000 IOTA by one deposit, and where its hot vault receives. */
async function funded() {
  const desk = await openDesk(NO_TIMERS, undefined, 'grpc');
  await enter(desk, 'Mara');
  must(await unlock(desk.station, desk.hot));
  const { receiveAddress } = vaultAtWork(desk.station.policy.present(), [], 'hot');
  await desk.station.line.noteFacts();
  await desk.node.deposit(receiveAddress, 2_000n * IOTA);
  await settle(desk);
  return { desk, receiveAddress };
}

/** A deposit in the next checkpoint, which the desk is killed before it has taken in. @returns its transaction */
async function unseen({ station, node }: TestDesk, receiveAddress: string): Promise<string> {
  const next = (await station.books.cursor.get())?.next ?? 0n;
  await node.deposit(receiveAddress, 3_000n * IOTA);
  await node.checkpoint();
  const read = must(await station.line.line.checkpoints(next, 5, station.line.kept()));
  await station.books.close();
  const ids = read.checkpoints
    .flatMap(({ transactions }) => transactions)
    .filter(({ changes }) => changes.some(({ owner }) => owner === receiveAddress))
    .map(({ id }) => id);
  return ids[0] ?? '';
}

function edit({ folder }: TestDesk, sql: string): void {
  const db = new DatabaseSync(path.join(folder, 'treasury.sqlite'));
  db.exec(sql);
  db.close();
}

/** Opens the edited folder, follows the ledger, and does what officers do about the alarm. */
async function openAndSettle(desk: TestDesk): Promise<void> {
  const station = await desk.reopen();
  await station.line.follow();
  await station.check.settled();
  const [mara, ben] = [await enter(desk, 'Mara'), await enter(desk, 'Ben')];
  must(await rebuildTables(station, ben));
  must(await settleAlarm(station, ben, { second: mara, alarms: await openAlarms(station) }));
  must(await station.check.settled());
  await station.line.follow();
}

const entriesOf = async ({ station }: TestDesk, kind: JournalKind): Promise<readonly string[]> =>
  (await station.books.journal.raw(0, 500))
    .map((line) => JSON.parse(line))
    .filter((entry) => entry.kind === kind)
    .map((entry) => entry.body.transactionId);

it('a signed payment with a stranger’s transaction in its row is not final by that one, and is paid', async () => {
  const { desk, receiveAddress } = await funded();
  const id = await askApproved(desk, '100');
  must(await sign({ ...desk.station, line: null }, desk.as('Ben'), { id }));
  const foreign = await unseen(desk, receiveAddress);
  edit(desk, `UPDATE transactions SET transaction_id = '${foreign}'`);
  await openAndSettle(desk);
  expect(await entriesOf(desk, 'transaction-final')).toEqual([]);
  await settle(desk);
  await settle(desk);
  expect(await stateOf(desk, id)).toBe('final');
  expect(await desk.node.paymentsTo(OUTSIDER)).toHaveLength(1);
  expect(await entriesOf(desk, 'deposit-final')).toContain(foreign);
});

it('a deposit that was put into the closed database before it came is journaled when it comes', async () => {
  const { desk, receiveAddress } = await funded();
  const coming = await unseen(desk, receiveAddress);
  edit(
    desk,
    `INSERT INTO deposits (transaction_id, address, units, sender, state, seen_at, final_at, checkpoint)
     SELECT '${coming}', address, units, sender, state, seen_at, final_at, checkpoint FROM deposits`,
  );
  await openAndSettle(desk);
  expect(await entriesOf(desk, 'deposit-final')).toContain(coming);
});

it('a deposit that was taken out of the closed database is journaled once', async () => {
  const { desk } = await funded();
  await desk.station.books.close();
  edit(desk, 'DELETE FROM deposits');
  await openAndSettle(desk);
  const told = await entriesOf(desk, 'deposit-final');
  expect(told).toHaveLength(new Set(told).size);
  expect((await desk.station.books.figures.vault(desk.hot)).balance).toBe(2_000n * IOTA);
});
