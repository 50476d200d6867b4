const FIRST_PLACES = 1024;
/** So many parts of the table are filled one after the other: each is small enough for a processor's own memory. */
const PART_BITS = 10;

/**
 * Finds the records that have a key, in one step however many there are. Keeps 32 bits of each key and the number of its
 * record: whoever looks compares the record itself. Open addressing in flat arrays, at most half full. What was added is
 * put into its place all at once: a million keys one by one would wait for the main memory each time.
 */
export class KeyIndex {
  /** In pairs: the hash of a key, and the number of its record + 1; 0 for a free pair. In the order of their hashes. */
  #pairs = new Uint32Array(FIRST_PLACES * 2);
  #used = 0;
  /** The same, for keys without a place yet. */
  #waiting: Uint32Array;
  #waits = 0;

  /** @param expected how many keys will come, where that is known: then nothing is moved on the way */
  constructor(expected = 0) {
    this.#waiting = new Uint32Array(Math.max(FIRST_PLACES, Math.ceil(expected)) * 2);
  }

  add(hash: number, record: number): void {
    if (this.#waits * 2 === this.#waiting.length) {
      const waiting = new Uint32Array(this.#waiting.length * 2);
      waiting.set(this.#waiting);
      this.#waiting = waiting;
    }
    this.#waiting[this.#waits * 2] = hash;
    this.#waiting[this.#waits * 2 + 1] = record + 1;
    this.#waits += 1;
  }

  /** The records that may have the key of this hash, in no order. */
  *candidates(hash: number): Generator<number> {
    this.settle();
    const pairs = this.#pairs;
    for (let place = firstPlace(pairs, hash); ; place = (place + 2) & (pairs.length - 2)) {
      const record = pairs[place + 1] ?? 0;
      if (record === 0) return;
      if (pairs[place] === hash) yield record - 1;
    }
  }

  /** Puts what was added into its place; whoever looks before does the same. */
  settle(): void {
    if (this.#waits === 0) return;
    const used = this.#used + this.#waits;
    if (used * 4 > this.#pairs.length) this.#grow(used);
    placeAll(
      this.#pairs,
      this.#waits > 1 << PART_BITS ? sorted(this.#waiting, this.#waits) : this.#waiting,
      this.#waits,
    );
    this.#used = used;
    this.#waits = 0;
    if (this.#waiting.length > FIRST_PLACES * 2) this.#waiting = new Uint32Array(FIRST_PLACES * 2);
  }

  #grow(used: number): void {
    const pairs = this.#pairs;
    let { length } = pairs;
    while (used * 4 > length) length *= 2;
    this.#pairs = new Uint32Array(length);
    placeAll(this.#pairs, pairs, pairs.length / 2);
  }
}

/** The highest bits of a hash say where its pair belongs: pairs in the order of their hashes lie side by side. */
const firstPlace = (pairs: Uint32Array, hash: number): number =>
  Math.floor((hash / 2 ** 32) * (pairs.length / 2)) * 2;

function placeAll(pairs: Uint32Array, from: Uint32Array, count: number): void {
  const last = pairs.length - 2;
  for (let at = 0; at < count * 2; at += 2) {
    const entry = from[at + 1] ?? 0;
    if (entry === 0) continue;
    const hash = from[at] ?? 0;
    let place = firstPlace(pairs, hash);
    while (pairs[place + 1] !== 0) place = (place + 2) & last;
    pairs[place] = hash;
    pairs[place + 1] = entry;
  }
}

/** Pairs by the highest bits of their hashes. */
function sorted(pairs: Uint32Array, count: number): Uint32Array {
  const shift = 32 - PART_BITS;
  const next = new Uint32Array((1 << PART_BITS) + 1);
  for (let at = 0; at < count * 2; at += 2) {
    const part = ((pairs[at] ?? 0) >>> shift) + 1;
    next[part] = (next[part] ?? 0) + 1;
  }
  for (let part = 1; part < next.length; part++) next[part] = (next[part] ?? 0) + (next[part - 1] ?? 0);
  const result = new Uint32Array(count * 2);
  for (let at = 0; at < count * 2; at += 2) {
    const hash = pairs[at] ?? 0;
    const part = hash >>> shift;
    const place = (next[part] ?? 0) * 2;
    next[part] = (next[part] ?? 0) + 1;
    result[place] = hash;
    result[place + 1] = pairs[at + 1] ?? 0;
  }
  return result;
}

/**
 * 32 bits of a key, as MurmurHash3 mixes them, four bytes a step. Keys of two kinds differ though their bytes are one.
 */
export function hashKey(kind: number, bytes: DataView, from: number, to: number): number {
  let hash = Math.imul(kind + 1, 0x9e3779b1) ^ (to - from);
  let at = from;
  for (; at + 4 <= to; at += 4) hash = mix(hash, bytes.getUint32(at, true));
  for (; at < to; at++) hash = mix(hash, bytes.getUint8(at));
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function mix(hash: number, word: number): number {
  const scrambled = Math.imul(word, 0xcc9e2d51);
  const turned = hash ^ Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593);
  return (Math.imul((turned << 13) | (turned >>> 19), 5) + 0xe6546b64) | 0;
}
