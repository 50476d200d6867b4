import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeConsoleEffects } from '../../../electron/cli/node-console-effects.ts';
import { createPracticeTreasury } from '../../../electron/console/create-practice-treasury.ts';
import { openTreasury } from '../../../electron/console/open-treasury.ts';
import { openVault } from '../../../electron/console/open-vault.ts';
import { vaultOfKind } from '../../../electron/console/treasury.ts';
import { readTreasury } from '../../../electron/console/treasury-view.ts';
import { readSeedFile } from '../../../electron/stronghold/seed-file.ts';
import { hasSaid, startChild } from '../../support/start-child.ts';
import { NO_TIMERS, temporaryFolder } from '../../support/treasury-fixture.ts';
import { startTreasuryNode } from '../../support/treasury-node.ts';
import { codeOf, createTreasury, must, utf8, WORK_FACTOR } from '../../support/treasury-steps.ts';

const child = new URL('../../support/treasury-child.ts', import.meta.url);
const effects = { ...nodeConsoleEffects, ...NO_TIMERS };

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

describe('creating a practice treasury', () => {
  it('guards every key file with the given password, readable by its owner alone', async () => {
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
    const treasury = must(await openTreasury(folder, effects));
    onTestFinished(() => treasury.close());
    expect(readTreasury(treasury).practicePassword).toBe(password);
  });

  it('with an embedded node of its own opens on the chain that it was made on', async () => {
    const folder = path.join(await temporaryFolder(), 'deep', 'inside', 'treasury');
    const made = must(
      await createPracticeTreasury(
        { folder, name: 'Alone', password: utf8('x'), workFactor: WORK_FACTOR, checkpointMs: 50 },
        effects,
      ),
    );
    const treasury = must(await openTreasury(folder, effects));
    onTestFinished(() => treasury.close());
    await treasury.follow();
    expect(treasury.node()).toMatchObject({ state: 'connected' });
    expect(treasury.file.network.chain).toBe(made.network.chain);
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
  ])('refuses %s in its place and leaves it alone', async (_, put) => {
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
    const { url, chain } = await startNode();
    const request = { folder, password: utf8('x'), workFactor: WORK_FACTOR, checkpointMs: 50 };
    const name = '\u{1F3F0}'.repeat(64);
    const nodeUrl = { url, chain };
    must(await createPracticeTreasury({ ...request, name, nodeUrl }, effects));
    const treasury = must(await openTreasury(folder, effects));
    onTestFinished(() => treasury.close());
    expect(readTreasury(treasury).name).toBe(name);
    const longer = { ...request, folder: `${folder}-2`, name: `${name}x`, nodeUrl };
    expect(codeOf(await createPracticeTreasury(longer, effects))).toBe('alias-too-long');
  });

  it('killed with -9 in the middle leaves no treasury, and the next try succeeds and cleans up', async () => {
    const parent = await temporaryFolder();
    const folder = path.join(parent, 'treasury');
    const { url, chain } = await startNode();
    let killedInside = 0;
    for (let round = 0; round < 4; round++) {
      const running = startChild(child, ['create', folder, url, chain]);
      onTestFinished(() => running.kill());
      expect(await hasSaid(running, 'creating')).toBe(true);
      // Once its first files are there, at any moment before the end.
      while (readdirSync(parent).length === 0) await sleep(2);
      await sleep(Math.random() * 250);
      await running.kill();
      const left = readdirSync(parent);
      if (left.includes('treasury')) break;
      killedInside += 1;
      expect(codeOf(await openTreasury(folder, effects))).toBe('treasury-missing');
      expect(left).toHaveLength(1);
    }
    expect(killedInside).toBeGreaterThan(0);
    if (!readdirSync(parent).includes('treasury'))
      must(await createTreasury(folder, { url, chain }, effects));
    expect(readdirSync(parent)).toEqual(['treasury']);
    const treasury = must(await openTreasury(folder, effects));
    onTestFinished(() => treasury.close());
    const vaultId = vaultOfKind(treasury, 'hot').id;
    must(await openVault(treasury, { vaultId, password: utf8('play money') }));
  }, 60_000);
});
