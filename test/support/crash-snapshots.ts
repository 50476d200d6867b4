import { encodeSnapshot } from '../../electron/stronghold/snapshot.ts';
import { emptyStore } from '../../electron/stronghold/state.ts';
import { countingRandom } from './stronghold-samples.ts';

/** Two snapshots of 4 and 3 MiB, the same in every process: large enough that a kill falls inside a write. */
export async function crashSnapshots(): Promise<readonly [Buffer, Buffer]> {
  const encode = async (mebibytes: number) => {
    const value = new Uint8Array(mebibytes * 1024 * 1024);
    const entries = [{ key: new Uint8Array(1), value, expiration: null }];
    const client = { keys: new Map(), vaults: new Map(), store: { ...emptyStore, entries } };
    const state = { clients: new Map([['00'.repeat(24), client]]) };
    const random = countingRandom(`crash ${mebibytes}`);
    const bytes = await encodeSnapshot(state, new Uint8Array(32), { workFactor: 1, random });
    if (!bytes.ok) throw new Error(bytes.message);
    return Buffer.from(bytes.value);
  };
  return [await encode(4), await encode(3)];
}
