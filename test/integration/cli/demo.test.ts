import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DemoFailure } from '../../../electron/cli/demo-steps.ts';
import { tellTreasuryDay } from '../../../electron/cli/treasury-day.ts';
import { readSeedFile } from '../../../electron/stronghold/seed-file.ts';
import { runChild } from '../../support/start-child.ts';
import { must, utf8, WORK_FACTOR } from '../../support/treasury-steps.ts';

const demo = new URL('../../../electron/cli/demo.ts', import.meta.url);
const verifyJournal = new URL('../../../electron/cli/verify-journal.ts', import.meta.url);

describe('the demo', () => {
  let parent: string;
  let folder: string;
  let story: string;

  beforeAll(async () => {
    parent = mkdtempSync(path.join(tmpdir(), 'sallyport-demo-'));
    folder = path.join(parent, 'day');
    const lines: string[] = [];
    await tellTreasuryDay({ folder, say: (line) => lines.push(line), workFactor: WORK_FACTOR });
    story = lines.join('\n');
  });
  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  it('tells amounts, digests, word codes and the refusal of the tampered copy', () => {
    expect(story).toContain('18\u202f000.00 IOTA');
    expect(story).toMatch(/12\u202f500.75 IOTA {2}user-1002 Blue Fjord: final in checkpoint \d+/);
    expect(story).toMatch(
      /Proven up to checkpoint \d+: certified by \d+ of 10000 votes of 4 validators in epoch 0/,
    );
    expect(story).toMatch(/Digest {5}[1-9A-HJ-NP-Za-km-z]{43,44}\n {2}Word code {2}([a-z]+ ){5}[a-z]+\n/);
    expect(story).toMatch(/REFUSED \(recipient-changed\): .*0x(bad0){16}/);
    expect(story).toContain('"Large withdrawal": 2 approvals');
    expect(story).toMatch(/One mandate: \d+ address(es)?, .*\n.*\n.*\nChiara Rossi compares .* at her desk/);
    expect(story).toContain('One bit of it changed on its way: REFUSED (envelope-altered)');
    expect(story).toMatch(/Cold {2}1\d\u202f\d{3}\.\d+ IOTA/);
  });

  it('keeps the promised files, readable by their owner only', () => {
    expect(readdirSync(folder).toSorted()).toEqual([
      'journal.jsonl',
      'officers',
      'practice-node',
      'station.key',
      'treasury.json',
      'treasury.sqlite',
      'vaults',
    ]);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    for (const { parentPath, name } of files) {
      expect(statSync(path.join(parentPath, name)).mode & 0o077, name).toBe(0);
    }
  });

  it('leaves Stronghold files that open with the password of the story', async () => {
    for (const below of ['vaults', 'officers']) {
      const names = readdirSync(path.join(folder, below)).filter((name) => name.endsWith('.stronghold'));
      expect(names).toHaveLength(below === 'vaults' ? 2 : 4);
      for (const name of names) {
        const seed = await readSeedFile({ file: path.join(folder, below, name), password: utf8('practice') });
        expect(must(seed)).toHaveLength(64);
      }
    }
  });

  it('leaves a journal that the stand-alone verifier takes, with the head of the story', async () => {
    const file = path.join(folder, 'journal.jsonl');
    const head = / {2}head +([0-9a-f]{64})/.exec(story)![1]!;
    const stationKey = / {2}station key ([0-9a-f]{64})/.exec(story)![1]!;
    const { code, stdout } = await runChild(verifyJournal, [
      file,
      '--head',
      head,
      '--station-key',
      stationKey,
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/officers: [12]\d\n/);
    expect(stdout).toMatch(/\d {2}Mara Lindqvist\n/);
    expect(readFileSync(file, 'utf8')).not.toContain('practice password');
  });

  it('fails with a DemoFailure where a step is refused', async () => {
    await expect(tellTreasuryDay({ folder, say: () => {}, workFactor: WORK_FACTOR })).rejects.toBeInstanceOf(
      DemoFailure,
    );
  });
});

describe('npm run demo', () => {
  it('lives the day with real scrypt and ends with 0', async () => {
    const parent = mkdtempSync(path.join(tmpdir(), 'sallyport-demo-'));
    try {
      const { code, stdout, stderr } = await runChild(demo, [path.join(parent, 'day')]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('N = 2^19');
      expect(stdout).toContain('18 000.00 IOTA');
      expect(stdout).toContain('npm start -- ');
    } finally {
      rmSync(parent, { recursive: true, force: true });
    }
  }, 180_000);

  it('ends with 1 and a readable sentence where the folder is taken, and leaves it as it is', async () => {
    const parent = mkdtempSync(path.join(tmpdir(), 'sallyport-demo-'));
    try {
      const folder = path.join(parent, 'day');
      mkdirSync(folder);
      writeFileSync(path.join(folder, 'letter'), 'mine');
      const { code, stderr } = await runChild(demo, [folder]);
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^\s*The day ended here: treasury-exists: there is something at .* already; it was left as it is\s*$/,
      );
      expect(readdirSync(parent)).toEqual(['day']);
      expect(readdirSync(folder)).toEqual(['letter']);
    } finally {
      rmSync(parent, { recursive: true, force: true });
    }
  });
});
