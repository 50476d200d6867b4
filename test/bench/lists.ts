import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Books } from '../../electron/books/books.ts';
import type { Window } from '../../electron/books/rows.ts';
import { openBooks } from '../../electron/books/sqlite/client.ts';
import { spawnSourceBooks } from '../../electron/books/sqlite/source-worker.ts';
import { openSyncBooks } from '../../electron/books/sqlite/sync-books.ts';
import { theStation } from '../../electron/console/actor.ts';
import { signingSamples } from '../support/bench-samples.ts';
import { benchStationKey } from '../support/bench-station-key.ts';
import { fillBooks } from '../support/large-books.ts';
import { must } from '../support/must.ts';
import { type BenchRow, median, milliseconds, ms, time } from './measure.ts';

const ROWS = 100_000;
const LIMIT = 100;
/** A page answers before an eye takes it for slow; a search reads every row and is only reported. */
const TARGET_MS = 200;

/** Pages of lists with 100 000 rows: the first, one in the middle, and a search; over the port, as screens ask. */
export async function benchLists(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-bench-'));
  try {
    const file = path.join(folder, 'treasury.sqlite');
    await fill(file, folder);
    const books = must(await openBooks(file, spawnSourceBooks));
    const rows: BenchRow[] = [];
    for (const [name, list] of lists(books)) {
      const pages = [
        { search: '', offset: 0, limit: LIMIT },
        { search: '', offset: ROWS / 2, limit: LIMIT },
        { search: '4242', offset: 0, limit: LIMIT },
      ];
      const took: number[] = [];
      for (const page of pages) {
        const tries: number[] = [];
        for (let round = 0; round < 5; round++) tries.push(await time(() => list(page)));
        took.push(median(tries));
      }
      rows.push(row(name, took));
    }
    await books.close();
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(name: string, [first = 0, middle = 0, search = 0]: readonly number[]): BenchRow {
  return {
    what: `${name}: ${LIMIT} of 100 000 rows`,
    measured: `first page ${milliseconds(first)}, middle ${milliseconds(middle)}, search ${milliseconds(search)}`,
    target: `pages within ${TARGET_MS} ms`,
    measures: [
      ms(`lists.${name}.first-page`, first, TARGET_MS),
      ms(`lists.${name}.middle-page`, middle, TARGET_MS),
      ms(`lists.${name}.search`, search),
    ],
  };
}

function lists(books: Books): readonly (readonly [string, (page: Window) => Promise<unknown>])[] {
  return [
    ['accounts', (page) => books.accounts.list(page, null)],
    ['deposits', (page) => books.deposits.list(page, null)],
    [
      'withdrawals',
      (page) => books.movements.list(page, { kind: 'withdrawal', open: false, nextStep: null }),
    ],
    ['journal', (page) => books.journal.list(page)],
  ];
}

/** 100 000 accounts, deposits, withdrawals and journal entries. */
async function fill(file: string, folder: string): Promise<void> {
  const books = must(openSyncBooks(file));
  const { keys, governed } = signingSamples(new Uint8Array(64).fill(1), 0);
  const { policy } = governed.policy;
  const [vault] = policy.vaults;
  const owner = {
    key: await benchStationKey(folder),
    policy,
    vaultId: vault?.id ?? '',
    attests: keys.attestationKeyPair(),
    actor: theStation('ledger-followed'),
    firstAccount: 0,
  };
  const rows = { accounts: ROWS, addresses: ROWS, deposits: ROWS, movements: ROWS, entries: 4 * ROWS };
  await fillBooks(books, owner, { ...rows, journaled: false });
  const nothing = { accounts: 0, addresses: 0, deposits: 0, movements: 0 };
  await fillBooks(books, owner, { ...nothing, entries: ROWS });
  books.close();
}
