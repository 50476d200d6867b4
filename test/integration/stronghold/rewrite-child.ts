import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ok } from '../../../electron/core/result.ts';
import { createAtomically, replaceAtomically } from '../../../electron/stronghold/atomic-file.ts';
import { crashSnapshots } from '../../support/crash-snapshots.ts';

// Rewrites one snapshot and creates another, without end, until it is killed.
const [folder] = process.argv.slice(2) as [string];
const snapshots = await crashSnapshots();
const created = join(folder, 'created');

for (let turn = 0; ; turn++) {
  const write = { bytes: snapshots[turn % 2]!, verify: () => ok(undefined) };
  const results = [await replaceAtomically({ ...write, file: join(folder, 'rewritten') })];
  await rm(created, { force: true });
  results.push(await createAtomically({ ...write, file: created }));
  if (results.some((result) => !result.ok)) throw new Error('not written');
  if (turn === 0) process.stdout.write('started\n');
}
