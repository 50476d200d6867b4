/** Values by their keys up to a bound; beyond it those that were not asked for longest are forgotten. */
export class Remembered<K, V> {
  readonly #most: number;
  readonly #sizeOf: (value: V) => number;
  readonly #values = new Map<K, V>();
  #size = 0;

  /** @param most sizes of all values together; one that is larger by itself is kept alone */
  constructor(most: number, sizeOf: (value: V) => number) {
    this.#most = most;
    this.#sizeOf = sizeOf;
  }

  get(key: K): V | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    // A map keeps the order in which its keys came: now this one is the youngest.
    this.#values.delete(key);
    this.#values.set(key, value);
    return value;
  }

  keep(key: K, value: V): void {
    this.#forget(key);
    this.#values.set(key, value);
    this.#size += this.#sizeOf(value);
    for (const oldest of this.#values.keys()) {
      if (this.#size <= this.#most || oldest === key) return;
      this.#forget(oldest);
    }
  }

  #forget(key: K): void {
    const value = this.#values.get(key);
    if (value === undefined) return;
    this.#values.delete(key);
    this.#size -= this.#sizeOf(value);
  }
}
