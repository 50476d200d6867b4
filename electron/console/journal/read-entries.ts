import { setImmediate as breathe } from 'node:timers/promises';
import type { Books } from '../../books/books.ts';

/** Entries that are asked for at once. Each carries its documents whole, so that a page is up to some megabytes. */
const PAGE = 100;
/** Entries between two breaths: checking so many signatures takes about ten milliseconds, in which nothing else runs. */
const STRIDE = 10;

/** Every entry as it was written, oldest first, in constant memory; the event loop goes on in between. */
export async function* readEntries(books: Pick<Books, 'journal'>): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const page = await books.journal.raw(after, PAGE);
    for (const [i, entry] of page.entries()) {
      if (i % STRIDE === STRIDE - 1) await breathe();
      yield entry;
    }
    if (page.length < PAGE) return;
    after += page.length;
  }
}
