import { equalBytes } from '@noble/ciphers/utils.js';
import { ok, type Result, refuse } from '../core/result.ts';
import { deriveWrapKey, drawSalt, openAge, sealAge, type WrapKey } from './age.ts';
import { type AgeFile, parseAge } from './age-header.ts';
import { packState, unpackState } from './packed-state.ts';
import type { RandomBytes } from './random.ts';
import {
  joinSnapshot,
  MAX_SNAPSHOT_LENGTH,
  readSnapshotHeader,
  SNAPSHOT_HEADER_LENGTH,
} from './snapshot-header.ts';
import type { State } from './state.ts';

/** Header, age header with a one-digit work factor, nonce and tag. */
const MIN_LENGTH = SNAPSHOT_HEADER_LENGTH + 149 + 16 + 16;

/**
 * The payload of a snapshot with one seed and nothing else, as we write it. Nothing in the file shows its length:
 * a last chunk that was cut and one that was changed fail alike. So a payload that fails and is shorter than this is
 * called cut. Both are refused; only the advice differs.
 */
export const SEED_PAYLOAD_LENGTH = 563;

/**
 * Decodes a snapshot of version 3.
 *
 * @param bytes the whole file
 * @param key the snapshot key, 32 bytes (see snapshot-key.ts)
 * @returns the state, whose secrets the caller zeroes with `wipeState`; `password-wrong`, `stronghold-foreign`,
 * `stronghold-truncated`, `stronghold-oversize`, `stronghold-version-2`, `stronghold-version-unsupported`,
 * `stronghold-work-factor`, `stronghold-damaged`
 */
export async function decodeSnapshot(bytes: Uint8Array, key: Uint8Array): Promise<Result<State>> {
  const file = parseSnapshot(bytes);
  if (!file.ok) return file;
  const wrapKey = await deriveWrapKey(key, file.value);
  if (!wrapKey.ok) return wrapKey;
  try {
    return openBody(file.value, wrapKey.value.key);
  } finally {
    wrapKey.value.key.fill(0);
  }
}

/**
 * Decodes a snapshot with the wrap key it was written with: no scrypt, for the check after writing.
 * @returns as {@link decodeSnapshot}
 */
export function decodeSnapshotWith(bytes: Uint8Array, wrapKey: WrapKey): Result<State> {
  const file = parseSnapshot(bytes);
  if (!file.ok) return file;
  if (file.value.workFactor !== wrapKey.workFactor || !equalBytes(file.value.salt, wrapKey.salt)) {
    return refuse('stronghold-damaged', 'expected the salt and work factor just written, got others');
  }
  return openBody(file.value, wrapKey.key);
}

/**
 * Encodes a state as a snapshot of version 3, under a fresh salt.
 * @returns the whole file; `stronghold-work-factor` or `stronghold-oversize`
 */
export async function encodeSnapshot(
  state: State,
  key: Uint8Array,
  { workFactor, random }: { workFactor: number; random: RandomBytes },
): Promise<Result<Uint8Array>> {
  const wrapKey = await deriveWrapKey(key, { salt: drawSalt(random), workFactor });
  if (!wrapKey.ok) return wrapKey;
  try {
    return encodeSnapshotWith(state, wrapKey.value, random);
  } finally {
    wrapKey.value.key.fill(0);
  }
}

/**
 * Encodes a state under a wrap key that was just derived from a fresh salt.
 * @returns as {@link encodeSnapshot}
 */
export function encodeSnapshotWith(state: State, wrapKey: WrapKey, random: RandomBytes): Result<Uint8Array> {
  const packed = packState(state);
  if (!packed.ok) return packed;
  const bytes = joinSnapshot(3, sealAge(packed.value, wrapKey, random));
  packed.value.fill(0);
  return bytes.length <= MAX_SNAPSHOT_LENGTH
    ? ok(bytes)
    : refuse('stronghold-oversize', `expected at most ${MAX_SNAPSHOT_LENGTH} bytes, got ${bytes.length}`);
}

/**
 * Parses what comes before the encryption, without a password.
 * @returns the age file; refuses as {@link decodeSnapshot} does
 */
export function parseSnapshot(bytes: Uint8Array): Result<AgeFile> {
  const header = readSnapshotHeader(bytes);
  if (!header.ok) return header;
  const { version, body } = header.value;
  if (version === 2) {
    return refuse('stronghold-version-2', 'expected a Stronghold snapshot of version 3, got version 2');
  }
  if (bytes.length < MIN_LENGTH) {
    return refuse('stronghold-truncated', `expected at least ${MIN_LENGTH} bytes, got ${bytes.length}`);
  }
  return parseAge(body);
}

/** Opens a version 3 body: age, then LZ4, then bincode. */
function openBody(file: AgeFile, wrapKey: Uint8Array): Result<State> {
  const packed = openAge(file, wrapKey);
  if (!packed.ok) {
    return packed.code === 'stronghold-damaged' && file.payload.length < SEED_PAYLOAD_LENGTH
      ? refuse(
          'stronghold-truncated',
          `${packed.message}; with ${file.payload.length} bytes it was likely cut`,
        )
      : packed;
  }
  return unpackState(packed.value);
}
