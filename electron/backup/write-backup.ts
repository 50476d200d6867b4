import { createHash, randomBytes } from 'node:crypto';
import { closeSync, constants, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';
import { concatBytes } from '@noble/hashes/utils.js';
import { ok, Refused, type Result, refuse } from '../core/result.ts';
import { deriveWrapKey, drawSalt, sealHead, type WrapKey } from '../stronghold/age.ts';
import { CHUNK_LENGTH, sealChunk } from '../stronghold/age-chunk.ts';
import {
  removeIfThere,
  removeLeftovers,
  syncFolder,
  takeFreeName,
  temporaryPrefix,
} from '../stronghold/atomic-file.ts';
import { inspectPath } from '../stronghold/safe-path.ts';
import { writeRefusal } from './faults.ts';
import { type BackupAbout, type BackupFile, type BackupManifest, manifestBytes } from './manifest.ts';
import { MANIFEST_NAME } from './names.ts';
import { readBackup } from './read-backup.ts';
import { END_BYTES, MAX_FILE_BYTES, padding, tarHeader } from './tar-header.ts';

/** A backup to be written. */
export interface WriteBackup {
  /** Absolute path of a folder with copies of all files, which nobody changes. */
  readonly draft: string;
  /** Names of the files in it, in their order; `isBackupName` holds for each. */
  readonly names: readonly string[];
  readonly about: BackupAbout;
  /** Absolute path of the file to be made; nothing there is ever overwritten. */
  readonly target: string;
  /** UTF-8; the caller zeroes it. */
  readonly passphrase: Uint8Array;
  /** log2 of scrypt's N. */
  readonly workFactor: number;
}

/** What was written. */
export interface WrittenBackup {
  /** Of the encrypted file, hex. */
  readonly sha256: string;
  /** Bytes of the encrypted file. */
  readonly size: number;
  readonly files: number;
}

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/**
 * Writes a backup: an age v1 file with a scrypt recipient, in it a tar archive, first the manifest and then every file.
 * It is written under a temporary name, flushed, read back, decrypted and compared with the digests of the copies, and
 * only then gets its name: killed at any moment, there is no file of that name or the whole one.
 * Synchronous but for the key, for a thread of its own; in constant memory.
 * @returns refuses `backup-exists`, `disk-full`, `medium-read-only`, `backup-oversize`, `file-not-written`, and
 * what reading it back refuses
 */
export async function writeBackup(job: WriteBackup): Promise<Result<WrittenBackup>> {
  const { target } = job;
  const found = await inspectPath(target);
  if (!found.ok) return refuse('file-not-written', found.message);
  if (found.value !== 'absent') return exists(target);
  const temporary = path.join(
    path.dirname(target),
    `${temporaryPrefix(target)}${randomBytes(6).toString('hex')}.tmp`,
  );
  const wrapKey = await deriveWrapKey(job.passphrase, { salt: drawSalt(random), workFactor: job.workFactor });
  if (!wrapKey.ok) return wrapKey;
  try {
    await removeLeftovers(target);
    const manifest = manifestOf(job);
    writeArchive(temporary, { draft: job.draft, manifest, wrapKey: wrapKey.value });
    return await prove(temporary, { target, manifest, wrapKey: wrapKey.value });
  } catch (error) {
    return writeRefusal(error, path.basename(target));
  } finally {
    wrapKey.value.key.fill(0);
    await removeIfThere(temporary).catch(() => {});
  }
}

/** Reads back what was written, and gives it its name. */
async function prove(
  temporary: string,
  {
    target,
    manifest,
    wrapKey,
  }: { readonly target: string; readonly manifest: BackupManifest; readonly wrapKey: WrapKey },
): Promise<Result<WrittenBackup>> {
  const read = await readBackup(temporary, { wrapKey: wrapKey.key });
  if (!read.ok) return refuse('file-not-written', `the disk gave back another file: ${read.message}`);
  read.value.wrapKey.fill(0);
  const { sha256, size } = read.value;
  if (JSON.stringify(read.value.manifest) !== JSON.stringify(manifest)) {
    return refuse('file-not-written', 'the disk gave back another manifest than was written');
  }
  const named = await takeFreeName(temporary, target);
  if (!named.ok) return exists(target);
  await syncFolder(path.dirname(target));
  return ok({ sha256, size, files: manifest.files.length });
}

const exists = (target: string) =>
  refuse('backup-exists', `there already is a file ${path.basename(target)}; it is never overwritten`);

/** Size and digest of every copy. */
function manifestOf({ draft, names, about }: WriteBackup): BackupManifest {
  const files = names.map((name): BackupFile => {
    const hash = createHash('sha256');
    let size = 0;
    for (const part of partsOf(path.join(draft, name))) {
      hash.update(part);
      size += part.length;
    }
    if (size > MAX_FILE_BYTES) {
      throw new Refused(refuse('backup-oversize', `${name}: expected at most ${MAX_FILE_BYTES} bytes`));
    }
    return { name, size, sha256: hash.digest('hex') };
  });
  return { format: 'sallyport/backup/1', about, files };
}

function writeArchive(
  file: string,
  {
    draft,
    manifest,
    wrapKey,
  }: { readonly draft: string; readonly manifest: BackupManifest; readonly wrapKey: WrapKey },
): void {
  const handle = openSync(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    const { head, payloadKey } = sealHead(wrapKey, random);
    try {
      writeAll(handle, head);
      let index = 0;
      for (const [chunk, last] of inChunks(archive(draft, manifest))) {
        writeAll(handle, sealChunk(payloadKey, { index, last }, chunk));
        index += 1;
      }
    } finally {
      payloadKey.fill(0);
    }
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The bytes of the tar archive. */
function* archive(draft: string, manifest: BackupManifest): Generator<Uint8Array> {
  const at = manifest.about.madeAt;
  const first = manifestBytes(manifest);
  yield tarHeader(MANIFEST_NAME, first.length, at);
  yield first;
  yield new Uint8Array(padding(first.length));
  for (const { name, size } of manifest.files) {
    yield tarHeader(name, size, at);
    yield* partsOf(path.join(draft, name));
    yield new Uint8Array(padding(size));
  }
  yield new Uint8Array(END_BYTES);
}

/** The same bytes in chunks of age's STREAM, each with whether it is the last one. */
function* inChunks(parts: Iterable<Uint8Array>): Generator<readonly [Uint8Array, boolean]> {
  let rest: Uint8Array = new Uint8Array();
  for (const part of parts) {
    rest = rest.length === 0 ? part : concatBytes(rest, part);
    // What may be the end is kept back: the last chunk says that it is the last one.
    while (rest.length > CHUNK_LENGTH) {
      yield [rest.subarray(0, CHUNK_LENGTH), false];
      rest = rest.subarray(CHUNK_LENGTH);
    }
  }
  yield [rest, true];
}

/** A file's bytes in pieces. */
function* partsOf(file: string): Generator<Uint8Array> {
  const handle = openSync(file, constants.O_RDONLY);
  try {
    let left = fstatSync(handle).size;
    while (left > 0) {
      const part = new Uint8Array(Math.min(CHUNK_LENGTH, left));
      const count = readSync(handle, part, 0, part.length, null);
      if (count === 0) throw new Error(`${path.basename(file)} became shorter while it was read`);
      left -= count;
      yield part.subarray(0, count);
    }
  } finally {
    closeSync(handle);
  }
}

function writeAll(handle: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) done += writeSync(handle, bytes, done);
}
