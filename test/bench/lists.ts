import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Movement } from '../../electron/books/sqlite/movements.ts';
import { openStore, type Store } from '../../electron/books/sqlite/store.ts';
import type { JournalEntry } from '../../electron/core/journal/journal-entry.ts';
import type { RequestStatement } from '../../electron/core/proposal/request.ts';
import { must } from '../support/treasury-steps.ts';
import { type BenchRow, median, milliseconds, ms, time } from './measure.ts';

const ROWS = 100_000;
const LIMIT = 100;
/** A page answers before an eye takes it for slow; a search reads every row and is only reported. */
const TARGET_MS = 200;

/** Pages of lists with 100 000 rows: the first, one in the middle, and a search. */
export async function benchLists(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-bench-'));
  try {
    const store = must(openStore(path.join(folder, 'treasury.sqlite')));
    store.transaction(() => fill(store));
    const rows: BenchRow[] = [];
    for (const [name, list] of lists(store)) {
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
      const [first, middle, search] = took.map(milliseconds);
      rows.push({
        what: `${name}: ${LIMIT} of 100 000 rows`,
        measured: `first page ${first}, middle ${middle}, search ${search}`,
        target: `pages within ${TARGET_MS} ms`,
        measures: [
          ms(`lists.${name}.first-page`, took[0] ?? Number.NaN, TARGET_MS),
          ms(`lists.${name}.middle-page`, took[1] ?? Number.NaN, TARGET_MS),
          ms(`lists.${name}.search`, took[2] ?? Number.NaN),
        ],
      });
    }
    store.close();
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Page = { search: string; offset: number; limit: number };

function lists(store: Store): readonly (readonly [string, (page: Page) => unknown])[] {
  return [
    ['accounts', (page) => store.accounts.list(page, null)],
    ['deposits', (page) => store.deposits.list(page, null)],
    ['withdrawals', (page) => store.movements.list(page, { kind: 'withdrawal', open: false, ids: null })],
    ['journal', (page) => store.journal.list(page)],
  ];
}

function fill(store: Store): void {
  const vaultId = crypto.randomUUID();
  const sender = `0x${'bb'.repeat(32)}`;
  for (let i = 0; i < ROWS; i++) {
    const address = `0x${i.toString(16).padStart(64, '0')}`;
    store.accounts.add({ vaultId, index: i, alias: `user-${i}`, createdAt: i });
    store.accounts.addAddress({
      address,
      vaultId,
      path: { account: i, change: 0, index: 0 },
      issuedAt: i,
    });
    store.deposits.finalize({
      transaction: `transaction-${i}`,
      address,
      amount: 1_000_000_000n,
      sender,
      seenAt: i,
      finalAt: i,
      checkpoint: String(i),
    });
    store.movements.add(movement(i, vaultId));
    store.journal.append(entry(i + 1, vaultId), null);
  }
}

const uuid = (number: number) => `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

function movement(number: number, vaultId: string): Movement {
  const statement: RequestStatement = {
    kind: 'withdrawal',
    id: uuid(number),
    network: { id: 'iota:practice', chain: 'c0ffee00' },
    vaultId,
    recipient: `0x${'cc'.repeat(32)}`,
    amount: '1000000000',
    reference: `payout ${number}`,
    createdAt: number,
    makerId: uuid(1),
  };
  return {
    ...statement,
    kind: 'withdrawal',
    amount: 1_000_000_000n,
    state: 'final',
    source: null,
    request: { statement, signature: 'ab'.repeat(64) },
    ruleId: null,
    approvalsNeeded: null,
    updatedAt: number,
    trouble: null,
  };
}

function entry(seq: number, vaultId: string): JournalEntry {
  return {
    seq,
    previous: '00'.repeat(32),
    at: seq,
    stationId: vaultId,
    kind: 'vault-opened',
    officerId: null,
    body: { vaultId, counter: seq },
    hash: seq.toString(16).padStart(64, '0'),
    stationSignature: 'ab'.repeat(64),
    officerSignature: null,
  };
}
