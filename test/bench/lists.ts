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
/** Of a page anywhere, and of a search for what few rows have. What most rows have is only reported. */
const PAGE_MS = 10;
const SEARCH_MS = 30;

/** Pages of lists with 100 000 rows: the first, the middle and the last one, and searches; over the port, as screens ask. */
export async function benchLists(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-bench-'));
  try {
    const file = path.join(folder, 'treasury.sqlite');
    await fill(file, folder);
    const books = must(await openBooks(file, spawnSourceBooks));
    const rows: BenchRow[] = [];
    for (const [name, list, common] of lists(books)) {
      const pages = [
        { search: '', offset: 0, limit: LIMIT },
        { search: '', offset: ROWS / 2, limit: LIMIT },
        { search: '', offset: ROWS - LIMIT, limit: LIMIT },
        { search: '4242', offset: 0, limit: LIMIT, meaning: meaningOf(4242n) },
        { search: '42', offset: 0, limit: LIMIT },
        { search: common, offset: 0, limit: LIMIT },
      ];
      const took: number[] = [];
      for (const page of pages) {
        const tries: number[] = [];
        for (let round = 0; round < 5; round++) {
          // What was found before is forgotten with each commit.
          must(await books.commit({ expects: [], entries: [], changes: [] }));
          tries.push(await time(() => list(page)));
        }
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

function row(
  name: string,
  [first = 0, middle = 0, last = 0, search = 0, short = 0, common = 0]: readonly number[],
): BenchRow {
  return {
    what: `${name}: ${LIMIT} of 100 000 rows`,
    measured: `first page ${milliseconds(first)}, middle ${milliseconds(middle)}, last ${milliseconds(last)}; search ${milliseconds(search)}, for two letters ${milliseconds(short)}, for a word of all rows ${milliseconds(common)}`,
    target: `pages within ${PAGE_MS} ms, a search within ${SEARCH_MS} ms`,
    measures: [
      ms(`lists.${name}.first-page`, first, PAGE_MS),
      ms(`lists.${name}.middle-page`, middle, PAGE_MS),
      ms(`lists.${name}.last-page`, last, PAGE_MS),
      ms(`lists.${name}.search`, search, SEARCH_MS),
      ms(`lists.${name}.search-short`, short, SEARCH_MS),
      ms(`lists.${name}.search-common`, common),
    ],
  };
}

/** What a screen's search for a number means besides: an amount that begins with it. */
const meaningOf = (whole: bigint) => ({
  terms: [
    {
      officers: [],
      vaults: [],
      recipients: [],
      kinds: [],
      namingVault: [],
      units: { from: whole * 1_000_000_000n, to: (whole + 1n) * 1_000_000_000n },
    },
  ],
  dates: [],
});

function lists(books: Books): readonly (readonly [string, (page: Window) => Promise<unknown>, string])[] {
  return [
    ['accounts', (page) => books.accounts.list(page, null), 'user'],
    ['deposits', (page) => books.deposits.list(page, null), 'user'],
    [
      'withdrawals',
      (page) => books.movements.list(page, { kind: 'withdrawal', open: false, nextStep: null }),
      'payout',
    ],
    ['journal', (page) => books.journal.list(page), 'vault'],
  ];
}

/** 100 000 accounts, deposits, withdrawals and journal entries. */
async function fill(file: string, folder: string): Promise<void> {
  const books = must(openSyncBooks(file));
  const { keys, governed } = signingSamples(new Uint8Array(64).fill(1), 0);
  const policy = governed.standing.inForce;
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
