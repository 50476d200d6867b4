import * as v from 'valibot';
import type { ProvenEpoch } from '../chains/chain.ts';
import { type BookFact, bookFactSchema } from '../core/book/held-book.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import { hexToBytes } from '../core/digest.ts';
import { type JournalPoint, journalPointSchema } from '../core/journal/journal-point.ts';
import { type Standing, standingSchema } from '../core/policy/standing.ts';
import { timeSchema, uuidSchema } from '../core/schema.ts';
import { type EndedRecord, type SignedRecord, signedSchema, type VoidedRecord } from './vault-state.ts';

/** Which policy a vault obeys and which one waits, by its own sealed time, and its own name in them. */
export const governedSchema = v.strictObject({ vaultId: uuidSchema, standing: standingSchema });

/** What officers have settled: which requests are too old, and from when on the vault signs. Milliseconds. */
export const settledSchema = v.strictObject({ refuseBefore: timeSchema, signsFrom: timeSchema });

/**
 * One change of what a vault remembers. Each raises the counter by one, but not a journal's head and the end of an epoch: they are
 * no acts.
 */
export type StateChange =
  | { readonly kind: 'governed'; readonly at: number; readonly vaultId: string; readonly standing: Standing }
  | ({ readonly kind: 'settled' } & v.InferOutput<typeof settledSchema>)
  | ({ readonly kind: 'signed' } & Omit<SignedRecord, 'counter'>)
  | ({ readonly kind: 'voided' } & VoidedRecord)
  | ({ readonly kind: 'ended' } & EndedRecord)
  /** Since when this vault has known of a request: what a rule's delay begins with. Milliseconds. */
  | { readonly kind: 'seen'; readonly requestId: string; readonly at: number }
  | ({ readonly kind: 'journal'; readonly at: number } & JournalPoint)
  /** Two approvers have signed what the time is: nothing was signed or rejected later than that. Milliseconds. */
  | { readonly kind: 'clock'; readonly at: number }
  /** An officer has frozen this vault: nothing is signed until that freeze, by its digest, is lifted. Milliseconds. */
  | { readonly kind: 'frozen'; readonly digest: string; readonly at: number }
  | { readonly kind: 'lifted'; readonly digest: string; readonly at: number }
  /** Something of the address book, judged when it was told. Milliseconds. */
  | { readonly kind: 'booked'; readonly fact: BookFact; readonly at: number }
  /** The end of an epoch was verified: the newest takes the place of those before. */
  | ({ readonly kind: 'epoch' } & ProvenEpoch);

const kinds = {
  signed: 1,
  voided: 2,
  governed: 3,
  settled: 4,
  ended: 5,
  journal: 6,
  clock: 7,
  epoch: 8,
  frozen: 9,
  lifted: 10,
  seen: 11,
  booked: 12,
} as const;
const COUNTER = 5;
const TIME = 13;
const BODY = 21;
const DIGEST = 32;
const UNITS = BODY + DIGEST;
const EPOCH = UNITS + 8;
const LAST_EPOCH = EPOCH + 8;
const RULE = LAST_EPOCH + 8;
const REQUEST = 36;
const POINT = 8 + DIGEST;
/** Stands for no epoch. */
const NO_EPOCH = 2n ** 64n - 1n;

/**
 * Writes a change: length (u32, of all of it), kind (u8), counter and time (f64), then its body. All little-endian.
 * Of a signature: digest (32 bytes), units, epoch and last epoch (u64), rule, requests, approvers, inputs, the digest that it
 * voids or none, the fields as canonical JSON; a
 * text is a u16 length and UTF-8, a list a u16 count and its texts. Of a rejection, a freeze and its lift: the digest. Of a request that was
 * rejected or withdrawn, or seen first: its id. Of a journal's head: the entry's number (f64) and hash. Of a policy, a settlement and the address book: JSON. Of a corrected
 * clock: nothing but its time. Of the end of an epoch: the one that runs since (u64), and what the next end is verified with.
 */
