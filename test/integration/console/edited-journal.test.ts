import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { createAccount } from '../../../electron/console/accounts/create-account.ts';
import { theStation } from '../../../electron/console/actor.ts';
import { issueAddress } from '../../../electron/console/addresses/issue-address.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { readStatement } from '../../../electron/console/statements/read-statement.ts';
import { rebuildTables, settleAlarm } from '../../../electron/console/treasury/books-alarm.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { rebuildBooks } from '../../../electron/stations/rebuild-books.ts';
import { addFacts } from '../../support/folder-attack/add-facts.ts';
import { plantHiddenRows } from '../../support/folder-attack/hidden-rows.ts';
import { editTables } from '../../support/folder-attack/opened-attack.ts';
import { openAlarms } from '../../support/open-alarms.ts';
import {
  ask,
  NO_TIMERS,
  openDesk,
  openFundedDesk,
  settle,
  type TestDesk,
  unlock,
} from '../../support/treasury-fixture.ts';
import { codeOf, enter, must } from '../../support/treasury-steps.ts';

const NEWEST = 'seq = (SELECT MAX(seq) FROM journal)';
/** Later than anybody will work here: a quarter of a million years. */
const FAR = 8_000_000_000_000_000;

/** Closes the treasury, edits its rows, and opens it again. */
async function edit(desk: TestDesk, sql: string): Promise<void> {
  await desk.station.close();
  editTables(desk.folder, sql);
  await desk.reopen();
}

/** What officers do about an alarm; the books are whole then, or this throws. */
async function repair(desk: TestDesk): Promise<void> {
  const { station } = desk;
  const [mara, ben] = [await enter(desk, 'Mara'), await enter(desk, 'Ben')];
  await station.check.whole();
  must(await rebuildTables(station, ben));
  must(await settleAlarm(station, ben, { second: mara, alarms: await openAlarms(station) }));
  must(await station.check.settled());
  must(await verifyJournal(station));
}

describe('the newest entry of the journal, edited in the closed database', () => {
  it('with another hash in its row: the next entry follows on what was signed, and the journal stays whole', async () => {
    const desk = await openDesk();
    await edit(desk, `UPDATE journal SET hash = '${'ab'.repeat(32)}' WHERE ${NEWEST}`);
    await enter(desk, 'Mara');
    await repair(desk);
  });

  it('with a second time before its own: nothing is dated by it', async () => {
    const desk = await openDesk();
    await edit(
      desk,
      `UPDATE journal SET entry = CAST('{"at":${FAR},' || substr(CAST(entry AS TEXT), 2) AS BLOB) WHERE ${NEWEST}`,
    );
    await enter(desk, 'Mara');
    expect((await desk.station.books.journal.head())?.at).toBeLessThan(FAR);
    await repair(desk);
  });
});

it('an approval in a row below the first entry is found, and is gone once the tables are made anew', async () => {
  const desk = await openFundedDesk();
  const id = await ask(desk, '40');
  await edit(
    desk,
    `INSERT INTO journal SELECT -1, station_id, at, 'proposal-approved', officer_id, 1, '${id}', vault_id, NULL, NULL, 'no hash',
       shown, found_by, entry FROM journal WHERE kind = 'withdrawal-requested'`,
  );
  await desk.station.check.whole();
  expect(desk.station.check.view()).toMatchObject({
    state: 'differs',
    differences: [{ table: 'journal', key: '-1', what: 'invented' }],
  });
  await repair(desk);
  const { history } = must(await readMovement(desk.station, nobody, { id }));
  expect(history.map(({ kind }) => kind)).toEqual(['withdrawal-requested', 'proposal-built']);
});

it('alarms that were put there as settled before they came keep none from being raised', async () => {
  const desk = await openDesk();
  await edit(
    desk,
    `WITH RECURSIVE n (entry) AS (SELECT 1 UNION ALL SELECT entry + 1 FROM n WHERE entry < 100)
     INSERT INTO book_alarms SELECT entry, 1, 1, '[]', 1 FROM n`,
  );
  await desk.station.check.whole();
  expect(await openAlarms(desk.station)).toHaveLength(1);
  await repair(desk);
});

