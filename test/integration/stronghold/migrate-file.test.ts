import { link, readdir, readFile, symlink } from 'node:fs/promises';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asidePath, type Migration, migrateFile } from '../../../electron/stronghold/migrate-file.ts';
import { readBackup } from '../../../electron/stronghold/read-backup.ts';
import { VAULT_WORK_FACTOR } from '../../../electron/stronghold/scrypt.ts';
import { createSeedFile, readSeedFile } from '../../../electron/stronghold/seed-file.ts';
import { decodeSnapshot } from '../../../electron/stronghold/snapshot.ts';
import { deriveSnapshotKey, deriveVersion2Key } from '../../../electron/stronghold/snapshot-key.ts';
import { makePrivateFolder, type PrivateFolder } from '../../support/private-folder.ts';
import { IDENTITY_RS, sealVersion2 } from '../../support/seal-version-2.ts';
import { countingRandom, sampleSeed } from '../../support/stronghold-samples.ts';
import { sampleVersion2File, sampleWallet } from '../../support/stronghold-wallets.ts';

const password = utf8ToBytes('pässwörd');
const random = countingRandom('migration');
const seed = { ok: true, value: sampleSeed() };
const old = sampleVersion2File(password, random);

let folder: PrivateFolder;
let file: string;
let keepAside: string;
beforeEach(() => {
  folder = makePrivateFolder();
  file = folder.write('wallet.stronghold', old);
  keepAside = folder.at('old.stronghold');
});
afterEach(() => folder.remove());

const migrate = (changes: Partial<Migration> = {}) =>
  migrateFile({ file, password, keepAside, random, workFactor: 1, ...changes });

describe('a migration', () => {
  it('is offered, never done silently', async () => {
    expect(await readSeedFile({ file, password })).toMatchObject({ code: 'stronghold-version-2' });
    expect(new Uint8Array(await readFile(file))).toEqual(old);
  });

  it('keeps the form of Unicode in which the password was set, so that other wallets open the new file too', async () => {
    const typed = utf8ToBytes('pa\u0308sswo\u0308rd');
    expect(await migrate({ password: typed })).toMatchObject({ ok: true, value: { outcome: 'migrated' } });
    const bytes = new Uint8Array(await readFile(file));
    const state = await decodeSnapshot(bytes, deriveSnapshotKey(password));
    expect(state.ok).toBe(true);
    expect(await decodeSnapshot(bytes, deriveSnapshotKey(typed))).toMatchObject({ code: 'password-wrong' });
  });

  it('makes a file of vault strength, keeps the old one aside and leaves nothing else', async () => {
    const { workFactor: _, ...migration } = { file, password, keepAside, random, workFactor: 1 };
    expect(await migrateFile(migration)).toEqual({
      ok: true,
      value: { outcome: 'migrated', keptAside: keepAside, valuesMoved: 5, valuesKept: 1 },
    });
    expect(await readSeedFile({ file, password })).toEqual(seed);
    expect((await readFile(file)).subarray(0, 70).toString('latin1')).toContain(` ${VAULT_WORK_FACTOR}\n`);
    expect(new Uint8Array(await readFile(keepAside))).toEqual(old);
    expect((await readdir(folder.path)).sort()).toEqual(['old.stronghold', 'wallet.stronghold']);
  });

  it('keeps clients, vaults, records and entries of unknown make', async () => {
    const before = await readBackup({ file, password });
    expect((await migrate()).ok).toBe(true);
    const after = await readBackup({ file, password });
    if (!before.ok || !after.ok) throw new Error('expected two summaries');
    const { summary } = before.value;
    const counts = { ...summary.counts, records: summary.counts.records + 1 };
    expect(after.value.summary).toEqual({ ...summary, version: 3, counts });
    expect(counts.unknown).toBeGreaterThan(0);
  });

  it('done twice changes nothing more', async () => {
    await migrate();
    const once = await readFile(file);
    expect(await migrate()).toEqual({ ok: true, value: { outcome: 'current' } });
    expect(await readFile(file)).toEqual(once);
  });

  it('takes files of other programs by their own derivation', async () => {
    const key = deriveVersion2Key(password, IDENTITY_RS);
    const foreign = folder.write('did.stronghold', sealVersion2(sampleWallet(key, random), key, random));
    expect(await migrate({ file: foreign })).toMatchObject({ code: 'password-wrong' });
    expect(await migrate({ file: foreign, derivation: IDENTITY_RS })).toMatchObject({ ok: true });
    expect(await readSeedFile({ file: foreign, password })).toEqual(seed);
  });

  it('with the wrong password changes nothing', async () => {
    expect(await migrate({ password: utf8ToBytes('wrong') })).toMatchObject({ code: 'password-wrong' });
    expect(await readdir(folder.path)).toEqual(['wallet.stronghold']);
    expect(new Uint8Array(await readFile(file))).toEqual(old);
  });

  it.each([
    ['an empty password', { password: new Uint8Array(0) }, 'password-empty'],
    ['a work factor that no reader takes', { workFactor: 21 }, 'stronghold-work-factor'],
    ['a relative place to keep the old file', { keepAside: 'old' }, 'stronghold-unsafe-path'],
  ])('is refused with %s', async (_, changes, code) => {
    expect(await migrate(changes)).toMatchObject({ ok: false, code });
    expect(new Uint8Array(await readFile(file))).toEqual(old);
  });

  it('never overwrites what is where the old file would be kept', async () => {
    folder.write('old.stronghold', utf8ToBytes('something else'));
    expect(await migrate()).toMatchObject({ code: 'stronghold-exists' });
    expect(new Uint8Array(await readFile(file))).toEqual(old);
    expect(await readFile(keepAside, 'utf8')).toBe('something else');
  });

  it.each(['the file itself', 'another name of it', 'a link to it'])(
    'does not take %s for the place to keep the old file',
    async (kind) => {
      if (kind === 'another name of it') await link(file, keepAside);
      if (kind === 'a link to it') await symlink(file, keepAside);
      const refused = await migrate(kind === 'the file itself' ? { keepAside: file } : {});
      expect(refused.ok).toBe(false);
      expect(new Uint8Array(await readFile(file))).toEqual(old);
    },
  );

  it('takes the copy that a killed migration made', async () => {
    folder.write('old.stronghold', old);
    expect(await migrate()).toMatchObject({ value: { outcome: 'migrated' } });
    expect(new Uint8Array(await readFile(keepAside))).toEqual(old);
  });

  it('of a version 3 file does nothing, after the password was proven', async () => {
    const current = folder.at('new.stronghold');
    await createSeedFile({ file: current, password, seed: sampleSeed(), workFactor: 1, random });
    expect(await migrate({ file: current })).toEqual({ ok: true, value: { outcome: 'current' } });
    expect(await migrate({ file: current, password: utf8ToBytes('x') })).toMatchObject({
      code: 'password-wrong',
    });
  });

  it('keeps the old file under a name with its version and the day', () => {
    const now = Date.UTC(2026, 10, 20, 23, 59);
    expect(asidePath('/vaults/cold.stronghold', now)).toBe('/vaults/cold.v2-2026-11-20.stronghold');
    expect(asidePath('/vaults/wallet', now)).toBe('/vaults/wallet.v2-2026-11-20.stronghold');
  });
});
