import { createHash, type Hash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { ok, Refused, type Result, refuse } from '../core/result.ts';
import { openHead } from '../stronghold/age.ts';
import { SEALED_CHUNK_LENGTH } from '../stronghold/age-chunk.ts';
import { type AgeFile, HEADER_LENGTH, parseAge } from '../stronghold/age-header.ts';
import { countChunks, openChunkOf } from '../stronghold/age-stream.ts';
import { NO_FOLLOW, NO_WAIT } from '../stronghold/plain-file.ts';

const NONCE_LENGTH = 16;

/** A backup file that is open: its header is read, none of it is believed. */
export interface OpenBackup {
  /** Salt and work factor, for the key that wraps the file's own. */
  readonly age: AgeFile;
  /**
   * The plaintext, chunk by chunk, in constant memory. Throws `Refused`: `backup-passphrase-wrong`, `backup-truncated`,
   * `backup-damaged`.
   */
  chunks(wrapKey: Uint8Array): Generator<Uint8Array>;
  /** Bytes of the file. */
  readonly size: number;
  /** SHA-256 of the file, hex; after the last chunk. */
  sha256(): string;
  close(): void;
}

/**
 * Opens a backup file. Synchronous, for a thread of its own. Throws system errors.
 * @returns refuses `backup-foreign` for anything but an age file with one passphrase, `backup-truncated`,
 * `backup-damaged`
 */
export function openBackup(file: string): Result<OpenBackup> {
  const handle = openSync(file, constants.O_RDONLY | NO_FOLLOW | NO_WAIT);
  const opened = openHandle(handle);
  if (!opened.ok) closeSync(handle);
  return opened;
}

function openHandle(handle: number): Result<OpenBackup> {
  const found = fstatSync(handle);
  if (!found.isFile()) return refuse('backup-foreign', 'expected a file, got something else');
  const head = readAt(handle, 0, Math.min(found.size, HEADER_LENGTH + NONCE_LENGTH));
  const age = parseAge(head);
  if (!age.ok) {
    const isAge = Buffer.from(head).toString('latin1').startsWith('age-encryption.org/v1\n');
    if (!isAge)
      return refuse('backup-foreign', 'expected a file that a passphrase encrypts, got another one');
    return refuse(age.code === 'stronghold-truncated' ? 'backup-truncated' : 'backup-damaged', age.message);
  }
  const hash = createHash('sha256');
  return ok({
    age: age.value,
    size: found.size,
    chunks: (wrapKey) => decrypt(handle, { age: age.value, size: found.size, hash, head, wrapKey }),
    sha256: () => hash.digest('hex'),
    close: () => closeSync(handle),
  });
}

function* decrypt(
  handle: number,
  {
    age,
    size,
    hash,
    head,
    wrapKey,
  }: {
    readonly age: AgeFile;
    readonly size: number;
    readonly hash: Hash;
    readonly head: Uint8Array;
    readonly wrapKey: Uint8Array;
  },
): Generator<Uint8Array> {
  const opened = must(openHead(age, wrapKey));
  const { payloadKey } = opened;
  try {
    // The header as it was parsed may be a byte shorter than what was read.
    const begins = head.length - age.payload.length + opened.skip;
    const chunks = must(countChunks(size - begins));
    hash.update(head.subarray(0, begins));
    for (let index = 0; index < chunks; index++) {
      const at = begins + index * SEALED_CHUNK_LENGTH;
      const sealed = readAt(handle, at, Math.min(SEALED_CHUNK_LENGTH, size - at));
      hash.update(sealed);
      yield must(openChunkOf(payloadKey, { index, chunks }, sealed));
    }
  } finally {
    payloadKey.fill(0);
  }
}

/** What the age layer refuses, in the words of a backup. */
function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { code, message } = result;
  if (code === 'password-wrong') {
    throw new Refused(refuse('backup-passphrase-wrong', 'the passphrase does not open this backup'));
  }
  throw new Refused(refuse(code === 'stronghold-truncated' ? 'backup-truncated' : 'backup-damaged', message));
}

function readAt(handle: number, position: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const count = readSync(handle, bytes, done, length - done, position + done);
    if (count === 0)
      throw new Refused(refuse('backup-truncated', 'the file became shorter while it was read'));
    done += count;
  }
  return bytes;
}
