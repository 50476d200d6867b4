import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { ok, type Result, refuse } from '../core/result.ts';
import { openSealed } from './aead.ts';

const CHUNK_LENGTH = 65536;
const TAG_LENGTH = 16;
const SEALED_CHUNK_LENGTH = CHUNK_LENGTH + TAG_LENGTH;

/** The nonce of a chunk: its number in 11 bytes, big endian, then 1 for the last chunk and 0 for others. */
function chunkNonce(index: number, last: boolean): Uint8Array {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(7, index);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** Seals bytes with age's STREAM: chunks of 64 KiB, each with its own tag, the last one marked. */
export function sealStream(key: Uint8Array, plaintext: Uint8Array): Uint8Array {
  const chunks = Math.max(1, Math.ceil(plaintext.length / CHUNK_LENGTH));
  const output = new Uint8Array(plaintext.length + chunks * TAG_LENGTH);
  for (let i = 0; i < chunks; i++) {
    const chunk = plaintext.subarray(i * CHUNK_LENGTH, (i + 1) * CHUNK_LENGTH);
    const sealed = chacha20poly1305(key, chunkNonce(i, i === chunks - 1)).encrypt(chunk);
    output.set(sealed, i * SEALED_CHUNK_LENGTH);
  }
  return output;
}

/**
 * Opens age's STREAM.
 * @returns the plaintext, which the caller zeroes; `stronghold-truncated` where the stream provably ends early,
 * `stronghold-damaged` where a chunk is not authentic
 */
export function openStream(key: Uint8Array, stream: Uint8Array): Result<Uint8Array> {
  const chunks = Math.ceil(stream.length / SEALED_CHUNK_LENGTH);
  const lastLength = stream.length - (chunks - 1) * SEALED_CHUNK_LENGTH;
  // Only an empty plaintext has an empty chunk.
  if (chunks === 0 || lastLength < TAG_LENGTH || (lastLength === TAG_LENGTH && chunks > 1)) {
    return refuse('stronghold-truncated', 'payload: it ends inside the tag of a chunk');
  }
  const plaintext = new Uint8Array(stream.length - chunks * TAG_LENGTH);
  for (let i = 0; i < chunks; i++) {
    const sealed = stream.subarray(i * SEALED_CHUNK_LENGTH, (i + 1) * SEALED_CHUNK_LENGTH);
    const last = i === chunks - 1;
    const chunk = openSealed(chacha20poly1305(key, chunkNonce(i, last)), sealed);
    if (chunk === null) {
      plaintext.fill(0);
      const middle = last ? openSealed(chacha20poly1305(key, chunkNonce(i, false)), sealed) : null;
      if (middle === null) {
        return refuse('stronghold-damaged', `payload: chunk ${i + 1} of ${chunks} is not authentic`);
      }
      middle.fill(0);
      return refuse('stronghold-truncated', `payload: expected more than ${chunks} chunks`);
    }
    plaintext.set(chunk, i * CHUNK_LENGTH);
    chunk.fill(0);
  }
  return ok(plaintext);
}
