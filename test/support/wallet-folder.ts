import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type Bytes,
  batchOf,
  bytesOf,
  type Change,
  comparatorEdit,
  type Entry,
  internalKey,
  lastChangeEdit,
  logEdit,
  logOf,
  type TableShape,
  tableEdit,
  tableOf,
} from './rocksdb-files.ts';

export interface FolderOf {
  /** Changes in the log, a batch each. */
  readonly log?: readonly (readonly Change[])[];
  /** Changes in a table, older than those of the log. */
  readonly table?: readonly Change[];
  readonly shape?: TableShape;
}

/** The entries of a table for changes that are numbered from 1 on. */
export const entriesOf = (changes: readonly Change[]): Entry[] =>
  changes
    .map(([key, value], i) => ({
      key: internalKey(key, BigInt(i + 1), value === null ? 0 : 1),
      value: bytesOf(value ?? ''),
    }))
    .toSorted((a, b) => {
      const order = Buffer.compare(a.key.subarray(0, -8), b.key.subarray(0, -8));
      return (
        order ||
        -Buffer.from(a.key.slice(-8))
          .reverse()
          .compare(Buffer.from(b.key.slice(-8)).reverse())
      );
    });

/** The files of a folder, by name. */
export function folderFiles({ log = [], table, shape }: FolderOf): Map<string, Bytes> {
  const files = new Map<string, Bytes>([
    ['CURRENT', bytesOf('MANIFEST-000005\n')],
    ['LOCK', new Uint8Array()],
    ['IDENTITY', bytesOf('00000000-0000-4000-8000-000000000000')],
  ]);
  const edits = [comparatorEdit, logEdit(7), lastChangeEdit(999n)];
  if (table) {
    const bytes = tableOf(entriesOf(table), shape);
    files.set('000004.sst', bytes);
    edits.push(tableEdit(4, bytes.length));
  }
  files.set('MANIFEST-000005', logOf(edits));
  let sequence = 1000n;
  const records = log.map((changes) => {
    const batch = batchOf(sequence, changes);
    sequence += BigInt(changes.length);
    return batch;
  });
  files.set('000007.log', logOf(records));
  return files;
}

/** Writes the files of a folder to an empty place. */
export async function writeFiles(folder: string, files: ReadonlyMap<string, Bytes>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of files) await writeFile(path.join(folder, name), bytes);
}
