import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { ok, type Result, refuse } from '../core/result.ts';

/** The most bytes a snapshot file may have, and the most its state may unpack to. */
export const MAX_SNAPSHOT_LENGTH = 64 * 1024 * 1024;

/** The version that Sallyport writes, and the one that it migrates from. */
export type SnapshotVersion = 2 | 3;

export const SNAPSHOT_HEADER_LENGTH = 7;

const MAGIC = utf8ToBytes('PARTI');

/**
 * Reads the first 7 bytes of a snapshot: magic and version.
 * @returns the version's body (a view); `stronghold-oversize`, `stronghold-truncated`, `stronghold-foreign`,
 * `stronghold-version-unsupported`
 */
export function readSnapshotHeader(
  bytes: Uint8Array,
): Result<{ version: SnapshotVersion; body: Uint8Array }> {
  if (bytes.length > MAX_SNAPSHOT_LENGTH) {
    return refuse(
      'stronghold-oversize',
      `expected at most ${MAX_SNAPSHOT_LENGTH} bytes, got ${bytes.length}`,
    );
  }
  if (bytes.subarray(0, MAGIC.length).some((byte, i) => byte !== MAGIC[i])) {
    return refuse('stronghold-foreign', 'expected a Stronghold snapshot (PARTI), got a file of another kind');
  }
  if (bytes.length < SNAPSHOT_HEADER_LENGTH) {
    return refuse(
      'stronghold-truncated',
      `expected a header of ${SNAPSHOT_HEADER_LENGTH} bytes, got ${bytes.length}`,
    );
  }
  const version = bytes[5]! | (bytes[6]! << 8);
  if (version !== 2 && version !== 3) {
    return refuse(
      'stronghold-version-unsupported',
      `expected a Stronghold snapshot of version 2 or 3, got version ${version}`,
    );
  }
  return ok({ version, body: bytes.subarray(SNAPSHOT_HEADER_LENGTH) });
}

/** Puts magic and version before a body. */
export function joinSnapshot(version: SnapshotVersion, body: Uint8Array): Uint8Array {
  return concatBytes(MAGIC, Uint8Array.of(version, 0), body);
}
