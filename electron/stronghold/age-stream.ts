import { ok, type Result, refuse } from '../core/result.ts';
import { CHUNK_LENGTH, openChunk, SEALED_CHUNK_LENGTH, sealChunk, TAG_LENGTH } from './age-chunk.ts';

/** Seals bytes with age's STREAM: chunks of 64 KiB, each with its own tag, the last one marked. */
export function sealStream(key: Uint8Array, plaintext: Uint8Array): Uint8Array {
  const chunks = Math.max(1, Math.ceil(plaintext.length / CHUNK_LENGTH));
  const output = new Uint8Array(plaintext.length + chunks * TAG_LENGTH);
  for (let i = 0; i < chunks; i++) {
    const chunk = plaintext.subarray(i * CHUNK_LENGTH, (i + 1) * CHUNK_LENGTH);
    output.set(sealChunk(key, { index: i, last: i === chunks - 1 }, chunk), i * SEALED_CHUNK_LENGTH);
  }
  return output;
}

/**
 * Opens age's STREAM.
 * @returns the plaintext, which the caller zeroes; `stronghold-truncated` where the stream provably ends early,
 * `stronghold-damaged` where a chunk is not authentic
 */
export function openStream(key: Uint8Array, stream: Uint8Array): Result<Uint8Array> {
  const counted = countChunks(stream.length);
  if (!counted.ok) return counted;
  const chunks = counted.value;
  const plaintext = new Uint8Array(stream.length - chunks * TAG_LENGTH);
  for (let i = 0; i < chunks; i++) {
    const sealed = stream.subarray(i * SEALED_CHUNK_LENGTH, (i + 1) * SEALED_CHUNK_LENGTH);
    const chunk = openChunkOf(key, { index: i, chunks }, sealed);
    if (!chunk.ok) {
      plaintext.fill(0);
      return chunk;
    }
    plaintext.set(chunk.value, i * CHUNK_LENGTH);
    chunk.value.fill(0);
  }
  return ok(plaintext);
}

/**
 * How many chunks a stream of so many bytes has.
 * @returns refuses `stronghold-truncated` where it ends inside a tag, or where only an empty plaintext could end
 */
export function countChunks(length: number): Result<number> {
  const chunks = Math.ceil(length / SEALED_CHUNK_LENGTH);
  const lastLength = length - (chunks - 1) * SEALED_CHUNK_LENGTH;
  // Only an empty plaintext has an empty chunk.
  if (chunks === 0 || lastLength < TAG_LENGTH || (lastLength === TAG_LENGTH && chunks > 1)) {
    return refuse('stronghold-truncated', 'payload: it ends inside the tag of a chunk');
  }
  return ok(chunks);
}

/**
 * Opens the chunk of this number in a stream of so many.
 * @returns the plaintext, which the caller zeroes; refuses as {@link openStream} does
 */
export function openChunkOf(
  key: Uint8Array,
  { index, chunks }: { readonly index: number; readonly chunks: number },
  sealed: Uint8Array,
): Result<Uint8Array> {
  const last = index === chunks - 1;
  const chunk = openChunk(key, { index, last }, sealed);
  if (chunk !== null) return ok(chunk);
  const middle = last ? openChunk(key, { index, last: false }, sealed) : null;
  if (middle === null) {
    return refuse('stronghold-damaged', `payload: chunk ${index + 1} of ${chunks} is not authentic`);
  }
  middle.fill(0);
  return refuse('stronghold-truncated', `payload: expected more than ${chunks} chunks`);
}
