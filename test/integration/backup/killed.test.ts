import { existsSync, readFileSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readBackup } from '../../../electron/backup/read-backup.ts';
import { archiveOfFiles, PASSPHRASE, putFiles, sealed, someFiles } from '../../support/backup-samples.ts';
import { makePrivateFolder, type PrivateFolder } from '../../support/private-folder.ts';
import { bundleOf } from '../../support/run-folder.ts';
import { startChild } from '../../support/start-child.ts';
import { codeOf, utf8 } from '../../support/treasury-steps.ts';

const MOST_STEPS = 80;

let folder: PrivateFolder;
beforeEach(() => {
  folder = makePrivateFolder();
});
afterEach(() => folder.remove());

/** Does a task again and again, killed one step later each time, until it comes to its end. */
async function killAtEachStep(task: 'write' | 'unpack', check: (where: string) => Promise<boolean>) {
  const found = new Set<boolean>();
  for (let step = 1; step < MOST_STEPS; step++) {
    const child = startChild(bundleOf('backup-step-child'), [task, folder.path, String(step)]);
    const code = await child.exited;
    if (code === 0) {
      // What the last kill left, this one may have had to remove or not.
      expect(Number(child.output())).toBeGreaterThan(5);
      expect(await check('at its end')).toBe(true);
      return found;
    }
    expect(code, `step ${step}`).toBeNull();
    found.add(await check(`killed before step ${step}`));
  }
  throw new Error(`${task} took more than ${MOST_STEPS} steps`);
}

it('kill -9 at each step of a backup leaves no file of its name, or the whole one', async () => {
  putFiles(folder.at('draft'), someFiles);
  const found = await killAtEachStep('write', async (where) => {
    const file = folder.at('backup.age');
    if (!existsSync(file)) return false;
    expect(codeOf(await readBackup(file, { passphrase: utf8(PASSPHRASE) })), where).toBeNull();
    rmSync(file);
    return true;
  });
  expect(found).toContain(false);
});

it('kill -9 at each step of a restore leaves no folder of its name, or the whole one', async () => {
  const few = { 'treasury.json': someFiles['treasury.json']!, 'treasury.sqlite': new Uint8Array(600) };
  folder.write('backup.age', await sealed(archiveOfFiles(few)));
  const found = await killAtEachStep('unpack', async (where) => {
    const target = folder.at('treasury');
    if (!existsSync(target)) return false;
    for (const [name, bytes] of Object.entries(few)) {
      expect(readFileSync(`${target}/${name}`).equals(bytes), where).toBe(true);
    }
    rmSync(target, { recursive: true });
    return true;
  });
  expect(found).toContain(false);
});
