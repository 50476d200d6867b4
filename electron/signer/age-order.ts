/**
 * Which records are remembered, the oldest first. Records come nearly in the order of their times, which costs one
 * comparison each; a clock that was put back costs a few more (a binary heap).
 */
export class AgeOrder {
  /** By record: its time, `NaN` once it is forgotten. */
  readonly #times: number[] = [];
  readonly #heap: number[] = [];

  get size(): number {
    return this.#heap.length;
  }

  has(record: number): boolean {
    return !Number.isNaN(this.#times[record] ?? Number.NaN);
  }

  /** @param record the next number, from 0 */
  add(record: number, at: number): void {
    this.#times[record] = at;
    let place = this.#heap.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.#record(parent);
      if (this.#time(above) <= at) break;
      this.#heap[place] = above;
      place = parent;
    }
    this.#heap[place] = record;
  }

  /** Gives every record that is younger than a time this time. The order stays: none comes before one that it came after. */
  redate(at: number): void {
    for (const [record, time] of this.#times.entries()) if (time > at) this.#times[record] = at;
  }

  /** Takes out every record that is older than a time, the oldest first. */
  *takeBefore(oldest: number): Generator<number> {
    while (this.#heap.length > 0) {
      const record = this.#record(0);
      if (this.#time(record) >= oldest) return;
      this.#takeFirst();
      this.#times[record] = Number.NaN;
      yield record;
    }
  }

  #takeFirst(): void {
    const last = this.#heap.pop();
    const { length } = this.#heap;
    if (last === undefined || length === 0) return;
    const at = this.#time(last);
    let place = 0;
    for (;;) {
      let child = place * 2 + 1;
      if (child >= length) break;
      if (child + 1 < length && this.#time(this.#record(child + 1)) < this.#time(this.#record(child)))
        child += 1;
      const below = this.#record(child);
      if (this.#time(below) >= at) break;
      this.#heap[place] = below;
      place = child;
    }
    this.#heap[place] = last;
  }

  #record(place: number): number {
    return this.#heap[place] ?? 0;
  }

  #time(record: number): number {
    return this.#times[record] ?? 0;
  }
}
