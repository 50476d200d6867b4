import type { JournalReport } from '../../core/journal/verify-journal.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Station } from '../station.ts';
import { readJournalWhole } from './read-journal-whole.ts';

/** Checks every entry of the treasury's journal: sequence, chain, hashes, signatures, and the station's own key. */
export async function verifyJournal({
  books,
  hold,
}: Pick<Station, 'books' | 'hold'>): Promise<Result<JournalReport>> {
  const report = await readJournalWhole(books, 'verify');
  if (!report.ok) return report;
  return report.value.stationKey === hold.stations().at(-1)?.stationKey
    ? ok(report.value)
    : refuse('journal-signature-bad', "the journal was begun with another station's key");
}
