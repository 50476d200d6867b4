import * as v from 'valibot';
import { heldBookSchema } from '../core/book/held-book.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import { checkFileVersion } from '../core/file-version.ts';
import { journalPointSchema } from '../core/journal/journal-point.ts';
import { stateMarkSchema } from '../core/journal/state-mark.ts';
import { ok, type Refusal, type Result, refuse } from '../core/result.ts';
import { hex32Schema, parseWith, timeSchema } from '../core/schema.ts';
import {
  FIRST_LINK,
  type FrameLink,
  MAGIC,
  MAX_STATE_BYTES,
  openFrame,
  STATE_VERSION,
  sealFrame,
} from './sealed-state.ts';
import { bytesOf, governedSchema, settledSchema } from './state-record.ts';
import { VaultMemory } from './vault-memory.ts';
import { epochSchema } from './vault-state.ts';

/** Where a sealed state ends, so that the next frame joins it and nothing else. */
export interface StateEnd {
  /** Bytes of the file as it was read. */
  readonly size: number;
  /** Bytes of it that count; behind them lies what a killed write left, if anything. */
  readonly length: number;
  readonly link: FrameLink;
}

/** A sealed state that was opened. */
export interface OpenedState {
  readonly memory: VaultMemory;
  readonly end: StateEnd;
  /** Frames behind the base: each costs its own opening. */
  readonly appended: number;
}

/** Bytes of a base's frames, about. */
const SIZE = 1024 * 1024;
/** Bytes of a signature of one input. */
const USUAL_RECORD = 220;

const headSchema = v.strictObject({
  format: v.literal('sallyport/state/5'),
  ...stateMarkSchema.entries,
  horizon: timeSchema,
  sealedAt: timeSchema,
  forgottenAt: timeSchema,
  /** Null for a vault that was just born. */
  governed: v.nullable(governedSchema),
  settled: v.exactOptional(settledSchema),
  freezes: v.exactOptional(v.strictObject({ frozen: v.array(hex32Schema), lifted: v.array(hex32Schema) })),
  /** Left out before anything of it was told. */
  book: v.exactOptional(heldBookSchema),
  epoch: v.nullable(v.strictObject({ first: epochSchema, firstAt: timeSchema, present: epochSchema })),
  proven: v.nullable(v.strictObject({ epoch: epochSchema, at: timeSchema, kept: v.string() })),
  journal: v.nullable(journalPointSchema),
  /** Frames of the base behind this one. They were written with it, before the file had its name: none can be torn. */
  frames: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

interface Sealing {
  readonly key: Uint8Array;
  readonly random: (length: number) => Uint8Array;
}

/**
 * Seals a whole memory as the base of a new log: the magic, a frame that says what the vault obeys, and frames of about
 * a mebibyte with every signature and rejection. Refuses `file-not-written` for one too large to be opened again, which
 * would lock the vault for good.
 */
export function sealBase(
  memory: VaultMemory,
  sealing: Sealing,
): Result<{ readonly bytes: Uint8Array; readonly end: StateEnd }> {
  const batches = batchesOf(memory);
  const { epoch, proven, freezes, ...rest } = memory.head;
  const ended = proven && { ...proven, epoch: proven.epoch.toString() };
  const known = epoch && { ...epoch, first: epoch.first.toString(), present: epoch.present.toString() };
  const held = freezes === undefined ? {} : { freezes: { ...freezes } };
  const head = {
    format: 'sallyport/state/5',
    ...rest,
    ...held,
    epoch: known,
    proven: ended,
    frames: batches.length,
  };
  const frames: Uint8Array[] = [MAGIC];
  let link = FIRST_LINK;
  for (const content of [Buffer.from(canonicalJson(head)), ...batches]) {
    const sealed = sealFrame(content, link, sealing);
    frames.push(sealed.frame);
    link = sealed.link;
  }
  const bytes = Buffer.concat(frames);
  const { length } = bytes;
  if (length > MAX_STATE_BYTES) {
    return refuse(
      'file-not-written',
      `expected a sealed state of ${MAX_STATE_BYTES} bytes or less, got ${length}`,
    );
  }
  return ok({ bytes, end: { size: length, length, link } });
}

function batchesOf(memory: VaultMemory): Buffer[] {
  const batches: Buffer[] = [];
  let batch: Buffer[] = [];
  let size = 0;
  for (const { bytes, head } of memory.records()) {
    if (size > 0 && size + head.end - head.start > SIZE) {
      batches.push(Buffer.concat(batch));
      [batch, size] = [[], 0];
    }
    batch.push(bytesOf(bytes, head));
    size += head.end - head.start;
  }
  if (size > 0) batches.push(Buffer.concat(batch));
  return batches;
}

/**
 * Opens a sealed state. A last write that did not come to its end is left out: its signature never existed. Refuses
 * `state-damaged` for anything that this key did not seal in this order, `file-newer` and `file-older` for a state of
 * another version.
 */
export function openState(file: Uint8Array, key: Uint8Array): Result<OpenedState> {
  if (file.length > MAX_STATE_BYTES) {
    return damaged(`expected at most ${MAX_STATE_BYTES} bytes, got ${file.length}`);
  }
  const version = /^SPSTATE([1-9])$/.exec(Buffer.from(file.subarray(0, MAGIC.length)).toString('latin1'));
  if (!version) return damaged('it is another kind of file');
  const known = checkFileVersion("the vault's sealed state", Number(version[1]), STATE_VERSION);
  if (!known.ok) return known;
  try {
    return openLog(Buffer.from(file.buffer, file.byteOffset, file.length), key);
  } catch (error) {
    if (error instanceof RangeError || error instanceof v.ValiError || error instanceof SyntaxError) {
      return damaged(error.message);
    }
    throw error;
  }
}

function openLog(file: Buffer, key: Uint8Array): Result<OpenedState> {
  const first = openFrame(file, MAGIC.length, FIRST_LINK, key);
  if (first.kind !== 'whole') return damaged('it was changed, or belongs to another vault');
  const head = parseWith(
    headSchema,
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(first.content)),
  );
  if (!head.ok) return damaged(head.message);
  const { epoch, proven } = head.value;
  const ended = proven && { ...proven, epoch: BigInt(proven.epoch) };
  const known = epoch && { ...epoch, first: BigInt(epoch.first), present: BigInt(epoch.present) };
  const memory = new VaultMemory({ ...head.value, epoch: known, proven: ended }, file.length / USUAL_RECORD);
  let { end: length, link } = first;
  let appended = 0;
  while (length < file.length) {
    const isBase = link.number <= head.value.frames;
    const next = openFrame(file, length, link, key);
    if (next.kind === 'torn' && !isBase) break;
    if (next.kind !== 'whole') return damaged(`frame ${link.number} was changed`);
    if (isBase) memory.load(next.content);
    else memory.follow(next.content);
    if (!isBase) appended += 1;
    ({ end: length, link } = next);
  }
  if (link.number <= head.value.frames) return damaged('a part of it is missing');
  memory.ready();
  return ok({ memory, end: { size: file.length, length, link }, appended });
}

/**
 * Whether a log is better written anew as one base: what was forgotten goes, and opening no longer decrypts frame by
 * frame. Rare enough that what is written for it stays small beside what was signed.
 * @param least how many frames are always left as they are
 */
export function isLong({ memory, appended }: OpenedState, least = 4096): boolean {
  return appended + memory.forgotten >= Math.max(least, memory.size / 64);
}

function damaged(why: string): Refusal {
  return refuse('state-damaged', `the vault's sealed state cannot be read: ${why}`);
}
