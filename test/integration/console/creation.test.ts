import { mkdirSync, readdirSync, statSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { readTreasury } from '../../../electron/console/treasury/treasury-view.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { openDesk as openStation } from '../../../electron/stations/desk.ts';
import { createPracticeTreasury } from '../../../electron/stations/practice-treasury.ts';
import { readSeedFile } from '../../../electron/stronghold/seed-file.ts';
import { bundleOf } from '../../support/run-folder.ts';
import { startChild } from '../../support/start-child.ts';
import { testEffects } from '../../support/test-effects.ts';
import { NO_TIMERS, temporaryFolder, unlock } from '../../support/treasury-fixture.ts';
import { startTreasuryNode } from '../../support/treasury-node.ts';
import { codeOf, createTreasury, must, utf8, WORK_FACTOR } from '../../support/treasury-steps.ts';

const effects = { ...testEffects, ...NO_TIMERS };

async function startNode() {
  const node = await startTreasuryNode();
  onTestFinished(() => node.stop());
  return node;
}

/** Paths of all files below a folder. */
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

/** Settles when a file of this name appears anywhere below a folder. */
function fileAppears(folder: string, wanted: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(folder, { recursive: true }, (_, name) => {
      if (name === null || path.basename(name) !== wanted) return;
      watcher.close();
      resolve();
    });
    onTestFinished(() => watcher.close());
  });
}

describe('creating a practice treasury', () => {
  it('guards every key file with the given password, readable by its owner only', async () => {
    const folder = path.join(await temporaryFolder(), 'treasury');
    const password = 'Schl\u00fcssel zum Tor';
    must(await createTreasury(folder, await startNode(), effects, password));
    const keys = filesBelow(folder).filter((file) => file.endsWith('.stronghold'));
    expect(keys.map((file) => path.relative(folder, file)).toSorted()).toEqual([
      'officers/ben-okafor.stronghold',
      'officers/chiara-rossi.stronghold',
      'officers/dev-patel.stronghold',
      'officers/mara-lindqvist.stronghold',
      'vaults/cold.stronghold',
      'vaults/hot.stronghold',
    ]);
    const seeds = new Set<string>();
    for (const file of keys) {
      seeds.add(Buffer.from(must(await readSeedFile({ file, password: utf8(password) }))).toString('hex'));
      expect(codeOf(await readSeedFile({ file, password: utf8('practice') }))).toBe('password-wrong');
    }
    expect(seeds.size).toBe(6);
    for (const file of [...keys, path.join(folder, 'station.key'), path.join(folder, 'treasury.json')])
      expect(statSync(file).mode & 0o777, file).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const station = must(await openStation(folder, effects));
    onTestFinished(() => station.close());
    expect((await readTreasury(station, nobody)).practicePassword).toBe(password);
  });

  it('with an embedded node of its own opens on the chain that it was made on', async () => {
    const folder = path.join(await temporaryFolder(), 'deep', 'inside', 'treasury');
    const made = must(
      await createPracticeTreasury(
        { folder, name: 'Alone', password: utf8('x'), workFactor: WORK_FACTOR, checkpointMs: 50 },
        effects,
      ),
    );
    const station = must(await openStation(folder, effects));
    onTestFinished(() => station.close());
    await station.line.follow();
    expect(station.line.view()).toMatchObject({ state: 'connected' });
    expect(station.treasury.network).toEqual(made.network);
  });

  it.each([
    [
      'a folder with something in it',
      (place: string) => {
        mkdirSync(place);
        writeFileSync(path.join(place, 'letter'), 'mine');
      },
    ],
    ['a file', (place: string) => writeFileSync(place, 'mine')],
  ])('refuses %s in its place and leaves it as it is', async (_, put) => {
    const parent = await temporaryFolder();
    const folder = path.join(parent, 'treasury');
    put(folder);
    const before = filesBelow(parent);
    expect(codeOf(await createTreasury(folder, await startNode(), effects))).toBe('treasury-exists');
    expect(filesBelow(parent)).toEqual(before);
  });

  it('takes an empty folder, as the dialog of the system makes one', async () => {
    const folder = path.join(await temporaryFolder(), 'treasury');
    mkdirSync(folder);
    must(await createTreasury(folder, await startNode(), effects));
  });

  it('refuses a place where no folder can be', async () => {
    const parent = await temporaryFolder();
    writeFileSync(path.join(parent, 'file'), '');
    const folder = path.join(parent, 'file', 'treasury');
    expect(codeOf(await createTreasury(folder, await startNode(), effects))).toBe('file-not-written');
  });

  it('takes a name of 64 characters of any script, and it opens', async () => {
    const folder = path.join(await temporaryFolder(), 'treasury');
    const { url, chain, trustRoot } = await startNode();
    const request = { folder, password: utf8('x'), workFactor: WORK_FACTOR, checkpointMs: 50 };
    const name = '\u{1F3F0}'.repeat(64);
    const nodeUrl = { url, chain, trustRoot };
    must(await createPracticeTreasury({ ...request, name, nodeUrl }, effects));
    const station = must(await openStation(folder, effects));
    onTestFinished(() => station.close());
    expect((await readTreasury(station, nobody)).name).toBe(name);
    const longer = { ...request, folder: `${folder}-2`, name: `${name}x`, nodeUrl };
    expect(codeOf(await createPracticeTreasury(longer, effects))).toBe('alias-too-long');
  });

  it('killed with -9 in the middle leaves no treasury, and the next try succeeds and cleans up', async () => {
    const parent = await temporaryFolder();
    const folder = path.join(parent, 'treasury');
    const { url, chain } = await startNode();
    let killedInside = 0;
    for (const moment of [
      'ben-okafor.stronghold',
      'hot.stronghold',
      'cold.stronghold.state',
      'station.key',
    ]) {
      const appeared = fileAppears(parent, moment);
      const running = startChild(bundleOf('treasury-child'), ['create', folder, url, chain]);
      onTestFinished(() => running.kill());
      await Promise.race([appeared, running.exited]);
      await running.kill();
      const left = readdirSync(parent);
      if (left.includes('treasury')) break; // the watcher was late: it was made already
      killedInside += 1;
      expect(codeOf(await openStation(folder, effects))).toBe('treasury-missing');
      expect(left).toHaveLength(1);
    }
    expect(killedInside).toBeGreaterThan(0);
    if (!readdirSync(parent).includes('treasury'))
      must(await createTreasury(folder, { url, chain }, effects));
    expect(readdirSync(parent)).toEqual(['treasury']);
    const station = must(await openStation(folder, effects));
    onTestFinished(() => station.close());
    must(await unlock(station, vaultAtWork(station.policy.present(), [], 'hot').id));
  });
});
