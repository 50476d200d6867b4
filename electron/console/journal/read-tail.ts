import { setImmediate as breathe } from 'node:timers/promises';
import type { Books } from '../../books/books.ts';
import { officerOf } from '../../core/actor.ts';
import type { Rejection } from '../../core/approval/approval.ts';
import { type BookWord, isBookWord } from '../../core/book/book-word.ts';
import type { FreezeWord } from '../../core/freeze/freeze.ts';
import { documentOf } from '../../core/journal/documents.ts';
import {
  JOURNAL_START,
  type JournalContent,
  type JournalEntry,
  journalHash,
  parseEntry,
} from '../../core/journal/journal-entry.ts';
import type { JournalPoint } from '../../core/journal/journal-point.ts';
import { isRecord } from '../../core/json.ts';
import type { VerifySignature } from '../../core/officer/officer.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { type StationSpan, stationAt } from '../../core/station/station-chain.ts';
import { storedJson } from '../stored-json.ts';

const PAGE = 200;
/** Entries between two breaths of the event loop. */
const STRIDE = 50;

/** What vaults have to know of some entries of the journal, and where these end. */
export interface JournalTail {
  readonly rejections: readonly Rejection[];
  /** Entries of withdrawals, whole: the officer's signature covers the entry. */
  readonly withdrawals: readonly JournalEntry[];
  /** Freezes and their lifts, in their order. */
  readonly freezes: readonly FreezeWord[];
  /** Documents of the address book, in their order. */
  readonly book: readonly BookWord[];
  /** The last of the entries; null for an empty journal. */
  readonly journal: JournalPoint | null;
}

type Told = Pick<JournalTail, 'rejections' | 'withdrawals' | 'freezes' | 'book'>;

/** How many rejections, withdrawals, freezes and documents of the address book one part tells at most: one message and one flush of a vault's signer. */
const MOST = 500;

/**
 * Reads the journal from an entry that a vault has sealed to its end, in parts: every rejection, withdrawal, freeze and document of the
 * address book, from what officers signed and never from a table. Each entry must follow the one before by its hash, and the last one have the
 * station's signature. Nothing is believed before its part has come.
 * @param after the sealed entry; null: from the first on
 * @returns one part at least, without ends where there are none; refuses `journal-behind-seal` where the journal does not
 * hold that entry, and as a journal's verification does
 */
export async function* readTail(
  books: Pick<Books, 'journal'>,
  by: { readonly stations: readonly StationSpan[]; readonly verify: VerifySignature },
  after: JournalPoint | null,
): AsyncGenerator<Result<JournalTail>> {
  const held = after === null ? ok(undefined) : await requireHeld(books, after);
  if (!held.ok) return yield held;
  let last: JournalPoint | null = after;
  let newest: JournalEntry | null = null;
  let ends: Told = none;
  for (;;) {
    const page = await books.journal.raw(last?.seq ?? 0, PAGE);
    for (const [i, json] of page.entries()) {
      if (i % STRIDE === STRIDE - 1) await breathe();
      const entry = follow(json, last);
      if (!entry.ok) return yield entry;
      newest = entry.value;
      last = { seq: newest.seq, hash: newest.hash };
      const more = endsOf(newest);
      if (!more.ok) return yield more;
      ends = {
        rejections: [...ends.rejections, ...more.value.rejections],
        withdrawals: [...ends.withdrawals, ...more.value.withdrawals],
        freezes: [...ends.freezes, ...more.value.freezes],
        book: [...ends.book, ...more.value.book],
      };
      if (howMany(ends) >= MOST) {
        if (!isByStation(newest, by)) return yield unsigned(newest);
        yield ok({ ...ends, journal: last });
        ends = none;
      }
    }
    if (page.length < PAGE) break;
  }
  if (newest !== null && !isByStation(newest, by)) return yield unsigned(newest);
  yield ok({ ...ends, journal: last });
}

const none: Told = { rejections: [], withdrawals: [], freezes: [], book: [] };

