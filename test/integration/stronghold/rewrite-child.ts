import { join } from 'node:path';
import { ok } from '../../../electron/core/result.ts';
import { createAtomically, replaceAtomically } from '../../../electron/stronghold/atomic-file.ts';
import { decodeSnapshot, encodeSnapshot } from '../../../electron/stronghold/snapshot.ts';
import { emptyStore } from '../../../electron/stronghold/state.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';

// Rewrites one snapshot and creates others, without end, until it is killed.
const [folder, start] = process.argv.slice(2) as [string, string];
const key = new Uint8Array(32).fill(5);
const random = countingRandom(start);
const value = new Uint8Array(400_000);

for (let turn = 0; ; turn++) {
  const store = {
    ...emptyStore,
    entries: [{ key: new Uint8Array(1), value: value.fill(turn), expiration: null }],
  };
  const client = { keys: new Map(), vaults: new Map(), store };
  const state = { clients: new Map([['00'.repeat(24), client]]) };
  const bytes = await encodeSnapshot(state, key, { workFactor: 1, random });
  if (!bytes.ok || !(await decodeSnapshot(bytes.value, key)).ok) throw new Error('no snapshot to write');
  const write = { bytes: bytes.value, verify: () => ok(undefined) };
  const replaced = await replaceAtomically({ ...write, file: join(folder, 'rewritten') });
  const created = await createAtomically({ ...write, file: join(folder, `created-${start}-${turn}`) });
  if (!replaced.ok || !created.ok) throw new Error('not written');
  if (turn === 0) process.stdout.write('started\n');
}
