import { open } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import { journalSealDigest } from '../core/journal/journal-entry.ts';
import { type JournalReport, JournalVerifier } from '../core/journal/verify-journal.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { verifySignature } from '../signer/ed25519.ts';
import type { Treasury } from './treasury.ts';

/** Entries between two breaths, so that a long journal does not hold up the windows. */
const STRIDE = 200;

/** Checks every entry of the treasury's journal: sequence, chain, hashes, signatures, and the station's own key. */
export async function verifyJournal({ store, station }: Treasury): Promise<Result<JournalReport>> {
  const verifier = new JournalVerifier(verifySignature);
  let checked = 0;
  for (const entry of store.journal.raw()) {
    const added = verifier.add(entry);
    if (!added.ok) return added;
    if (++checked % STRIDE === 0) await breathe();
  }
  const report = verifier.report();
  if (report.stationKey !== station.publicKey) {
    return refuse('journal-signature-bad', "the journal was begun with another station's key");
  }
  return ok(report);
}

/** Writes the whole journal as JSON lines, sealed by a last line that the station signs. */
export async function exportJournal(
  { store, station }: Treasury,
  file: string,
): Promise<Result<JournalReport>> {
  const verifier = new JournalVerifier(verifySignature);
  try {
    await using handle = await open(file, 'w', 0o600);
    for (const raw of store.journal.raw()) {
      const entry = verifier.add(raw);
      if (!entry.ok) return entry;
      await handle.write(`${JSON.stringify(entry.value)}\n`);
    }
    const { entries, head } = verifier.report();
    const seal = {
      format: 'sallyport/journal/1',
      entries,
      head,
      stationSignature: station.sign(journalSealDigest(entries, head)),
    };
    await handle.write(`${JSON.stringify(seal)}\n`);
    await handle.sync();
    return ok(verifier.report());
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    return refuse('file-not-written', `the journal could not be written to ${file} (${code})`);
  }
}
