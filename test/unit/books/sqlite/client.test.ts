import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Worker as Thread, type Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Books } from '../../../../electron/books/books.ts';
import { openBooks } from '../../../../electron/books/sqlite/client.ts';
import { spawnSourceBooks } from '../../../../electron/books/sqlite/source-worker.ts';
import { reads } from '../../../../electron/books/sqlite/thread-protocol.ts';
import type { Change } from '../../../../electron/core/projection/change.ts';
import { Refused } from '../../../../electron/core/result.ts';
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
    const expected = [...Object.entries(reads), 'commit', 'copyTo', 'check', 'close'];
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
    writeFileSync(file(), 'no database');
    const threads: Worker[] = [];
    const refused = await openBooks(file(), (each) => {
      const worker = spawnSourceBooks(each);
      threads.push(worker);
      return worker;
    });
    expect(codeOf(refused)).toBe('store-damaged');
    expect(threads[0]?.threadId).toBe(-1);
    rmSync(file());
    must(await commit((await opened()).books, ...account(1)));
  });

  it('answer the next call after one that is a bug, of which nothing is written', async () => {
    const { books } = await opened();
    must(await commit(books, movement(1)));
    await expect(commit(books, ...account(1), null as never)).rejects.toThrow(/null/);
    expect(await books.accounts.list(everything, null)).toEqual({ total: 0, rows: [] });
    expect(await books.movements.get(movementId(1))).toMatchObject({ state: 'queued' });
  });

  it.each([
    ['no JSON', "UPDATE movements SET approved_by = 'x'"],
    ['a state that there is none of', "UPDATE movements SET state = 'paid-twice'"],
    ['a list of another kind', "UPDATE movements SET approved_by = '[1]'"],
  ])('with a column of %s name damage as the cause, and give the file free', async (_, change) => {
    const here = openHere();
    must(here.commit({ expects: [], entries: [], changes: [movement(1)] }));
    here.close();
    const raw = new DatabaseSync(file());
    raw.exec(`PRAGMA ignore_check_constraints = 1; ${change}`);
    raw.close();
    const { books } = await opened();
    const read = await books.movements.get(movementId(1)).catch((error: unknown) => error);
    expect(read).toBeInstanceOf(Refused);
    expect(read).toMatchObject({ refusal: { code: 'store-damaged' } });
    await books.close();
    openHere();
  });

  it('with a page destroyed while they are closed name damage as the cause, in a read and in a writing', async () => {
    const here = openHere();
    for (let number = 0; number < 500; number++) {
      must(here.commit({ expects: [], entries: [], changes: [...account(number)] }));
    }
    here.close();
    const raw = new DatabaseSync(file());
    const page = Number(
      raw.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'accounts'").get()?.['rootpage'],
    );
    raw.close();
    const bytes = readFileSync(file());
    writeFileSync(file(), bytes.fill(0xa5, (page - 1) * 4096, page * 4096));
    const { books } = await opened();
    const read = await books.accounts.get(hot.id, 1).catch((error: unknown) => error);
    expect(read).toMatchObject({ refusal: { code: 'store-damaged' } });
    expect(codeOf(await commit(books, ...account(900)))).toBe('store-damaged');
    await books.close();
    openHere();
  });

  it('whose closing fails end their thread all the same', async () => {
    const stubborn = `
      const { parentPort } = require('node:worker_threads');
      parentPort.postMessage({ ok: true });
      parentPort.on('message', ({ id }) => parentPort.postMessage({ id, ok: false, refusal: null, message: 'busy' }));
    `;
    const threads: Worker[] = [];
    const books = must(
      await openBooks(file(), () => {
        const thread = new Thread(stubborn, { eval: true });
        threads.push(thread);
        return thread;
      }),
    );
    await books.close();
    expect(threads[0]?.threadId).toBe(-1);
  });

  it('whose thread dies leave no call without an end', async () => {
    const { books, thread } = await opened();
    const waiting = Promise.allSettled(Array.from({ length: 500 }, () => books.check()));
    await thread.terminate();
    const ends = (await waiting).map((each) =>
      each.status === 'rejected' ? String(each.reason) : 'answered',
    );
    expect(ends).toContain('Refused: the books have ended');
    expect(ends.filter((end) => end !== 'answered' && end !== 'Refused: the books have ended')).toEqual([]);
    await expect(books.cursor.get()).rejects.toMatchObject({ refusal: { code: 'store-ended' } });
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
