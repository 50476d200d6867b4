import { MOST_FILE } from '../../core/envelope/container.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { openWithoutWaiting, readUpTo } from '../../stronghold/plain-file.ts';

/** Where an envelope lies: a file's absolute path, or its bytes in base64, as QR codes gave them. */
export type EnvelopeSource =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'bytes'; readonly bytes: string };

/**
 * The bytes of an envelope, no more than one can have. A link, a pipe or a folder in the place of the file is refused.
 * @returns refuses `envelope-oversize` and `file-not-read`
 */
export async function readEnvelopeFile(source: EnvelopeSource): Promise<Result<Uint8Array>> {
  if (source.kind === 'bytes') return ok(new Uint8Array(Buffer.from(source.bytes, 'base64')));
  const handle = await openWithoutWaiting(source.file).catch(() => null);
  if (handle === null) return notRead(source.file);
  try {
    const stat = await handle.stat();
    const { size } = stat;
    if (size > MOST_FILE) {
      return refuse('envelope-oversize', `expected an envelope of at most ${MOST_FILE} bytes, got ${size}`);
    }
    return stat.isFile() ? ok(await readUpTo(handle, size + 1)) : notRead(source.file);
  } catch {
    return notRead(source.file);
  } finally {
    await handle.close();
  }
}

const notRead = (file: string) => refuse('file-not-read', `expected a file that can be read at ${file}`);
