import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as breathe } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { derivedTables } from '../../../electron/books/sqlite/derived-tables.ts';
import { rebuildFile } from '../../../electron/books/sqlite/rebuild.ts';
import type { SyncBooks } from '../../../electron/books/sqlite/sync.ts';
import { openSyncBooks } from '../../../electron/books/sqlite/sync-books.ts';
import { wordIndexes } from '../../../electron/books/sqlite/word-index.ts';
import { type EntryDraft, Recorder } from '../../../electron/console/recorder.ts';
import { AddressSieve } from '../../../electron/core/address-sieve.ts';
import { ok } from '../../../electron/core/result.ts';
import { NOW, signAs } from '../../support/core-samples.ts';
import { fc } from '../../support/fast-check.ts';
import { creation, station, stationId } from '../../support/journal-samples.ts';
import { must } from '../../support/must.ts';
import { actor, histories, life, steps } from './history-steps.ts';

function recorderOf(books: SyncBooks, now: () => number): Recorder {
  return new Recorder({
    books: {
      commit: async (commit) => books.commit(commit),
      journal: { head: async () => books.journal.head() },
    },
    key: {
      stationId,
      publicKey: station.publicKey,
      install: null,
      place: 'file',
      sign: (hash) => signAs(station, hash),
    },
    now,
  });
}

/** What the journal notes of the facts now and then. */
const notedNow = (books: SyncBooks): EntryDraft => ({
  kind: 'facts-noted',
  actor,
  body: { ...books.facts.head(), next: '7', digest: null, asOf: NOW, epoch: null },
});

/** Writes a history. A step that cannot follow on the ones before it is refused by the tables, whole. */
async function live(
  books: SyncBooks,
  happened: readonly (readonly [string, number, number])[],
): Promise<void> {
  let at = NOW;
  const recorder = recorderOf(books, () => ++at);
  const { body, documents = [] } = creation();
  const first = { kind: 'treasury-created', actor, documents, body } as EntryDraft;
  must(await recorder.commit({ expects: [], entries: [first], answer: null }));
  for (const [name, n, m] of happened) {
    const { entries = name === 'noted' ? [notedNow(books)] : [], facts = [] } = steps[name]?.(n, m) ?? {};
    await recorder.commit({ expects: [], entries, facts, answer: null }).catch(() => null);
  }
}

/** Every table whole but the cursor. */
function tablesOf(file: string): readonly (readonly [string, readonly string[]])[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const names = [...derivedTables.map(({ table }) => table), 'journal', 'facts'];
    const kept = names.map((table) => {
      const rows = db.prepare(`SELECT * FROM ${table}`).all();
      return [table, rows.map((row) => JSON.stringify(row)).sort()] as const;
    });
    return kept;
  } finally {
    db.close();
  }
}

/** Whether the index of words says of every table what its rows do. Throws where it does not. */
function checkWords(file: string): void {
  const db = new DatabaseSync(file);
  try {
    for (const { words } of Object.values(wordIndexes)) {
      db.exec(`INSERT INTO ${words} (${words}, rank) VALUES ('integrity-check', 1)`);
    }
  } finally {
    db.close();
  }
}

