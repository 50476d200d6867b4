import { blake2b256, bytesToHex } from '../digest.ts';
import { ok, type Result, refuse } from '../result.ts';
import { type CborItem, decodeCborList, encodeCborList } from './cbor-list.ts';

/** What every envelope's bytes begin with: a list of five, and this text. */
const NAME = 'sallyport/envelope';
const VERSION = 1;

/** Bytes of a file that are looked at, at most. */
export const MOST_FILE = 16 * 2 ** 20;

/** Bytes of the text inside, at most: 500 proposals with evidence of big checkpoints. */
export const MOST_TEXT = 32 * 2 ** 20;

/** A compressed text (Brotli, RFC 7932), and how long it is when it is unpacked, bytes. */
export interface PackedText {
  readonly packed: Uint8Array;
  readonly length: number;
}

/**
 * The bytes of an envelope, the same in a file and in QR codes: deterministic CBOR of `[name, 1, length, hash, packed]`. The
 * hash is BLAKE2b-256 of `packed`: whoever reads it knows before unpacking that it arrived whole. It proves nothing; the
 * station's signature inside does.
 * @returns refuses `envelope-oversize`
 */
export function wrapText({ packed, length }: PackedText): Result<Uint8Array<ArrayBuffer>> {
  const large = tooLarge(packed.length, length);
  if (large) return large;
  const bytes = encodeCborList([NAME, VERSION, length, blake2b256(packed), packed]);
  return tooLarge(bytes.length, length) ?? ok(bytes);
}

/** What was read of the bytes, and the hash that `packed` must have. */
export interface WrappedText extends PackedText {
  readonly hash: Uint8Array;
}

/**
 * Reads them back; nothing is unpacked yet.
 * @returns refuses `envelope-oversize` (of the file, or of what it says to be inside), `envelope-foreign`, `envelope-newer`,
 * `envelope-altered`
 */
export function unwrapText(bytes: Uint8Array): Result<PackedText> {
  const wrapped = wrappedIn(bytes);
  if (!wrapped.ok) return wrapped;
  const { packed, length } = wrapped.value;
  const whole = isWhole(wrapped.value, blake2b256(packed));
  return whole.ok ? ok({ packed, length }) : whole;
}

/** The same for whoever computes the hash in its own time, and then holds it against {@link isWhole}. */
export function wrappedIn(bytes: Uint8Array): Result<WrappedText> {
  const large = tooLarge(bytes.length, 0);
  if (large) return large;
  const start = encodeCborList([NAME]).subarray(1);
  if (!start.every((byte, i) => bytes[i + 1] === byte)) {
    return refuse('envelope-foreign', 'expected an envelope, got another kind of file');
  }
  const version = bytes[start.length + 1] ?? 0;
  if (version > VERSION && version < 0x20) {
    return refuse('envelope-newer', 'the envelope is packed in a newer way than this Sallyport knows');
  }
  const items = decodeCborList(bytes);
  const read = items && packedOf(items);
  if (!read)
    return refuse('envelope-altered', 'expected a whole envelope, a part of it is missing or altered');
  return tooLarge(0, read.length) ?? ok(read);
}

/**
 * Whether the bytes arrived whole.
 * @param found BLAKE2b-256 of `packed`
 * @returns refuses `envelope-altered`
 */
export const isWhole = ({ hash }: WrappedText, found: Uint8Array): Result<void> =>
  bytesToHex(found) === bytesToHex(hash)
    ? ok(undefined)
    : refuse('envelope-altered', 'the envelope is not the one that was written: its hash is another');

function packedOf(items: readonly CborItem[]): WrappedText | null {
  const [name, version, length, hash, packed, ...more] = items;
  const isPacked =
    name === NAME &&
    version === VERSION &&
    typeof length === 'number' &&
    hash instanceof Uint8Array &&
    hash.length === 32 &&
    packed instanceof Uint8Array &&
    more.length === 0;
  return isPacked ? { length, hash, packed } : null;
}

function tooLarge(file: number, text: number) {
  if (file > MOST_FILE) {
    return refuse('envelope-oversize', `expected an envelope of at most ${MOST_FILE} bytes, got ${file}`);
  }
  return text > MOST_TEXT
    ? refuse('envelope-oversize', `expected at most ${MOST_TEXT} bytes inside an envelope, it says ${text}`)
    : null;
}
