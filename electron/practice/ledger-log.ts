import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { base64 } from '@scure/base';
import * as v from 'valibot';
import { iotaAddressSchema } from '../chains/iota/pure/address-schema.ts';
import { blake2b256, bytesToHex } from '../core/digest.ts';
import { checkFileVersion } from '../core/file-version.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { base64Schema, timeSchema } from '../core/schema.ts';
import { nextEpochSchema } from './epoch-schema.ts';
import { giftSchema } from './gift.ts';
import type { LedgerEvent } from './ledger-event.ts';
import type { LogPlace } from './log-place.ts';
import { readLines } from './read-lines.ts';

/**
 * The file that a practice network outlives its process in. One line per event: sixteen hex digits that chain it to
 * the line before, a blank, JSON. A line is on the disk before its event is answered for; so after a crash at most
 * the last line is torn, which was never answered for, and is cut off.
 */
export interface LedgerLog {
  /** When epoch 0 began, milliseconds since the Unix epoch. */
  readonly start: number;
  /** Whether the log has a line that ends there, with that chain. */
  has(place: LogPlace): boolean;
  /**
   * Repeats what is behind a place, or all, and cuts off a torn last line. To be called once, before the first append.
   * Refuses `practice-ledger-damaged`, also for an event that is not taken.
   */
  replay(from: LogPlace | null, take: (event: LedgerEvent) => boolean): Result<void>;
  /** @throws when the event cannot be made durable, or another process wrote to the file */
  append(event: LedgerEvent): void;
  /** Where the newest line ends. */
  place(): LogPlace;
  close(): void;
}

export const LOG_FILE = 'practice-ledger.jsonl';

/** 2: with validators; its genesis is another one than that of version 1. */
const VERSION = 2;
const versionSchema = v.object({ practice: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) });
const headerSchema = v.strictObject({ practice: v.literal(VERSION), seed: v.string(), start: timeSchema });
const signed = { bytes: base64Schema, signatures: v.array(v.string()) };
const eventSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('transaction'), ...signed }),
  v.strictObject({ kind: v.literal('lock'), ...signed }),
  v.strictObject({ kind: v.literal('gift'), recipient: iotaAddressSchema, gift: giftSchema }),
  v.strictObject({ kind: v.literal('checkpoint'), at: timeSchema }),
  v.strictObject({ kind: v.literal('epoch'), at: timeSchema, ...nextEpochSchema.entries }),
]);

const utf8 = new TextEncoder();
const NOTHING: LogPlace = { begin: 0, end: 0, line: -1, chain: '' };

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
  const first = readHeader(file, seed);
  if (!first.ok) {
    closeSync(file);
    return first;
  }
  let place = first.value?.place ?? NOTHING;

  const writeLine = (entry: object): void => {
    if (fstatSync(file).size !== place.end) {
      throw new Error(`another process writes to ${LOG_FILE}: one practice node per folder`);
    }
    const json = JSON.stringify(entry);
    const chain = link(place.chain, json);
    const line = utf8.encode(`${chain} ${json}\n`);
    try {
      if (writeSync(file, line) !== line.length) throw new Error('expected the whole line to be written');
      fsyncSync(file);
    } catch (error) {
      // What is half written must not be between this line and the next.
      ftruncateSync(file, place.end);
      throw error;
    }
    place = { begin: place.end, end: place.end + line.length, line: place.line + 1, chain };
  };

  const start = first.value?.start ?? now();
  if (!first.value) {
    ftruncateSync(file, 0);
    writeLine({ practice: VERSION, seed, start });
  }
  if (isNew) syncFolder(dirname(path));
  return ok({
    start,
    has({ begin, end, chain }) {
      if (fstatSync(file).size < end) return false;
      const { done, value } = readLines(file, begin).next();
      return !done && value.end === end && value.text.startsWith(`${chain} `);
    },
    replay(from, take) {
      if (from) place = from;
      for (const { text, end } of readLines(file, place.end)) {
        const json = text.slice(17);
        const chain = link(place.chain, json);
        const line = place.line + 1;
        if (text.slice(0, 17) !== `${chain} `) return damaged(line, 'a line that follows on the one before');
        const parsed = v.safeParse(eventSchema, parseJson(json));
        if (!parsed.success) return damaged(line, 'an event');
        const event = parsed.output;
        place = { begin: place.end, end, line, chain };
        const taken = take('bytes' in event ? { ...event, bytes: base64.decode(event.bytes) } : event);
        if (!taken) return damaged(line, 'an event that the ledger takes');
      }
      ftruncateSync(file, place.end);
      return ok(undefined);
    },
    append: (event) => writeLine('bytes' in event ? { ...event, bytes: base64.encode(event.bytes) } : event),
    place: () => place,
    close: () => closeSync(file),
  });
}

/** The first line; null where there is no whole one. */
function readHeader(
  file: number,
  seed: string,
): Result<{ readonly start: number; readonly place: LogPlace } | null> {
  const { done, value } = readLines(file, 0).next();
  if (done) return ok(null);
  const json = value.text.slice(17);
  const chain = link('', json);
  if (value.text.slice(0, 17) !== `${chain} `) return damaged(0, "a ledger's first line");
  const entry = parseJson(json);
  const version = checkVersion(entry);
  if (!version.ok) return version;
  const parsed = v.safeParse(headerSchema, entry);
  if (!parsed.success) return damaged(0, "a ledger's first line");
  if (parsed.output.seed !== seed) {
    return refuse(
      'practice-ledger-foreign',
      'expected the ledger of the given seed in the folder, got the ledger of another',
    );
  }
  return ok({ start: parsed.output.start, place: { begin: 0, end: value.end, line: 0, chain } });
}

/** A first line that names no version is not judged here. */
function checkVersion(header: unknown): Result<void> {
  const parsed = v.safeParse(versionSchema, header);
  return parsed.success ? checkFileVersion(LOG_FILE, parsed.output.practice, VERSION) : ok(undefined);
}

/** @param index of the line, from 0; people count from 1 */
function damaged(index: number, expected: string): Result<never> {
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
