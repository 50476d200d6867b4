const EMPTY = 0xffff;

/** Six words are shown, or asked for, at a time. */
export const PAGE = 6;

export interface WordPagePlace {
  /** Place of its first word, from 0. */
  readonly first: number;
  readonly count: number;
}

/** How many pages so many words have. */
export function pageCount(total: number): number {
  return Math.ceil(total / PAGE);
}

/** Which words are on a page (from 0). */
export function placeOfPage(page: number, total: number): WordPagePlace {
  const first = page * PAGE;
  return { first, count: Math.min(PAGE, total - first) };
}

/** The numbers of the words typed so far, in the one piece of memory that `wipe` overwrites. */
export class WordBuffer {
  readonly #numbers: Uint16Array;

  constructor(total: number) {
    this.#numbers = new Uint16Array(total).fill(EMPTY);
  }

  get total(): number {
    return this.#numbers.length;
  }

  set(place: number, number: number | null): void {
    this.#numbers[place] = number ?? EMPTY;
  }

  /** Null where nothing was typed yet. */
  at(place: number): number | null {
    const number = this.#numbers[place] ?? EMPTY;
    return number === EMPTY ? null : number;
  }

  /** The first page that is not full, null when all are. */
  get firstOpenPage(): number | null {
    const place = this.#numbers.indexOf(EMPTY);
    return place === -1 ? null : Math.floor(place / PAGE);
  }

  /** The numbers themselves, not a copy: what crosses the border is copied there, and this is wiped after it. */
  get numbers(): Uint16Array {
    return this.#numbers;
  }

  wipe(): void {
    this.#numbers.fill(EMPTY);
  }
}
