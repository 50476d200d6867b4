import { closeSync, openSync, read, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { promisify } from 'node:util';
import { isRecord } from '../core/json.ts';
import { MAX_PASSWORD_BYTES } from '../core/password.ts';

/** A secret that a line names could not be read. */
export class NoSecret extends Error {}

/**
 * Puts in what a line only names: `{"$fd": 3}` is the password that comes on a file descriptor (to its end, without the
 * last line end), `{"$prompt": "text"}` one that is asked for at the terminal, `{"$numbers": [...]}` word numbers. A
 * password itself is never on a line.
 * @throws NoSecret where it cannot be read
 */
export async function withSecrets(value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return inTurn(value);
  if (!isRecord(value)) return value;
  const members = Object.entries(value);
  const [only] = members;
  if (members.length === 1 && only) {
    const [key, named] = only;
    if (key === '$fd' && typeof named === 'number') return fromDescriptor(named);
    if (key === '$prompt' && typeof named === 'string') return fromTerminal(named);
    if (key === '$numbers' && isNumbers(named)) return Uint16Array.from(named);
  }
  const filled = await inTurn(members.map(([, member]) => member));
  return Object.fromEntries(members.map(([key], i) => [key, filled[i]]));
}

/** One after the other: two prompts at once could not be told apart. */
async function inTurn(values: readonly unknown[]): Promise<unknown[]> {
  const filled: unknown[] = [];
  for (const value of values) filled.push(await withSecrets(value));
  return filled;
}

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((n) => Number.isInteger(n) && n >= 0 && n <= 0xffff);

/** Read once; a later line may name the same descriptor again. */
const known = new Map<number, Uint8Array>();

async function fromDescriptor(fd: number): Promise<Uint8Array> {
  const before = known.get(fd);
  if (before) return Uint8Array.from(before);
  if (!Number.isInteger(fd) || fd < 3) {
    throw new NoSecret(`expected a file descriptor of 3 or more, got ${fd}`);
  }
  const buffer = new Uint8Array(MAX_PASSWORD_BYTES + 2);
  try {
    const bytes = buffer.subarray(0, await readToEnd(fd, buffer));
    const password = bytes.at(-1) === LINE_END ? bytes.subarray(0, -1) : bytes;
    if (password.length > MAX_PASSWORD_BYTES) {
      throw new NoSecret(`expected at most ${MAX_PASSWORD_BYTES} bytes on file descriptor ${fd}`);
    }
    known.set(fd, Uint8Array.from(password));
    return Uint8Array.from(password);
  } finally {
    buffer.fill(0);
  }
}

const readSome = promisify(read);

/** Others are served while it waits. @returns how many bytes came; not more than the buffer takes */
async function readToEnd(fd: number, buffer: Uint8Array): Promise<number> {
  let length = 0;
  try {
    while (length < buffer.length) {
      const { bytesRead } = await readSome(fd, buffer, length, buffer.length - length, null);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return length;
  } catch {
    throw new NoSecret(`file descriptor ${fd} cannot be read`);
  }
}

const LINE_END = 0x0a;
const ENTER = new Set([LINE_END, 0x0d]);
const CTRL_C = 0x03;
const BACKSPACE = new Set([0x08, 0x7f]);

/** Asks at the terminal itself, which is not the standard input; nothing typed is shown. */
async function fromTerminal(prompt: string): Promise<Uint8Array> {
  let fd: number;
  try {
    fd = openSync('/dev/tty', 'r+');
  } catch {
    throw new NoSecret('there is no terminal at which to ask for a password');
  }
  const terminal = new ReadStream(fd);
  const typed: number[] = [];
  try {
    writeSync(fd, `${prompt}: `);
    terminal.setRawMode(true);
    for await (const chunk of terminal) {
      for (const byte of chunk as Uint8Array) {
        if (ENTER.has(byte)) return Uint8Array.from(typed);
        if (byte === CTRL_C) throw new NoSecret('the password was not given');
        if (BACKSPACE.has(byte)) removeCharacter(typed);
        else if (typed.length < MAX_PASSWORD_BYTES) typed.push(byte);
      }
    }
    throw new NoSecret('the terminal was closed');
  } finally {
    typed.fill(0);
    writeSync(fd, '\n');
    terminal.setRawMode(false);
    terminal.destroy();
    closeQuietly(fd);
  }
}

/** Takes the last character away, all its bytes of UTF-8. */
function removeCharacter(typed: number[]): void {
  while (((typed.pop() ?? 0) & 0xc0) === 0x80);
}

function closeQuietly(fd: number): void {
  try {
    closeSync(fd);
  } catch {
    // The stream has closed it.
  }
}
