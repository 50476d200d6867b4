import { setTimeout as wait } from 'node:timers/promises';
import type { Books } from '../books/books.ts';
import type { BooksCheck, CheckedMovement, ExpectedSigners } from '../books/books-check.ts';
import type { BooksCheckPart } from '../console/station.ts';
import { ok, type Refusal, Refused, type Result, refuse } from '../core/result.ts';

/** How long a decision waits for the check of the books before it is refused. */
const PATIENCE_MS = 10_000;
/** How often callers are told how far the check is. */
const TELL_MS = 1_000;
/** Entries since its request that are verified for one movement while the check goes on: some tenths of a second. */
const MOST_ENTRIES = 2_000;

type Differs = Extract<BooksCheck, { readonly state: 'differs' }>;

/** The check of a treasury's books in the background. */
export interface BooksWatch extends BooksCheckPart {
  /** The file is damaged: nothing that it says is believed from now on. */
  damaged(refusal: Refusal): void;
  /** Ends the check; the books may be closed after it. */
  stop(): Promise<void>;
}

interface WatchParts {
  /** Told now and then how far it is, and at its end. */
  readonly changed: () => void;
  /** Told what differs, before anybody is told that anything does. */
  readonly differs: (found: Differs) => Promise<unknown>;
  /** Reads the file whole, with its indexes: rows that these hide are met by no comparison. */
  readonly readFile: () => Promise<Result<void>>;
  readonly patienceMs?: number;
}

/**
 * Checks the books whole behind the work: the journal, and the tables that follow from it and from the facts kept.
 * @param expected who must have signed the journal, as it is known now
 */
export function watchBooks(
  books: Pick<Books, 'audit' | 'alarms'>,
  expected: () => ExpectedSigners,
  { changed, differs, readFile, patienceMs = PATIENCE_MS }: WatchParts,
): BooksWatch {
  const nothing: BooksCheck = { state: 'checking', entries: 0, of: 0 };
  let present: BooksCheck = nothing;
  let stopped = false;
  let lost = false;
  const damaged = (refusal: Refusal) => {
    lost = true;
    const differences = [{ kind: 'file', refusal }] as const;
    present = { state: 'differs', entries: 0, differences, count: 1, rebuild: null };
    changed();
  };
  const run = async () => {
    let told = performance.now();
    while (!stopped) {
      const found = await books.audit.step(expected().stations[0]?.stationKey ?? '');
      if (lost) return;
      if (found.state === 'differs') await differs(found);
      const read = found.state === 'whole' ? await readFile() : ok(undefined);
      if (lost || stopped) return;
      if (!read.ok) return damaged(read);
      present = found;
      if (present.state !== 'checking') break;
      if (performance.now() - told < TELL_MS) continue;
      told = performance.now();
      changed();
    }
    if (!stopped) changed();
  };
  const begin = () =>
    run().catch((error: unknown) => {
      if (stopped) return;
      if (error instanceof Refused) return damaged(error.refusal);
      damaged(refuse('store-damaged', error instanceof Error ? error.message : String(error)));
    });
  let running = begin();
  const whole = async (mostMs = patienceMs): Promise<Result<void>> => {
    if (present.state === 'checking') {
      const ended = new AbortController();
      await Promise.race([running, wait(mostMs, undefined, { signal: ended.signal }).catch(() => {})]);
      ended.abort();
    }
    return verdict(present);
  };
  const settled = async (): Promise<Result<void>> => {
    const found = await whole();
    return found.ok ? unsettled(books) : found;
  };
  const rowsOf = async (id: string, mostMs?: number): Promise<Result<CheckedMovement>> => {
    const found =
      lost || present.state === 'whole' ? ok(null) : await books.audit.movement(id, expected(), MOST_ENTRIES);
    if (!found.ok) return found;
    if (found.value !== null) return ok(found.value);
    const all = await whole(mostMs);
    return all.ok ? ok({ alarms: [] }) : all;
  };
  return {
    view: () => present,
    whole,
    settled,
    async ofMovement(id) {
      if (present.state !== 'checking') return settled();
      const rows = await rowsOf(id);
      if (!rows.ok) return rows;
      const [alarm] = rows.value.alarms;
      return alarm === undefined ? unsettled(books) : notSettled(alarm);
    },
    async rowsOf(id, mostMs) {
      const rows = await rowsOf(id, mostMs);
      return rows.ok ? ok(undefined) : rows;
    },
    async again() {
      await running;
      if (lost) return;
      await books.audit.again();
      present = nothing;
      running = begin();
    },
    damaged,
    async stop() {
      stopped = true;
      await running;
    },
  };
}

/** Refuses while officers have not settled an alarm. */
async function unsettled(books: Pick<Books, 'alarms'>): Promise<Result<void>> {
  const [alarm] = await books.alarms.open();
  return alarm ? notSettled(alarm.entry) : ok(undefined);
}

const notSettled = (entry: number): Refusal =>
  refuse('books-unsettled', `expected every alarm to be settled, got that of entry ${entry}`);

function verdict(check: BooksCheck): Result<void> {
  switch (check.state) {
    case 'whole':
      return ok(undefined);
    case 'checking':
      return refuse(
        'books-being-checked',
        `expected books that are checked, got ${check.entries} of ${check.of} entries so far`,
      );
    case 'differs': {
      const [first] = check.differences;
      if (first?.kind === 'file') return first.refusal;
      return refuse(
        'books-differ',
        `expected tables that follow from what is signed, got ${check.count} differences; make them anew`,
      );
    }
  }
}
