import { ok, type Result, refuse } from '../core/result.ts';
import { packLz4, unpackLz4 } from './lz4.ts';
import { MAX_SNAPSHOT_LENGTH } from './snapshot-header.ts';
import { decodeState, encodeState, type State } from './state.ts';

/**
 * Unpacks what either version keeps behind its encryption: an LZ4 block around the bincode of a state. The input is
 * zeroed.
 * @returns the state, whose secrets the caller zeroes with `wipeState`; `stronghold-oversize`, `stronghold-damaged`
 */
export function unpackState(packed: Uint8Array): Result<State> {
  const plain = unpackLz4(packed, MAX_SNAPSHOT_LENGTH);
  packed.fill(0);
  if (!plain.ok) return plain;
  const state = decodeState(plain.value);
  if (!state.ok) plain.value.fill(0);
  return state;
}

/** Packs a state; the caller zeroes the result. Refuses `stronghold-oversize`. */
export function packState(state: State): Result<Uint8Array> {
  const plain = encodeState(state);
  try {
    return plain.length <= MAX_SNAPSHOT_LENGTH
      ? ok(packLz4(plain))
      : refuse('stronghold-oversize', `expected at most ${MAX_SNAPSHOT_LENGTH} bytes, got ${plain.length}`);
  } finally {
    plain.fill(0);
  }
}
