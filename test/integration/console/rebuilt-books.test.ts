import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { settleAlarm } from '../../../electron/console/treasury/books-alarm.ts';
import { openDesk as openStation } from '../../../electron/stations/desk.ts';
import { rebuildBooks } from '../../../electron/stations/rebuild-books.ts';
import { openAlarms } from '../../support/open-alarms.ts';
import { startChild } from '../../support/start-child.ts';
import {
  ask,
  askApproved,
  openFundedDesk,
  settle,
  type TestDesk,
  unlock,
} from '../../support/treasury-fixture.ts';
import { codeOf, enter, must } from '../../support/treasury-steps.ts';

const cli = new URL('../../../electron/cli/rebuild-books.ts', import.meta.url);

async function edit(desk: TestDesk, statements: string): Promise<void> {
  await desk.station.close();
  const db = new DatabaseSync(path.join(desk.folder, 'treasury.sqlite'), { defensive: false });
  db.exec(statements);
  db.close();
}

describe('after the books were made anew', () => {
  it.each([
    [
      'a rejected payment that was set to approved',
      "UPDATE movements SET state = 'approved'; DELETE FROM rejections",
    ],
    [
      'a trigger that undoes rejections',
      'CREATE TRIGGER undo AFTER INSERT ON rejections BEGIN DELETE FROM rejections; END; DELETE FROM rejections',
    ],
    ['the movements deleted', 'PRAGMA foreign_keys = OFF; DELETE FROM movements; DELETE FROM reservations'],
    [
      'columns of the journal edited, and its index of words marked as one of a form that nobody knows',
      "UPDATE journal SET movement_id = NULL, units = 7, shown = 9; UPDATE journal_words_config SET v = 9 WHERE k = 'version'",
    ],
    ['a table that is gone', 'DROP TABLE rejections'],
  ])('%s is as before: rejected, and signed by nobody', async (_, statements) => {
    const desk = await openFundedDesk();
    const id = await askApproved(desk, '100');
    must(await reject(desk.station, await enter(desk, 'Ben'), { id, reason: 'no' }));
    const before = must(await readMovement(desk.station, nobody, { id }));
    await edit(desk, statements);
    const rebuilt = must(await rebuildBooks(desk.folder, 1));
    expect(rebuilt.differences).not.toEqual([]);
    await desk.reopen();
    must(await desk.station.check.whole());
    expect(must(await readMovement(desk.station, nobody, { id }))).toEqual(before);
    must(await unlock(desk.station, desk.hot));
    expect(codeOf(await sign(desk.station, await enter(desk, 'Ben'), { id }))).toBe('proposal-state');
  });

  it('a payment that was approved is signed and paid, and balances are those of the ledger', async () => {
    const desk = await openFundedDesk();
    const id = await askApproved(desk, '100');
    const before = await desk.station.books.figures.vaults();
    await edit(
      desk,
      'UPDATE movements SET units = units + 1; UPDATE inputs SET units = units * 2; DELETE FROM approvals',
    );
    must(await rebuildBooks(desk.folder, 1));
    await desk.reopen();
    await desk.station.line.follow();
    expect(await desk.station.books.figures.vaults()).toEqual(before);
    must(await unlock(desk.station, desk.hot));
    const ben = await enter(desk, 'Ben');
    must(
      await settleAlarm(desk.station, ben, {
        second: await enter(desk, 'Mara'),
        alarms: await openAlarms(desk.station),
      }),
    );
    must(await sign(desk.station, ben, { id }));
    await settle(desk);
    expect((await desk.station.books.movements.get(id))?.state).toBe('final');
  });
});

describe('books are not made anew, and nothing is changed,', () => {
  const files = (desk: TestDesk) =>
    readdirSync(desk.folder)
      .filter((name) => name.startsWith('treasury.sqlite'))
      .map((name) => [name, readFileSync(path.join(desk.folder, name)).toString('base64')]);

  it.each([
    [
      'of which an entry was changed',
      `UPDATE journal SET entry = CAST(REPLACE(CAST(entry AS TEXT), '"at":', '"at":1') AS BLOB) WHERE seq = 3`,
      'journal-chain-broken',
    ],
    ['of which an entry is missing', 'DELETE FROM journal WHERE seq = 3', 'journal-sequence-broken'],
    ['without a journal', 'DELETE FROM journal', 'treasury-damaged'],
  ])('from a journal %s', async (_, statement, code) => {
    const desk = await openFundedDesk();
    await ask(desk, '100');
    await edit(desk, statement);
    const before = files(desk);
    expect(codeOf(await rebuildBooks(desk.folder, 1))).toBe(code);
    expect(files(desk)).toEqual(before);
  });

  it('while somebody has the treasury open', async () => {
    const desk = await openFundedDesk();
    expect(codeOf(await rebuildBooks(desk.folder, 1))).toBe('treasury-in-use');
    must(await desk.station.books.check());
  });
});

it('npm run rebuild-books names what differs, and takes out of it what would steer the terminal', async () => {
  const desk = await openFundedDesk();
  await ask(desk, '100');
  await edit(desk, `INSERT INTO spent_inputs VALUES ('\u001b[2J\u009b whole and unaltered', 'x', '1')`);
  const child = startChild(cli, [desk.folder]);
  expect(await child.exited).toBe(0);
  expect(child.output()).toContain('1 difference to the old ones');
  expect(child.output()).toContain('is in the table and not in the journal');
  expect(['\u001b', '\u009b'].some((sign) => child.output().includes(sign))).toBe(false);
  const again = must(await openStation(desk.folder, desk.effects));
  must(await again.check.whole());
  await again.close();
});