async function withBooks(work: (file: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-rebuilt-'));
  try {
    await work(path.join(folder, 'treasury.sqlite'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The check of books, to its end. */
async function check(file: string) {
  const books = must(openSyncBooks(file));
  try {
    for (;;) {
      const found = books.audit.step(station.publicKey);
      if (found.state !== 'checking') return found;
      await breathe();
    }
  } finally {
    books.close();
  }
}

const outside = { checkFirst: () => ok(undefined), writeDown: async () => ok(undefined), now: 1 };

/** What the button does: the check finds that something differs, and its tables take the place of the living ones. */
async function rebuildInPlace(file: string): Promise<void> {
  const books = must(openSyncBooks(file));
  let sieve: AddressSieve;
  try {
    books.addresses.sieve();
    let found = books.audit.step(station.publicKey);
    for (; found.state === 'checking'; found = books.audit.step(station.publicKey)) await breathe();
    if (found.state !== 'differs' || found.rebuild === null) throw new Error('expected tables to rebuild');
    const entry: EntryDraft = {
      kind: 'books-rebuilt',
      actor,
      body: { differences: found.count, facts: found.rebuild },
    };
    must(
      await recorderOf(books, () => NOW + 999).commit({
        expects: [],
        entries: [entry],
        rebuild: found.rebuild,
        answer: null,
      }),
    );
    sieve = new AddressSieve(books.addresses.sieve().memory);
  } finally {
    books.close();
  }
  const lost = addressesOf(file).filter((address) => !sieve.mayHave(address));
  expect(lost, 'addresses whose deposits would not be seen').toEqual([]);
}

function addressesOf(file: string): readonly string[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return db
      .prepare('SELECT address FROM addresses')
      .all()
      .map(({ address }) => String(address));
  } finally {
    db.close();
  }
}

/** Tables without the entry that tells of a rebuilding. */
const withoutActs = (tables: readonly (readonly [string, readonly string[]])[]) =>
  tables.map(([table, rows]) => [table, rows.filter((row) => !row.includes('books-rebuilt'))]);

it('whatever happened, the living tables are found whole and books made anew are the same', async () => {
  let longest = 0;
  await fc.assert(
    fc.asyncProperty(histories, (happened) =>
      withBooks(async (file) => {
        const books = must(openSyncBooks(file));
        await live(books, happened);
        longest = Math.max(longest, books.journal.head()?.seq ?? 0);
        books.close();
        expect(await check(file)).toMatchObject({ state: 'whole' });
        checkWords(file);
        const before = tablesOf(file);
        const { differences, facts } = must(await rebuildFile(file, station.publicKey, outside));
        expect({ differences, facts }).toEqual({ differences: [], facts: 'kept' });
        expect(tablesOf(file)).toEqual(before);
        checkWords(file);
        expect(await check(file)).toMatchObject({ state: 'whole' });
      }),
    ),
    { numRuns: 15 },
  );
  expect(longest, 'histories get somewhere').toBeGreaterThan(15);
});

/** Edits of one table that a program without any key can make. */
const edits = derivedTables.flatMap(({ table, columns, factColumns }) => [
  { table, statement: `DELETE FROM ${table} WHERE rowid = (SELECT MIN(rowid) FROM ${table})` },
  ...[...columns, ...factColumns]
    .filter(
      (column) =>
        ![
          'proposal',
          'request',
          'approval',
          'rejection',
          'attestation',
          ...(table === 'addresses' ? ['proof'] : []),
          'state',
          'sealed',
          'final_at',
          'checkpoint',
        ].includes(column),
    )
    .map((column) => ({
      table,
      statement: `UPDATE OR IGNORE ${table} SET ${column} = CASE typeof(${column}) WHEN 'integer' THEN ${column} + 1
        WHEN 'null' THEN 7 ELSE 'x' || ${column} END WHERE rowid = (SELECT MIN(rowid) FROM ${table})`,
    })),
]);

it('any row deleted and any column changed is found, and is as before in books made anew', async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(histories, fc.constantFrom(...edits), fc.nat(9), (happened, { statement }, n) =>
      withBooks(async (file) => {
        const books = must(openSyncBooks(file));
        await live(books, [...life(0), ['deposit', 1, 0], ['rejected', 2, 1], ['issued', 1, 1], ...happened]);
        books.close();
        const before = tablesOf(file);
        const db = new DatabaseSync(file, { enableForeignKeyConstraints: false });
        const { changes } = db.prepare(statement).run();
        db.close();
        const isFact = JSON.stringify(tablesOf(file)) === JSON.stringify(before);
        if (changes === 0 || isFact) return;
        found += 1;
        expect(await check(file)).toMatchObject({ state: 'differs' });
        if (n % 2 === 0) {
          const { differences } = must(await rebuildFile(file, station.publicKey, outside));
          expect(differences).not.toEqual([]);
        } else await rebuildInPlace(file);
        checkWords(file);
        expect(await check(file)).toMatchObject({ state: 'whole' });
        expect(withoutActs(tablesOf(file))).toEqual(withoutActs(before));
      }),
    ),
    { numRuns: 35 },
  );
  expect(found, 'most edits change something').toBeGreaterThan(8);
});
