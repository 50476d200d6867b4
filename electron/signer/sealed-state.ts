import { hkdfSync } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';

export const STATE_VERSION = 5;
/** How a sealed state begins; the last character is its version. */
export const MAGIC = new TextEncoder().encode(`SPSTATE${STATE_VERSION}`);
const NONCE = 24;
const TAG = 16;
const LENGTHS = 8;
const FRAME_HEAD = LENGTHS + NONCE;
/** What a frame has beside its content. */
export const FRAME_OVERHEAD = FRAME_HEAD + TAG;
/** About two million signatures of one input each. */
export const MAX_STATE_BYTES = 512 * 1024 * 1024;
/** What one flush may write; a longer one would not be read again. */
export const MAX_FRAME_BYTES = 32 * 1024 * 1024;
/** The smallest part of a disk that is written or not. */
const SECTOR = 512;
/** Fewer zeros than this at a frame's edge may be there by chance. */
const LEAST_ZEROS = 4;

/** The key of the sealed state: HKDF-SHA256 (RFC 5869) of the 64-byte seed. The caller wipes both. */
export function stateKey(seed: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', seed, new Uint8Array(0), 'sallyport/state/5', 32));
}

/** Where the next frame joins: the number of those before, and the tag of the last one. */
export interface FrameLink {
  readonly number: number;
  readonly tag: Uint8Array;
}

/** Where the first frame joins. */
export const FIRST_LINK: FrameLink = { number: 0, tag: new Uint8Array(TAG) };

/**
 * Seals one frame: length (u32) || its complement || nonce || XChaCha20-Poly1305(content). The associated data are the
 * magic, the frame's number and the tag of the frame before: a frame opens only in its place behind its own past. The
 * length counts ciphertext and tag.
 * @throws RangeError where it would be longer than a frame that is read
 */
export function sealFrame(
  content: Uint8Array,
  link: FrameLink,
  { key, random }: { readonly key: Uint8Array; readonly random: (length: number) => Uint8Array },
): { readonly frame: Uint8Array; readonly link: FrameLink } {
  const length = content.length + TAG;
  if (length > MAX_FRAME_BYTES) throw new RangeError(`expected a frame of ${MAX_FRAME_BYTES} bytes or less`);
  const nonce = random(NONCE);
  const frame = Buffer.alloc(FRAME_HEAD + length);
  frame.writeUInt32LE(length, 0);
  frame.writeUInt32LE(~length >>> 0, 4);
  frame.set(nonce, LENGTHS);
  frame.set(xchacha20poly1305(key, nonce, associated(link)).encrypt(content), FRAME_HEAD);
  return { frame, link: { number: link.number + 1, tag: tagOf(frame) } };
}

export type OpenedFrame =
  | { readonly kind: 'whole'; readonly content: Uint8Array; readonly end: number; readonly link: FrameLink }
  /** The last write did not come to its end: nothing was said to anybody on its account. */
  | { readonly kind: 'torn' }
  | { readonly kind: 'damaged' };

/**
 * Opens the frame at an offset. Torn is only what a killed or powerless write can leave: fewer bytes than the frame has,
 * a last frame with a sector of zeros where the disk was never written, or nothing but zeros. Anything else that does not
 * open is damaged. What was acknowledged and is cut off looks torn, too: the journal's mark finds that.
 */
export function openFrame(file: Buffer, at: number, link: FrameLink, key: Uint8Array): OpenedFrame {
  if (file.length - at < LENGTHS) return { kind: 'torn' };
  const length = file.readUInt32LE(at);
  const isLength = file.readUInt32LE(at + 4) === ~length >>> 0 && length >= TAG && length <= MAX_FRAME_BYTES;
  // Without a length nobody knows where it would end: only zeros to the file's end are surely no later frame.
  if (!isLength) return { kind: isZero(file.subarray(at)) ? 'torn' : 'damaged' };
  const end = at + FRAME_HEAD + length;
  if (end > file.length) return { kind: 'torn' };
  const nonce = file.subarray(at + LENGTHS, at + FRAME_HEAD);
  try {
    const content = xchacha20poly1305(key, nonce, associated(link)).decrypt(
      file.subarray(at + FRAME_HEAD, end),
    );
    return {
      kind: 'whole',
      content,
      end,
      link: { number: link.number + 1, tag: tagOf(file.subarray(at, end)) },
    };
  } catch {
    return { kind: end === file.length && isUnwritten(file, at) ? 'torn' : 'damaged' };
  }
}

const tagOf = (frame: Uint8Array): Uint8Array => Uint8Array.from(frame.subarray(frame.length - TAG));

function associated({ number, tag }: FrameLink): Uint8Array {
  const bytes = Buffer.alloc(MAGIC.length + 8 + TAG);
  bytes.set(MAGIC);
  bytes.writeBigUInt64LE(BigInt(number), MAGIC.length);
  bytes.set(tag, MAGIC.length + 8);
  return bytes;
}

/** Whether a sector behind an offset has nothing but zeros: one that the disk was told of and never wrote. */
function isUnwritten(file: Buffer, at: number): boolean {
  for (let from = at; from < file.length; ) {
    const to = Math.min(file.length, (Math.floor(from / SECTOR) + 1) * SECTOR);
    if (to - from >= LEAST_ZEROS && isZero(file.subarray(from, to))) return true;
    from = to;
  }
  return false;
}

const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);
