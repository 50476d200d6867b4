import { open, stat } from 'node:fs/promises';
import type { ErrorCode } from '../core/error-code.ts';
import { BYTE_ORDER_MARK, type HarmlessChange } from './harmless-changes.ts';

const CHUNK_BYTES = 64 * 1024;
const LINE_END = 0x0a;

/** One line of a text file, without its end. */
export interface Line {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
  /** False where the file ends before the end of this line: it may have been cut off. */
  readonly isEnded: boolean;
}

/** What is wrong with a line; thrown through the reading of the lines. */
export class BadLine extends Error {
  readonly code: ErrorCode;
  readonly line: number;

  constructor(code: ErrorCode, line: number, message: string) {
    super(message);
    this.code = code;
    this.line = line;
  }
}

/** Whether a path is a file: reading a named pipe would wait for ever. */
export async function isFile(file: string): Promise<boolean> {
  return (await stat(file)).isFile();
}

/**
 * The lines of a journal, each UTF-8 and at most `most` bytes, in constant memory.
 * @param changes gets what was changed of the file that changes nothing of its lines
 * @throws BadLine `journal-malformed`; errors of the file system
 */
export async function* readLines(
  file: string,
  most: number,
  changes: Set<HarmlessChange>,
): AsyncGenerator<Line> {
  await using handle = await open(file);
  let parts: Buffer[] = [];
  let length = 0;
  let number = 1;
  for (;;) {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES);
    if (bytesRead === 0) break;
    let rest = buffer.subarray(0, bytesRead);
    for (let end = rest.indexOf(LINE_END); end !== -1; end = rest.indexOf(LINE_END)) {
      if (length + end > most) throw tooLong(number, most);
      yield lineOf(Buffer.concat([...parts, rest.subarray(0, end)]), { number, isEnded: true, changes });
      number += 1;
      rest = rest.subarray(end + 1);
      parts = [];
      length = 0;
    }
    parts.push(rest);
    length += rest.length;
    if (length > most) throw tooLong(number, most);
  }
  if (length > 0) yield lineOf(Buffer.concat(parts), { number, isEnded: false, changes });
}

function lineOf(
  bytes: Uint8Array,
  { number, isEnded, changes }: { number: number; isEnded: boolean; changes: Set<HarmlessChange> },
): Line {
  let text = textOf(bytes, number);
  const without = (change: HarmlessChange, rest: string) => {
    changes.add(change);
    text = rest;
  };
  if (number === 1 && text.startsWith(BYTE_ORDER_MARK)) without('byte-order-mark', text.slice(1));
  if (text.endsWith('\r')) without('line-ends', text.slice(0, -1));
  if (!isEnded) changes.add('last-line-end');
  return { number, text, isEnded };
}

function textOf(bytes: Uint8Array, number: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new BadLine('journal-malformed', number, 'the line is not UTF-8');
  }
}

const tooLong = (number: number, most: number) =>
  new BadLine('journal-malformed', number, `expected a line of at most ${most} bytes`);