it('the check comes to its end though keys of many rows are no text', async () => {
  const desk = await openDesk();
  await edit(
    desk,
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
     INSERT INTO spent_inputs SELECT CAST(x'FF' AS TEXT) || i, 'x', '1' FROM n`,
  );
  await repair(desk);
});

it('a deposit that only the index of a list has is found, and is gone once the books are made anew', async () => {
  const desk = await openFundedDesk();
  await desk.station.close();
  plantHiddenRows(desk.folder, {
    table: 'deposits',
    index: 'deposits_in_list',
    unique: 'UNIQUE (transaction_id, address),',
    sql: `INSERT INTO deposits SELECT row + 1, 'invented', address, 5000000000000, sender, state, seen_at, final_at, checkpoint, found_by FROM deposits`,
  });
  await desk.reopen();
  expect(codeOf(await desk.station.check.settled())).toBe('store-damaged');
  await desk.station.close();
  must(await rebuildBooks(desk.folder, Date.now()));
  await desk.reopen();
  must(await desk.station.check.whole());
  expect(await openAlarms(desk.station)).toHaveLength(1);
  const { rows } = await desk.station.books.deposits.list({ search: '', offset: 0, limit: 20 }, null);
  expect(rows.map(({ units }) => units)).toEqual([2_000_000_000_000n]);
});

it('wrong passwords that were put into the evidence, dated in a far time, keep no officer out for good', async () => {
  const desk = await openDesk();
  await desk.station.close();
  const tries = desk.station.policy
    .present()
    .officers.flatMap(({ id }) =>
      Array.from({ length: 20 }, () => ({ kind: 'password-failed', ownerId: id, at: FAR }) as const),
    );
  addFacts(desk.folder, tries);
  await desk.reopen();
  await expect(enter(desk, 'Mara')).rejects.toThrow('password-wait');
  desk.wait(15 * 60_000);
  await enter(desk, 'Mara');
  await enter(desk, 'Ben');
});

it('a statement is not closed by the time of the last reading that somebody has put into its row', async () => {
  const desk = await openFundedDesk();
  const period = { kind: 'day', day: new Date().toISOString().slice(0, 10) } as const;
  await edit(desk, `UPDATE cursor SET as_of = ${FAR}`);
  desk.wait(2 * 86_400_000);
  const { open, followedTo } = must(await readStatement(desk.station, { period, zone: 'UTC' }));
  expect(followedTo?.at).toBeLessThan(FAR);
  expect(open).toBe(true);
});

it('a spend that nobody knows, hidden from who looks for it, holds the folder as soon as its entry is written anew', async () => {
  const desk = await openDesk();
  const { line, recorder } = desk.station;
  const body = {
    code: 'input-spent-elsewhere' as const,
    message: 'spent',
    url: line.view().url,
    transactionId: 'spend',
    checkpoint: '7',
    consumed: [],
  };
  const entry = { kind: 'node-alarm', actor: theStation('ledger-followed'), body } as const;
  must(await recorder.commit({ expects: [], entries: [entry], answer: undefined }));
  await enter(desk, 'Mara');
  await edit(
    desk,
    `UPDATE journal SET entry = CAST('{"body":{},' || substr(CAST(entry AS TEXT), 2) AS BLOB) WHERE kind = 'node-alarm'`,
  );
  await desk.station.check.whole();
  must(await rebuildTables(desk.station, await enter(desk, 'Mara')));
  expect(codeOf(desk.station.hold.check())).toBe('spend-not-in-books');
});

it('a deposit to an address whose row has a number below all others is credited', async () => {
  const desk = await openDesk(NO_TIMERS, undefined, 'grpc');
  const { receiveAddress } = vaultAtWork(desk.station.policy.present(), [], 'hot');
  await edit(desk, `UPDATE addresses SET row = -5 WHERE address = '${receiveAddress}'`);
  await desk.node.deposit(receiveAddress, 7_000_000_000n);
  await settle(desk);
  await desk.station.check.whole();
  await settle(desk);
  await repair(desk);
  await settle(desk);
  expect((await desk.station.books.figures.vault(desk.hot)).balance).toBe(7_000_000_000n);
});

it('a deposit to a new address is credited where an older one had the largest number that there can be', async () => {
  const desk = await openDesk(NO_TIMERS, undefined, 'grpc');
  await edit(
    desk,
    'UPDATE addresses SET row = 9223372036854775807 WHERE row = (SELECT MAX(row) FROM addresses)',
  );
  await settle(desk);
  await repair(desk);
  await settle(desk);
  const mara = await enter(desk, 'Mara');
  must(await unlock(desk.station, desk.hot));
  const { index } = must(await createAccount(desk.station, mara, { vaultId: desk.hot, alias: 'Late' }));
  const { address } = must(await issueAddress(desk.station, mara, { vaultId: desk.hot, account: index }));
  await desk.node.deposit(address ?? '', 7_000_000_000n);
  await settle(desk);
  expect((await desk.station.books.figures.vault(desk.hot)).balance).toBe(7_000_000_000n);
});

it('an index of words with which nothing is found and no entry is written is made anew, and is an alarm', async () => {
  const desk = await openFundedDesk();
  const id = await ask(desk, '100');
  await desk.station.close();
  const db = new DatabaseSync(path.join(desk.folder, 'treasury.sqlite'), { defensive: false });
  db.exec("UPDATE journal_words_data SET block = x'00' WHERE id = 10");
  db.close();
  const { books, check } = await desk.reopen();
  const found = () => books.journal.list({ search: id, offset: 0, limit: 1 });
  expect(codeOf(await check.whole())).toBe('books-differ');
  expect((await found()).total).toBeGreaterThan(0);
  await repair(desk);
  expect((await found()).total).toBeGreaterThan(0);
});
