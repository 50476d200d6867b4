import { unpackLz4 } from '../../stronghold/lz4.ts';
import { type BlockHandle, blockEntries, indexHandles, readHandle, TRAILER } from './block.ts';
import { folderBounds } from './bounds.ts';
import { maskedCrc32c } from './crc32c.ts';
import { Cursor } from './cursor.ts';
import { damaged, foreign, newer, oversize, torn } from './faults.ts';
import type { NewestValues } from './newest.ts';
import { xxh3 } from './xxh3.ts';

const FOOTER = 53;
const MAGIC = 0x88e241b785f4cff7n;
/** LevelDB's, and that of tables without blocks. */
const MAGIC_OF_OTHERS: readonly bigint[] = [0xdb4775248b80fb57n, 0x8242229663bf9564n, 0x4f3418eb7a8f13b8n];
const CRC32C = 1;
const XXH3 = 4;
const PLAIN = 0;
const LZ4 = 4;

/** How many more bytes may be unpacked, over all tables of a folder. */
export interface Unpacked {
  left: number;
}

/**
 * Takes in every record of a table made of blocks: the footer names the index and the list of other blocks, the index
 * names the blocks of data. LZ4 or not packed, CRC-32C or XXH3, format 2 to 5.
 * @throws Refused `wallet-folder-torn`, `wallet-folder-damaged`, `wallet-folder-oversize`, `wallet-folder-newer`,
 * `wallet-folder-foreign`
 */
export function takeTable(bytes: Uint8Array, what: string, newest: NewestValues, unpacked: Unpacked): void {
  const table = new Table(bytes, what, unpacked);
  let last: Uint8Array | null = null;
  for (const block of table.dataBlocks()) {
    for (const { key, value } of blockEntries(block, what)) {
      if (key.length < 8) throw damaged(`${what}: expected a key with its number`);
      if (last && !isBefore(last, key)) throw damaged(`${what}: its keys are out of order`);
      last = key;
      const packed = new Cursor(key, what, key.length - 8).u64();
      newest.take(key.subarray(0, key.length - 8), {
        sequence: packed >> 8n,
        kind: Number(packed & 255n),
        value,
      });
    }
  }
}

/** Keys ascend; of one key the newest comes first. */
function isBefore(a: Uint8Array, b: Uint8Array): boolean {
  const order = Buffer.compare(a.subarray(0, a.length - 8), b.subarray(0, b.length - 8));
  if (order !== 0) return order < 0;
  return new Cursor(a, '', a.length - 8).u64() > new Cursor(b, '', b.length - 8).u64();
}

class Table {
  readonly #bytes: Uint8Array;
  readonly #what: string;
  readonly #unpacked: Unpacked;
  readonly #checksum: number;
  readonly #meta: BlockHandle;
  readonly #index: BlockHandle;

  constructor(bytes: Uint8Array, what: string, unpacked: Unpacked) {
    this.#bytes = bytes;
    this.#what = what;
    this.#unpacked = unpacked;
    if (bytes.length < FOOTER) throw torn(`${what}: expected at least ${FOOTER} bytes, got ${bytes.length}`);
    const footer = new Cursor(bytes.subarray(bytes.length - FOOTER), what);
    const end = new Cursor(bytes, what, bytes.length - 12);
    const version = end.u32();
    const magic = end.u64();
    if (MAGIC_OF_OTHERS.includes(magic)) throw newer(`${what}: a table of another kind`);
    if (magic !== MAGIC) throw torn(`${what}: expected a table's end, got other bytes`);
    if (version < 2 || version > 5) throw newer(`${what}: expected a table of format 2 to 5, got ${version}`);
    this.#checksum = footer.u8();
    if (this.#checksum !== CRC32C && this.#checksum !== XXH3) {
      throw newer(`${what}: expected checksums of kind 1 or 4, got ${this.#checksum}`);
    }
    this.#meta = { offset: footer.varint(), size: footer.varint() };
    this.#index = { offset: footer.varint(), size: footer.varint() };
  }

