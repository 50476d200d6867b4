import { describe, expect, it, vi } from 'vitest';
import type { Books } from '../../../electron/books/books.ts';
import { ok, Refused, type Result, refuse } from '../../../electron/core/result.ts';
import { guardBooks } from '../../../electron/stations/guarded-books.ts';
import { codeOf } from '../../support/treasury-steps.ts';

const nothing = { expects: [], entries: [], changes: [] };

function booksThatAre(whole: Result<void>) {
  const commit = vi.fn(async () => ok(undefined));
  const books = { commit, check: async () => whole } as unknown as Books;
  return { guarded: guardBooks(books), commit };
}

it('books that are whole are written to before and after they were read', async () => {
  const { guarded, commit } = booksThatAre(ok(undefined));
  expect(codeOf(await guarded.books.commit(nothing))).toBeNull();
  expect(codeOf(await guarded.check())).toBeNull();
  expect(codeOf(await guarded.books.commit(nothing))).toBeNull();
  expect(commit).toHaveBeenCalledTimes(2);
});

it('nothing is written any more to books that were found damaged', async () => {
  const { guarded, commit } = booksThatAre(refuse('store-damaged', 'page 7'));
  expect(codeOf(await guarded.check())).toBe('store-damaged');
  expect(codeOf(await guarded.books.commit(nothing))).toBe('store-damaged');
  expect(commit).not.toHaveBeenCalled();
});

it('nothing is written any more to books that could not even be read whole', async () => {
  const commit = vi.fn(async () => ok(undefined));
  const check = async () => Promise.reject(new Refused(refuse('store-damaged', 'page 7')));
  const guarded = guardBooks({ commit, check } as unknown as Books);
  expect(codeOf(await guarded.check())).toBe('store-damaged');
  expect(codeOf(await guarded.books.commit(nothing))).toBe('store-damaged');
  expect(commit).not.toHaveBeenCalled();
});

describe('a read that meets damage', () => {
  const damage = refuse('store-damaged', 'page 7');
  const readsOf = (check: Result<void>, read: () => Promise<unknown>) => {
    const told = vi.fn();
    const checked = vi.fn(async () => check);
    const commit = vi.fn(async () => ok(undefined));
    const books = { commit, check: checked, accounts: { list: read } } as unknown as Books;
    const { books: guarded } = guardBooks(books, told);
    const list = () => guarded.accounts.list({} as never, null);
    return { list, guarded, told, checked, commit };
  };

  it('has the whole file checked, is told once, and nothing is written from then on', async () => {
    const { list, guarded, told, checked, commit } = readsOf(damage, () =>
      Promise.reject(new Refused(damage)),
    );
    for (let i = 0; i < 3; i++) await expect(list()).rejects.toMatchObject({ refusal: damage });
    await vi.waitFor(() => expect(told).toHaveBeenCalled());
    await expect(list()).rejects.toBeInstanceOf(Refused);
    expect(told.mock.calls).toEqual([[damage]]);
    expect(checked).toHaveBeenCalledOnce();
    expect(codeOf(await guarded.commit(nothing))).toBe('store-damaged');
    expect(commit).not.toHaveBeenCalled();
  });

  it('of a value alone, in a file that is whole, keeps nobody from making the tables anew', async () => {
    const { list, guarded, told, checked } = readsOf(ok(undefined), () =>
      Promise.reject(new Refused(damage)),
    );
    await expect(list()).rejects.toBeInstanceOf(Refused);
    await vi.waitFor(() => expect(checked).toHaveBeenCalledOnce());
    expect(codeOf(await guarded.commit(nothing))).toBeNull();
    expect(told).not.toHaveBeenCalled();
  });

  it('is no read that was refused for another reason, nor a bug', async () => {
    for (const error of [new Refused(refuse('treasury-not-open', 'closed')), new Error('a bug')]) {
      const { list, checked } = readsOf(damage, () => Promise.reject(error));
      await expect(list()).rejects.toBe(error);
      expect(checked).not.toHaveBeenCalled();
    }
  });
});

it('a check that ends because the books are closed is no damage to tell of', async () => {
  const told = vi.fn();
  const check = async () => Promise.reject(new Refused(refuse('treasury-not-open', 'closed')));
  const guarded = guardBooks({ check } as unknown as Books, told);
  expect(codeOf(await guarded.check())).toBe('treasury-not-open');
  expect(told).not.toHaveBeenCalled();
});
