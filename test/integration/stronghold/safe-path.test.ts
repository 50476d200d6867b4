import { chmod, chown, lchown, mkdir, symlink, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdLock } from '../../../electron/stronghold/file-lock.ts';
import { inspectStronghold } from '../../../electron/stronghold/inspect-file.ts';
import { readBackup } from '../../../electron/stronghold/read-backup.ts';
import { createSeedFile, readSeedFile } from '../../../electron/stronghold/seed-file.ts';
import { makePrivateFolder, type PrivateFolder } from '../../support/private-folder.ts';
import { countingRandom, sampleSeed } from '../../support/stronghold-samples.ts';

const posix = process.platform !== 'win32';
const password = utf8ToBytes('password');
const seed = sampleSeed();

let folder: PrivateFolder;
let file: string;
beforeEach(async () => {
  folder = makePrivateFolder();
  file = folder.at('cold.stronghold');
  const random = countingRandom('safe path');
  expect((await createSeedFile({ file, password, seed, workFactor: 1, random })).ok).toBe(true);
});
afterEach(() => folder.remove());

const readers = {
  readSeedFile: (path: string, trustPlace?: boolean) => readSeedFile({ file: path, password, trustPlace }),
  readBackup: (path: string, trustPlace?: boolean) => readBackup({ file: path, password, trustPlace }),
  inspectStronghold: (path: string, trustPlace?: boolean) => inspectStronghold(path, { trustPlace }),
};

describe.skipIf(!posix).each(Object.entries(readers))('%s', (_, read) => {
  it('opens a file that only its owner can use, in such a folder', async () => {
    expect((await read(file)).ok).toBe(true);
  });

  it.each([0o755, 0o750, 0o701 | 0o004, 0o777, 0o720])(
    'refuses a folder of mode %o and says how to mend it',
    async (mode) => {
      await chmod(folder.path, mode);
      const refused = await read(file);
      expect(refused).toMatchObject({ ok: false, code: 'stronghold-unsafe-path' });
      expect(!refused.ok && refused.message).toContain(`chmod 700 '${folder.path}'`);
      await chmod(folder.path, 0o700);
      expect((await read(file)).ok).toBe(true);
    },
  );

  it.each([0o644, 0o640, 0o604, 0o666, 0o620])(
    'refuses a file of mode %o and says how to mend it',
    async (mode) => {
      await chmod(file, mode);
      const refused = await read(file);
      expect(refused).toMatchObject({ ok: false, code: 'stronghold-unsafe-path' });
      expect(!refused.ok && refused.message).toContain(`chmod 600 '${file}'`);
    },
  );

  it('opens both where the place is trusted by name', async () => {
    await chmod(file, 0o644);
    await chmod(folder.path, 0o755);
    expect((await read(file, true)).ok).toBe(true);
  });

  it('follows a link to a folder, and judges that folder', async () => {
    const linked = `${folder.path}-link`;
    await symlink(folder.path, linked);
    try {
      const file = join(linked, 'cold.stronghold');
      expect((await read(file)).ok).toBe(true);
      await chmod(folder.path, 0o755);
      expect(await read(file)).toMatchObject({ code: 'stronghold-unsafe-path' });
    } finally {
      await unlink(linked);
    }
  });

  it.skipIf(process.getuid?.() !== 0)('refuses a link to a folder that another user made', async () => {
    const linked = `${folder.path}-link`;
    await symlink(folder.path, linked);
    await lchown(linked, 12345, 12345);
    try {
      const refused = await read(join(linked, 'cold.stronghold'));
      expect(refused).toMatchObject({ ok: false, code: 'stronghold-unsafe-path' });
      expect(!refused.ok && refused.message).toContain('12345');
    } finally {
      await unlink(linked);
    }
  });

  it('names a folder that is missing behind its link, or is a file', async () => {
    const linked = `${folder.path}-link`;
    for (const [target, code] of [
      [folder.at('nowhere'), 'stronghold-missing'],
      [file, 'stronghold-unsafe-path'],
    ] as const) {
      await symlink(target, linked);
      expect(await read(join(linked, 'cold.stronghold'))).toMatchObject({ code });
      await unlink(linked);
    }
  });

  it('refuses a file that is a symbolic link, trusted or not', async () => {
    await symlink(file, folder.at('link'));
    for (const trustPlace of [false, true]) {
      expect(await read(folder.at('link'), trustPlace)).toMatchObject({ code: 'stronghold-not-plain' });
    }
  });
});

describe.skipIf(!posix)('writing', () => {
  it('is refused in a folder that others can read', async () => {
    const open = folder.at('open');
    await mkdir(open);
    await chmod(open, 0o755);
    const random = countingRandom('refused');
    const created = await createSeedFile({ file: join(open, 'a'), password, seed, workFactor: 1, random });
    expect(created).toMatchObject({ code: 'stronghold-unsafe-path' });
    expect(await holdLock(join(open, 'a'))).toMatchObject({ code: 'stronghold-unsafe-path' });
  });

  it.skipIf(process.getuid?.() !== 0)('is refused in a folder of another user', async () => {
    const theirs = folder.at('theirs');
    await mkdir(theirs, { mode: 0o700 });
    await chown(theirs, 12345, 12345);
    const random = countingRandom('refused');
    const created = await createSeedFile({ file: join(theirs, 'a'), password, seed, workFactor: 1, random });
    expect(created).toMatchObject({ code: 'stronghold-unsafe-path' });
    expect(!created.ok && created.message).toContain('12345');
  });
});
