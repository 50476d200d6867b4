import { bytesToHex } from '../core/digest.ts';
import { newRequestsFrom } from '../core/proposal/request.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import type { StateFile } from './kept-state.ts';
import { stateKey } from './sealed-state.ts';
import { sealBase } from './state-log.ts';
import { VaultMemory } from './vault-memory.ts';

/**
 * Writes the first sealed state of a vault, in the moment in which its Stronghold file is made: it begins an era, and
 * has no policy. Only those who have the words come here; a vault that exists never gets a new state.
 * @param birth.seed 64 bytes, left as they are
 * @param birth.at this signer's clock, milliseconds
 * @param birth.hasPast whether the seed may have signed before: of that this state knows nothing, and no request that it
 * may have been for is signed, see {@link newRequestsFrom}. Not so for a seed that was just drawn
 */
export async function writeFreshState({
  seed,
  stateFile,
  random,
  at,
  hasPast,
}: {
  readonly seed: Uint8Array;
  readonly stateFile: StateFile;
  readonly random: (length: number) => Uint8Array;
  readonly at: number;
  readonly hasPast: boolean;
}): Promise<Result<void>> {
  const free = await requireNoState(stateFile);
  if (!free.ok) return free;
  const key = stateKey(seed);
  try {
    const era = bytesToHex(random(16));
    const horizon = hasPast ? newRequestsFrom(at) : 0;
    const memory = new VaultMemory({
      era,
      counter: 0,
      horizon,
      sealedAt: at,
      forgottenAt: 0,
      governed: null,
      epoch: null,
      proven: null,
      journal: null,
    });
    const sealed = sealBase(memory, { key, random });
    if (!sealed.ok) return sealed;
    await stateFile.write(sealed.value.bytes);
    return ok(undefined);
  } finally {
    key.fill(0);
  }
}

/**
 * The state of some vault is the only proof of what it signed: it is never overwritten. Refuses `stronghold-exists`
 * where there is one, and `state-damaged` where something else is in its place.
 */
export async function requireNoState(stateFile: StateFile): Promise<Result<void>> {
  const present = await stateFile.read();
  if (!present.ok) return present;
  return present.value === null
    ? ok(undefined)
    : refuse('stronghold-exists', 'there is the sealed state of another vault under this name');
}
