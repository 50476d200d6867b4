import { ok, type Result, refuse } from '../core/result.ts';

/** The longest line that is read: 4 MiB. */
const MOST_INPUT_BYTES = 4 * 1024 * 1024;
const LINE_END = 0x0a;

/**
 * Lines as they come in, in pieces of any size; the last one may lack its end. Nothing is read ahead of the line that is
 * worked on. Refuses `input-malformed` in the place of a line that is too long or no UTF-8, and goes on with the next.
 */
export async function* inputLines(
  input: AsyncIterable<Uint8Array>,
  most = MOST_INPUT_BYTES,
): AsyncGenerator<Result<string>> {
  const line = new Line(most);
  for await (const chunk of input) {
    let rest = chunk;
    for (let end = rest.indexOf(LINE_END); end !== -1; end = rest.indexOf(LINE_END)) {
      line.add(rest.subarray(0, end));
      yield line.take();
      rest = rest.subarray(end + 1);
    }
    line.add(rest);
  }
  if (line.length > 0) yield line.take();
}

/** The pieces of one line. Of one that is too long nothing is kept. */
class Line {
  readonly #most: number;
  #pieces: Uint8Array[] = [];
  #length = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get length(): number {
    return this.#length;
  }

  add(piece: Uint8Array): void {
    this.#length += piece.length;
    if (this.#length > this.#most) this.#pieces = [];
    else this.#pieces.push(piece);
  }

  take(): Result<string> {
    const [pieces, length] = [this.#pieces, this.#length];
    this.#pieces = [];
    this.#length = 0;
    if (length > this.#most)
      return refuse('input-malformed', `expected a line of at most ${this.#most} bytes`);
    try {
      return ok(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces)));
    } catch {
      return refuse('input-malformed', 'expected a line of UTF-8');
    }
  }
}
