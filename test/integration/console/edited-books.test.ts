import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { approve } from '../../../electron/console/movements/approve.ts';
import { buildQueued } from '../../../electron/console/movements/build-proposal.ts';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { rebuildTables, settleAlarm } from '../../../electron/console/treasury/books-alarm.ts';
import { readTreasury } from '../../../electron/console/treasury/treasury-view.ts';
import { openDesk as openStation } from '../../../electron/stations/desk.ts';
import { stateOf } from '../../support/desk-readings.ts';
import { openAlarms } from '../../support/open-alarms.ts';
import {
  ask,
  askApproved,
  fund,
  OUTSIDER,
  openDesk,
  openFundedDesk,
  type TestDesk,
  unlock,
} from '../../support/treasury-fixture.ts';
import { anyLooker, codeOf, enter, must } from '../../support/treasury-steps.ts';

/** Closes the treasury, edits its database as any program can, and opens it again. */
async function edit(desk: TestDesk, ...statements: readonly string[]): Promise<void> {
  await desk.station.close();
  const db = new DatabaseSync(path.join(desk.folder, 'treasury.sqlite'));
  for (const statement of statements) db.exec(statement);
  db.close();
  await desk.reopen();
}

/** What the frame of every screen shows of the books, after the check has ended. */
async function shown({ station }: TestDesk) {
  await station.check.settled();
  return (await readTreasury(station, anyLooker(station))).books;
}

/** A withdrawal that Ben has rejected. */
async function rejected(desk: TestDesk): Promise<string> {
  const id = await askApproved(desk, '100');
  must(await reject(desk.station, await enter(desk, 'Ben'), { id, reason: 'not ours' }));
  return id;
}

