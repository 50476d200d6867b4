import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { extractBackup } from '../../../electron/backup/extract-backup.ts';
import { readBackup } from '../../../electron/backup/read-backup.ts';
import { writeBackup } from '../../../electron/backup/write-backup.ts';
import { about, PASSPHRASE, putFiles, someFiles } from '../../support/backup-samples.ts';
import { makePrivateFolder, type PrivateFolder } from '../../support/private-folder.ts';
import { codeOf, must, utf8, WORK_FACTOR } from '../../support/treasury-steps.ts';

/** What the disk answers to writing, by the number of the writing; null: it is a good one. */
let disk: { readonly from: number; readonly code: string } | null = null;
let writings = 0;

vi.mock('node:fs', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:fs')>();
  const refused = () => {
    writings += 1;
    return disk !== null && writings > disk.from;
  };
  const fault = (syscall: string) =>
    Object.assign(new Error(`${disk?.code}: ${syscall}`), { ...disk, syscall });
  return {
    ...original,
    openSync: (...args: Parameters<typeof original.openSync>) => {
      if (disk?.from === 0 && (Number(args[1]) & 3) !== 0) throw fault('open');
      return original.openSync(...args);
    },
    writeSync: (...args: Parameters<typeof original.writeSync>) => {
      if (refused()) throw fault('write');
      return original.writeSync(...args);
    },
  };
});

let folder: PrivateFolder;
beforeEach(() => {
  folder = makePrivateFolder();
  putFiles(folder.at('draft'), someFiles);
  disk = null;
  writings = 0;
});
afterEach(() => folder.remove());

const write = () =>
  writeBackup({
    draft: folder.at('draft'),
    names: Object.keys(someFiles),
    about,
    target: folder.at('backup.age'),
    passphrase: utf8(PASSPHRASE),
    workFactor: WORK_FACTOR,
  });

it.each([
  ['a disk that becomes full', { from: 2, code: 'ENOSPC' }, 'disk-full'],
  ['a quota that ends', { from: 1, code: 'EDQUOT' }, 'disk-full'],
  ['a medium that is read-only', { from: 0, code: 'EROFS' }, 'medium-read-only'],
  ['a folder that nobody may write to', { from: 0, code: 'EACCES' }, 'file-not-written'],
  ['a medium that fails', { from: 1, code: 'EIO' }, 'file-not-written'],
])('%s is said to be that, and nothing of the backup is left', async (_, fault, code) => {
  disk = fault;
  expect(codeOf(await write())).toBe(code);
  expect(readdirSync(folder.path)).toEqual(['draft']);
});

it.each([
  ['full', { from: 3, code: 'ENOSPC' }, 'disk-full'],
  ['read-only', { from: 0, code: 'EROFS' }, 'medium-read-only'],
])('a restore to a disk that is %s says so', async (_, fault, code) => {
  const { sha256 } = must(await write());
  const { wrapKey } = must(await readBackup(folder.at('backup.age'), { passphrase: utf8(PASSPHRASE) }));
  disk = fault;
  writings = 0;
  expect(
    codeOf(await extractBackup({ file: folder.at('backup.age'), wrapKey, sha256, into: folder.at('new') })),
  ).toBe(code);
});
