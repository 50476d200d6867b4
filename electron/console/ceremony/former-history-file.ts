import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  type FormerHistory,
  formerHistorySchema,
  historyBytes,
  historyDigest,
  type Imported,
} from '../../core/ceremony/former-history.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { parseWith } from '../../core/schema.ts';
import { replaceAtomically } from '../../stronghold/atomic-file.ts';
import { openWithoutWaiting, readUpTo } from '../../stronghold/plain-file.ts';
import { stillNotWritten } from '../../stronghold/write-fault.ts';
import { storedJson } from '../stored-json.ts';
import { treasuryPaths } from '../treasury/treasury-folder.ts';
import type { FormerImport } from './decide-import.ts';
import { isSystemError } from './discard-written.ts';

const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Writes the payments of another wallet into the treasury's folder, before the ceremony's record names them: a file that no
 * record names means nothing. Refuses `file-not-written`.
 * @returns what record and journal say of it
 */
export async function writeFormerHistory(
  folder: string,
  ceremonyId: string,
  { accounts, history }: Pick<FormerImport, 'accounts' | 'history'>,
): Promise<Result<Imported>> {
  const bytes = historyBytes(history);
  const written = await replaceAtomically({
    file: treasuryPaths(folder).imported(ceremonyId),
    bytes,
    verify: () => ok(undefined),
  });
  if (!written.ok) return stillNotWritten('what came out of the folder', written);
  return ok({
    accounts: accounts.filter(({ outcome }) => outcome === 'comes').length,
    payments: history.payments.length,
    digest: historyDigest(bytes),
  });
}

/** Takes away what a ceremony wrote that did not end; where it cannot be taken away, no record names it. */
export async function discardFormerHistory(folder: string, ceremonyId: string): Promise<void> {
  try {
    await rm(treasuryPaths(folder).imported(ceremonyId), { force: true });
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/**
 * Takes away the files of ceremonies that have no record: a kill came between the two, and nobody knows of them.
 * @param recorded ids of the ceremonies that have one
 */
export async function discardLooseHistories(folder: string, recorded: ReadonlySet<string>): Promise<void> {
  const place = path.dirname(treasuryPaths(folder).imported(''));
  try {
    for (const name of await readdir(place)) {
      if (!recorded.has(name.split('.')[0] ?? '')) await rm(path.join(place, name), { force: true });
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/** Reads them again; refuses `former-history-changed` where it is not the file that the journal names. */
export async function readFormerHistory(
  folder: string,
  ceremonyId: string,
  { digest }: Imported,
): Promise<Result<FormerHistory>> {
  const bytes = await readBytes(treasuryPaths(folder).imported(ceremonyId));
  const history =
    bytes && historyDigest(bytes) === digest
      ? parseWith(formerHistorySchema, storedJson(new TextDecoder().decode(bytes)))
      : null;
  return history?.ok
    ? history
    : refuse('former-history-changed', 'expected the file of earlier payments as the journal names it');
}

async function readBytes(file: string): Promise<Uint8Array | null> {
  try {
    const handle = await openWithoutWaiting(file);
    try {
      const { size } = await handle.stat();
      return size > MOST_BYTES ? null : await readUpTo(handle, size);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isSystemError(error)) return null;
    throw error;
  }
}
