import { setTimeout as wait } from 'node:timers/promises';
import type { Books } from '../books/books.ts';
import type { BooksCheck } from '../books/books-check.ts';
import type { BooksCheckPart } from '../console/station.ts';
import { ok, type Result, refuse } from '../core/result.ts';

/** How long a decision waits for the check of the books before it is refused. */
const PATIENCE_MS = 10_000;
/** How often callers are told how far the check is. */
const TELL_MS = 1_000;

/** The check of a treasury's books in the background. */
export interface BooksWatch extends BooksCheckPart {
  /** Ends the check; the books may be closed after it. */
  stop(): Promise<void>;
}

/**
 * Checks the books whole behind the work: the journal, and the tables that follow from it.
 * @param changed told now and then how far it is, and at its end
 */
export function watchBooks(
  books: Pick<Books, 'audit'>,
  stationKey: string,
  { changed, patienceMs = PATIENCE_MS }: { readonly changed: () => void; readonly patienceMs?: number },
): BooksWatch {
  let present: BooksCheck = { state: 'checking', entries: 0, of: 0 };
  let stopped = false;
  const run = async () => {
    let told = performance.now();
    while (!stopped) {
      present = await books.audit.step(stationKey);
      if (present.state !== 'checking') break;
      if (performance.now() - told < TELL_MS) continue;
      told = performance.now();
      changed();
    }
    if (!stopped) changed();
  };
  const running = run().catch((error: unknown) => {
    if (stopped) return;
    const message = error instanceof Error ? error.message : String(error);
    const refusal = refuse('store-damaged', message);
    present = { state: 'differs', entries: 0, differences: [{ kind: 'entry', entry: 0, refusal }], count: 1 };
    changed();
  });
  return {
    view: () => present,
    async settled() {
      if (present.state === 'checking') {
        const ended = new AbortController();
        await Promise.race([running, wait(patienceMs, undefined, { signal: ended.signal }).catch(() => {})]);
        ended.abort();
      }
      return verdict(present);
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
}

function verdict(check: BooksCheck): Result<void> {
  switch (check.state) {
    case 'whole':
      return ok(undefined);
    case 'checking':
      return refuse(
        'books-being-checked',
        `expected books that are checked, got ${check.entries} of ${check.of} entries so far`,
      );
    case 'differs':
      return refuse(
        'books-differ',
        `expected books that follow from the journal, got ${check.count} differences; close the treasury and rebuild its books`,
      );
  }
}
