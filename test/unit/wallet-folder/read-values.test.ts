import { chmod, cp, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { Refused } from '../../../electron/core/result.ts';
import { withFolderCopy } from '../../../electron/wallet-folder/rocksdb/folder-copy.ts';
import { lockedFiles } from '../../../electron/wallet-folder/rocksdb/lock-held.ts';
import { readValues } from '../../../electron/wallet-folder/rocksdb/read-values.ts';
import { must } from '../../support/must.ts';
import { makePrivateFolder } from '../../support/private-folder.ts';
import {
  type Bytes,
  batchOf,
  bytesOf,
  comparatorEdit,
  join,
  logEdit,
  logOf,
  tableEdit,
} from '../../support/rocksdb-files.ts';
import { type FolderOf, folderFiles, writeFiles } from '../../support/wallet-folder.ts';

const place = makePrivateFolder();
afterAll(() => place.remove());
let count = 0;

const both: FolderOf = {
  table: [
    ['kept', 'in the table'],
    ['changed', 'old'],
    ['gone', 'soon'],
  ],
  log: [
    [['changed', 'new']],
    [
      ['gone', null],
      ['added', 'in the log'],
    ],
  ],
};

async function folderOf(files: ReadonlyMap<string, Bytes> = folderFiles(both)): Promise<string> {
  const folder = place.at(`folder-${count++}`);
  await writeFiles(folder, files);
  return folder;
}
async function codeOf(folder: string): Promise<string> {
  const read = await readValues(folder);
  return read.ok ? 'none' : read.code;
}
const changed = (change: (files: Map<string, Bytes>) => void) => {
  const files = folderFiles(both);
  change(files);
  return folderOf(files);
};

describe('the values of a folder', () => {
  it('are the newest of tables and logs', async () => {
    const values = must(await readValues(await folderOf()));
    expect(
      Object.fromEntries([...values].map(([key, value]) => [key, Buffer.from(value).toString()])),
    ).toEqual({
      kept: 'in the table',
      changed: 'new',
      added: 'in the log',
    });
  });

  it('are not taken from a log that the tables have replaced, nor from a table that is not listed', async () => {
    const folder = await changed((files) => {
      files.set('000006.log', files.get('000007.log')!);
      files.set('000007.log', new Uint8Array());
      files.set('000099.sst', bytesOf('left over'));
    });
    expect([...must(await readValues(folder)).keys()]).toEqual(['changed', 'gone', 'kept']);
  });

  it.each([
    ['no such folder', async () => place.at('nowhere'), 'wallet-folder-torn'],
    ['an empty folder', () => folderOf(new Map()), 'wallet-folder-foreign'],
    [
      'a file in the place of the folder',
      async () => place.write('a-file', bytesOf('x')),
      'wallet-folder-foreign',
    ],
    [
      'CURRENT that leads out of the folder',
      () => changed((files) => files.set('CURRENT', bytesOf('../../etc/passwd\n'))),
      'wallet-folder-foreign',
    ],
    [
      'CURRENT without end',
      () => changed((files) => files.set('CURRENT', new Uint8Array(101))),
      'wallet-folder-oversize',
    ],
    ['no list of files', () => changed((files) => files.delete('MANIFEST-000005')), 'wallet-folder-torn'],
    [
      'a listed table that is gone',
      () => changed((files) => files.delete('000004.sst')),
      'wallet-folder-torn',
    ],
    ['a log that is gone', () => changed((files) => files.delete('000007.log')), 'wallet-folder-torn'],
    [
      'a table that was copied in part',
      () => changed((files) => files.set('000004.sst', files.get('000004.sst')!.slice(0, -1))),
      'wallet-folder-torn',
    ],
    [
      'a table that has grown',
      () => changed((files) => files.set('000004.sst', join(files.get('000004.sst')!, bytesOf('x')))),
      'wallet-folder-damaged',
    ],
    [
      'a log that was copied in part',
      () => changed((files) => files.set('000007.log', files.get('000007.log')!.slice(0, -1))),
      'wallet-folder-torn',
    ],
    [
      'a database of another program',
      () => changed((files) => files.set('MANIFEST-000005', logOf([logEdit(1)]))),
      'wallet-folder-foreign',
    ],
    [
      'a table that says that it is larger than any',
      () => changed((files) => files.set('MANIFEST-000005', logOf([comparatorEdit, tableEdit(4, 2 ** 50)]))),
      'wallet-folder-torn',
    ],
  ])('are refused: %s', async (_, folder, expected) => {
    expect(await codeOf(await folder())).toBe(expected);
  });

  it('are refused in a folder of more files than any', async () => {
    const folder = await folderOf();
    for (let i = 0; i <= 10_000; i++) await writeFile(path.join(folder, `${i}.txt`), '');
    expect(await codeOf(folder)).toBe('wallet-folder-oversize');
  });

  it.skipIf(process.platform === 'win32')('are not read through a symbolic link', async () => {
    const honest = await folderOf();
    const link = place.at('link');
    await symlink(honest, link);
    expect(await codeOf(link)).toBe('wallet-folder-foreign');
    const folder = await folderOf();
    await rename(path.join(folder, '000007.log'), place.at('elsewhere.log'));
    await symlink(place.at('elsewhere.log'), path.join(folder, '000007.log'));
    expect(await codeOf(folder)).toBe('wallet-folder-foreign');
  });

  it('are not read from a folder in the place of a file', async () => {
    const folder = await changed((files) => files.delete('000007.log'));
    await mkdir(path.join(folder, '000007.log'));
    expect(await codeOf(folder)).toBe('wallet-folder-foreign');
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'are refused where a file may not be read',
    async () => {
      const folder = await folderOf();
      await chmod(path.join(folder, '000007.log'), 0);
      expect(await codeOf(folder)).toBe('wallet-folder-foreign');
    },
  );
});

describe('changes that are numbered from log to log', () => {
  const numbered = (from: bigint, ...keys: string[]) =>
    logOf([
      batchOf(
        from,
        keys.map((key) => [key, 'v']),
      ),
    ]);
  const withLogs = (logs: Readonly<Record<string, Bytes>>) =>
    changed((files) => {
      files.delete('000007.log');
      for (const [name, bytes] of Object.entries(logs)) files.set(name, bytes);
    });
  const three = {
    '000007.log': numbered(1000n, 'a', 'b'),
    '000009.log': numbered(1002n, 'c'),
    '000012.log': numbered(1003n, 'd'),
  };

  it('are read where each log goes on behind the one before, and some may be in a table too', async () => {
    const keys = async (folder: string) => [...must(await readValues(folder)).keys()];
    expect(await keys(await withLogs(three))).toEqual(expect.arrayContaining(['a', 'b', 'c', 'd']));
    const overlaps = { ...three, '000007.log': numbered(998n, 'x', 'y', 'a', 'b') };
    expect(await keys(await withLogs(overlaps))).toContain('x');
    const noted = {
      ...three,
      '000009.log': join(logOf([batchOf(1002n, []), batchOf(1002n, [['c', 'v']])])),
    };
    expect(await keys(await withLogs(noted))).toContain('c');
  });

  it('are refused: a middle log that was taken out brings an older state back', async () => {
    const { '000009.log': _, ...left } = three;
    expect(await codeOf(await withLogs(left))).toBe('wallet-folder-torn');
  });

  it('are refused: the first log behind the tables was taken out', async () => {
    const { '000007.log': _, ...left } = three;
    expect(await codeOf(await withLogs(left))).toBe('wallet-folder-torn');
  });

  it('are refused: a log was cut between two records, and another one follows', async () => {
    const cut = { ...three, '000007.log': numbered(1000n, 'a') };
    expect(await codeOf(await withLogs(cut))).toBe('wallet-folder-torn');
  });

  it('are refused: a record was taken out of the middle of a log', async () => {
    const holed = { '000007.log': logOf([batchOf(1000n, [['a', '1']]), batchOf(1002n, [['a', '3']])]) };
    expect(await codeOf(await withLogs(holed))).toBe('wallet-folder-torn');
  });

  it('are refused: changes that come a second time', async () => {
    const twice = { ...three, '000013.log': three['000009.log'] };
    expect(await codeOf(await withLogs(twice))).toBe('wallet-folder-damaged');
  });
});

describe('a folder that another program has open', () => {
  it.skipIf(process.platform !== 'linux')('is refused: its lock is held', async () => {
    const folder = await folderOf();
    // SQLite takes the same kind of lock (fcntl) as RocksDB does.
    await rm(path.join(folder, 'LOCK'));
    const holder = new DatabaseSync(path.join(folder, 'LOCK'));
    holder.exec('CREATE TABLE t (x); BEGIN EXCLUSIVE; INSERT INTO t VALUES (1)');
    expect(await codeOf(folder)).toBe('wallet-folder-locked');
    holder.exec('COMMIT');
    holder.close();
    expect(await codeOf(folder)).toBe('none');
  });

  it.each([
    ['writes a log', async (folder: string) => writeFile(path.join(folder, '000007.log'), 'more')],
    ['makes a file', async (folder: string) => writeFile(path.join(folder, '000008.log'), '')],
    [
      'puts another list in the place of the first',
      async (folder: string) => {
        await cp(path.join(folder, 'CURRENT'), path.join(folder, 'next'));
        await rename(path.join(folder, 'next'), path.join(folder, 'CURRENT'));
      },
    ],
  ])('is refused when it %s while it is read', async (_, act) => {
    const folder = await folderOf();
    const read = withFolderCopy(folder, async (names, readCopy) => {
      for (const name of names) await readCopy(name);
      await act(folder);
    });
    const refused = await read.catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect((refused as Refused).refusal.code).toBe('wallet-folder-locked');
  });

  it('is found in the list of locks, whoever holds it and in whatever way', () => {
    const locks = [
      '1: POSIX  ADVISORY  WRITE 3568 fd:00:2531452 0 EOF',
      '2: FLOCK  ADVISORY  WRITE 3517 fd:00:2531448 0 EOF',
      '2: -> FLOCK  ADVISORY  WRITE 9 fd:00:77 0 EOF',
      '3: OFDLCK ADVISORY  READ -1 00:06:1029 0 EOF',
    ].join('\n');
    expect([...lockedFiles(locks)]).toEqual([2531452, 1029]);
  });
});
