import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ok } from '../../../electron/core/result.ts';
import type { StateFile } from '../../../electron/signer/kept-state.ts';
import { Signer } from '../../../electron/signer/serve.ts';
import { codeOf, freshStateFile, MemoryStateFile, NOW, unwrap } from '../../support/signer-fixture.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';

/** The very arrays that the signer holds its seeds in, as they pass its door to the Stronghold files. */
const seeds = vi.hoisted((): Uint8Array[] => []);
vi.mock('../../../electron/stronghold/seed-file.ts', async (original) => {
  const real = await original<typeof import('../../../electron/stronghold/seed-file.ts')>();
  return {
    ...real,
    createSeedFile: async (options: Parameters<typeof real.createSeedFile>[0]) => {
      seeds.push(options.seed);
      return real.createSeedFile(options);
    },
    readSeedFile: async (options: Parameters<typeof real.readSeedFile>[0]) => {
      const read = await real.readSeedFile(options);
      if (read.ok) seeds.push(read.value);
      return read;
    },
  };
});

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-wipe-'));
  file = join(folder, 'vaults', 'vault.stronghold');
  seeds.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fails = async () => {
  throw Object.assign(new Error('EIO'), { code: 'EIO' });
};
const ask = async (stateFile: StateFile, verb: 'create' | 'open', network = 'iota:practice') => {
  const signer = new Signer({ now: () => NOW, random: countingRandom(), stateFileOf: () => stateFile });
  const password = new TextEncoder().encode('password');
  const body = verb === 'create' ? { workFactor: 0 } : { journal: null };
  const answer = await signer.answer({
    id: 1,
    verb,
    body: { file, password, purpose: 'vault', network, ...body },
  });
  return answer!.result;
};
const wiped = () => seeds.length > 0 && seeds.every((seed) => seed.every((byte) => byte === 0));

it('keeps the seed of a vault that is open', async () => {
  unwrap(await ask(new MemoryStateFile(), 'create'));
  expect(wiped()).toBe(false);
});

it.each(['the first', 'the second', 'the third'] as const)(
  'wipes the seed of a new vault where %s reading of its state throws',
  async (which) => {
    const state = new MemoryStateFile();
    let left = ['the first', 'the second', 'the third'].indexOf(which);
    const read = () => (left-- === 0 ? fails() : state.read());
    const stateFile = { read, write: (bytes: Uint8Array) => state.write(bytes), append: fails };
    expect(codeOf(await ask(stateFile, 'create'))).toBe('signer-crashed');
    // Before the first reading nothing is drawn.
    expect(which === 'the first' ? seeds.length === 0 : wiped()).toBe(true);
  },
);

it('wipes the seed of a new vault where the writing of its state throws', async () => {
  expect(codeOf(await ask({ read: async () => ok(null), write: fails, append: fails }, 'create'))).toBe(
    'signer-crashed',
  );
  expect(wiped()).toBe(true);
});

it('wipes the seed of a vault where the reading of its state throws, or finds it missing or foreign', async () => {
  unwrap(await ask(new MemoryStateFile(), 'create'));
  const states = [
    { read: fails, write: fails, append: fails },
    new MemoryStateFile(),
    await freshStateFile(),
  ];
  const codes = ['signer-crashed', 'state-missing', 'state-damaged'];
  for (const [i, stateFile] of states.entries()) {
    seeds.length = 0;
    expect(codeOf(await ask(stateFile, 'open'))).toBe(codes[i]);
    expect(wiped(), codes[i]!).toBe(true);
  }
});

it('draws no seed and reads none for a network that it does not know', async () => {
  unwrap(await ask(new MemoryStateFile(), 'create'));
  seeds.length = 0;
  for (const verb of ['create', 'open'] as const) {
    expect(codeOf(await ask(await freshStateFile(), verb, 'moon:practice'))).toBe('chain-unknown');
  }
  expect(seeds).toEqual([]);
});
