import { closeSync, existsSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBooks } from '../../../electron/books/sqlite/client.ts';
import { openSyncBooks } from '../../../electron/books/sqlite/sync-books.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { openDesk as openStation } from '../../../electron/stations/desk.ts';
import { startChild } from '../../support/start-child.ts';
import {
  ask,
  openDesk,
  openFundedDesk,
  type TestDesk,
  temporaryFolder,
} from '../../support/treasury-fixture.ts';
import { codeOf, must } from '../../support/treasury-steps.ts';

const rebuild = new URL('../../../electron/cli/rebuild-books.ts', import.meta.url);
const booksChild = new URL('../../support/books-child.ts', import.meta.url);
const database = ({ folder }: TestDesk) => path.join(folder, 'treasury.sqlite');

describe('one folder has one holder', () => {
  it('a second look at the file in the same process drops the lock of SQLite, and still nobody else gets in', async () => {
    const desk = await openFundedDesk();
    // What a copy, a scan for damage or another opening in this process would do.
    closeSync(openSync(database(desk), 'r'));
    const second = startChild(rebuild, [desk.folder]);
    expect(await second.exited).toBe(1);
    await ask(desk, '100');
    const { entries } = must(await verifyJournal(desk.station));
    await desk.reopen();
    expect(must(await verifyJournal(desk.station)).entries).toBeGreaterThanOrEqual(entries);
    must(await desk.station.check.settled());
  });

  it('a second opening in the same process is refused before it looks at the file, by whatever name', async () => {
    const desk = await openDesk();
    const alias = path.join(await temporaryFolder(), 'alias');
    symlinkSync(desk.folder, alias);
    for (const folder of [desk.folder, `${desk.folder}/.`, alias]) {
      expect(codeOf(await openStation(folder, desk.effects))).toBe('treasury-in-use');
      const books = await openBooks(path.join(folder, 'treasury.sqlite'), desk.effects.spawnBooks);
      expect(codeOf(books)).toBe('treasury-in-use');
    }
    const second = startChild(booksChild, [database(desk)]);
    await second.exited;
    expect(second.output(), 'and the lock of SQLite is there as before').toBe('treasury-in-use\n');
  });

  it('closing gives the folder back, and a refused opening keeps nothing of it', async () => {
    const desk = await openDesk();
    const lock = path.join(desk.folder, 'treasury.lock');
    expect(existsSync(lock)).toBe(true);
    await desk.station.close();
    expect(existsSync(lock)).toBe(false);
    const good = readFileSync(database(desk));
    writeFileSync(database(desk), 'no database at all');
    expect(codeOf(await openStation(desk.folder, desk.effects))).toBe('store-damaged');
    expect(existsSync(lock)).toBe(false);
    writeFileSync(database(desk), good);
    await desk.reopen();
  });

  it('in one thread too', async () => {
    const file = path.join(await temporaryFolder(), 'treasury.sqlite');
    const books = must(openSyncBooks(file));
    expect(codeOf(openSyncBooks(file))).toBe('treasury-in-use');
    books.close();
    must(openSyncBooks(file)).close();
  });
});
