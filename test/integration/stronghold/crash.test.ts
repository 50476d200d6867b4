import { mkdtemp, readdir, readFile, rm, watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../../electron/core/result.ts';
import { createAtomically, replaceFile } from '../../../electron/stronghold/atomic-file.ts';
import { crashSnapshots } from '../../support/crash-snapshots.ts';
import { startChild } from '../../support/start-child.ts';

const ROUNDS = 12;
/** One turn of the child makes some 12 changes in the folder: temporary files, names, bytes. */
const MOST_CHANGES = 24;
const writer = new URL('./rewrite-child.ts', import.meta.url);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-crash-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Settles when the system has reported so many changes in the folder. */
async function changes(count: number): Promise<void> {
  let left = count;
  for await (const _ of watch(folder)) if (--left <= 0) return;
}

describe('a process killed while it writes snapshots', () => {
  it('leaves the old file, the new one or none, but never half of one', async () => {
    const snapshots = await crashSnapshots();
    let killedInside = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const child = startChild(writer, [folder]);
      await child.started;
      await changes(1 + Math.floor(Math.random() * MOST_CHANGES));
      await child.kill();

      const names = await readdir(folder);
      if (names.some((name) => name.endsWith('.tmp'))) killedInside++;
      expect(names).toContain('rewritten');
      for (const name of names.filter((one) => !one.endsWith('.tmp'))) {
        const bytes = await readFile(join(folder, name));
        const whole = snapshots.some((snapshot) => snapshot.equals(bytes));
        expect(whole, `${name} after round ${round} is one of the two snapshots`).toBe(true);
      }
    }
    // Else the kills all fell between two writes, and nothing was proven.
    expect(killedInside).toBeGreaterThan(0);

    await replaceFile(join(folder, 'rewritten'), snapshots[0]);
    await rm(join(folder, 'created'), { force: true });
    const file = join(folder, 'created');
    expect((await createAtomically({ file, bytes: snapshots[1], verify: () => ok(undefined) })).ok).toBe(
      true,
    );
    expect((await readdir(folder)).sort()).toEqual(['created', 'rewritten']);
  });
});
