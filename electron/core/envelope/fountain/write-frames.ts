import { ok, type Result, refuse } from '../../result.ts';
import { chooseFragments } from './choose-fragments.ts';
import { crc32 } from './crc32.ts';
import { frameText, singleText } from './frame.ts';
import { type FragmentSize, fragmentSizes, MOST_BY_QR } from './limits.ts';

/** An animated code without an end. */
export interface Frames {
  /** How many parts the message has: so many frames at least are needed. One part: one code that stands still. */
  readonly count: number;
  /**
   * Text of a frame, in capitals, for a QR code.
   * @param number from 1 on; after 2^32 - 1 it begins again
   */
  text(number: number): string;
}

/**
 * Makes the frames of a message.
 * @param message one byte at least
 * @returns refuses `envelope-not-by-qr` above {@link MOST_BY_QR} bytes
 */
export function writeFrames(message: Uint8Array, size: FragmentSize): Result<Frames> {
  if (message.length === 0) throw new RangeError('expected a message of one byte at least');
  if (message.length > MOST_BY_QR) {
    return refuse(
      'envelope-not-by-qr',
      `expected at most ${MOST_BY_QR} bytes for a QR code, the envelope has ${message.length}`,
    );
  }
  const atLeast = Math.ceil(message.length / fragmentSizes[size]);
  const length = Math.ceil(message.length / atLeast);
  const fragments = fragmentsOf(message, length);
  const count = fragments.length;
  if (count === 1) {
    const text = singleText(message);
    return ok({ count, text: () => text });
  }
  const checksum = crc32(message);
  const text = (asked: number) => {
    const number = ((asked - 1) % 0xffff_ffff) + 1;
    const fragment = new Uint8Array(length);
    for (const place of chooseFragments(number, count, checksum)) mixIn(fragment, fragments[place]);
    return frameText({ number, count, length: message.length, checksum, fragment });
  };
  return ok({ count, text });
}

/** Pieces of one length, the last one filled up with zeros. */
function fragmentsOf(message: Uint8Array, length: number): readonly Uint8Array[] {
  return Array.from({ length: Math.ceil(message.length / length) }, (_, i) => {
    const fragment = new Uint8Array(length);
    fragment.set(message.subarray(i * length, (i + 1) * length));
    return fragment;
  });
}

/** XOR of bytes into others of the same length. */
export function mixIn(into: Uint8Array, other: Uint8Array | undefined): void {
  if (other === undefined) return;
  for (let i = 0; i < into.length; i++) into[i] = (into[i] as number) ^ (other[i] as number);
}
