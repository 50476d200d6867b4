import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { blake2b } from '@noble/hashes/blake2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { type Result, refuse } from '../core/result.ts';
import { openSealed } from './aead.ts';
import { unpackState } from './packed-state.ts';
import { readSnapshotHeader, SNAPSHOT_HEADER_LENGTH } from './snapshot-header.ts';
import type { State } from './state.ts';
import { agreeX25519 } from './x25519.ts';

const POINT_LENGTH = 32;
const TAG_LENGTH = 16;
const NONCE_LENGTH = 24;
const MIN_LENGTH = SNAPSHOT_HEADER_LENGTH + POINT_LENGTH + TAG_LENGTH;

/**
 * Decodes a snapshot of version 2: an ephemeral X25519 key, a tag, then XChaCha20-Poly1305. Such files are only read:
 * their key comes from the password without hard work, so a weak password is cheap to guess.
 *
 * @param bytes the whole file
 * @param key the snapshot key, 32 bytes (`deriveVersion2Key`)
 * @returns the state, whose secrets the caller zeroes with `wipeState`; `password-wrong` also for a file that was
 * changed or cut behind its header (one tag seals all, so these look the same), `stronghold-foreign`,
 * `stronghold-truncated`, `stronghold-oversize`, `stronghold-version-unsupported`, `stronghold-damaged`
 */
export function decodeSnapshotVersion2(bytes: Uint8Array, key: Uint8Array): Result<State> {
  const header = readSnapshotHeader(bytes);
  if (!header.ok) return header;
  if (header.value.version !== 2) {
    return refuse('stronghold-version-unsupported', `expected version 2, got ${header.value.version}`);
  }
  if (bytes.length < MIN_LENGTH) {
    return refuse('stronghold-truncated', `expected at least ${MIN_LENGTH} bytes, got ${bytes.length}`);
  }
  const { body } = header.value;
  const ephemeral = body.subarray(0, POINT_LENGTH);
  const tag = body.subarray(POINT_LENGTH, POINT_LENGTH + TAG_LENGTH);
  const ciphertext = body.subarray(POINT_LENGTH + TAG_LENGTH);
  const agreed = agreeX25519(key, ephemeral);
  if (agreed === null) {
    return refuse('stronghold-damaged', 'its ephemeral key gives a shared secret that everybody knows');
  }
  const { publicKey, shared } = agreed;
  try {
    const nonce = blake2b(concatBytes(ephemeral, publicKey), { dkLen: 32 }).subarray(0, NONCE_LENGTH);
    const packed = openSealed(xchacha20poly1305(shared, nonce), concatBytes(ciphertext, tag));
    return packed === null
      ? refuse('password-wrong', 'the password does not open this file (or the file was changed)')
      : unpackState(packed);
  } finally {
    shared.fill(0);
  }
}
