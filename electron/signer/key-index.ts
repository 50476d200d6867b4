const FIRST_PLACES = 1024;

/**
 * Finds the records that have a key, in one step however many there are. Keeps 32 bits of each key and the number of its
 * record: whoever looks compares the record itself. Open addressing in flat arrays, at most half full.
 */
export class KeyIndex {
  /** In pairs: the hash of a key, and the number of its record + 1; 0 for a free pair. */
  #pairs: Uint32Array;
  #used = 0;

  /** @param expected how many keys will come, where that is known: then nothing is moved on the way */
  constructor(expected = 0) {
    let places = FIRST_PLACES;
    while (places < expected * 2) places *= 2;
    this.#pairs = new Uint32Array(places * 2);
  }

  add(hash: number, record: number): void {
    if (this.#used * 4 >= this.#pairs.length) this.#grow();
    this.#place(hash, record + 1);
    this.#used += 1;
  }

  /** The records that may have the key of this hash, in no order. */
  *candidates(hash: number): Generator<number> {
    const last = this.#pairs.length - 2;
    for (let place = (hash * 2) & last; ; place = (place + 2) & last) {
      const record = this.#pairs[place + 1] ?? 0;
      if (record === 0) return;
      if (this.#pairs[place] === hash) yield record - 1;
    }
  }

  #place(hash: number, entry: number): void {
    const last = this.#pairs.length - 2;
    let place = (hash * 2) & last;
    while (this.#pairs[place + 1] !== 0) place = (place + 2) & last;
    this.#pairs[place] = hash;
    this.#pairs[place + 1] = entry;
  }

  #grow(): void {
    const pairs = this.#pairs;
    this.#pairs = new Uint32Array(pairs.length * 2);
    for (let place = 0; place < pairs.length; place += 2) {
      const entry = pairs[place + 1] ?? 0;
      if (entry !== 0) this.#place(pairs[place] ?? 0, entry);
    }
  }
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
