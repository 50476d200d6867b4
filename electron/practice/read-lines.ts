import { readSync } from 'node:fs';

/** A line of a file that ends with a line feed. */
export interface Line {
  /** Without the line feed. */
  readonly text: string;
  /** Bytes up to the end of the line, its line feed included. */
  readonly end: number;
}

const CHUNK = 1024 * 1024;
const LINE_FEED = 10;

/**
 * Reads the whole lines of a file one after the other, in bounded memory; what follows the last line feed is left out.
 * @param file an open file
 * @param from bytes to pass over
 */
export function* readLines(file: number, from: number): Generator<Line, void> {
  const chunk = Buffer.alloc(CHUNK);
  let rest = Buffer.alloc(0);
  let at = from;
  for (;;) {
    const length = readSync(file, chunk, 0, CHUNK, at + rest.length);
    if (length === 0) return;
    const bytes = Buffer.concat([rest, chunk.subarray(0, length)]);
    let begin = 0;
    for (;;) {
      const feed = bytes.indexOf(LINE_FEED, begin);
      if (feed < 0) break;
      const end = at + feed + 1;
      yield { text: bytes.toString('utf8', begin, feed), end };
      begin = feed + 1;
    }
    rest = bytes.subarray(begin);
    at += begin;
  }
}