describe('an edit of the closed database is found at the next opening, named, and stops what decides', () => {
  it('a rejected payment set back to approved is not signed', async () => {
    const desk = await openFundedDesk();
    const id = await rejected(desk);
    await edit(desk, `UPDATE movements SET state = 'approved' WHERE id = '${id}'`, 'DELETE FROM rejections');
    expect(await shown(desk)).toMatchObject({ state: 'differs', count: 2 });
    must(await unlock(desk.station, desk.hot));
    const ben = await enter(desk, 'Ben');
    expect(codeOf(await sign(desk.station, ben, { id }))).toBe('books-differ');
    expect(await desk.station.books.movements.transaction(id)).toBeUndefined();
  });

  it('a sent payment whose row is put back to before its signature keeps no vault shut, and is not signed again', async () => {
    const desk = await openFundedDesk();
    const id = await askApproved(desk, '100');
    const older = path.join(desk.folder, 'older.sqlite');
    must(await desk.station.books.copyTo(older));
    must(await sign(desk.station, await enter(desk, 'Ben'), { id }));
    await edit(
      desk,
      `ATTACH '${older}' AS older`,
      'PRAGMA foreign_keys = OFF',
      `DELETE FROM movements WHERE id = '${id}'`,
      `INSERT INTO movements SELECT * FROM older.movements WHERE id = '${id}'`,
    );
    must(await unlock(desk.station, desk.hot));
    expect(codeOf(await sign(desk.station, await enter(desk, 'Ben'), { id }))).toBe('books-differ');
    expect(await shown(desk)).toMatchObject({ state: 'differs', canRebuild: true });
    const [mara, ben] = [await enter(desk, 'Mara'), await enter(desk, 'Ben')];
    must(await rebuildTables(desk.station, ben));
    must(await settleAlarm(desk.station, ben, { second: mara, alarms: await openAlarms(desk.station) }));
    expect(await stateOf(desk, id)).toBe('sent');
  });

  it("a vault's sum of reserved money made smaller is named when money comes free, and made anew", async () => {
    const desk = await openFundedDesk();
    const id = await askApproved(desk, '100');
    await edit(desk, `UPDATE vaults SET reserved = '${'0'.repeat(24)}'`);
    must(await unlock(desk.station, desk.hot));
    const ben = await enter(desk, 'Ben');
    expect(codeOf(await reject(desk.station, ben, { id, reason: 'not ours' }))).toBe('books-differ');
    expect(await shown(desk)).toMatchObject({ state: 'differs', canRebuild: true });
    must(await rebuildTables(desk.station, ben));
    const mara = await enter(desk, 'Mara');
    must(await settleAlarm(desk.station, ben, { second: mara, alarms: await openAlarms(desk.station) }));
    must(await reject(desk.station, ben, { id, reason: 'not ours' }));
    expect(await stateOf(desk, id)).toBe('rejected');
  });

  it('a rejected payment set back to queued is not built again', async () => {
    const desk = await openFundedDesk();
    const id = await rejected(desk);
    await edit(
      desk,
      `UPDATE movements SET state = 'queued' WHERE id = '${id}'`,
      `DELETE FROM proposals WHERE movement_id = '${id}'`,
    );
    const mara = await enter(desk, 'Mara');
    expect(codeOf(await buildQueued(desk.station, mara, id))).toBe('books-differ');
    expect((await shown(desk)).state).toBe('differs');
  });

  it('a payment with another recipient or amount in its row is not approved, and both are named', async () => {
    const desk = await openFundedDesk();
    const id = await ask(desk, '100');
    const { decoded } = must(await readMovement(desk.station, nobody, { id }));
    await edit(desk, `UPDATE movements SET recipient = '0x${'0d'.repeat(32)}', units = 7 WHERE id = '${id}'`);
    const ben = await enter(desk, 'Ben');
    if (!decoded) throw new Error('expected bytes');
    const { digest, viewDigest } = decoded;
    expect(codeOf(await approve(desk.station, ben, { id, digest, viewDigest }))).toBe('books-differ');
    expect(await shown(desk)).toEqual({
      state: 'differs',
      count: 1,
      differences: [`movements "${id}" differs in recipient, units`],
      canRebuild: true,
      damaged: false,
    });
  });

  it.each([
    [
      'an approval that nobody gave',
      `INSERT INTO approvals SELECT movement_id, '00000000-0000-4000-8000-00000000feed', approval, approved_at,
         expires_at, policy_version FROM approvals`,
      'approvals',
      'is in the table and not in the journal',
    ],
    [
      'an approval taken away',
      'DELETE FROM approvals',
      'approvals',
      'is in the journal and not in the table',
    ],
    [
      'a deposit that nobody made',
      `INSERT INTO deposits (transaction_id, address, units, sender, state, seen_at, final_at, checkpoint, found_by)
         SELECT 'invented', address, 5000000000000, sender, 'final', seen_at, final_at, checkpoint, found_by FROM deposits`,
      'deposits',
      'is in the table and not in the journal',
    ],
    [
      'a deposit of another amount',
      'UPDATE deposits SET units = units * 1000',
      'deposits',
      'differs in units',
    ],
    [
      'a deposit made into one that is only seen',
      `UPDATE deposits SET state = 'seen', final_at = NULL, checkpoint = NULL`,
      'deposits',
      'differs in state, final_at, checkpoint',
    ],
    [
      'a movement deleted',
      'PRAGMA foreign_keys = OFF; DELETE FROM movements',
      'movements',
      'is in the journal and not in the table',
    ],
    [
      'an address swapped for one of somebody else',
      `PRAGMA foreign_keys = OFF; UPDATE addresses SET address = '${OUTSIDER}' WHERE rowid = (SELECT MIN(rowid) FROM addresses)`,
      'addresses',
      'is in the table and not in the journal',
    ],
    [
      'an account given another name',
      `UPDATE accounts SET alias = 'mine', alias_key = 'mine' WHERE account = 0 AND vault_id = (SELECT MIN(vault_id) FROM accounts)`,
      'accounts',
      'differs in alias, alias_key',
    ],
    [
      'an input freed that a payment has reserved',
      'DELETE FROM reservations',
      'reservations',
      'is in the journal and not in the table',
    ],
    [
      'a vault retired that is at work',
      'UPDATE vaults SET retired_at = 1',
      'vaults',
      'differs in retired_at',
    ],
    [
      'a coin that the ledger never told of',
      `INSERT INTO inputs SELECT 'invented', chain, owner, asset, 5000000000000, proof, checkpoint, existed FROM inputs LIMIT 1`,
      'inputs',
      'is in the table and not in the journal',
    ],
    ['a balance', "UPDATE vaults SET balance = '9' || SUBSTR(balance, 2)", 'vaults', 'differs in balance'],
    [
      'a deposit that nobody has seen',
      `INSERT INTO deposits (transaction_id, address, units, sender, state, seen_at, final_at, checkpoint, found_by)
         SELECT 'invented', address, 5000000000000, sender, 'seen', seen_at, NULL, NULL, found_by FROM deposits`,
      'deposits',
      'is in the table and not in the journal',
    ],
    [
      'a note on a movement',
      `UPDATE movements SET problem_code = 'node-timeout', problem_message = 'pay again elsewhere'`,
      'movements',
      'differs in problem_code, problem_message',
    ],
    [
      'a payment numbered so that lists show another one in its place',
      'UPDATE movements SET row = row + 4294967296',
      'movements',
      'differs in row',
    ],
    [
      'a payment that no search finds any more',
      `INSERT INTO movements_words (movements_words, rowid, found_by, recipient)
         SELECT 'delete', row, found_by, recipient FROM movements`,
      'movements',
      'are found by other words',
    ],
    ['tries of a password', "INSERT INTO password_failures VALUES ('x', 3, 1)", 'password_failures', 'table'],
    [
      'a fact changed in its evidence',
      `UPDATE facts SET facts = CAST(REPLACE(CAST(facts AS TEXT), '"units":"', '"units":"9') AS BLOB)`,
      'ledger facts',
      'was changed after it was written',
    ],
    ['a fact taken out', 'DELETE FROM facts WHERE batch = 1', 'ledger facts', 'out of place'],
    ['all facts taken out', 'DELETE FROM facts', 'ledger facts', 'of facts with another content'],
    [
      'a count of a list',
      `UPDATE counts SET rows = rows + 1 WHERE list = 'movements'`,
      'counts',
      'differs in rows',
    ],
    [
      'a column of the journal beside its entry',
      `UPDATE journal SET movement_id = NULL WHERE kind = 'proposal-approved'`,
      'journal',
      'differs in movement_id',
    ],
  ])('%s', async (_, statements, table, what) => {
    const desk = await openFundedDesk();
    await askApproved(desk, '100');
    await edit(desk, statements);
    const books = await shown(desk);
    expect(books.state).toBe('differs');
    const differences = books.state === 'differs' ? books.differences : [];
    expect(
      differences.some((each) => each.startsWith(table) && each.includes(what)),
      differences.join('\n'),
    ).toBe(true);
  });

  it('an entry in the middle of the journal that was changed: named by its number', async () => {
    const desk = await openFundedDesk();
    await ask(desk, '100');
    await edit(
      desk,
      `UPDATE journal SET entry = CAST(REPLACE(CAST(entry AS TEXT), '"at":', '"at":1') AS BLOB) WHERE seq = 2`,
    );
    expect(await shown(desk)).toMatchObject({
      state: 'differs',
      differences: [expect.stringContaining('journal entry 2: entry 2 was changed after it was written')],
    });
  });
});

