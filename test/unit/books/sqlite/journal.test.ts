import { describe, expect, it } from 'vitest';
import { typedEntry } from '../../../../electron/core/journal/journal-entry.ts';
import { cold, hot, NOW, network, officers, uuid } from '../../../support/core-samples.ts';
import {
  alarm,
  chainOf,
  creation,
  journalOf,
  sealOf,
  verifyExport,
} from '../../../support/journal-samples.ts';
import { must } from '../../../support/must.ts';
import { everything, movementId, temporaryBooks, write } from './samples.ts';

const { open } = temporaryBooks();
const id = movementId(1);
const typed = (entries: ReturnType<typeof journalOf>) => entries.map((entry) => must(typedEntry(entry)));

describe('the journal', () => {
  it('keeps its entries as they were written, in order, each number once', () => {
    const books = open();
    const built = {
      kind: 'request-cancelled',
      body: { movementId: id },
      by: officers.ben,
    } as const;
    const entries = typed(journalOf([built, alarm('100%')]));
    const append = (...some: typeof entries) => books.commit({ expects: [], entries: some, changes: [] });
    must(append(...entries.slice(0, 2)));
    must(append(...entries.slice(2)));
    const [first, second, third] = entries;
    if (!first || !second || !third) throw new Error('expected three entries');
    expect(() => append(first), 'a number twice').toThrow(/does not follow/);
    const [elsewhere] = typed(chainOf([creation(), alarm('other'), alarm('chain'), alarm('fork')])).slice(3);
    if (!elsewhere) throw new Error('expected an entry');
    expect(() => append(elsewhere), 'the end of another chain').toThrow(/does not follow/);
    const raw = books.journal.raw(0, 9).map((line): unknown => JSON.parse(line));
    expect(verifyExport(raw, sealOf(entries))).toBe('accepted');
    expect(books.journal.raw(1, 1)).toHaveLength(1);
    expect(books.journal.head()).toMatchObject({ seq: 3, hash: third.hash });
    expect(books.journal.ofMovement(id)).toMatchObject([{ seq: 2, hash: second.hash, witnessed: true }]);
    const search = (text: string) => books.journal.list({ ...everything, search: text });
    expect(search('100%').rows).toMatchObject([{ seq: 3, officerId: null, witnessed: false }]);
    expect(search('100_').total).toBe(0);
    expect(search('').rows.map(({ seq }) => seq)).toEqual([3, 2, 1]);
    expect(books.journal.list({ search: '', offset: 1, limit: 1 })).toMatchObject({
      total: 3,
      rows: [{ seq: 2 }],
    });
  });

  it('tells what happened to a movement together with what happened to its mandate', () => {
    const books = open();
    const mandate = 'ab'.repeat(32);
    const approved = (of: string) =>
      ({
        kind: 'mandate-approved',
        body: { mandate: of, movementIds: [id], reached: [id] },
        by: officers.ben,
      }) as const;
    const cancelled = { kind: 'request-cancelled', body: { movementId: id }, by: officers.mara } as const;
    const entries = typed(journalOf([approved(mandate), approved('cd'.repeat(32)), cancelled]));
    must(books.commit({ expects: [], entries, changes: [] }));
    const seqs = (of: string | null) => books.journal.ofMovement(id, of).map(({ seq }) => seq);
    expect(seqs(mandate)).toEqual([2, 4]);
    expect(seqs(null)).toEqual([4]);
  });

  it('gives lists the words and numbers of a body, and the whole of an entry only where it is asked for', () => {
    const books = open();
    const entries = typed(
      journalOf([{ ...alarm('slow'), body: { ...alarm('slow').body, consumed: ['in 1'] } }]),
    );
    must(books.commit({ expects: [], entries, changes: [] }));
    const [last, first] = books.journal.list({ ...everything, search: '' }).rows;
    expect(JSON.parse(last?.shown ?? '')).toEqual({
      code: 'node-behind',
      message: 'slow',
      url: 'https://node.example',
    });
    expect(JSON.parse(first?.shown ?? '')).toMatchObject({ name: 'Harbour Exchange', network: network.id });
    expect(first?.shown).not.toMatch(/[[{].*[[{]/);
    expect(books.journal.list({ ...everything, search: 'in 1' }).rows, 'a search finds it all').toEqual([
      last,
    ]);
    expect(JSON.parse(books.journal.entry(2) ?? '')).toEqual(entries[1]);
    expect(books.journal.entry(3)).toBeUndefined();
  });

  it("finds the newest marks of a vault's state, whatever was written in between", () => {
    const books = open();
    const era = 'e4a0'.repeat(8);
    const mark = (vaultId: string, counter: number) =>
      ({ kind: 'vault-opened', body: { vaultId, era, counter, rejected: [] }, by: null }) as const;
    const other = { kind: 'vault-closed', body: { vaultId: hot.id }, by: null } as const;
    const entries = typed(journalOf([mark(hot.id, 1), other, mark(cold.id, 7), mark(hot.id, 2), other]));
    must(books.commit({ expects: [], entries, changes: [] }));
    const marks = (vaultId: string, limit: number) =>
      books.journal.marks(vaultId, limit).map((line): unknown => JSON.parse(line));
    expect(marks(hot.id, 5)).toEqual([entries[4], entries[1]]);
    expect(marks(hot.id, 1)).toEqual([entries[4]]);
    expect(marks(uuid(0xdead), 5)).toEqual([]);
  });
});

describe('the cursor', () => {
  it('has any checkpoint number', () => {
    const books = open();
    expect(books.cursor.get()).toBeUndefined();
    const move = (next: bigint, digest: string | null) =>
      write(books, { kind: 'cursor-moved', next, at: NOW, digest });
    move(2n ** 64n - 1n, null);
    expect(books.cursor.get()).toEqual({ version: 1, next: 2n ** 64n - 1n, asOf: NOW, digest: null });
    move(8n, 'seven');
    expect(books.cursor.get()).toEqual({ version: 2, next: 8n, asOf: NOW, digest: 'seven' });
  });
});

describe('wrong passwords', () => {
  it('are counted by owner, until the right one', () => {
    const books = open();
    for (const at of [NOW, NOW + 5]) write(books, { kind: 'password-failed', ownerId: hot.id, at });
    expect(books.passwords.failures(hot.id)).toEqual({ failures: 2, lastFailureAt: NOW + 5 });
    expect(books.passwords.failures(cold.id)).toEqual({ failures: 0, lastFailureAt: 0 });
    write(books, { kind: 'password-failures-forgotten', ownerId: hot.id });
    expect(books.passwords.failures(hot.id)).toEqual({ failures: 0, lastFailureAt: 0 });
  });
});
