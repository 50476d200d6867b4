import type { Spends } from '../core/policy/spend-history.ts';
import { AgeOrder } from './age-order.ts';
import { hashKey, KeyIndex } from './key-index.ts';
import { SpendWindows } from './spend-windows.ts';
import {
  bytesOf,
  eachKey,
  type KeyKind,
  keyNumbers,
  type RecordHead,
  RuleReader,
  readDigest,
  readHead,
  readRequest,
  readSigned,
  readUnits,
  viewOf,
  writeTime,
} from './state-record.ts';
import type { SignedRecord } from './vault-state.ts';

const CHUNK = 1024 * 1024;
/** Of a usual signature: its digest, one request, one input. */
const KEYS = 3;
/** Chunk and offset of a record in one number. */
const OFFSETS = 2 ** 32;

/**
 * Every signature and rejection that a vault remembers, as bytes, with what finds them: a signature is decided on in the
 * same time however many there are. A record becomes an object only when it is asked for.
 */
export class RecordStore {
  readonly #chunks: DataView[] = [];
  /** The chunk that single records are copied to, and how much of it is used. */
  #open = { number: -1, bytes: Buffer.alloc(0), used: 0 };
  readonly #places: number[] = [];
  readonly #index: KeyIndex;
  readonly #ages = new AgeOrder();
  readonly #windows = new SpendWindows();
  readonly #rules = new RuleReader();

  /** @param expected about how many records will come at once; it only saves time */
  constructor(expected: number) {
    this.#index = new KeyIndex(expected * KEYS);
  }

  /** How many are remembered now. */
  get size(): number {
    return this.#ages.size;
  }

  /** How many were forgotten, whose bytes are still there. */
  get forgotten(): number {
    return this.#places.length - this.#ages.size;
  }

  /** Takes in one record, as a copy. Throws for a malformed one. */
  add(bytes: DataView, head: RecordHead): void {
    this.#take(bytes, head, this.#copy(bytesOf(bytes, head)));
  }

  /** Takes in many records that lie one behind the other, in bytes that nobody changes afterwards. Throws for malformed ones. */
  addAll(bytes: DataView, heads: Iterable<RecordHead>): void {
    this.#chunks.push(bytes);
    const chunk = (this.#chunks.length - 1) * OFFSETS;
    for (const head of heads) this.#take(bytes, head, chunk + head.start);
  }

  /** Does what the first question would wait for. */
  settle(): void {
    this.#index.settle();
  }

  #take(bytes: DataView, head: RecordHead, place: number): void {
    const record = this.#places.length;
    eachKey(bytes, head, (kind, from, to) => {
      this.#index.add(hashKey(keyNumbers[kind], bytes, from, to), record);
    });
    if (isSpend(bytes, head)) {
      this.#windows.add({
        ruleId: this.#rules.read(bytes, head),
        units: readUnits(bytes, head),
        at: head.at,
      });
    }
    this.#places.push(place);
    this.#ages.add(record, head.at);
  }

  /** Forgets all that is older than a time. @returns the newest time of what was forgotten; null where nothing was */
  forgetBefore(oldest: number): number | null {
    let newest: number | null = null;
    for (const record of this.#ages.takeBefore(oldest)) {
      const { bytes, head } = this.#at(record);
      if (isSpend(bytes, head)) this.#windows.dropOldest(this.#rules.read(bytes, head));
      newest = head.at;
    }
    return newest;
  }

  /** Gives everything that is dated later than a time this time; its bytes, too, so that it is written so again. */
  redate(at: number): void {
    for (const { bytes, head } of this.records()) if (head.at > at) writeTime(bytes, head, at);
    this.#ages.redate(at);
    this.#windows.redate(at);
  }

  /** The signature of a digest; null where there is none. */
  signed(digest: string): SignedRecord | null {
    for (const { bytes, head } of this.#find('signed', Buffer.from(digest, 'hex'))) {
      if (readDigest(bytes, head) === digest) return readSigned(bytes, head);
    }
    return null;
  }

  isVoided(digest: string): boolean {
    for (const { bytes, head } of this.#find('voided', Buffer.from(digest, 'hex'))) {
      if (readDigest(bytes, head) === digest) return true;
    }
    return false;
  }

  isEnded(requestId: string): boolean {
    for (const { bytes, head } of this.#find('ended', Buffer.from(requestId))) {
      if (readRequest(bytes, head) === requestId) return true;
    }
    return false;
  }

  /** Since when a request has been known, milliseconds; null where it is not. */
  seenAt(requestId: string): number | null {
    for (const { bytes, head } of this.#find('seen', Buffer.from(requestId))) {
      if (readRequest(bytes, head) === requestId) return head.at;
    }
    return null;
  }

  /** The signatures that served a request. */
  *signedForRequest(id: string): Generator<SignedRecord> {
    for (const { bytes, head } of this.#find('request', Buffer.from(id))) {
      const signed = readSigned(bytes, head);
      if (signed.requestIds.includes(id)) yield signed;
    }
  }

  /** The signatures that consume an input. */
  *signedForInput(key: string): Generator<SignedRecord> {
    for (const { bytes, head } of this.#find('input', Buffer.from(key))) {
      const signed = readSigned(bytes, head);
      if (signed.inputs.includes(key)) yield signed;
    }
  }

  /** What rules let pass. */
  get spends(): Spends {
    return this.#windows;
  }

  /** The bytes of all that is remembered, in the order in which it came. */
  *records(): Generator<{ readonly bytes: DataView; readonly head: RecordHead }> {
    for (let record = 0; record < this.#places.length; record++) {
      if (this.#ages.has(record)) yield this.#at(record);
    }
  }

  *#find(kind: KeyKind, key: Uint8Array): Generator<{ readonly bytes: DataView; readonly head: RecordHead }> {
    for (const record of this.#index.candidates(hashKey(keyNumbers[kind], viewOf(key), 0, key.length))) {
      if (!this.#ages.has(record)) continue;
      const found = this.#at(record);
      if (found.head.kind === (kind === 'request' || kind === 'input' ? 'signed' : kind)) yield found;
    }
  }

  #at(record: number): { readonly bytes: DataView; readonly head: RecordHead } {
    const place = this.#places[record] ?? 0;
    const bytes = this.#chunks[Math.floor(place / OFFSETS)];
    if (!bytes) throw new RangeError(`there is no record ${record}`);
    return { bytes, head: readHead(bytes, place % OFFSETS) };
  }

  #copy(record: Buffer): number {
    if (record.length > this.#open.bytes.length - this.#open.used) {
      const bytes = Buffer.allocUnsafeSlow(Math.max(CHUNK, record.length));
      this.#chunks.push(viewOf(bytes));
      this.#open = { number: this.#chunks.length - 1, bytes, used: 0 };
    }
    const { number, bytes, used } = this.#open;
    bytes.set(record, used);
    this.#open.used += record.length;
    return number * OFFSETS + used;
  }
}

/** What stays in the vault, or pays nobody, leaves no window of a rule the smaller. */
const isSpend = (bytes: DataView, head: RecordHead): boolean =>
  head.kind === 'signed' && readUnits(bytes, head) > 0n;
