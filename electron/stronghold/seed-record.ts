import { ok, type Result, refuse } from '../core/result.ts';
import type { RandomBytes } from './random.ts';
import type { State } from './state.ts';
import { addWalletRecord, readWalletRecord, SEED_RECORD_ID } from './wallet-record.ts';

/** The BIP-39 seed: PBKDF2 of the words, with an empty passphrase. The words themselves are not kept. */
const SEED_LENGTH = 64;

/**
 * Puts a seed into a state, where iota-sdk looks for it; nothing else in the state changes.
 * @param seed 64 bytes
 * @returns the new state, which shares memory with the old one; `stronghold-exists` where there already is a seed,
 * `stronghold-damaged` where the seed's vault is there but its two keys differ
 */
export function addSeedRecord(state: State, seed: Uint8Array, random: RandomBytes): Result<State> {
  if (seed.length !== SEED_LENGTH) {
    throw new RangeError(`expected a seed of ${SEED_LENGTH} bytes, got ${seed.length}`);
  }
  return addWalletRecord(state, SEED_RECORD_ID, { secret: seed, random });
}

/**
 * Reads the seed that iota-sdk or Sallyport put into a state.
 * @returns 64 bytes, which the caller zeroes; `stronghold-no-seed` where there is none or it was revoked,
 * `stronghold-damaged` where it does not open
 */
export function readSeedRecord(state: State): Result<Uint8Array> {
  const seed = readWalletRecord(state, SEED_RECORD_ID);
  if (!seed.ok) return seed;
  if (seed.value === null) {
    return refuse('stronghold-no-seed', 'the snapshot opened, but it holds no wallet seed');
  }
  if (seed.value.length === SEED_LENGTH) return ok(seed.value);
  seed.value.fill(0);
  return refuse(
    'stronghold-damaged',
    `expected a seed of ${SEED_LENGTH} bytes, got a record of ${seed.value.length}`,
  );
}
