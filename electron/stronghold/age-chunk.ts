import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { openSealed } from './aead.ts';

/** Bytes of a chunk of age's STREAM; the last one may be shorter. */
export const CHUNK_LENGTH = 65536;
export const TAG_LENGTH = 16;
export const SEALED_CHUNK_LENGTH = CHUNK_LENGTH + TAG_LENGTH;

/** The place of a chunk in its stream. */
interface ChunkPlace {
  /** Counted from 0. */
  readonly index: number;
  readonly last: boolean;
}

/** Seals one chunk of age's STREAM, with its tag behind it. */
export const sealChunk = (key: Uint8Array, place: ChunkPlace, chunk: Uint8Array): Uint8Array =>
  chacha20poly1305(key, chunkNonce(place)).encrypt(chunk);

/** Opens one chunk; null where it is not authentic at this place. */
export const openChunk = (key: Uint8Array, place: ChunkPlace, sealed: Uint8Array): Uint8Array | null =>
  openSealed(chacha20poly1305(key, chunkNonce(place)), sealed);

/** The nonce of a chunk: its number in 11 bytes, big endian, then 1 for the last chunk and 0 for others. */
function chunkNonce({ index, last }: ChunkPlace): Uint8Array {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(7, index);
  nonce[11] = last ? 1 : 0;
  return nonce;
}
