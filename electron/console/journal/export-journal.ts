import { type FileHandle, open, rm } from 'node:fs/promises';
import { type JournalSeal, journalSealDigest } from '../../core/journal/journal-entry.ts';
import type { JournalReport } from '../../core/journal/verify-journal.ts';
import type { Result } from '../../core/result.ts';
import { notWritten } from '../../stronghold/write-fault.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import type { Station } from '../station.ts';
import { readJournalWhole } from './read-journal-whole.ts';

type ExportParts = Pick<Station, 'books' | 'treasury'>;
type ActParts = ExportParts & Pick<Station, 'recorder' | 'effects'>;

/**
 * Exports the journal for an officer: writes the file, and then tells the journal that it was exported, and up to which
 * entry. Where that cannot be told, the file is removed again.
 * @returns refuses `officer-not-signed-in`, and what {@link writeJournal} refuses
 */
export async function exportJournal(
  station: ActParts,
  actor: Actor,
  { file }: { readonly file: string },
): Promise<Result<JournalReport>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const report = await writeJournal(station, file);
  if (!report.ok) return report;
  const { entries, head } = report.value;
  const noted = await station.recorder.commit({
    expects: [],
    entries: [{ kind: 'journal-exported', actor, body: { entries, head } }],
    answer: report.value,
  });
  if (!noted.ok) await rm(file, { force: true });
  station.effects.notify(['journal']);
  return noted;
}

/**
 * Writes the whole journal as JSON lines, each entry with its documents, sealed by a last line that the station signs. Every
 * entry is verified, now or by the check of the books since they were opened, and then known to be the same bytes.
 * Refuses as the journal's verification does, and `file-not-written`.
 */
export async function writeJournal(station: ExportParts, file: string): Promise<Result<JournalReport>> {
  try {
    await using handle = await open(file, 'w', 0o600);
    const written = await writeLines(station, handle);
    if (written.ok) await handle.sync();
    return written;
  } catch (error) {
    return notWritten(`the journal could not be written to ${file}`, error);
  }
}

async function writeLines(
  { books, treasury }: ExportParts,
  handle: FileHandle,
): Promise<Result<JournalReport>> {
  const report = await readJournalWhole(books, 'export', (lines) => handle.appendFile(lines));
  if (!report.ok) return report;
  const { entries, head } = report.value;
  const seal: JournalSeal = {
    format: 'sallyport/journal-seal/2',
    entries,
    head,
    stationSignature: treasury.key.sign(journalSealDigest(entries, head)),
  };
  await handle.appendFile(`${JSON.stringify(seal)}\n`);
  return report;
}
