import { ok, type Refusal, type Result, refuse } from '../core/result.ts';
import { openWithoutWaiting, readUpTo } from '../stronghold/plain-file.ts';
import { inspectPath, systemCode } from '../stronghold/safe-path.ts';
import { MAX_STATE_BYTES } from './sealed-state.ts';

/** Where the sealed state of a Stronghold file lies. */
export const stateFileName = (strongholdFile: string): string => `${strongholdFile}.state`;

/**
 * Reads a sealed state. Whoever has the disk may have put anything in its place: a pipe would keep the process waiting while it
 * has the seed, a link to a device has no end. Its kind and size are judged on the open file, before any of it is read.
 * @param file absolute path, see {@link stateFileName}
 * @returns the bytes, null where there is none; `state-damaged` for anything but a plain file of at most
 * `MAX_STATE_BYTES` that can be read
 */
export async function readStateFile(file: string): Promise<Result<Uint8Array | null>> {
  const found = await inspectPath(file);
  if (!found.ok) return damaged(found.message);
  if (found.value === 'absent') return ok(null);
  try {
    await using handle = await openWithoutWaiting(file);
    const stat = await handle.stat();
    if (!stat.isFile()) return damaged('expected a plain file, got another thing');
    if (stat.size > MAX_STATE_BYTES) {
      return damaged(`expected at most ${MAX_STATE_BYTES} bytes, got ${stat.size}`);
    }
    return ok(await readUpTo(handle, stat.size));
  } catch (error) {
    const code = systemCode(error);
    return code === 'ENOENT' ? ok(null) : damaged(code);
  }
}

function damaged(why: string): Refusal {
  return refuse('state-damaged', `the vault's sealed state cannot be read: ${why}`);
}
