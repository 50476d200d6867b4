/** Where a sieve lies: threads hand it to each other, and none copies it. */
export type SieveMemory = SharedArrayBuffer;

/** 32-bit words of a place: two hashes of an address; both zero where nothing is there. */
const WORDS = 2;
const BYTES = WORDS * Uint32Array.BYTES_PER_ELEMENT;

/**
 * Tells of an address that it is surely none of some, or that it may be one, without their text and without asking anybody. Who
 * needs to know more looks further: of strangers one in some billions may be one.
 */
export class AddressSieve {
  readonly #words: Uint32Array;

  constructor(memory: SieveMemory) {
    this.#words = new Uint32Array(memory);
  }

  mayHave(address: string): boolean {
    const [first, second] = hashesOf(address);
    const at = placeOf(this.#words, first, second);
    return this.#words[at] === first && this.#words[at + 1] === second;
  }
}

/** The same for whoever adds to it. What reads it meanwhile may not see yet what is just added, and loses nothing else. */
export class GrowingSieve {
  #words = new Uint32Array(new SharedArrayBuffer(1024 * BYTES));
  #count = 0;

  /** Another one as soon as it has grown: what grew is as it was then. */
  get memory(): SieveMemory {
    return this.#words.buffer as SieveMemory;
  }

  add(address: string): void {
    // Never more than half full, so that a search comes to an empty place soon.
    if ((this.#count + 1) * 2 * WORDS > this.#words.length) this.#grow();
    this.#count += put(this.#words, hashesOf(address));
  }

  #grow(): void {
    const former = this.#words;
    const grown = new Uint32Array(new SharedArrayBuffer(former.byteLength * 2));
    for (let at = 0; at < former.length; at += WORDS) {
      const [first = 0, second = 0] = former.subarray(at, at + WORDS);
      if (first !== 0 || second !== 0) put(grown, [first, second]);
    }
    this.#words = grown;
  }
}

type Hashes = readonly [first: number, second: number];

/** FNV-1a from two beginnings, each stirred at the end; never two zeros. */
function hashesOf(address: string): Hashes {
  let first = 0x811c9dc5;
  let second = 0x9747b28c;
  for (let at = 0; at < address.length; at++) {
    const code = address.charCodeAt(at);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second ^ code, 0x5bd1e995);
  }
  first = (first ^ (first >>> 15)) >>> 0;
  second = (second ^ (second >>> 13)) >>> 0;
  return [first, first === 0 && second === 0 ? 1 : second];
}

/** @returns how many were added: none where it is there */
function put(words: Uint32Array, [first, second]: Hashes): 0 | 1 {
  const at = placeOf(words, first, second);
  if (words[at] === first && words[at + 1] === second) return 0;
  words[at] = first;
  words[at + 1] = second;
  return 1;
}

/** Where it is, or the empty place where it would be; in words. */
function placeOf(words: Uint32Array, first: number, second: number): number {
  const mask = words.length / WORDS - 1;
  for (let place = first & mask; ; place = (place + 1) & mask) {
    const at = place * WORDS;
    const [there, beside] = [words[at], words[at + 1]];
    if ((there === first && beside === second) || (there === 0 && beside === 0)) return at;
  }
}