export function encodeChange(change: StateChange, counter: number): Uint8Array {
  const body = bodyOf(change);
  const bytes = Buffer.alloc(BODY + body.length);
  bytes.writeUInt32LE(bytes.length, 0);
  bytes.writeUInt8(kinds[change.kind], 4);
  bytes.writeDoubleLE(counter, COUNTER);
  bytes.writeDoubleLE('at' in change ? change.at : 0, TIME);
  bytes.set(body, BODY);
  return bytes;
}

function bodyOf(change: StateChange): Uint8Array {
  switch (change.kind) {
    case 'governed':
      return Buffer.from(canonicalJson({ vaultId: change.vaultId, standing: change.standing }));
    case 'settled': {
      const { refuseBefore, signsFrom } = change;
      return Buffer.from(canonicalJson({ refuseBefore, signsFrom }));
    }
    case 'booked':
      return Buffer.from(canonicalJson(change.fact));
    case 'voided':
    case 'frozen':
    case 'lifted':
      return hexToBytes(change.digest);
    case 'ended':
    case 'seen':
      return Buffer.from(change.requestId);
    case 'clock':
      return Buffer.alloc(0);
    case 'epoch': {
      const number = Buffer.alloc(8);
      number.writeBigUInt64LE(change.epoch);
      return Buffer.concat([number, Buffer.from(change.kept)]);
    }
    case 'journal': {
      const point = Buffer.alloc(POINT);
      point.writeDoubleLE(change.seq);
      point.set(hexToBytes(change.hash), 8);
      return point;
    }
    case 'signed': {
      const { digest, total, ruleId, approvers, inputs, fields, epoch, lastEpoch, cancels } = change;
      const numbers = Buffer.alloc(24);
      numbers.writeBigUInt64LE(BigInt(total));
      numbers.writeBigUInt64LE(epoch === null ? NO_EPOCH : BigInt(epoch), 8);
      numbers.writeBigUInt64LE(lastEpoch === null ? NO_EPOCH : BigInt(lastEpoch), 16);
      const lists = [change.requestIds, approvers, inputs, cancels === null ? [] : [cancels]];
      return Buffer.concat([
        hexToBytes(digest),
        numbers,
        text(ruleId),
        ...lists.flatMap((list) => [u16(list.length), ...list.map(text)]),
        Buffer.from(canonicalJson(fields)),
      ]);
    }
  }
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u16(bytes.length), bytes]);
}

