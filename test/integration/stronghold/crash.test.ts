import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceFile } from '../../../electron/stronghold/atomic-file.ts';
import { decodeSnapshot } from '../../../electron/stronghold/snapshot.ts';
import { startChild } from '../../support/start-child.ts';

const ROUNDS = 20;
const key = new Uint8Array(32).fill(5);
const writer = new URL('./rewrite-child.ts', import.meta.url);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-crash-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const isTemporary = (name: string) => name.endsWith('.tmp');

/** The values of a snapshot are all one byte: half a new one on half an old one would show. */
async function isWhole(name: string): Promise<boolean> {
  const state = await decodeSnapshot(new Uint8Array(await readFile(join(folder, name))), key);
  if (!state.ok) return false;
  const [client] = [...state.value.clients.values()];
  const value = client?.store.entries[0]?.value;
  return value?.length === 400_000 && value.every((byte) => byte === value[0]);
}

describe('a process killed while it writes snapshots', () => {
  it('leaves each file whole or absent, at any moment', async () => {
    let killedInside = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const child = startChild(writer, [folder, String(round)]);
      await child.started;
      await sleep(Math.random() * 40);
      await child.kill();

      const names = await readdir(folder);
      if (names.some(isTemporary)) killedInside++;
      expect(names).toContain('rewritten');
      for (const name of names.filter((one) => !isTemporary(one))) {
        expect(await isWhole(name), `${name} after round ${round}`).toBe(true);
      }
      for (const name of names.filter((one) => one.startsWith('created-'))) await rm(join(folder, name));
    }
    // Else the kills all fell between two writes, and nothing was proven.
    expect(killedInside).toBeGreaterThan(0);

    await replaceFile(join(folder, 'rewritten'), await readFile(join(folder, 'rewritten')));
    const left = await readdir(folder);
    expect(left.filter((name) => name.startsWith('.rewritten.'))).toEqual([]);
    expect(await isWhole('rewritten')).toBe(true);
  }, 120_000);
});
