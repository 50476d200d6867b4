import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { isWhole, type PackedText, wrappedIn, wrapText } from '../../core/envelope/container.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { hashInTurns } from './hash-in-turns.ts';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

/** Up to here every byte counts: it may go by QR. Above, the slowest quality takes seconds. */
const SMALL = 256 * 1024;

/**
 * Compresses an envelope's text, beside the main thread.
 * @param text as `writeEnvelope` gives it
 * @returns the envelope's bytes, for a file or for QR codes; refuses `envelope-oversize`
 */
export async function packEnvelope(text: Uint8Array): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const packed = await compress(text, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: text.length <= SMALL ? 11 : 9,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  });
  return wrapText({ packed, length: text.length });
}

/**
 * Unpacks an envelope: never more than it says to have, which is bounded.
 * @returns the text; refuses `envelope-bomb`, `envelope-altered`, and as `unwrapText` does
 */
export async function unpackEnvelope(file: Uint8Array): Promise<Result<Uint8Array>> {
  const read = wrappedIn(file);
  if (!read.ok) return read;
  const whole = isWhole(read.value, await hashInTurns(read.value.packed));
  return whole.ok ? unpackText(read.value) : whole;
}

async function unpackText({ packed, length }: PackedText): Promise<Result<Uint8Array>> {
  try {
    const text = await decompress(packed, { maxOutputLength: Math.max(1, length) });
    return text.length === length
      ? ok(text)
      : refuse('envelope-altered', `expected ${length} bytes inside the envelope, got ${text.length}`);
  } catch (error) {
    return isTooLong(error)
      ? refuse('envelope-bomb', `the envelope says to hold ${length} bytes, and holds more`)
      : refuse('envelope-altered', 'expected compressed text inside the envelope');
  }
}

const isTooLong = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
