const FIRST_SLOTS = 1024;

/**
 * Finds the records that have a key, in one step however many there are. Keeps 32 bits of each key and the number of its
 * record: whoever looks compares the record itself. Open addressing in flat arrays, at most half full.
 */
export class KeyIndex {
  #hashes = new Uint32Array(FIRST_SLOTS);
  /** Number of the record + 1; 0 for a free slot. */
  #records = new Uint32Array(FIRST_SLOTS);
  #used = 0;

  add(hash: number, record: number): void {
    if (this.#used * 2 >= this.#records.length) this.#grow();
    this.#place(hash, record + 1);
    this.#used += 1;
  }

  /** The records that may have the key of this hash, in no order. */
  *candidates(hash: number): Generator<number> {
    const mask = this.#records.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const record = this.#records[slot] ?? 0;
      if (record === 0) return;
      if (this.#hashes[slot] === hash) yield record - 1;
    }
  }

  #place(hash: number, entry: number): void {
    const mask = this.#records.length - 1;
    let slot = hash & mask;
    while (this.#records[slot] !== 0) slot = (slot + 1) & mask;
    this.#hashes[slot] = hash;
    this.#records[slot] = entry;
  }

  #grow(): void {
    const [hashes, records] = [this.#hashes, this.#records];
    this.#hashes = new Uint32Array(hashes.length * 2);
    this.#records = new Uint32Array(records.length * 2);
    for (let slot = 0; slot < records.length; slot++) {
      const entry = records[slot] ?? 0;
      if (entry !== 0) this.#place(hashes[slot] ?? 0, entry);
    }
  }
}

/** 32 bits of a key: FNV-1a, mixed at the end as MurmurHash3 does. Keys of two kinds differ though their bytes are one. */
export function hashKey(kind: number, bytes: Uint8Array, from: number, to: number): number {
  let hash = (0x811c9dc5 ^ Math.imul(kind, 0x9e3779b1)) | 0;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