/** What can be told of a record without reading its texts. Offsets are those of the bytes that it lies in. */
export interface RecordHead {
  readonly kind: StateChange['kind'];
  readonly counter: number;
  /** Milliseconds; 0 for a settlement. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/** Reads the head of the record at an offset. Throws for anything that was not written by {@link encodeChange}. */
export function readHead(bytes: DataView, start: number): RecordHead {
  const end = start + bytes.getUint32(start, true);
  const kind = kindOf(bytes.getUint8(start + 4));
  const counter = bytes.getFloat64(start + COUNTER, true);
  const at = bytes.getFloat64(start + TIME, true);
  if (end > bytes.byteLength || end < start + BODY) throw new RangeError('a record has a wrong length');
  if (!Number.isSafeInteger(counter) || counter < 0 || !Number.isSafeInteger(at) || at < 0) {
    throw new RangeError('a record has a wrong counter or time');
  }
  const whole = lengths[kind];
  if (whole !== undefined && end !== start + BODY + whole)
    throw new RangeError('a record has a wrong length');
  return { kind, counter, at, start, end };
}

/** Bytes of the bodies that have one length only. */
const lengths: Partial<Record<StateChange['kind'], number>> = {
  voided: DIGEST,
  ended: REQUEST,
  seen: REQUEST,
  journal: POINT,
  clock: 0,
  frozen: DIGEST,
  lifted: DIGEST,
};

/** The heads of all records that lie one behind the other in bytes. Throws as {@link readHead}. */
export function* headsOf(bytes: DataView): Generator<RecordHead> {
  for (let start = 0; start < bytes.byteLength; ) {
    const head = readHead(bytes, start);
    yield head;
    start = head.end;
  }
}

function kindOf(byte: number): StateChange['kind'] {
  if (byte === kinds.signed) return 'signed';
  if (byte === kinds.voided) return 'voided';
  if (byte === kinds.governed) return 'governed';
  if (byte === kinds.settled) return 'settled';
  if (byte === kinds.ended) return 'ended';
  if (byte === kinds.journal) return 'journal';
  if (byte === kinds.clock) return 'clock';
  if (byte === kinds.epoch) return 'epoch';
  if (byte === kinds.frozen) return 'frozen';
  if (byte === kinds.lifted) return 'lifted';
  if (byte === kinds.seen) return 'seen';
  if (byte === kinds.booked) return 'booked';
  throw new RangeError('a record of unknown kind');
}

/** What finds a record: the digest that it is about, the requests that it served, the inputs that it consumes. */
export const keyNumbers = { signed: 1, voided: 2, request: 3, input: 4, ended: 5, seen: 6 } as const;
export type KeyKind = keyof typeof keyNumbers;

/** Whether a record is remembered beside those before it; of all others the newest alone counts. */
export const hasKeys = (kind: StateChange['kind']): kind is KeyKind & StateChange['kind'] =>
  kind === 'signed' || kind === 'voided' || kind === 'ended' || kind === 'seen';

/** Tells the place of each key of a record that is remembered, and proves that its lists end where the record does. */
export function eachKey(
  bytes: DataView,
  { kind, start, end }: RecordHead,
  take: (kind: KeyKind, from: number, to: number) => void,
): void {
  if (!hasKeys(kind)) return;
  take(kind, start + BODY, kind === 'ended' || kind === 'seen' ? end : start + UNITS);
  if (kind !== 'signed') return;
  let cursor = skipText(bytes, start + RULE);
  for (const list of ['request', null, 'input', null] as const) {
    const count = bytes.getUint16(cursor, true);
    cursor += 2;
    for (let i = 0; i < count; i++) {
      const next = skipText(bytes, cursor);
      if (list !== null) take(list, cursor + 2, next);
      cursor = next;
    }
  }
  if (cursor >= end) throw new RangeError('a signature has wrong lists');
}

/** Gives a record another time, in the bytes that it lies in. */
export const writeTime = (bytes: DataView, { start }: RecordHead, at: number): void =>
  bytes.setFloat64(start + TIME, at, true);

const skipText = (bytes: DataView, at: number): number => at + 2 + bytes.getUint16(at, true);

/** The rule of a signature. */
const readRule = (bytes: DataView, { start }: RecordHead): string => readText(bytes, start + RULE);

/** Reads rules of many signatures: most have that of the one before, and no text is made of it anew. */
export class RuleReader {
  #bytes = Buffer.alloc(0);
  #text = '';

