import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendToStateFile } from '../../../electron/signer/state-file.ts';
import { replaceAtomically } from '../../../electron/stronghold/atomic-file.ts';
import { saveBackupCopy } from '../../../electron/stronghold/backup-copy.ts';
import { changePassword } from '../../../electron/stronghold/change-password.ts';
import { createSeedFile, readSeedFile } from '../../../electron/stronghold/seed-file.ts';
import { notWritten } from '../../../electron/stronghold/write-fault.ts';
import { canMount, makeReadOnly, mount, unmount } from '../../support/own-medium.ts';
import { makePrivateFolder, type PrivateFolder } from '../../support/private-folder.ts';
import { countingRandom, sampleSeed } from '../../support/stronghold-samples.ts';

const password = new TextEncoder().encode('password');
const random = countingRandom('write fault');
const seed = sampleSeed();

let folder: PrivateFolder;
beforeEach(() => {
  folder = makePrivateFolder();
});
afterEach(() => folder.remove());

describe('what kept a file from being written', () => {
  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EROFS', 'medium-read-only'],
    ['EACCES', 'file-not-written'],
    ['EIO', 'file-not-written'],
  ])('%s is %s, and named', (system, code) => {
    const refused = notWritten('it failed', Object.assign(new Error(), { code: system }));
    expect(refused).toMatchObject({ code, message: `it failed (${system})` });
  });

  it('a bug is thrown on', () => expect(() => notWritten('it', new Error('bug'))).toThrow('bug'));
});

describe.skipIf(!canMount())('on a medium of its own (needs the right to mount one)', () => {
  let place: string;
  const at = (name: string) => `${place}/${name}`;
  afterEach(() => unmount(place));

  describe('that is read-only', () => {
    beforeEach(async () => {
      place = folder.at('medium');
      expect(mount(place, '1m')).toBe(true);
      const made = await createSeedFile({ file: at('a.stronghold'), password, seed, workFactor: 1, random });
      expect(made.ok).toBe(true);
      makeReadOnly(place);
    });

    it('a file is read, and nothing is called damaged', async () => {
      expect(await readSeedFile({ file: at('a.stronghold'), password })).toEqual({ ok: true, value: seed });
    });

    it('nothing is written, and the medium is named', async () => {
      const change = {
        file: at('a.stronghold'),
        oldPassword: password,
        newPassword: password,
        workFactor: 1,
        random,
      };
      expect(await changePassword(change)).toMatchObject({ code: 'medium-read-only' });
      const created = await createSeedFile({
        file: at('b/b.stronghold'),
        password,
        seed,
        workFactor: 1,
        random,
      });
      expect(created).toMatchObject({ code: 'medium-read-only' });
      const copied = await saveBackupCopy({ file: at('a.stronghold'), target: at('c.stronghold'), password });
      expect(copied).toMatchObject({ code: 'medium-read-only' });
    });
  });

  it('that is full: the old file stays, and the full disk is named', async () => {
    place = folder.at('medium');
    expect(mount(place, '16k')).toBe(true);
    const write = (bytes: Uint8Array) =>
      replaceAtomically({ file: at('a'), bytes, verify: () => ({ ok: true, value: undefined }) });
    expect(await write(new Uint8Array(4096))).toMatchObject({ ok: true });
    expect(await write(new Uint8Array(20_000))).toMatchObject({ code: 'disk-full' });
    const link = { hash: '', count: 0, tag: new Uint8Array(0) };
    const end = { size: 4096, length: 4096, link } as unknown as Parameters<typeof appendToStateFile>[2];
    expect(await appendToStateFile(at('a'), new Uint8Array(20_000), end)).toMatchObject({
      code: 'disk-full',
    });
  });
});
