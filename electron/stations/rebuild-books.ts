import { differenceText } from '../books/books-check.ts';
import { type RebuildReport, rebuildFile, type ToWrite } from '../books/sqlite/rebuild.ts';
import { openSyncBooks } from '../books/sqlite/sync-books.ts';
import { theStation } from '../console/actor.ts';
import { Recorder } from '../console/recorder.ts';
import { differedEntry } from '../console/treasury/books-alarm.ts';
import { checkBeginning, checkTreasuryFile } from '../console/treasury/opening-checks.ts';
import { readStationKey, type StationKey, stationOfKeyFile } from '../console/treasury/station-key.ts';
import { readTreasuryFile, treasuryPaths } from '../console/treasury/treasury-folder.ts';
import { ok, type Result } from '../core/result.ts';
import { verifySignature } from '../signer/ed25519.ts';
import { lockFolder } from './folder-lock.ts';

/** What was made, with the differences as lines. Texts of the old file are in them: they are not fit for a terminal yet. */
export interface RebuiltBooks extends Omit<RebuildReport, 'differences'> {
  readonly differences: readonly string[];
}

/**
 * Makes the books of a closed treasury anew; see {@link rebuildFile}. Where they differed, the station writes an alarm into
 * the journal, which officers settle; where its key lies in a
 * keychain, it does so at the next opening.
 * @returns refuses as `rebuildFile` does, and `treasury-missing`, `treasury-damaged`, `file-newer`, `file-older`
 */
export async function rebuildBooks(folder: string, now: number): Promise<Result<RebuiltBooks>> {
  const file = await readTreasuryFile(folder);
  if (!file.ok) return file;
  const policy = checkTreasuryFile(file.value, { practiceOnly: false, verify: verifySignature });
  if (!policy.ok) return policy;
  const { database, stationKey } = treasuryPaths(folder);
  const key = await stationOfKeyFile(stationKey);
  if (!key.ok) return key;
  const signs = await readStationKey(stationKey, null);
  const lock = await lockFolder(folder);
  if (!lock.ok) return lock;
  try {
    const rebuilt = await rebuildFile(database, key.value.publicKey, {
      checkFirst: (first) => checkBeginning(first, file.value),
      writeDown: (made) => writeDown(made, signs.ok ? signs.value : null, now),
      now,
    });
    return rebuilt.ok
      ? ok({ ...rebuilt.value, differences: rebuilt.value.differences.map(differenceText) })
      : rebuilt;
  } finally {
    await lock.value.release();
  }
}

/**
 * Has the new books tell that they were made, and why. Without the station's key it is a row that no entry tells of: the
 * next opening finds it, and the station raises the alarm then.
 */
async function writeDown(
  { file, differences, facts, begin }: ToWrite,
  key: StationKey | null,
  now: number,
): Promise<Result<void>> {
  const opened = openSyncBooks(file);
  if (!opened.ok) return opened;
  const books = opened.value;
  try {
    if (key === null) {
      const { body } = differedEntry({ count: differences.length, differences });
      const alarm = { kind: 'alarm-raised', entry: 0, at: now, ...body } as const;
      return books.commit({ expects: [], entries: [], changes: [alarm], facts: begin });
    }
    const recorder = new Recorder({
      books: {
        commit: async (commit) => books.commit(commit),
        journal: { head: async () => books.journal.head() },
      },
      key,
      now: () => now,
    });
    const count = differences.length;
    return await recorder.commit({
      expects: [],
      entries: [
        differedEntry({ count, differences }),
        {
          kind: 'books-rebuilt',
          actor: theStation('books-checked'),
          body: { differences: count, facts },
        },
      ],
      facts: begin,
      answer: undefined,
    });
  } finally {
    books.close();
  }
}
