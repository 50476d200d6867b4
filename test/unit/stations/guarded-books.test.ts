import { expect, it, vi } from 'vitest';
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
