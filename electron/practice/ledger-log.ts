import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { base64 } from '@scure/base';
import * as v from 'valibot';
import { blake2b256, bytesToHex } from '../core/digest.ts';
import { checkFileVersion } from '../core/file-version.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { base64Schema, timeSchema } from '../core/schema.ts';
import type { LedgerEvent } from './ledger.ts';

/**
 * The file that a practice network outlives its process in. One line per event: sixteen hex digits that chain it to
 * the line before, a blank, JSON. A line is on the disk before its event is answered for; so after a crash at most
 * the last line is torn, which was never answered for, and is cut off.
 */
export interface LedgerLog {
  /** When epoch 0 began, milliseconds since the Unix epoch. */
  readonly start: number;
  readonly events: readonly LedgerEvent[];
  /** @throws when the event cannot be made durable, or another process wrote to the file */
  append(event: LedgerEvent): void;
  close(): void;
}

export const LOG_FILE = 'practice-ledger.jsonl';

const VERSION = 1;
const versionSchema = v.object({ practice: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) });
const headerSchema = v.strictObject({ practice: v.literal(VERSION), seed: v.string(), start: timeSchema });
const signed = { bytes: base64Schema, signatures: v.array(v.string()) };
const eventSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('transaction'), ...signed }),
  v.strictObject({ kind: v.literal('lock'), ...signed }),
  v.strictObject({ kind: v.literal('checkpoint'), at: timeSchema }),
  v.strictObject({ kind: v.literal('epoch'), at: timeSchema }),
]);

const utf8 = new TextEncoder();

/**
 * Opens the log in a folder, and begins one when there is none.
 * Refuses: `practice-folder-unusable`, `practice-ledger-foreign` (another seed's), `practice-ledger-damaged`, and
 * `file-newer` and `file-older` for one of another version.
 */
export function openLedgerLog(folder: string, seed: string, now: () => number): Result<LedgerLog> {
  try {
    return open(folder, seed, now);
  } catch (error) {
    if (!isFileError(error)) throw error;
    return refuse('practice-folder-unusable', `expected a folder to keep the ledger in, got ${error.code}`);
  }
}

function open(folder: string, seed: string, now: () => number): Result<LedgerLog> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, LOG_FILE);
  const isNew = !existsSync(path);
  const file = openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_APPEND, 0o600);
  const read = readLog(readFileSync(file, 'utf8'), seed);
  if (!read.ok) {
    closeSync(file);
    return read;
  }
  const { events, header } = read.value;
  let { chain, size } = read.value;
  ftruncateSync(file, size);

  const writeLine = (entry: object): void => {
    if (fstatSync(file).size !== size) {
      throw new Error(`another process writes to ${LOG_FILE}: one practice node per folder`);
    }
    const json = JSON.stringify(entry);
    const next = link(chain, json);
    const line = utf8.encode(`${next} ${json}\n`);
    try {
      if (writeSync(file, line) !== line.length) throw new Error('expected the whole line to be written');
      fsyncSync(file);
    } catch (error) {
      // What is half written must not be between this line and the next.
      ftruncateSync(file, size);
      throw error;
    }
    chain = next;
    size += line.length;
  };

  const start = header?.start ?? now();
  if (!header) writeLine({ practice: VERSION, seed, start });
  if (isNew) syncFolder(dirname(path));
  return ok({
    start,
    events,
    append: (event) => writeLine('bytes' in event ? { ...event, bytes: base64.encode(event.bytes) } : event),
    close: () => closeSync(file),
  });
}

interface ReadLog {
  readonly header: v.InferOutput<typeof headerSchema> | null;
  readonly events: readonly LedgerEvent[];
  readonly chain: string;
  /** Bytes up to the end of the last whole line. */
  readonly size: number;
}

function readLog(text: string, seed: string): Result<ReadLog> {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const lines = whole === '' ? [] : whole.slice(0, -1).split('\n');
  let chain = '';
  let header: ReadLog['header'] = null;
  const events: LedgerEvent[] = [];
  for (const [index, line] of lines.entries()) {
    const json = line.slice(17);
    const next = link(chain, json);
    if (line.slice(0, 17) !== `${next} `) return damaged(index, 'a line that follows on the one before');
    chain = next;
    const entry = parseJson(json);
    if (index === 0) {
      const version = checkVersion(entry);
      if (!version.ok) return version;
      const parsed = v.safeParse(headerSchema, entry);
      if (!parsed.success) return damaged(index, "a ledger's first line");
      if (parsed.output.seed !== seed) {
        return refuse(
          'practice-ledger-foreign',
          'expected the ledger of the given seed in the folder, got the ledger of another',
        );
      }
      header = parsed.output;
      continue;
    }
    const parsed = v.safeParse(eventSchema, entry);
    if (!parsed.success) return damaged(index, 'an event');
    const event = parsed.output;
    events.push('bytes' in event ? { ...event, bytes: base64.decode(event.bytes) } : event);
  }
  return ok({ header, events, chain, size: utf8.encode(whole).length });
}

/** A first line that names no version is not judged here. */
function checkVersion(header: unknown): Result<void> {
  const parsed = v.safeParse(versionSchema, header);
  return parsed.success ? checkFileVersion(LOG_FILE, parsed.output.practice, VERSION) : ok(undefined);
}

/** A line's number for people, from 1. */
export function damaged(index: number, expected: string): Result<never> {
  return refuse(
    'practice-ledger-damaged',
    `line ${index + 1} of ${LOG_FILE}: expected ${expected}, got something else`,
  );
}

function link(chain: string, json: string): string {
  return bytesToHex(blake2b256(utf8.encode(`${chain} ${json}`))).slice(0, 16);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** So that a new file's name survives a power cut; Windows has no such thing. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
