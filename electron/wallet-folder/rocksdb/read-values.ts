import { ok, Refused, type Result } from '../../core/result.ts';
import { folderBounds } from './bounds.ts';
import { damaged, foreign, torn } from './faults.ts';
import { type ReadCopy, withFolderCopy } from './folder-copy.ts';
import { logRecords } from './log-records.ts';
import { NewestValues } from './newest.ts';
import { takeTable, type Unpacked } from './table.ts';
import { readVersionEdits } from './version-edits.ts';
import { takeBatch } from './write-batch.ts';

/**
 * The present values of a RocksDB folder, by key (latin1 text). Reads copies only: the file `CURRENT` names the list of
 * files, the list names the tables, and logs from a number on hold what came after. Never more than `folderBounds`.
 * @param folder absolute path
 * @returns the values; `wallet-folder-locked`, `wallet-folder-torn`, `wallet-folder-damaged`, `wallet-folder-oversize`,
 * `wallet-folder-newer`, `wallet-folder-foreign`
 */
export async function readValues(folder: string): Promise<Result<ReadonlyMap<string, Uint8Array>>> {
  try {
    return ok(await withFolderCopy(folder, readAll));
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

async function readAll(names: readonly string[], readCopy: ReadCopy) {
  if (!names.includes('CURRENT')) throw foreign('expected a file named CURRENT in the folder');
  const current = Buffer.from(await readCopy('CURRENT', 100)).toString('latin1');
  const [, manifest] = /^(MANIFEST-\d{6,})\n$/.exec(current) ?? [];
  if (manifest === undefined) throw foreign('the file CURRENT names no list of files');
  const list = readVersionEdits(await readCopy(manifest, folderBounds.manifestBytes));
  const { tables, firstLog, lastChange } = list;
  const newest = new NewestValues();
  const unpacked: Unpacked = { left: folderBounds.unpackedBytes };
  for (const [number, size] of tables) {
    const name = `${fileNumber(number)}.sst`;
    const bytes = await readCopy(name);
    if (bytes.length < size) throw torn(`${name}: expected ${size} bytes, got ${bytes.length}`);
    if (bytes.length > size) throw damaged(`${name}: expected ${size} bytes, got ${bytes.length}`);
    takeTable(bytes, name, newest, unpacked);
  }
  const logs = logsFrom(names, firstLog);
  // A folder in use or closed has one always: without it the newest values are missing.
  if (logs.length === 0) throw torn(`expected a log from ${fileNumber(firstLog)} on, got none`);
  let next: bigint | null = null;
  for (const name of logs) {
    for (const record of logRecords(await readCopy(name), name, folderBounds.blockBytes)) {
      const batch = takeBatch(record, name, newest);
      requireNoGap(batch.first, { next, lastChange, name });
      next = batch.next;
    }
  }
  return newest.values();
}

/**
 * Changes are numbered without a gap, within a log and from one to the next; the first log may hold some that a table has
 * too. A gap means that a log between them, or the end of one, is missing.
 */
function requireNoGap(
  first: bigint,
  { next, lastChange, name }: { next: bigint | null; lastChange: bigint; name: string },
): void {
  const expected = next ?? lastChange + 1n;
  if (first > expected) {
    throw torn(
      `${name}: changes ${expected} to ${first - 1n} are missing: a log before it, or a part of one`,
    );
  }
  if (next !== null && first < next) throw damaged(`${name}: change ${first} comes a second time`);
}

const fileNumber = (number: number) => String(number).padStart(6, '0');

/** Logs of this number and above, oldest first. */
function logsFrom(names: readonly string[], first: number): readonly string[] {
  return names
    .flatMap((name) => {
      const [, number] = /^(\d{6,})\.log$/.exec(name) ?? [];
      return number !== undefined && Number(number) >= first ? [{ name, number: Number(number) }] : [];
    })
    .toSorted((a, b) => a.number - b.number)
    .map(({ name }) => name);
}
