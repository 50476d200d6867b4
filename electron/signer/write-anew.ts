import { ok, type Result, refuse } from '../core/result.ts';
import { type StateEnd, sealBase } from './state-log.ts';
import type { VaultMemory } from './vault-memory.ts';

/** What writing a state whole needs of the vault. */
interface Rewriting {
  readonly stateFile: {
    read(): Promise<Result<Uint8Array | null>>;
    write(bytes: Uint8Array): Promise<void>;
  };
  readonly random: (length: number) => Uint8Array;
  /** Seals the state. */
  readonly key: Uint8Array;
}

/**
 * Writes a memory as the base of a new log in the place of one that has become long. A crash leaves the whole old or the
 * whole new one, and both tell the same.
 */
export async function writeAnew(
  memory: VaultMemory,
  read: Uint8Array,
  { stateFile, random, key }: Rewriting,
): Promise<Result<StateEnd>> {
  const sealed = sealBase(memory, { key, random });
  if (!sealed.ok) return sealed;
  const present = await stateFile.read();
  if (!present.ok) return present;
  if (present.value === null || Buffer.compare(present.value, read) !== 0) {
    return refuse(
      'state-rolled-back',
      "the vault's sealed state was changed on the disk while it was opened",
    );
  }
  await stateFile.write(sealed.value.bytes);
  return ok(sealed.value.end);
}
