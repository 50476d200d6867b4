import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { equalBytes } from '@noble/ciphers/utils.js';
import { checkPassword } from '../core/password.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { createAtomically, finishWrite } from './atomic-file.ts';
import { type FileLock, withFileLock } from './file-lock.ts';
import { closeSnapshot, type OpenVersion2, openSnapshot } from './open-snapshot.ts';
import type { RandomBytes } from './random.ts';
import { encodeWithPassword, replaceSnapshot } from './replace-snapshot.ts';
import { inspectPath, systemCode } from './safe-path.ts';
import { VAULT_WORK_FACTOR } from './scrypt.ts';
import { readSnapshotFile } from './snapshot-file.ts';
import type { Version2Derivation } from './snapshot-key.ts';
import { wipeState } from './state.ts';
import { moveStoreValues } from './store-value.ts';

/** A migration of a file from version 2 to version 3, under the same password. */
export interface Migration {
  /** Absolute path. */
  readonly file: string;
  /** UTF-8 as typed. */
  readonly password: Uint8Array;
  /** Absolute path at which the old file is kept; see {@link asidePath}. */
  readonly keepAside: string;
  readonly random: RandomBytes;
  /** log2 of scrypt's N; `VAULT_WORK_FACTOR` outside of tests. */
  readonly workFactor?: number;
  /** The program that wrote the file; wallet.rs where left out. */
  readonly derivation?: Version2Derivation;
  /** The file's lock, where the caller has it. */
  readonly lock?: FileLock;
}

/** What a migration did: nothing where the file has version 3 already, as after a crash at the very end. */
type Migrated =
  | { readonly outcome: 'current' }
  | {
      readonly outcome: 'migrated';
      /** Where the old file is. */
      readonly keptAside: string;
      /** Store values that were sealed anew. */
      readonly valuesMoved: number;
      /** Store values that the old key does not open; they are in the new file byte for byte. */
      readonly valuesKept: number;
    };

/**
 * Where a migration keeps the old file: beside it, `vault.v2-2026-11-20.stronghold` for `vault.stronghold`.
 * @param now milliseconds since the Unix epoch
 */
export function asidePath(file: string, now: number): string {
  const day = new Date(now).toISOString().slice(0, 10);
  return join(dirname(file), `${basename(file, '.stronghold')}.v2-${day}.stronghold`);
}

/**
 * Migrates a file from version 2 to version 3: all its contents are kept, and the wallet's store values get a key of
 * their own, as iota-sdk does it. First the old file is copied aside, then the new one is written, read back, compared
 * and put in its place: after a crash at any moment the file opens, as the old one or the new one, and the migration can
 * be done again.
 *
 * @returns `stronghold-exists` where something else is at `keepAside`, `password-empty`, `password-too-long`,
 * `stronghold-in-use`, `stronghold-work-factor`, `file-not-written`, and what keeps a file from being read
 */
export async function migrateFile(migration: Migration): Promise<Result<Migrated>> {
  const usable = checkPassword(migration.password);
  if (!usable.ok) return usable;
  return withFileLock(migration.file, () => migrate(migration), migration.lock);
}

async function migrate(migration: Migration): Promise<Result<Migrated>> {
  const bytes = await readSnapshotFile(migration.file);
  if (!bytes.ok) return bytes;
  const snapshot = await openSnapshot(bytes.value, migration.password, {
    allowVersion2: true,
    derivation: migration.derivation,
  });
  if (!snapshot.ok) return snapshot;
  try {
    return snapshot.value.version === 3
      ? ok({ outcome: 'current' })
      : await rewrite(migration, bytes.value, snapshot.value);
  } finally {
    closeSnapshot(snapshot.value);
  }
}

async function rewrite(
  { file, keepAside, random, workFactor = VAULT_WORK_FACTOR }: Migration,
  old: Uint8Array,
  snapshot: OpenVersion2,
): Promise<Result<Migrated>> {
  const moved = moveStoreValues(snapshot.state, snapshot.key, random);
  if (!moved.ok) return moved;
  const { state, moved: valuesMoved, kept: valuesKept } = moved.value;
  try {
    const encoded = await encodeWithPassword({ state, password: snapshot.password, workFactor, random });
    if (!encoded.ok) return encoded;
    try {
      const kept = await keepOldFile(file, keepAside, old);
      if (!kept.ok) return kept;
      const replaced = await replaceSnapshot(file, encoded.value, state);
      if (!replaced.ok) return replaced;
      return ok({ outcome: 'migrated', keptAside: keepAside, valuesMoved, valuesKept });
    } finally {
      encoded.value.wrapKey.key.fill(0);
    }
  } finally {
    wipeState(state);
  }
}

/** Copies the old file aside. A copy that an earlier, killed migration made of the same bytes is taken as it is. */
async function keepOldFile(file: string, aside: string, old: Uint8Array): Promise<Result<void>> {
  const found = await inspectPath(aside);
  if (!found.ok) return found;
  if (found.value === 'absent') {
    return createAtomically({
      file: aside,
      bytes: old,
      verify: (written) =>
        equalBytes(written, old) ? ok(undefined) : refuse('file-not-written', 'the copy differs'),
    });
  }
  const copy = await readSnapshotFile(aside);
  if (!copy.ok) return copy;
  return !(await areOneFile(file, aside)) && equalBytes(copy.value, old)
    ? finishWrite(aside)
    : refuse('stronghold-exists', `there already is another file at ${aside}; it is never overwritten`);
}

/** Whether two paths name one file: the new file would then replace what was to be kept. */
async function areOneFile(one: string, other: string): Promise<boolean> {
  try {
    const [a, b] = await Promise.all([stat(one, { bigint: true }), stat(other, { bigint: true })]);
    return a.dev === b.dev && a.ino === b.ino;
  } catch (error) {
    systemCode(error);
    return true;
  }
}