/** How much there is to tell. */
export const howMany = ({ rejections, withdrawals, freezes, book }: Told): number =>
  rejections.length + withdrawals.length + freezes.length + book.length;

/** Whether the journal holds an entry that was sealed; refuses `journal-behind-seal` where it does not. */
export async function requireHeld(
  books: Pick<Books, 'journal'>,
  { seq, hash }: JournalPoint,
): Promise<Result<void>> {
  const json = await books.journal.entry(seq);
  const entry = json === undefined ? null : readEntry(json);
  return entry?.seq === seq && entry.hash === hash
    ? ok(undefined)
    : refuse(
        'journal-behind-seal',
        `expected entry ${seq} as the vault has sealed it, got ${entry ? 'another' : 'none'}`,
      );
}

/** An entry whose hash is the one of its content; its members may have any form. Null for anything else. */
function readEntry(json: string): JournalEntry | null {
  const entry = storedJson(json);
  if (!isRecord(entry)) return null;
  try {
    // Canonical JSON takes whatever is JSON: a member of another form has another hash than that of the entry sealed.
    return journalHash(entry as unknown as JournalContent) === entry['hash']
      ? (entry as unknown as JournalEntry)
      : null;
  } catch {
    return null;
  }
}

function follow(json: string, last: JournalPoint | null): Result<JournalEntry> {
  const place = `entry ${(last?.seq ?? 0) + 1}`;
  const entry = readEntry(json);
  if (!entry) return refuse('journal-chain-broken', `${place} was changed after it was written`);
  if (entry.seq !== (last?.seq ?? 0) + 1) {
    return refuse('journal-sequence-broken', `expected ${place}, got number ${entry.seq}`);
  }
  return entry.previous === (last?.hash ?? JOURNAL_START)
    ? ok(entry)
    : refuse('journal-chain-broken', `${place} does not follow the one before it`);
}

const ends: ReadonlySet<string> = new Set([
  'proposal-rejected',
  'movement-stopped',
  'mandate-stopped',
  'message-refused',
  'request-cancelled',
  'vault-frozen',
  'freeze-lifted',
  'recipient-entered',
  'recipient-verified',
  'recipient-removed',
]);

function endsOf(entry: JournalEntry): Result<Told> {
  const { kind } = entry;
  if (!ends.has(kind)) return ok(none);
  const parsed = parseEntry(entry);
  if (!parsed.ok) return refuse('journal-malformed', `entry ${entry.seq}: ${parsed.message}`);
  if (kind === 'request-cancelled') {
    // A cancellation that the station ended is on nobody's word: a vault that was told it would open no more.
    return ok({ ...none, withdrawals: officerOf(entry.actor) === null ? [] : [entry] });
  }
  if (kind === 'vault-frozen' || kind === 'freeze-lifted') {
    const freezes = parsed.value.documents.flatMap((each) =>
      each.kind === 'freeze' || each.kind === 'freeze-lift' ? [each] : [],
    );
    return freezes.length > 0
      ? ok({ ...none, freezes })
      : refuse('journal-malformed', `entry ${entry.seq} has no signed freeze`);
  }
  if (kind === 'recipient-entered' || kind === 'recipient-verified' || kind === 'recipient-removed') {
    const book = parsed.value.documents.filter(isBookWord);
    return book.length > 0
      ? ok({ ...none, book })
      : refuse('journal-malformed', `entry ${entry.seq} has no signed document of the address book`);
  }
  const rejection = documentOf(parsed.value.documents, 'rejection');
  return rejection
    ? ok({ ...none, rejections: [rejection] })
    : refuse('journal-malformed', `entry ${entry.seq} has no signed rejection`);
}

function isByStation(
  { seq, stationId, hash, stationSignature }: JournalEntry,
  { stations, verify }: Parameters<typeof readTail>[1],
): boolean {
  const station = stationAt(stations, seq);
  return stationId === station?.stationId && verify(station.stationKey, hash, stationSignature);
}

function unsigned({ seq }: JournalEntry) {
  return refuse('journal-signature-bad', `entry ${seq} is not signed by the station`);
}
