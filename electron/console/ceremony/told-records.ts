import { canonicalJson } from '../../core/canonical-json.ts';
import { transcriptDigest } from '../../core/ceremony/transcript.ts';
import { parseEntry } from '../../core/journal/journal-entry.ts';
import { ok, type Result } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { believedEntry } from '../journal/believed-entry.ts';
import { entrySigners } from '../journal/entry-signers.ts';
import type { Station } from '../station.ts';
import { storedJson } from '../stored-json.ts';
import { type CeremonyRecord, readCeremonyFiles } from './ceremony-record.ts';
import { requireSigned } from './signed-record.ts';

type Parts = Pick<Station, 'treasury' | 'books' | 'hold'>;

/**
 * The records of ceremonies that may be shown, printed and gone by, oldest first: those that everybody present has signed and
 * that the journal tells of, or is still to be told of. A record is a file, and anybody who can write the folder can write one.
 * Refuses as `readCeremonyFiles` does.
 */
export async function readToldRecords(parts: Parts): Promise<Result<readonly CeremonyRecord[]>> {
  const files = await readCeremonyFiles(parts.treasury.folder);
  if (!files.ok) return files;
  const told: CeremonyRecord[] = [];
  for (const record of files.value.records) {
    if (!requireSigned(record, parts.treasury.file(), verifySignature).ok) continue;
    if (record.transcriptFile.entry === null || (await isInJournal(parts, record))) told.push(record);
  }
  return ok(told);
}

async function isInJournal(
  parts: Parts,
  { transcriptFile: { transcript, entry }, vaultFile, retires, imported }: CeremonyRecord,
): Promise<boolean> {
  const stored = (await parts.books.journal.ceremony(transcript.id)) ?? '';
  const written = parseEntry(storedJson(stored));
  const told = written.ok ? believedEntry(stored, written.value.seq, entrySigners(parts)) : null;
  return (
    told?.kind === 'ceremony-completed' &&
    told.hash === entry?.hash &&
    told.body.transcript === transcriptDigest(transcript) &&
    told.body.vaultFile === (vaultFile?.file ?? null) &&
    told.body.retires === retires &&
    canonicalJson(told.body.imported ?? null) === canonicalJson(imported ?? null)
  );
}