describe('what the newest entries say is verified before anything is shown', () => {
  it.each([
    [
      'journal-chain-broken',
      'the newest entry changed',
      `UPDATE journal SET entry = CAST(REPLACE(CAST(entry AS TEXT), '"at":', '"at":1') AS BLOB)
         WHERE seq = (SELECT MAX(seq) FROM journal)`,
    ],
    [
      'journal-sequence-broken',
      'the newest entry but one taken out',
      'DELETE FROM journal WHERE seq = (SELECT MAX(seq) - 1 FROM journal)',
    ],
    [
      'journal-signature-bad',
      'the signature of the station on the newest entry changed',
      `UPDATE journal SET entry = CAST(json_set(CAST(entry AS TEXT), '$.stationSignature', '${'ab'.repeat(64)}') AS BLOB)
         WHERE seq = (SELECT MAX(seq) FROM journal)`,
    ],
    [
      'journal-malformed',
      'the newest entry overwritten',
      `UPDATE journal SET entry = CAST('{}' AS BLOB) WHERE seq = (SELECT MAX(seq) FROM journal)`,
    ],
  ])('%s: %s', async (code, _, statement) => {
    const desk = await openFundedDesk();
    await fund(desk, '5');
    await desk.station.close();
    const db = new DatabaseSync(path.join(desk.folder, 'treasury.sqlite'));
    db.exec(statement);
    db.close();
    expect(codeOf(await openStation(desk.folder, desk.effects))).toBe(code);
    expect(codeOf(await openStation(desk.folder, desk.effects)), 'and the folder is not kept in use').toBe(
      code,
    );
  });
});

describe('books that nobody edited', () => {
  it('are found whole, shown so, and let everything pass', async () => {
    const desk = await openFundedDesk(['2000', '500']);
    const id = await askApproved(desk, '100');
    const other = await ask(desk, '50');
    must(await reject(desk.station, await enter(desk, 'Ben'), { id: other, reason: 'no' }));
    await desk.reopen();
    expect((await shown(desk)).state).toBe('whole');
    must(await unlock(desk.station, desk.hot));
    must(await sign(desk.station, await enter(desk, 'Ben'), { id }));
    await desk.reopen();
    expect((await shown(desk)).state).toBe('whole');
  });

  it('can be rejected and cancelled in while they differ: that frees, and pays nobody', async () => {
    const desk = await openFundedDesk();
    const id = await ask(desk, '100');
    await edit(desk, 'UPDATE deposits SET units = units + 1');
    expect((await shown(desk)).state).toBe('differs');
    must(await reject(desk.station, await enter(desk, 'Ben'), { id, reason: 'alarm' }));
  });

  it('are shown as being checked until the check has ended', async () => {
    const desk = await openDesk();
    const { entries } = must(
      await import('../../../electron/console/journal/verify-journal.ts').then((m) =>
        m.verifyJournal(desk.station),
      ),
    );
    expect(await shown(desk)).toEqual({ state: 'whole', entries });
  });
});
