import { chooseFragments } from './choose-fragments.ts';
import { crc32 } from './crc32.ts';
import type { Frame } from './frame.ts';
import { mixIn } from './write-frames.ts';

/** A mixture of fragments: which ones (a bit each), and their XOR. */
interface Mixture {
  readonly places: Uint32Array;
  readonly bytes: Uint8Array;
}

/**
 * The parts of one message, from frames in any order. By elimination over GF(2): each frame that says something new is a part
 * more, and with as many as there are fragments the message is there.
 */
export class PartCollection {
  readonly #first: Frame;
  /** By the first fragment that each one has. */
  readonly #mixtures = new Map<number, Mixture>();

  constructor(first: Frame) {
    this.#first = first;
  }

  /** Parts that are there: as many as are independent of each other. */
  get parts(): number {
    return this.#mixtures.size;
  }

  get count(): number {
    return this.#first.count;
  }

  /** Whether a frame says to be of this message. */
  isOf({ count, length, checksum, fragment }: Frame): boolean {
    const first = this.#first;
    return (
      count === first.count &&
      length === first.length &&
      checksum === first.checksum &&
      fragment.length === first.fragment.length
    );
  }

  /** Takes in a frame of this message. Whether it said something new. */
  add({ number, count, checksum, fragment }: Frame): boolean {
    const places = new Uint32Array(Math.ceil(count / 32));
    for (const place of chooseFragments(number, count, checksum)) places[place >> 5]! |= 1 << (place & 31);
    const bytes = Uint8Array.from(fragment);
    for (let place = 0; place < count; place++) {
      if (!has(places, place)) continue;
      const known = this.#mixtures.get(place);
      if (known === undefined) {
        this.#mixtures.set(place, { places, bytes });
        return true;
      }
      mixPlaces(places, known.places);
      mixIn(bytes, known.bytes);
    }
    return false;
  }

  /** The message; null where its checksum is another, so that a frame was none of its. Only when all parts are there. */
  message(): Uint8Array | null {
    const { count, length, checksum, fragment } = this.#first;
    const whole = new Uint8Array(count * fragment.length);
    // From the last on: each mixture has its first fragment and later ones, which are known by then.
    for (let place = count - 1; place >= 0; place--) {
      const mixture = this.#mixtures.get(place);
      if (mixture === undefined) throw new Error('expected all parts');
      const own = whole.subarray(place * fragment.length, (place + 1) * fragment.length);
      own.set(mixture.bytes);
      for (let other = place + 1; other < count; other++) {
        if (has(mixture.places, other)) {
          mixIn(own, whole.subarray(other * fragment.length, (other + 1) * fragment.length));
        }
      }
    }
    const message = whole.subarray(0, length);
    const isFilledUp = whole.subarray(length).every((byte) => byte === 0);
    return isFilledUp && crc32(message) === checksum ? message : null;
  }
}

const has = (places: Uint32Array, place: number): boolean =>
  (((places[place >> 5] as number) >>> (place & 31)) & 1) === 1;

function mixPlaces(into: Uint32Array, other: Uint32Array): void {
  for (let i = 0; i < into.length; i++) into[i] = (into[i] as number) ^ (other[i] as number);
}