  read(bytes: DataView, { start }: RecordHead): string {
    const found = part(bytes, start + RULE + 2, skipText(bytes, start + RULE));
    if (!this.#bytes.equals(found)) {
      this.#bytes = Buffer.from(found);
      this.#text = found.toString('utf8');
    }
    return this.#text;
  }
}

/** What a signature counts in the window of its rule, in base units. */
export const readUnits = (bytes: DataView, { start }: RecordHead): bigint =>
  bytes.getBigUint64(start + UNITS, true);

/** The ledger's epoch when it was signed; null on chains that count none. */
export const readEpoch = (bytes: DataView, { start }: RecordHead): bigint | null =>
  epochAt(bytes, start + EPOCH);

function epochAt(bytes: DataView, at: number): bigint | null {
  const epoch = bytes.getBigUint64(at, true);
  return epoch === NO_EPOCH ? null : epoch;
}

/** The digest that a signature or a rejection is about, hex. */
export const readDigest = (bytes: DataView, { start }: RecordHead): string =>
  part(bytes, start + BODY, start + UNITS).toString('hex');

/** The request that was rejected or withdrawn, or seen first. Throws where it is none. */
export const readRequest = (bytes: DataView, { start, end }: RecordHead): string =>
  v.parse(uuidSchema, part(bytes, start + BODY, end).toString('latin1'));

/** The place in the journal that was sealed. Throws where it is none. */
export const readPoint = (bytes: DataView, { start, end }: RecordHead): JournalPoint =>
  v.parse(journalPointSchema, {
    seq: bytes.getFloat64(start + BODY, true),
    hash: part(bytes, start + BODY + 8, end).toString('hex'),
  });

/** A signature as it was written. Throws where its texts are none of this program. */
export function readSigned(bytes: DataView, head: RecordHead): SignedRecord {
  const { start, end, counter, at } = head;
  let cursor = skipText(bytes, start + RULE);
  const list = (): string[] => {
    const count = bytes.getUint16(cursor, true);
    cursor += 2;
    return Array.from({ length: count }, () => {
      const item = readText(bytes, cursor);
      cursor = skipText(bytes, cursor);
      return item;
    });
  };
  const [requestIds, approvers, inputs, voided] = [list(), list(), list(), list()];
  if (voided.length > 1) throw new RangeError('a signature voids one digest at most');
  const fields: unknown = JSON.parse(wholeText(part(bytes, cursor, end)));
  const digest = readDigest(bytes, head);
  return v.parse(signedSchema, {
    digest,
    counter,
    at,
    ruleId: readRule(bytes, head),
    total: readUnits(bytes, head).toString(),
    requestIds,
    approvers,
    inputs,
    fields,
    epoch: readEpoch(bytes, head)?.toString() ?? null,
    lastEpoch: epochAt(bytes, start + LAST_EPOCH)?.toString() ?? null,
    cancels: voided[0] ?? null,
  });
}

/** The end of an epoch, as it was written. Throws where it is none. */
export function readProvenEpoch(bytes: DataView, { start, end, at }: RecordHead): ProvenEpoch {
  if (end < start + BODY + 8) throw new RangeError('a record has a wrong length');
  const epoch = bytes.getBigUint64(start + BODY, true);
  if (epoch >= 2n ** 63n) throw new RangeError('a record has a wrong epoch');
  return {
    epoch,
    at,
    kept: wholeText(part(bytes, start + BODY + 8, end)),
  };
}

/** A policy as it was written. Throws where it is none. */
export function readGoverned(
  bytes: DataView,
  { start, end }: RecordHead,
): v.InferOutput<typeof governedSchema> {
  return v.parse(governedSchema, JSON.parse(wholeText(part(bytes, start + BODY, end))));
}

/** Throws where a record does not tell all that it was written from. */
export function proveRecord(bytes: DataView, head: RecordHead): void {
  eachKey(bytes, head, () => {});
  if (head.kind === 'governed') readGoverned(bytes, head);
  else if (head.kind === 'settled') readSettled(bytes, head);
  else if (head.kind === 'signed') readSigned(bytes, head);
  else if (head.kind === 'ended' || head.kind === 'seen') readRequest(bytes, head);
  else if (head.kind === 'journal') readPoint(bytes, head);
  else if (head.kind === 'epoch') readProvenEpoch(bytes, head);
  else if (head.kind === 'booked') readBooked(bytes, head);
}

/** What was judged of the address book, as it was written. Throws where it is none. */
export const readBooked = (bytes: DataView, { start, end }: RecordHead): BookFact =>
  v.parse(bookFactSchema, JSON.parse(wholeText(part(bytes, start + BODY, end))));

/** What officers have settled, as it was written. Throws where it is none. */
export function readSettled(
  bytes: DataView,
  { start, end }: RecordHead,
): v.InferOutput<typeof settledSchema> {
  return v.parse(settledSchema, JSON.parse(wholeText(part(bytes, start + BODY, end))));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Throws RangeError for what is no UTF-8. */
function wholeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new RangeError('a record has a text that is none');
  }
}

function readText(bytes: DataView, at: number): string {
  return part(bytes, at + 2, skipText(bytes, at)).toString('utf8');
}

const part = (bytes: DataView, from: number, to: number): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from);

/** Bytes as records are read from them. */
export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** The bytes of one record. */
export const bytesOf = (bytes: DataView, { start, end }: RecordHead): Buffer => part(bytes, start, end);
