import { ok, type Result } from '../../core/result.ts';
import { believedEntry } from '../journal/believed-entry.ts';
import { entrySigners } from '../journal/entry-signers.ts';
import type { Station } from '../station.ts';
import { raiseFileAlarm } from './books-alarm.ts';

/**
 * Holds the treasury's name in `treasury.json`, which every screen and paper shows, against the entry that the journal begins with.
 * Another one is an alarm, and the journal's is taken. Refuses `file-not-written`, and as a commit does.
 */
export async function settleName(
  parts: Pick<Station, 'treasury' | 'books' | 'hold' | 'recorder' | 'effects'>,
): Promise<Result<void>> {
  const { treasury, books } = parts;
  const file = treasury.file();
  const [first = ''] = await books.journal.raw(0, 1);
  const begun = believedEntry(first, 1, entrySigners(parts));
  if (begun?.kind !== 'treasury-created' || begun.body.name === file.name) return ok(undefined);
  const { name } = begun.body;
  const words = `treasury.json calls the treasury ${JSON.stringify(file.name)}, the journal ${JSON.stringify(name)}, which is taken`;
  const raised = await raiseFileAlarm(parts, words);
  return raised.ok ? treasury.adopt({ ...file, name }) : raised;
}
