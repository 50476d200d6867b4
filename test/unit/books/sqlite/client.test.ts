import type { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Books } from '../../../../electron/books/books.ts';
import { openBooks } from '../../../../electron/books/sqlite/client.ts';
import { spawnSourceBooks } from '../../../../electron/books/sqlite/source-worker.ts';
import { reads } from '../../../../electron/books/sqlite/thread-protocol.ts';
import type { Change } from '../../../../electron/core/projection/change.ts';
import { codeOf, hot } from '../../../support/core-samples.ts';
import { must } from '../../../support/must.ts';
import { account, everything, holdings, movement, movementId, own, temporaryBooks } from './samples.ts';

const { file, open: openHere } = temporaryBooks();

/** Books in a thread of their own, and the thread. */
async function opened(): Promise<{ books: Books; thread: Worker }> {
  const threads: Worker[] = [];
  const books = must(
    await openBooks(file(), (each) => {
      const worker = spawnSourceBooks(each);
      threads.push(worker);
      return worker;
    }),
  );
  onTestFinished(() => books.close());
  const [thread] = threads;
  if (!thread) throw new Error('expected a thread');
  return { books, thread };
}

const commit = (books: Books, ...changes: readonly Change[]) =>
  books.commit({ expects: [], entries: [], changes });

describe('books in a thread', () => {
  it('answer every read of the port as books in this thread do', async () => {
    const { books } = await opened();
    must(await commit(books, ...account(1), holdings(own(1), [1, 2n ** 63n - 1n]), movement(1)));
    const asked = {
      accounts: [
        await books.accounts.nextIndex(hot.id),
        await books.accounts.get(hot.id, 1),
        await books.accounts.byAliasKey('user 1'),
        await books.accounts.list(everything, null),
      ],
      inputs: [await books.inputs.of(own(1)), await books.inputs.owners(hot.id, 1n, 5)],
      figures: [await books.figures.vaults(), await books.figures.spent([{ ruleId: 'x', since: 0 }])],
      movements: [
        await books.movements.get(movementId(1)),
        await books.movements.request(movementId(1)),
        await books.movements.proposal(movementId(1)),
      ],
      journal: [await books.journal.head()],
    };
    await books.close();
    const here = openHere();
    expect(asked).toEqual({
      accounts: [
        here.accounts.nextIndex(hot.id),
        here.accounts.get(hot.id, 1),
        here.accounts.byAliasKey('user 1'),
        here.accounts.list(everything, null),
      ],
      inputs: [here.inputs.of(own(1)), here.inputs.owners(hot.id, 1n, 5)],
      figures: [here.figures.vaults(), here.figures.spent([{ ruleId: 'x', since: 0 }])],
      movements: [
        here.movements.get(movementId(1)),
        here.movements.request(movementId(1)),
        here.movements.proposal(movementId(1)),
      ],
      journal: [here.journal.head()],
    });
  });

  it('have every name that the port has, and no other', async () => {
    const { books } = await opened();
    const names = Object.entries(books).map(([noun, value]) =>
      typeof value === 'function' ? noun : [noun, Object.keys(value)],
    );
    const expected = [...Object.entries(reads), 'commit', 'check', 'close'];
    expect(names).toEqual(
      expected.map((each) => (typeof each === 'string' ? each : [each[0], [...each[1]]])),
    );
  });

  it('tell what they refuse by its code', async () => {
    const { books } = await opened();
    const none = { of: 'movement', id: movementId(1), version: 3 } as const;
    expect(codeOf(await books.commit({ expects: [none], entries: [], changes: [] }))).toBe('books-changed');
    expect(codeOf(await books.check())).toBe('accepted');
  });

  it('that cannot be opened are refused with the code of the cause, and their thread is gone', async () => {
    const here = openHere();
    const threads: Worker[] = [];
    const refused = await openBooks(file(), (each) => {
      const worker = spawnSourceBooks(each);
      threads.push(worker);
      return worker;
    });
    expect(codeOf(refused)).toBe('treasury-in-use');
    expect(threads[0]?.threadId).toBe(-1);
    here.close();
    must(await commit((await opened()).books, ...account(1)));
  });

  it('answer the next call after one that is a bug, of which nothing is written', async () => {
    const { books } = await opened();
    must(await commit(books, movement(1)));
    await expect(commit(books, ...account(1), movement(1))).rejects.toThrow(/UNIQUE/);
    expect(await books.accounts.list(everything, null)).toEqual({ total: 0, rows: [] });
    expect(await books.movements.get(movementId(1))).toMatchObject({ state: 'queued' });
  });

  it('whose thread dies leave no call without an end', async () => {
    const { books, thread } = await opened();
    const waiting = Promise.allSettled(Array.from({ length: 500 }, () => books.check()));
    await thread.terminate();
    const ends = (await waiting).map((each) =>
      each.status === 'rejected' ? String(each.reason) : 'answered',
    );
    expect(ends).toContain('Error: the books have ended');
    expect(ends.filter((end) => end !== 'answered' && end !== 'Error: the books have ended')).toEqual([]);
    await expect(books.cursor.get()).rejects.toThrow('the books have ended');
    await expect(commit(books, ...account(1))).rejects.toThrow('the books have ended');
    await books.close();
    openHere();
  });

  it('that were closed answer nothing, and give the file free', async () => {
    const { books } = await opened();
    must(await commit(books, ...account(1)));
    await books.close();
    await expect(books.cursor.get()).rejects.toThrow('the books are closed');
    expect(openHere().accounts.list(everything, null).total).toBe(1);
    await books.close();
  });
});
