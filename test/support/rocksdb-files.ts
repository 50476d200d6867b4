import { packLz4 } from '../../electron/stronghold/lz4.ts';
import { maskedCrc32c } from '../../electron/wallet-folder/rocksdb/crc32c.ts';
import { xxh3 } from '../../electron/wallet-folder/rocksdb/xxh3.ts';

/** Writes what the reader of wallet folders reads, from the same description of the format. */

export type Bytes = Uint8Array;
export const bytesOf = (text: string): Bytes => Uint8Array.from(Buffer.from(text));
export const join = (...parts: readonly Bytes[]): Bytes => Uint8Array.from(Buffer.concat(parts));

export function varint(value: number | bigint): Bytes {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Uint8Array.from([...bytes, Number(rest)]);
}
export const prefixed = (bytes: Bytes): Bytes => join(varint(bytes.length), bytes);
export function u32(value: number): Bytes {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}
export function u64(value: bigint): Bytes {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

const BLOCK = 32 * 1024;

/** One piece of a record, with its checksum. */
export function piece(kind: number, data: Bytes): Bytes {
  const length = Uint8Array.of(data.length & 255, data.length >> 8);
  return join(u32(maskedCrc32c(Uint8Array.of(kind), data)), length, Uint8Array.of(kind), data);
}

/** Records as a log or a list of files has them: in pieces that fit into blocks of 32 KiB. */
export function logOf(records: readonly Bytes[]): Bytes {
  const parts: Bytes[] = [];
  let at = 0;
  const put = (bytes: Bytes) => {
    parts.push(bytes);
    at += bytes.length;
  };
  for (const record of records) {
    let from = 0;
    let begun = false;
    for (;;) {
      if (BLOCK - (at % BLOCK) < 7) put(new Uint8Array(BLOCK - (at % BLOCK)));
      const room = BLOCK - (at % BLOCK) - 7;
      const data = record.subarray(from, from + room);
      const isLast = from + data.length === record.length;
      put(piece(begun ? (isLast ? 4 : 3) : isLast ? 1 : 2, data));
      begun = true;
      from += data.length;
      if (isLast) break;
    }
  }
  return join(...parts);
}

/** A change of a key: a value, or null to remove it. */
export type Change = readonly [key: string, value: string | null];

/** A batch of changes, as a record of a log. */
export const batchOf = (sequence: bigint, changes: readonly Change[]): Bytes =>
  join(
    u64(sequence),
    u32(changes.length),
    ...changes.map(([key, value]) =>
      value === null
        ? join(Uint8Array.of(0), prefixed(bytesOf(key)))
        : join(Uint8Array.of(1), prefixed(bytesOf(key)), prefixed(bytesOf(value))),
    ),
  );

export const comparatorEdit = join(varint(1), prefixed(bytesOf('leveldb.BytewiseComparator')));
export const logEdit = (number: number): Bytes => join(varint(2), varint(number));
/** Changes up to this number were written when the list was. */
export const lastChangeEdit = (number: bigint): Bytes => join(varint(4), varint(number));
export const deleteEdit = (number: number): Bytes => join(varint(6), varint(0), varint(number));
/** A new table, with a detail that may be passed over. */
export const tableEdit = (number: number, size: number, details: Bytes = new Uint8Array()): Bytes =>
  join(
    varint(103),
    varint(0),
    varint(number),
    varint(size),
    prefixed(bytesOf('a')),
    prefixed(bytesOf('z')),
    varint(1),
    varint(9),
    varint(5),
    prefixed(varint(1700000000)),
    details,
    varint(1),
  );

export interface Entry {
  readonly key: Bytes;
  readonly value: Bytes;
}

/** A block: keys without what they share with the one before, except at restarts. */
export function blockOf(entries: readonly Entry[], interval = 16): Bytes {
  return assemble(
    entries.map(({ key, value }) => ({ key, write: () => value })),
    { interval, isDelta: false },
  );
}

interface Handle {
  readonly offset: number;
  readonly size: number;
}
const handleBytes = ({ offset, size }: Handle) => join(varint(offset), varint(size));

/** An index whose handles are written as differences where their keys share bytes. */
export function deltaIndexOf(
  blocks: readonly { readonly key: Bytes; readonly handle: Handle }[],
  interval = 16,
): Bytes {
  const zigzag = (value: number) => varint(value >= 0 ? value * 2 : -value * 2 - 1);
  return assemble(
    blocks.map(({ key, handle }, place) => ({
      key,
      write: (isShared) =>
        isShared ? zigzag(handle.size - (blocks[place - 1]?.handle.size ?? 0)) : handleBytes(handle),
    })),
    { interval, isDelta: true },
  );
}

function assemble(
  entries: readonly { readonly key: Bytes; readonly write: (isShared: boolean) => Bytes }[],
  { interval, isDelta }: { readonly interval: number; readonly isDelta: boolean },
): Bytes {
  const restarts: number[] = [];
  const parts: Bytes[] = [];
  let at = 0;
  let last: Bytes = new Uint8Array();
  for (const [place, { key, write }] of entries.entries()) {
    const isRestart = place % interval === 0;
    if (isRestart) restarts.push(at);
    let shared = 0;
    while (!isRestart && shared < Math.min(key.length, last.length) && key[shared] === last[shared]) shared++;
    const value = write(shared > 0);
    const part = join(
      varint(shared),
      varint(key.length - shared),
      isDelta ? new Uint8Array() : varint(value.length),
      key.subarray(shared),
      value,
    );
    parts.push(part);
    at += part.length;
    last = key;
  }
  if (restarts.length === 0) restarts.push(0);
  return join(...parts, ...restarts.map(u32), u32(restarts.length));
}

export interface TableShape {
  readonly checksum?: 'crc32c' | 'xxh3';
  readonly packed?: boolean;
  /** How blocks of data are stored, where it is another way. */
  readonly store?: (block: Bytes) => { readonly kind: number; readonly stored: Bytes };
  readonly interval?: number;
  readonly isDelta?: boolean;
  /** Entries of each block of data. */
  readonly perBlock?: number;
  readonly version?: number;
  readonly properties?: Readonly<Record<string, Bytes>>;
}

export const internalKey = (key: string, sequence: bigint, kind: number): Bytes =>
  join(bytesOf(key), u64((sequence << 8n) | BigInt(kind)));

/** A table of these entries, whose keys are in order. */
export function tableOf(entries: readonly Entry[], shape: TableShape = {}): Bytes {
  const {
    checksum = 'xxh3',
    packed = true,
    interval = 16,
    isDelta = true,
    perBlock = 3,
    version = 5,
  } = shape;
  const parts: Bytes[] = [];
  let at = 0;
  const store = (block: Bytes, pack: boolean) =>
    pack ? { kind: 4, stored: join(varint(block.length), packLz4(block)) } : { kind: 0, stored: block };
  const put = ({ kind, stored }: { readonly kind: number; readonly stored: Bytes }): Handle => {
    const sum =
      checksum === 'crc32c'
        ? maskedCrc32c(stored, Uint8Array.of(kind))
        : (Number(xxh3(stored) & 0xffffffffn) ^ Math.imul(kind, 0x6b9083d9)) >>> 0;
    const handle = { offset: at, size: stored.length };
    parts.push(stored, Uint8Array.of(kind), u32(sum));
    at += stored.length + 5;
    return handle;
  };
  const blocks: { key: Bytes; handle: Handle }[] = [];
  for (let from = 0; from < entries.length; from += perBlock) {
    const own = entries.slice(from, from + perBlock);
    blocks.push({
      key: own.at(-1)!.key.slice(0, -8),
      handle: put((shape.store ?? ((block) => store(block, packed)))(blockOf(own, interval))),
    });
  }
  const index = put(
    store(
      isDelta
        ? deltaIndexOf(blocks, interval)
        : blockOf(
            blocks.map(({ key, handle }) => ({ key, value: handleBytes(handle) })),
            interval,
          ),
      packed,
    ),
  );
  const properties = put(
    store(
      blockOf(
        Object.entries({
          'rocksdb.block.based.table.index.type': u32(0),
          'rocksdb.index.value.is.delta.encoded': varint(isDelta ? 1 : 0),
          ...shape.properties,
        })
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, value]) => ({ key: bytesOf(key), value })),
      ),
      false,
    ),
  );
  const meta = put(
    store(blockOf([{ key: bytesOf('rocksdb.properties'), value: handleBytes(properties) }]), false),
  );
  const handles = Buffer.alloc(40);
  Buffer.from(join(handleBytes(meta), handleBytes(index))).copy(handles);
  return join(
    ...parts,
    Uint8Array.of(checksum === 'crc32c' ? 1 : 4),
    handles,
    u32(version),
    u64(0x88e241b785f4cff7n),
  );
}
