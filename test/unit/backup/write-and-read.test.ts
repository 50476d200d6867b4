import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import * as age from 'age-encryption';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { extractBackup } from '../../../electron/backup/extract-backup.ts';
import { readBackup, readBackupTyped } from '../../../electron/backup/read-backup.ts';
import { type WriteBackup, writeBackup } from '../../../electron/backup/write-backup.ts';
import {
  about,
  archiveOfFiles,
  manifestOf,
  PASSPHRASE,
  putFiles,
  someFiles,
} from '../../support/backup-samples.ts';
import { makePrivateFolder, type PrivateFolder } from '../../support/private-folder.ts';
import { codeOf, must, utf8, WORK_FACTOR } from '../../support/treasury-steps.ts';

let folder: PrivateFolder;
let job: WriteBackup;
beforeEach(() => {
  folder = makePrivateFolder();
  putFiles(folder.at('draft'), someFiles);
  job = {
    draft: folder.at('draft'),
    names: Object.keys(someFiles),
    about,
    target: folder.at('backup.age'),
    passphrase: utf8(PASSPHRASE),
    workFactor: WORK_FACTOR,
  };
});
afterEach(() => folder.remove());

const look = () => readBackup(job.target, { passphrase: utf8(PASSPHRASE) });

describe('a backup that was written', () => {
  it('is read to its end, with every file as it was', async () => {
    const written = must(await writeBackup(job));
    const read = must(await look());
    expect(read.manifest).toEqual(manifestOf(someFiles));
    expect(read).toMatchObject({ sha256: written.sha256, size: statSync(job.target).size });
    expect(readdirSync(folder.path).sort()).toEqual(['backup.age', 'draft']);
    expect(statSync(job.target).mode & 0o777).toBe(0o600);
  });

  it('is an age file: the second implementation opens it, and finds the same archive', async () => {
    must(await writeBackup(job));
    const decrypter = new age.Decrypter();
    decrypter.addPassphrase(PASSPHRASE);
    const plain = await decrypter.decrypt(new Uint8Array(readFileSync(job.target)));
    expect(Buffer.from(plain).equals(archiveOfFiles(someFiles))).toBe(true);
  });

  it('is read where the second implementation encrypted the archive', async () => {
    const encrypter = new age.Encrypter();
    encrypter.setPassphrase(PASSPHRASE);
    encrypter.setScryptWorkFactor(WORK_FACTOR);
    writeFileSync(job.target, await encrypter.encrypt(archiveOfFiles(someFiles)));
    expect(must(await look()).manifest).toEqual(manifestOf(someFiles));
  });

  it('opens with its passphrase composed or decomposed, whichever keyboard wrote it', async () => {
    must(await writeBackup({ ...job, passphrase: utf8('sieben stille Häfen'.normalize('NFD')) }));
    must(await readBackupTyped(job.target, utf8('sieben stille Häfen'.normalize('NFC'))));
    expect(codeOf(await readBackupTyped(job.target, utf8('sieben laute Häfen')))).toBe(
      'backup-passphrase-wrong',
    );
  });

  it('is unpacked into files that are the same, each of its owner alone', async () => {
    const { sha256 } = must(await writeBackup(job));
    const { wrapKey } = must(await look());
    must(await extractBackup({ file: job.target, wrapKey, sha256, into: folder.at('new') }));
    for (const [name, bytes] of Object.entries(someFiles)) {
      expect(readFileSync(folder.at(`new/${name}`)).equals(bytes)).toBe(true);
      expect(statSync(folder.at(`new/${name}`)).mode & 0o777).toBe(0o600);
    }
  });

  it.each([65536 - 2048 - 1024, 65536 - 2048 - 1536, 65536, 131072])(
    'ends at any border of a chunk (%i bytes)',
    async (length) => {
      const files = { ...someFiles, 'treasury.sqlite': new Uint8Array(length).fill(1) };
      putFiles(job.draft, files);
      must(await writeBackup(job));
      expect(must(await look()).manifest).toEqual(manifestOf(files));
    },
  );
});

describe('a backup that cannot be written', () => {
  it('never takes the place of a file that is there', async () => {
    folder.write('backup.age', utf8('mine'));
    expect(codeOf(await writeBackup(job))).toBe('backup-exists');
    expect(readFileSync(job.target, 'utf8')).toBe('mine');
  });

  it('leaves nothing where a file of the treasury cannot be read', async () => {
    expect(codeOf(await writeBackup({ ...job, names: [...job.names, 'vaults/gone.stronghold'] }))).toBe(
      'file-not-written',
    );
    expect(readdirSync(folder.path)).toEqual(['draft']);
  });

  it('takes what a killed one left of the same name away', async () => {
    folder.write('.backup.age.0123456789ab.tmp', utf8('half'));
    must(await writeBackup(job));
    expect(existsSync(folder.at('.backup.age.0123456789ab.tmp'))).toBe(false);
  });
});

it('a backup that was changed after the look is not unpacked', async () => {
  const { sha256 } = must(await writeBackup(job));
  const { wrapKey } = must(await look());
  const other = `${sha256.slice(0, -1)}${sha256.endsWith('0') ? '1' : '0'}`;
  expect(
    codeOf(await extractBackup({ file: job.target, wrapKey, sha256: other, into: folder.at('new') })),
  ).toBe('backup-changed');
});
