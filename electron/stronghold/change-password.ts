import { checkPassword } from '../core/password.ts';
import type { Result } from '../core/result.ts';
import { type FileLock, withFileLock } from './file-lock.ts';
import { closeSnapshot, openSnapshot } from './open-snapshot.ts';
import type { RandomBytes } from './random.ts';
import { encodeWithPassword, replaceSnapshot } from './replace-snapshot.ts';
import { readSnapshotFile } from './snapshot-file.ts';

/** A change of password, or only of the work factor. */
export interface PasswordChange {
  /** Absolute path. */
  readonly file: string;
  /** UTF-8 as typed. */
  readonly oldPassword: Uint8Array;
  /** UTF-8 as typed, 1 to 4096 bytes. */
  readonly newPassword: Uint8Array;
  /** log2 of scrypt's N, 0 to 20; vaults take `VAULT_WORK_FACTOR`. */
  readonly workFactor: number;
  readonly random: RandomBytes;
  /** The file's lock, where the caller has it. */
  readonly lock?: FileLock;
}

/**
 * Gives a file (version 3) another password. All its contents are kept. The old file is replaced only after the new one
 * was written, read back and decoded: after a crash at any moment one of the two passwords opens it. Copies made before
 * still open with the old password.
 *
 * @returns `password-empty` or `password-too-long` (the new one), `password-wrong` (the old one), `stronghold-in-use`,
 * `stronghold-version-2` (migrate it first), `stronghold-work-factor`, `file-not-written`, and what keeps a file from
 * being read
 */
export async function changePassword(change: PasswordChange): Promise<Result<void>> {
  const usable = checkPassword(change.newPassword);
  if (!usable.ok) return usable;
  return withFileLock(change.file, () => rewrite(change), change.lock);
}

async function rewrite({
  file,
  oldPassword,
  newPassword,
  workFactor,
  random,
}: PasswordChange): Promise<Result<void>> {
  const bytes = await readSnapshotFile(file);
  if (!bytes.ok) return bytes;
  const snapshot = await openSnapshot(bytes.value, oldPassword);
  if (!snapshot.ok) return snapshot;
  const { state } = snapshot.value;
  try {
    const encoded = await encodeWithPassword({ state, password: newPassword, workFactor, random });
    if (!encoded.ok) return encoded;
    try {
      return await replaceSnapshot(file, encoded.value, state);
    } finally {
      encoded.value.wrapKey.key.fill(0);
    }
  } finally {
    closeSnapshot(snapshot.value);
  }
}
