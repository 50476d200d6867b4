import { existsSync } from 'node:fs';
import { readdir, readFile, unlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveBackupCopy } from '../../../electron/stronghold/backup-copy.ts';
import { changePassword } from '../../../electron/stronghold/change-password.ts';
import { migrateFile } from '../../../electron/stronghold/migrate-file.ts';
import { openSnapshot } from '../../../electron/stronghold/open-snapshot.ts';
import { readSeedFile } from '../../../electron/stronghold/seed-file.ts';
import { encodeSnapshot } from '../../../electron/stronghold/snapshot.ts';
import { deriveSnapshotKey } from '../../../electron/stronghold/snapshot-key.ts';
import { encodeState } from '../../../electron/stronghold/state.ts';
import { makePrivateFolder, type PrivateFolder } from '../../support/private-folder.ts';
import { bundleOf } from '../../support/run-folder.ts';
import { startChild } from '../../support/start-child.ts';
import { countingRandom, sampleSeed } from '../../support/stronghold-samples.ts';
import { sampleVersion2File, sampleWallet } from '../../support/stronghold-wallets.ts';

const script = bundleOf('step-child');
const password = utf8ToBytes('password');
const next = utf8ToBytes('next');
const seed = { ok: true, value: sampleSeed() };
const random = countingRandom('steps');
const MOST_STEPS = 80;

let folder: PrivateFolder;
beforeEach(() => {
  folder = makePrivateFolder();
});
afterEach(() => folder.remove());

/**
 * Does a task again and again on a fresh copy of a file, killed one step later each time, until it comes to its end.
 * @returns the number of steps it has
 */
async function killAtEachStep(
  task: string,
  bytes: Uint8Array,
  check: (file: string, name: string) => Promise<void>,
): Promise<number> {
  for (let step = 1; step < MOST_STEPS; step++) {
    for (const torn of ['whole', 'torn']) {
      const name = `${step}-${torn}.stronghold`;
      const file = folder.write(name, bytes);
      const child = startChild(script, [task, file, String(step), torn]);
      const code = await child.exited;
      if (code === 0) {
        expect(child.output()).toBe(`${step - 1}\n`);
        return step - 1;
      }
      expect(code, `${task} at step ${step}`).toBeNull();
      await check(file, `killed before step ${step} (${torn})`);
      // What one kill left must not trouble the next round, nor stay on the disk.
      const left = (await readdir(folder.path)).filter((one) => one.includes(basename(file)));
      expect(left.filter((one) => one.endsWith('.tmp') || one.includes('.lock'))).toEqual([]);
    }
  }
  throw new Error(`${task} took more than ${MOST_STEPS} steps`);
}

async function stateBytes(file: string, withPassword: Uint8Array): Promise<Uint8Array | string> {
  const opened = await openSnapshot(await readFile(file), withPassword);
  return opened.ok ? encodeState(opened.value.state) : opened.code;
}

describe('kill -9 at each step', () => {
  it('of a migration leaves the old file or the new one, and it can be done again', async () => {
    const old = sampleVersion2File(password, random);
    const outcomes = new Set<string>();
    const steps = await killAtEachStep('migrate', old, async (file, name) => {
      expect(await readSeedFile({ file, password, allowVersion2: true }), name).toEqual(seed);
      const isOld = Buffer.from(await readFile(file)).equals(old);
      // Where there is the new file, the old one was kept aside.
      if (!isOld) expect(await readFile(`${file}.old`), name).toEqual(Buffer.from(old));
      const again = await migrateFile({ file, password, keepAside: `${file}.old`, random, workFactor: 1 });
      expect(again, name).toMatchObject({ ok: true, value: { outcome: isOld ? 'migrated' : 'current' } });
      outcomes.add(isOld ? 'old' : 'new');
      expect(await readSeedFile({ file, password }), name).toEqual(seed);
      expect(await readFile(`${file}.old`), name).toEqual(Buffer.from(old));
    });
    expect(steps).toBeGreaterThan(15);
    expect([...outcomes].sort()).toEqual(['new', 'old']);
  });

  it('of a change of password leaves a file that one of the two opens, with all that is in it', async () => {
    const state = sampleWallet(random(32), random);
    const wanted = encodeState(state);
    const encoded = await encodeSnapshot(state, deriveSnapshotKey(password), { workFactor: 1, random });
    if (!encoded.ok) throw new Error(encoded.message);
    const outcomes = new Set<string>();
    const steps = await killAtEachStep('change-password', encoded.value, async (file, name) => {
      const [withOld, withNew] = [await stateBytes(file, password), await stateBytes(file, next)];
      expect([withOld, withNew], name).toContainEqual(wanted);
      expect([withOld, withNew], name).toContain('password-wrong');
      const oldPassword = withNew === 'password-wrong' ? password : next;
      outcomes.add(oldPassword === password ? 'old' : 'new');
      const change = { file, oldPassword, newPassword: utf8ToBytes('third'), workFactor: 1, random };
      expect(await changePassword(change), name).toEqual({ ok: true, value: undefined });
      expect(await stateBytes(file, change.newPassword), name).toEqual(wanted);
    });
    expect(steps).toBeGreaterThan(10);
    expect([...outcomes].sort()).toEqual(['new', 'old']);
  });

  it('of a backup copy leaves the whole copy or none, and the file as it was', async () => {
    const old = sampleVersion2File(password, random);
    await killAtEachStep('copy', old, async (file, name) => {
      expect(await readFile(file), name).toEqual(Buffer.from(old));
      const target = `${file}.copy`;
      if (existsSync(target)) expect(await readFile(target), name).toEqual(Buffer.from(old));
      const again = await saveBackupCopy({ file, target: `${target}-2`, password });
      expect(again.ok, name).toBe(true);
      // A copy's own leftovers go with the next copy of that name.
      for (const one of await readdir(folder.path)) {
        if (one.endsWith('.tmp')) await unlink(folder.at(one));
      }
    });
  });
});
