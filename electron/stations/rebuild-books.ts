import { differenceText } from '../books/books-check.ts';
import { type RebuildReport, rebuildFile } from '../books/sqlite/rebuild.ts';
import { checkBeginning, checkTreasuryFile } from '../console/treasury/opening-checks.ts';
import { stationOfKeyFile } from '../console/treasury/station-key.ts';
import { readTreasuryFile, treasuryPaths } from '../console/treasury/treasury-folder.ts';
import { ok, type Result } from '../core/result.ts';
import { verifySignature } from '../signer/ed25519.ts';
import { lockFolder } from './folder-lock.ts';

/** What was made, with the differences as lines. Texts of the old file are in them: they are not fit for a terminal yet. */
export interface RebuiltBooks extends Omit<RebuildReport, 'differences'> {
  readonly differences: readonly string[];
}

/**
 * Makes the books of a closed treasury anew from their journal; see {@link rebuildFile}.
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
  const checkFirst = (first: string | undefined) => checkBeginning(first, file.value);
  const lock = await lockFolder(folder);
  if (!lock.ok) return lock;
  try {
    const rebuilt = rebuildFile(database, key.value.publicKey, { checkFirst, now });
    return rebuilt.ok
      ? ok({ ...rebuilt.value, differences: rebuilt.value.differences.map(differenceText) })
      : rebuilt;
  } finally {
    await lock.value.release();
  }
}
