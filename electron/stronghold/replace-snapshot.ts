import { equalBytes } from '@noble/ciphers/utils.js';
import { ok, type Result, refuse } from '../core/result.ts';
import { drawSalt, type WrapKey } from './age.ts';
import { replaceAtomically } from './atomic-file.ts';
import { derivePasswordWrapKey } from './open-snapshot.ts';
import type { RandomBytes } from './random.ts';
import { decodeSnapshotWith, encodeSnapshotWith } from './snapshot.ts';
import { encodeState, type State, wipeState } from './state.ts';

/** A state, and how to seal it. */
export interface SealedWith {
  readonly state: State;
  /** UTF-8 as typed. */
  readonly password: Uint8Array;
  /** log2 of scrypt's N, 0 to 20. */
  readonly workFactor: number;
  readonly random: RandomBytes;
}

/** A snapshot that was encoded and not written yet. Its owner zeroes `wrapKey.key`. */
export interface EncodedSnapshot {
  readonly bytes: Uint8Array;
  readonly wrapKey: WrapKey;
}

/** Encodes under a fresh salt; refuses `stronghold-work-factor` or `stronghold-oversize`. */
export async function encodeWithPassword({
  state,
  password,
  workFactor,
  random,
}: SealedWith): Promise<Result<EncodedSnapshot>> {
  const wrapKey = await derivePasswordWrapKey(password, { salt: drawSalt(random), workFactor });
  if (!wrapKey.ok) return wrapKey;
  const bytes = encodeSnapshotWith(state, wrapKey.value, random);
  if (bytes.ok) return ok({ bytes: bytes.value, wrapKey: wrapKey.value });
  wrapKey.value.key.fill(0);
  return bytes;
}

/**
 * Replaces a file by an encoded snapshot, once what was written was read back, opened and found to have the very state.
 * The caller has the file's lock.
 * @returns `stronghold-unsafe-path`, `file-not-written`, `stronghold-damaged`
 */
export async function replaceSnapshot(
  file: string,
  { bytes, wrapKey }: EncodedSnapshot,
  state: State,
): Promise<Result<void>> {
  return replaceAtomically({
    file,
    bytes,
    verify: (written) => {
      const read = decodeSnapshotWith(written, wrapKey);
      if (!read.ok) return read;
      const [now, wanted] = [encodeState(read.value), encodeState(state)];
      const same = equalBytes(now, wanted);
      for (const plain of [now, wanted]) plain.fill(0);
      wipeState(read.value);
      return same
        ? ok(undefined)
        : refuse('stronghold-damaged', 'the file that was written holds another state');
    },
  });
}
