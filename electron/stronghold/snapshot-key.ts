import { blake2b } from '@noble/hashes/blake2.js';

/** Length of a snapshot key, bytes. */
export const SNAPSHOT_KEY_LENGTH = 32;

/**
 * The snapshot key of a version 3 file: unkeyed BLAKE2b-256 of the password bytes, as iota-sdk 1.x derives it.
 * The password is UTF-8 as typed: not trimmed, not normalised. The caller zeroes the key.
 */
export function deriveSnapshotKey(password: Uint8Array): Uint8Array {
  return blake2b(password, { dkLen: SNAPSHOT_KEY_LENGTH });
}