  /** The blocks of data, in order; no byte of the file belongs to two of them. */
  *dataBlocks(): Generator<Uint8Array> {
    const properties = this.#properties();
    const isDelta = flag(properties, 'rocksdb.index.value.is.delta.encoded');
    let free = 0;
    for (const handle of indexHandles(this.#block(this.#index), this.#what, isDelta)) {
      if (handle.offset < free) throw damaged(`${this.#what}: two blocks lie in one place`);
      free = handle.offset + handle.size + TRAILER;
      yield this.#block(handle);
    }
  }

  #properties(): ReadonlyMap<string, Uint8Array> {
    const what = this.#what;
    const meta = membersOf(this.#block(this.#meta), what);
    if (meta.has('rocksdb.range_del')) throw foreign(`${what}: expected no removal of ranges`);
    const place = meta.get('rocksdb.properties');
    if (!place) throw newer(`${what}: it does not describe itself`);
    const properties = membersOf(this.#block(readHandle(place, what)), what);
    const kind = properties.get('rocksdb.block.based.table.index.type');
    if (kind && new Cursor(kind, what).u32() !== 0) throw newer(`${what}: an index of another kind`);
    if (properties.has('rocksdb.external_sst_file.version')) {
      throw foreign(`${what}: expected a table that the wallet itself wrote`);
    }
    return properties;
  }

  /** A block whose checksum matches, unpacked. */
  #block({ offset, size }: BlockHandle): Uint8Array {
    const what = this.#what;
    if (offset + size + TRAILER > this.#bytes.length - FOOTER) {
      throw damaged(`${what}: a block of ${size} bytes at ${offset} does not fit into the file`);
    }
    const stored = this.#bytes.subarray(offset, offset + size);
    const trailer = new Cursor(this.#bytes, what, offset + size);
    const kind = trailer.u8();
    if (trailer.u32() !== this.#checksumOf(stored, kind)) {
      throw damaged(`${what}: the checksum of the block at ${offset} does not match`);
    }
    const block = kind === PLAIN ? stored : this.#unpack(stored, kind);
    this.#unpacked.left -= block.length;
    if (this.#unpacked.left < 0) throw oversize('the tables are too large when they are unpacked');
    return block;
  }

  #checksumOf(stored: Uint8Array, kind: number): number {
    if (this.#checksum === CRC32C) return maskedCrc32c(stored, Uint8Array.of(kind));
    const low = Number(xxh3(stored) & 0xffffffffn);
    return (low ^ Math.imul(kind, 0x6b9083d9)) >>> 0;
  }

  /** The length of the unpacked block stands before it. */
  #unpack(stored: Uint8Array, kind: number): Uint8Array {
    const what = this.#what;
    if (kind !== LZ4) throw newer(`${what}: expected blocks packed with LZ4 or not, got kind ${kind}`);
    const cursor = new Cursor(stored, what);
    const length = cursor.varint();
    const most = Math.min(folderBounds.blockBytes, this.#unpacked.left);
    if (length > most) throw oversize(`${what}: expected blocks of at most ${most} bytes, got ${length}`);
    const block = unpackLz4(cursor.slice(cursor.left), length);
    if (!block.ok || block.value.length !== length) {
      throw damaged(`${what}: a block does not unpack to its ${length} bytes`);
    }
    return block.value;
  }
}

/** Members of a table's own blocks: some dozens. */
const MOST_MEMBERS = 1000;

function membersOf(block: Uint8Array, what: string): ReadonlyMap<string, Uint8Array> {
  const members = new Map<string, Uint8Array>();
  for (const { key, value } of blockEntries(block, what)) {
    if (members.size === MOST_MEMBERS) throw oversize(`${what}: expected at most ${MOST_MEMBERS} members`);
    members.set(Buffer.from(key).toString('latin1'), value);
  }
  return members;
}

/** A property that is a number: 0 for no, or where it is missing. */
function flag(properties: ReadonlyMap<string, Uint8Array>, name: string): boolean {
  const value = properties.get(name);
  return value !== undefined && new Cursor(value, name).varint() !== 0;
}
