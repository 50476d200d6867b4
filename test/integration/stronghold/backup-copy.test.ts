import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveBackupCopy } from '../../../electron/stronghold/backup-copy.ts';
import { holdLock } from '../../../electron/stronghold/file-lock.ts';
import { createSeedFile, readSeedFile } from '../../../electron/stronghold/seed-file.ts';
import { makePrivateFolder, type PrivateFolder } from '../../support/private-folder.ts';
import { countingRandom, sampleSeed } from '../../support/stronghold-samples.ts';
import { sampleVersion2File } from '../../support/stronghold-wallets.ts';
import { withoutHardLinks } from '../../support/without-hard-links.ts';

const posix = process.platform !== 'win32';
const random = countingRandom('copy');
const password = utf8ToBytes('password');

let folder: PrivateFolder;
let file: string;
let target: string;
beforeEach(async () => {
  folder = makePrivateFolder();
  file = folder.at('cold.stronghold');
  target = folder.at('stick/cold.stronghold');
  await createSeedFile({ file, password, seed: sampleSeed(), workFactor: 1, random });
});
afterEach(() => folder.remove());

const copy = (changes: Partial<Parameters<typeof saveBackupCopy>[0]> = {}) =>
  saveBackupCopy({ file, target, password, ...changes });

describe('a backup copy', () => {
  it('has every byte, opens with the password, and reports its size and digest', async () => {
    const bytes = await readFile(file);
    expect(await copy()).toEqual({
      ok: true,
      value: { size: bytes.length, sha256: bytesToHex(sha256(bytes)) },
    });
    expect(await readFile(target)).toEqual(bytes);
    expect(await readSeedFile({ file: target, password })).toEqual({ ok: true, value: sampleSeed() });
    expect(await readdir(folder.at('stick'))).toEqual(['cold.stronghold']);
  });

  it.skipIf(!posix)('is for its owner only', async () => {
    await copy();
    expect((await stat(target)).mode & 0o777).toBe(0o600);
  });

  it('is made of a vault that is open, whose lock is taken', async () => {
    const lock = await holdLock(file);
    expect((await copy()).ok).toBe(true);
    if (lock.ok) await lock.value.release();
  });

  it('is made of a version 2 file too', async () => {
    const old = sampleVersion2File(password, random);
    expect(await copy({ file: folder.write('old', old) })).toMatchObject({ value: { size: old.length } });
  });

  it('is not made with the wrong password, and leaves nothing behind', async () => {
    await mkdir(folder.at('stick'), { mode: 0o700 });
    expect(await copy({ password: utf8ToBytes('wrong') })).toMatchObject({ code: 'password-wrong' });
    expect(await readdir(folder.at('stick'))).toEqual([]);
  });

  it('is not made of a damaged file', async () => {
    const bytes = await readFile(file);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(file, bytes);
    expect(await copy()).toMatchObject({ code: 'stronghold-damaged' });
    expect(await readdir(folder.path)).toEqual(['cold.stronghold']);
  });

  it('never overwrites a file, nor the file itself', async () => {
    await mkdir(folder.at('stick'), { mode: 0o700 });
    await writeFile(target, 'theirs');
    expect(await copy()).toMatchObject({ code: 'stronghold-exists' });
    expect(await copy({ target: file })).toMatchObject({ code: 'stronghold-exists' });
    expect(await readFile(target, 'utf8')).toBe('theirs');
  });

  it.skipIf(!posix)('does not follow a symbolic link', async () => {
    await mkdir(folder.at('stick'), { mode: 0o700 });
    await symlink(folder.at('elsewhere'), target);
    expect(await copy()).toMatchObject({ code: 'stronghold-not-plain' });
    expect((await readdir(folder.path)).sort()).toEqual(['cold.stronghold', 'stick']);
  });

  it.skipIf(!posix)('goes to a place that others can read only where that is trusted by name', async () => {
    const stick = folder.at('stick');
    await mkdir(stick);
    await chmod(stick, 0o777);
    expect(await copy()).toMatchObject({ code: 'stronghold-unsafe-path' });
    expect(await readdir(stick)).toEqual([]);
    expect(await copy({ trustPlace: true })).toMatchObject({ ok: true });
    expect(await readdir(stick)).toEqual(['cold.stronghold']);
  });

  it('goes to a file system without hard links, and overwrites nothing there either', async () => {
    await withoutHardLinks(async () => {
      expect(await copy()).toMatchObject({ ok: true });
      expect(await readdir(folder.at('stick'))).toEqual(['cold.stronghold']);
      expect(await copy()).toMatchObject({ code: 'stronghold-exists' });
    });
  });

  it('is refused below a file, and where the source is not', async () => {
    expect((await copy({ target: join(file, 'x') })).ok).toBe(false);
    expect(await copy({ file: folder.at('none') })).toMatchObject({ code: 'stronghold-missing' });
  });
});
