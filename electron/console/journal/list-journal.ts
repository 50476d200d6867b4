import type { JournalFilter, JournalRow } from '../../books/rows.ts';
import type { JournalEntryView, JournalRow as JournalRowView } from '../../contract/journal.ts';
import { canonicalJson } from '../../core/canonical-json.ts';
import { isJsonValue, isRecord } from '../../core/json.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { officerName } from '../officers/officer-name.ts';
import { type ListAsked, windowOf } from '../search/meaning-of.ts';
import type { Station } from '../station.ts';
import { storedJson } from '../stored-json.ts';
import { summaryOf } from './line-of-entry.ts';

type SummaryParts = Pick<Station, 'policy' | 'chain'>;

/** A window of the journal, and which of its entries. */
export type JournalAsked = ListAsked & Partial<JournalFilter>;

export function journalRow(station: SummaryParts, row: JournalRow): JournalRowView {
  return {
    seq: row.seq,
    at: row.at,
    kind: row.kind,
    officerName: officerName(station.policy.present(), row.officerId),
    rule: row.rule,
    summary: summaryOf(station, row),
    hash: row.hash,
    signedByOfficer: row.witnessed,
  };
}

/** Newest first. */
export async function listJournal(
  station: SummaryParts & Pick<Station, 'books' | 'effects'>,
  { officers = null, kinds = null, ...asked }: JournalAsked,
): Promise<{ total: number; rows: JournalRowView[] }> {
  const { total, rows } = await station.books.journal.list(windowOf(station, asked), { officers, kinds });
  return { total, rows: rows.map((row) => journalRow(station, row)) };
}

/** The body of one entry, for the panel that shows it. Refuses `input-malformed` for a number that no entry has. */
export async function readJournalEntry(
  { books }: Pick<Station, 'books'>,
  { seq }: { readonly seq: number },
): Promise<Result<JournalEntryView>> {
  const stored = await books.journal.entry(seq);
  if (stored === undefined) return refuse('input-malformed', 'seq: expected the number of an entry');
  const entry = storedJson(stored);
  const body = isRecord(entry) ? entry['body'] : undefined;
  return isJsonValue(body)
    ? ok({ body: canonicalJson(body) })
    : refuse('journal-malformed', `entry ${seq}: cannot be read`);
}
