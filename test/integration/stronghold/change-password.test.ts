import { readdir, readFile } from 'node:fs/promises';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changePassword, type PasswordChange } from '../../../electron/stronghold/change-password.ts';
import { holdLock } from '../../../electron/stronghold/file-lock.ts';
import { inspectStronghold } from '../../../electron/stronghold/inspect-file.ts';
import { openSnapshot } from '../../../electron/stronghold/open-snapshot.ts';
import { createSeedFile, readSeedFile } from '../../../electron/stronghold/seed-file.ts';
import { encodeSnapshot } from '../../../electron/stronghold/snapshot.ts';
import { deriveSnapshotKey } from '../../../electron/stronghold/snapshot-key.ts';
import { encodeState } from '../../../electron/stronghold/state.ts';
import { makePrivateFolder, type PrivateFolder } from '../../support/private-folder.ts';
import { countingRandom, sampleSeed } from '../../support/stronghold-samples.ts';
import { sampleVersion2File, sampleWallet } from '../../support/stronghold-wallets.ts';

const random = countingRandom('password change');
const oldPassword = utf8ToBytes('old');
const newPassword = utf8ToBytes(' Neues Pässwörd ');
const seed = { ok: true, value: sampleSeed() };

let folder: PrivateFolder;
let file: string;
beforeEach(async () => {
  folder = makePrivateFolder();
  file = folder.at('cold.stronghold');
  await createSeedFile({ file, password: oldPassword, seed: sampleSeed(), workFactor: 1, random });
});
afterEach(() => folder.remove());

const change = (changes: Partial<PasswordChange> = {}) =>
  changePassword({ file, oldPassword, newPassword, workFactor: 2, random, ...changes });

describe('a change of password', () => {
  it('lets the new one in and the old one no more', async () => {
    expect(await change()).toEqual({ ok: true, value: undefined });
    expect(await readSeedFile({ file, password: newPassword })).toEqual(seed);
    expect(await readSeedFile({ file, password: oldPassword })).toMatchObject({ code: 'password-wrong' });
    expect(await inspectStronghold(file)).toMatchObject({ value: { workFactor: 2 } });
    expect(await readdir(folder.path)).toEqual(['cold.stronghold']);
  });

  it('keeps every byte of a state, known or not', async () => {
    const state = sampleWallet(random(32), random);
    const bytes = await encodeSnapshot(state, deriveSnapshotKey(oldPassword), { workFactor: 1, random });
    folder.write('cold.stronghold', bytes.ok ? bytes.value : new Uint8Array(0));
    expect((await change()).ok).toBe(true);
    const opened = await openSnapshot(await readFile(file), newPassword);
    expect(opened.ok && encodeState(opened.value.state)).toEqual(encodeState(state));
  });

  it('to the same password raises only the work factor', async () => {
    expect((await change({ newPassword: oldPassword, workFactor: 3 })).ok).toBe(true);
    expect(await readSeedFile({ file, password: oldPassword })).toEqual(seed);
    expect(await inspectStronghold(file)).toMatchObject({ value: { workFactor: 3 } });
  });

  it('is done under a lock that the caller has', async () => {
    const lock = await holdLock(file);
    if (!lock.ok) throw new Error(lock.message);
    expect(await change()).toMatchObject({ code: 'stronghold-in-use' });
    expect(await change({ lock: lock.value })).toEqual({ ok: true, value: undefined });
    await lock.value.release();
  });

  it.each([
    ['the wrong old password', { oldPassword: utf8ToBytes('odl') }, 'password-wrong'],
    ['no new password', { newPassword: new Uint8Array(0) }, 'password-empty'],
    ['a new password of 4097 bytes', { newPassword: new Uint8Array(4097).fill(97) }, 'password-too-long'],
    ['a work factor that no reader takes', { workFactor: 21 }, 'stronghold-work-factor'],
  ])('is refused with %s, and changes nothing', async (_, changes, code) => {
    const before = await readFile(file);
    expect(await change(changes)).toMatchObject({ ok: false, code });
    expect(await readFile(file)).toEqual(before);
    expect(await readdir(folder.path)).toEqual(['cold.stronghold']);
  });

  it('of a version 2 file waits for its migration', async () => {
    folder.write('cold.stronghold', sampleVersion2File(oldPassword, random));
    expect(await change()).toMatchObject({ code: 'stronghold-version-2' });
  });

  it('of a file that is not there is refused', async () => {
    expect(await change({ file: folder.at('none') })).toMatchObject({ code: 'stronghold-missing' });
    expect(await readdir(folder.path)).toEqual(['cold.stronghold']);
  });
});

describe('a wrong password', () => {
  it('never poisons the next right one, in any order', async () => {
    const pattern = 'xvxxvvxxxvvvxxxxxxxxvxvxvxvxv';
    for (const letter of pattern) {
      const password = letter === 'v' ? oldPassword : random(8);
      const opened = await readSeedFile({ file, password });
      if (letter === 'v') expect(opened).toEqual(seed);
      else expect(opened).toMatchObject({ code: 'password-wrong' });
    }
  });

  it('never poisons a right one that is tried at the same time', async () => {
    const tries = Array.from({ length: 24 }, (_, i) => (i % 3 === 0 ? oldPassword : random(8)));
    const opened = await Promise.all(tries.map((password) => readSeedFile({ file, password })));
    expect(opened.map((one) => one.ok)).toEqual(tries.map((password) => password === oldPassword));
  });
});
