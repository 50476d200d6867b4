import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { SyncBooks } from '../../../../electron/books/sqlite/sync.ts';
import { openSyncBooks } from '../../../../electron/books/sqlite/sync-books.ts';
import type { Change } from '../../../../electron/core/projection/change.ts';
import type { Version } from '../../../../electron/core/projection/version.ts';
import type { RequestStatement } from '../../../../electron/core/proposal/request.ts';
import { address, amountIn, hot, input, NOW, request, uuid } from '../../../support/core-samples.ts';
import { must } from '../../../support/must.ts';

/** A folder for each test, with books in it on demand; both are gone after it. */
export function temporaryBooks(): { file: () => string; open: () => SyncBooks } {
  let folder = '';
  let opened: SyncBooks[] = [];
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'sallyport-books-'));
  });
  afterEach(() => {
    for (const books of opened) {
      try {
        books.close();
      } catch {
        // the test closed them
      }
    }
    opened = [];
    rmSync(folder, { recursive: true, force: true });
  });
  const file = () => path.join(folder, 'treasury.sqlite');
  return {
    file,
    open: () => {
      const books = must(openSyncBooks(file()));
      opened.push(books);
      return books;
    },
  };
}

/** Writes changes without an entry, as facts are. */
export function write(books: Pick<SyncBooks, 'commit'>, ...changes: readonly Change[]): void {
  must(books.commit({ expects: [], entries: [], changes }));
}

/** Writes changes that rest on a version. */
export const writeOn = (books: Pick<SyncBooks, 'commit'>, expected: Version, ...changes: readonly Change[]) =>
  books.commit({ expects: [expected], entries: [], changes });

/** The first address of account `number`. */
export const own = (number: number): string => address(0xacc0000 + number);

/** An account of the hot vault, with its first address issued. */
export function account(number: number, alias = `user ${number}`): readonly Change[] {
  const path = { account: number, change: 0, index: 0 };
  return [
    { kind: 'account-added', vaultId: hot.id, account: number, alias, createdAt: NOW + number, entry: 1 },
    { kind: 'address-added', address: own(number), vaultId: hot.id, path, attested: null },
    { kind: 'address-issued', address: own(number), at: NOW + number, entry: 1 },
  ];
}

export const movementId = (number: number): string => uuid(0x900 + number);

export const movement = (number: number, statement: Partial<RequestStatement> = {}): Change => ({
  kind: 'movement-added',
  request: request({
    id: movementId(number),
    reference: `W-${number}`,
    createdAt: NOW + number,
    ...statement,
  }),
});

/** Key of the input that `input(number)` makes. */
export const key = (number: number): string => input(number).key;

/** What an address has, as it was read. */
export const holdings = (owner: string, ...inputs: readonly (readonly [number, bigint])[]): Change => ({
  kind: 'holdings-read',
  owner,
  inputs: inputs.map(([number, units]) => input(number, { owner, amount: amountIn(units) })),
});

/** What a proven transaction did to an address: it consumed inputs by their keys, and created others. */
export const moved = (
  owner: string,
  consumed: readonly string[],
  ...created: readonly (readonly [number, bigint])[]
): Extract<Change, { kind: 'inputs-moved' }> => ({
  kind: 'inputs-moved',
  checkpoint: '12',
  consumed: consumed.map((each) => ({ key: each, owner })),
  created: created.map(([number, units]) => input(number, { owner, amount: amountIn(units) })),
});

export const seen = (to: string, number: number, units = 7n): Extract<Change, { kind: 'deposit-seen' }> => ({
  kind: 'deposit-seen',
  transactionId: `t${number}`,
  address: to,
  units,
  sender: address(0x5e4d),
  at: NOW + number,
});

export const final = (
  to: string,
  number: number,
  units = 7n,
): Extract<Change, { kind: 'deposit-final' }> => ({
  kind: 'deposit-final',
  transactionId: `t${number}`,
  address: to,
  units,
  sender: address(0x5e4d),
  seenAt: NOW + number,
  finalAt: NOW + number,
  checkpoint: '12',
});

export const everything = { search: '', offset: 0, limit: 100 };
