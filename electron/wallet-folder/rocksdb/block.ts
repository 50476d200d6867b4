import { folderBounds } from './bounds.ts';
import { Cursor } from './cursor.ts';
import { damaged, newer, oversize } from './faults.ts';

/** Where a block lies in its file; `size` is without its trailer. */
export interface BlockHandle {
  readonly offset: number;
  readonly size: number;
}

/** Kind and checksum behind each block. */
export const TRAILER = 5;

interface Entries {
  readonly cursor: Cursor;
  readonly end: number;
  readonly restarts: readonly number[];
}

/** The head of the trailing list says with its highest bit that there is a hash index too. */
function entriesOf(block: Uint8Array, what: string): Entries {
  if (block.length < 4) throw damaged(`${what}: expected a block with its list of restarts`);
  const count = new Cursor(block, what, block.length - 4).u32();
  if (count >= 2 ** 31) throw newer(`${what}: a block with an index of hashes`);
  const end = block.length - 4 - count * 4;
  if (count === 0 || end < 0) throw damaged(`${what}: ${count} restarts do not fit into a block`);
  const list = new Cursor(block, what, end);
  return { cursor: new Cursor(block, what), end, restarts: Array.from({ length: count }, () => list.u32()) };
}

/**
 * The entries of a block in order. Each key leaves out what it has in common with the one before, except at the restarts,
 * which are listed at the end.
 * @param readValue reads one value; `isWhole` tells that its key shares nothing with the one before
 */
function* walk<T>(
  block: Uint8Array,
  what: string,
  read: (cursor: Cursor, shared: number) => { readonly keyRest: Uint8Array; readonly value: T },
): Generator<{ readonly key: Uint8Array; readonly value: T }> {
  const { cursor, end, restarts } = entriesOf(block, what);
  let restart = 0;
  let last: Uint8Array = new Uint8Array();
  while (cursor.at < end) {
    const isRestart = cursor.at === restarts[restart];
    const shared = cursor.varint();
    if (isRestart) restart += 1;
    if (shared > last.length || (isRestart && shared !== 0)) {
      throw damaged(`${what}: a key shares ${shared} bytes with one of ${last.length}`);
    }
    const { keyRest, value } = read(cursor, shared);
    if (cursor.at > end) throw damaged(`${what}: an entry runs into the list of restarts`);
    if (shared + keyRest.length > folderBounds.keyBytes) {
      throw oversize(`${what}: expected keys of at most ${folderBounds.keyBytes} bytes`);
    }
    const key = new Uint8Array(shared + keyRest.length);
    key.set(last.subarray(0, shared));
    key.set(keyRest, shared);
    last = key;
    yield { key, value };
  }
  if (restart !== restarts.length && !(end === 0 && restarts.length === 1)) {
    throw damaged(`${what}: ${restarts.length - restart} restarts are at no entry`);
  }
}

/** Keys and values of a block of data or of properties. */
export const blockEntries = (block: Uint8Array, what: string) =>
  walk(block, what, (cursor) => {
    const rest = cursor.varint();
    const length = cursor.varint();
    return { keyRest: cursor.slice(rest), value: cursor.slice(length) };
  });

const handle = (cursor: Cursor): BlockHandle => ({ offset: cursor.varint(), size: cursor.varint() });

/** A handle that is the whole of a value. */
export function readHandle(value: Uint8Array, what: string): BlockHandle {
  return handle(new Cursor(value, what));
}

/**
 * The handles of an index, in order.
 * @param isDelta where a key shares bytes with the one before, only the difference of the sizes is written: the block
 * begins behind the trailer of the one before
 */
export function* indexHandles(block: Uint8Array, what: string, isDelta: boolean): Generator<BlockHandle> {
  if (!isDelta) {
    for (const { value } of blockEntries(block, what)) yield readHandle(value, what);
    return;
  }
  let last: BlockHandle | null = null;
  const entries = walk(block, what, (cursor, shared) => {
    const keyRest = cursor.slice(cursor.varint());
    if (shared === 0) return { keyRest, value: handle(cursor) };
    if (!last) throw damaged(`${what}: a handle follows none`);
    const coded = cursor.varint();
    const size = last.size + (coded % 2 === 0 ? coded / 2 : -(coded + 1) / 2);
    if (size < 0) throw damaged(`${what}: a block of ${size} bytes`);
    return { keyRest, value: { offset: last.offset + last.size + TRAILER, size } };
  });
  for (const { value } of entries) {
    last = value;
    yield value;
  }
}
