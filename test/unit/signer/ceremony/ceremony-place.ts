import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { Ceremony, type CeremonyEffects } from '../../../../electron/signer/ceremony/ceremony.ts';
import { MemoryStateFile, NOW, network, unwrap } from '../../../support/signer-fixture.ts';
import { countingRandom } from '../../../support/stronghold-samples.ts';

export const shape = { groups: [{ threshold: 2, count: 3 }], groupThreshold: 1 };

/** Splits, and reads every share from the screen and back. */
export function splitAndReadBack(ceremony: Ceremony): Uint16Array[] {
  const { shares, wordsPerShare } = unwrap(ceremony.split(shape));
  return shares.map((_, share) => {
    const words: number[] = [];
    for (let group = 0; words.length < wordsPerShare; group++) {
      words.push(...unwrap(ceremony.showShare({ share, group })).words);
    }
    unwrap(ceremony.checkShare({ share, words: Uint16Array.from(words) }));
    return Uint16Array.from(words);
  });
}

/** A folder for the ceremonies of each test, taken away after it, and the steps that tests share. */
export function ceremonyPlace() {
  let folder: string;
  let temporary: string;
  let file: string;
  let states: Map<string, MemoryStateFile>;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'sallyport-ceremony-'));
    temporary = path.join(folder, 'tmp');
    mkdirSync(temporary, { mode: 0o700 });
    file = path.join(folder, 'vaults', 'vault.stronghold');
    states = new Map();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const effects = (label: string): CeremonyEffects => ({
    now: () => NOW,
    random: countingRandom(label),
    temporaryFolder: temporary,
    stateFileOf: (name) => {
      const state = states.get(name) ?? new MemoryStateFile();
      states.set(name, state);
      return state;
    },
  });
  const newCeremony = (label = 'ceremony') => new Ceremony(effects(label));

  const password = () => new TextEncoder().encode('password');
  const write = (ceremony: Ceremony) => ceremony.write({ file, password: password(), workFactor: 0 });

  async function drawn(): Promise<{ ceremony: Ceremony; groups: Uint16Array[]; words: Uint16Array }> {
    const ceremony = newCeremony();
    unwrap(await ceremony.draw({ network: network.id, rolls: null }));
    const groups = [0, 1, 2, 3].map((group) => unwrap(ceremony.show({ group })).words);
    return { ceremony, groups, words: Uint16Array.from(groups.flatMap((group) => [...group])) };
  }

  const readBack = (ceremony: Ceremony, groups: readonly Uint16Array[]) =>
    groups.forEach((words, group) => void unwrap(ceremony.check({ group, words })));

  return {
    get folder() {
      return folder;
    },
    get file() {
      return file;
    },
    set file(other) {
      file = other;
    },
    get temporary() {
      return temporary;
    },
    get states() {
      return states;
    },
    effects,
    newCeremony,
    password,
    write,
    drawn,
    readBack,
  };
}
