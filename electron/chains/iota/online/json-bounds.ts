import { NodeFault } from './node-fault.ts';

/** What an answer of a node may be at most. */
export interface JsonBounds {
  readonly bytes: number;
  /** Lists and objects within each other. */
  readonly depth: number;
  /** Lists, objects and members together: they cost time and memory, whatever their size. */
  readonly parts: number;
}

/**
 * Far above what one transaction of 128 KiB can become with its effects and everything shown, so that no transaction on a
 * true ledger keeps a desk from reading on. Measured, the worst answer that fits is parsed in 0.13 s. A desk has that done in
 * the thread of its lines (`electron/line-thread`), which hands on checked facts in small pieces.
 */
export const answerBounds: JsonBounds = { bytes: 8 * 1024 * 1024, depth: 64, parts: 250_000 };

const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];
const [LIST, LIST_END, OBJECT, OBJECT_END] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Counts what JSON would cost on its bytes, as they come in and before anything is parsed. It is right for JSON; what is none
 * never costs more, up to its first fault, than what is counted here. JSON is searched as bytes: in UTF-8 none of the signs
 * that count occurs within another character.
 */
export class JsonCounter {
  readonly #bounds: JsonBounds;
  #bytes = 0;
  #depth = 0;
  #parts = 0;
  #quoted = false;
  #escaped = false;

  constructor(bounds: JsonBounds) {
    this.#bounds = bounds;
  }

  /** @throws NodeFault `node-answer-too-large`, and `node-answer-malformed` for nesting, at the first byte too many */
  add(chunk: Uint8Array): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#bounds.bytes) throw tooLarge(`${this.#bounds.bytes} bytes`);
    for (const byte of chunk) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === QUOTE) this.#quoted = !this.#quoted;
      else if (this.#quoted) this.#escaped = byte === BACKSLASH;
      else if (byte === LIST || byte === OBJECT) this.#open();
      else if (byte === LIST_END || byte === OBJECT_END) this.#depth -= 1;
      else if (byte === COLON) this.#count();
    }
  }

  #open(): void {
    this.#depth += 1;
    if (this.#depth > this.#bounds.depth) {
      throw new NodeFault(
        'node-answer-malformed',
        `expected JSON of at most ${this.#bounds.depth} levels, got more`,
      );
    }
    this.#count();
  }

  #count(): void {
    this.#parts += 1;
    if (this.#parts > this.#bounds.parts) throw tooLarge(`${this.#bounds.parts} parts`);
  }
}

export const tooLarge = (most: string) =>
  new NodeFault('node-answer-too-large', `expected an answer of at most ${most}, got more`);
