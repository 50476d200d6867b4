import { createHash } from 'node:crypto';
import { passwordForms } from '../core/password.ts';
import { ok, Refused, type Result, refuse } from '../core/result.ts';
import { deriveWrapKey } from '../stronghold/age.ts';
import { openBackup } from './decrypted.ts';
import { readRefusal } from './faults.ts';
import { type BackupFile, type BackupManifest, MAX_MANIFEST_BYTES, parseManifest } from './manifest.ts';
import { MANIFEST_NAME } from './names.ts';
import { BLOCK, END_BYTES, padding, readManifestHeader, tarHeader } from './tar-header.ts';

/** {@link readBackup} with a passphrase as any keyboard may have written it; each form that differs costs one more key. */
export async function readBackupTyped(file: string, passphrase: Uint8Array): Promise<Result<ReadBackup>> {
  const forms = passwordForms(passphrase);
  try {
    let read = await readBackup(file, { passphrase });
    for (const form of forms.slice(1)) {
      if (read.ok || read.code !== 'backup-passphrase-wrong') break;
      read = await readBackup(file, { passphrase: form });
    }
    return read;
  } finally {
    for (const form of forms) form.fill(0);
  }
}

/** What opens a backup: its passphrase, or the key that was derived from it before. */
export type BackupSecret = { readonly passphrase: Uint8Array } | { readonly wrapKey: Uint8Array };

/** Takes the files of a backup, one after the other. */
export interface BackupSink {
  /** Begins a file; its bytes follow. Left out: nothing is kept. */
  begin?(file: BackupFile): void;
  write?(bytes: Uint8Array): void;
  /** The file has the size and the digest that the manifest says. */
  end?(): void;
}

/** A backup that was read to its end. */
export interface ReadBackup {
  readonly manifest: BackupManifest;
  /** Of the encrypted file, hex. */
  readonly sha256: string;
  /** Bytes of the encrypted file. */
  readonly size: number;
  /** 32 bytes, secret; the caller zeroes it. */
  readonly wrapKey: Uint8Array;
}

/**
 * Reads a backup to its very end: every chunk, every file against the manifest's digest, and nothing after them.
 * Synchronous but for the key, for a thread of its own; in constant memory.
 * @returns refuses `backup-foreign`, `backup-passphrase-wrong`, `backup-truncated`, `backup-damaged`, `backup-entry`,
 * `backup-oversize`, `file-newer`, `file-older`, `file-not-read`; and throws what `sink` throws
 */
export async function readBackup(
  file: string,
  secret: BackupSecret,
  sink: BackupSink = {},
): Promise<Result<ReadBackup>> {
  let opened: ReturnType<typeof openBackup>;
  try {
    opened = openBackup(file);
  } catch (error) {
    return readRefusal(error, 'the backup');
  }
  if (!opened.ok) return opened;
  const backup = opened.value;
  try {
    const derived = await wrapKeyOf(secret, backup.age);
    if (!derived.ok) return derived;
    const wrapKey = derived.value;
    try {
      const plain = new PlainReader(backup.chunks(wrapKey));
      const manifest = walk(plain, sink);
      return ok({ manifest, sha256: backup.sha256(), size: backup.size, wrapKey });
    } catch (error) {
      wrapKey.fill(0);
      if (error instanceof Refused) return error.refusal;
      throw error;
    }
  } finally {
    backup.close();
  }
}

async function wrapKeyOf(
  secret: BackupSecret,
  age: { readonly salt: Uint8Array; readonly workFactor: number },
): Promise<Result<Uint8Array>> {
  if ('wrapKey' in secret) return ok(secret.wrapKey.slice());
  const derived = await deriveWrapKey(secret.passphrase, age);
  return derived.ok ? ok(derived.value.key) : refuse('backup-damaged', derived.message);
}

function walk(plain: PlainReader, sink: BackupSink): BackupManifest {
  const manifest = readFirst(plain);
  const at = manifest.about.madeAt;
  for (const file of manifest.files) {
    expect(plain.take(BLOCK), tarHeader(file.name, file.size, at), file.name);
    sink.begin?.(file);
    const hash = createHash('sha256');
    for (const part of plain.parts(file.size)) {
      hash.update(part);
      sink.write?.(part);
    }
    if (hash.digest('hex') !== file.sha256) {
      throw damaged(`${file.name}: expected the SHA-256 that the manifest says, got another`);
    }
    sink.end?.();
    expectZeros(plain.take(padding(file.size)), file.name);
  }
  expectZeros(plain.take(END_BYTES), 'its end');
  if (!plain.ended()) throw damaged('expected nothing after its last file, got more');
  return manifest;
}

function readFirst(plain: PlainReader): BackupManifest {
  const header = readManifestHeader(plain.take(BLOCK), MANIFEST_NAME);
  if (header === null)
    throw new Refused(refuse('backup-foreign', 'expected a backup, got another encrypted file'));
  if (header.size > MAX_MANIFEST_BYTES) {
    throw new Refused(
      refuse('backup-oversize', `expected a manifest of at most ${MAX_MANIFEST_BYTES} bytes`),
    );
  }
  const manifest = parseManifest(plain.take(header.size));
  if (!manifest.ok) throw new Refused(manifest);
  expectZeros(plain.take(padding(header.size)), MANIFEST_NAME);
  return manifest.value;
}

/** Another header than the manifest leads to: a link, another name, another size or order. */
function expect(found: Uint8Array, expected: Uint8Array, name: string): void {
  if (expected.some((byte, i) => byte !== found[i])) {
    throw new Refused(refuse('backup-entry', `expected ${name} as the manifest says it, got another entry`));
  }
}

function expectZeros(found: Uint8Array, where: string): void {
  if (found.some((byte) => byte !== 0)) throw damaged(`${where}: expected zeros after it, got other bytes`);
}

const damaged = (message: string) => new Refused(refuse('backup-damaged', message));

/** Reads a stream of chunks by lengths. */
class PlainReader {
  readonly #chunks: Generator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(chunks: Generator<Uint8Array>) {
    this.#chunks = chunks;
  }

  /** So many bytes as they come, not in one piece. */
  *parts(length: number): Generator<Uint8Array> {
    let left = length;
    while (left > 0) {
      if (this.#rest.length === 0 && !this.#more()) {
        throw new Refused(refuse('backup-truncated', 'it ends before its last file'));
      }
      const part = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(part.length);
      left -= part.length;
      yield part;
    }
  }

  take(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    let done = 0;
    for (const part of this.parts(length)) {
      bytes.set(part, done);
      done += part.length;
    }
    return bytes;
  }

  ended(): boolean {
    return this.#rest.length === 0 && !this.#more();
  }

  #more(): boolean {
    for (;;) {
      const next = this.#chunks.next();
      if (next.done === true) return false;
      this.#rest = next.value;
      if (next.value.length > 0) return true;
    }
  }
}
