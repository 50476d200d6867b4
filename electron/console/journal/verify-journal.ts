import { type JournalReport, JournalVerifier } from '../../core/journal/verify-journal.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import type { Station } from '../station.ts';
import { storedJson } from '../stored-json.ts';
import { readEntries } from './read-entries.ts';

/** Checks every entry of the treasury's journal: sequence, chain, hashes, signatures, and the station's own key. */
export async function verifyJournal({
  books,
  hold,
}: Pick<Station, 'books' | 'hold'>): Promise<Result<JournalReport>> {
  const verifier = new JournalVerifier(verifySignature);
  for await (const entry of readEntries(books)) {
    const added = verifier.add(storedJson(entry));
    if (!added.ok) return added;
  }
  const report = verifier.report();
  return report.stationKey === hold.stations().at(-1)?.stationKey
    ? ok(report)
    : refuse('journal-signature-bad', "the journal was begun with another station's key");
}
