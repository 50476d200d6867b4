import { Code, ConnectError } from '@connectrpc/connect';

const MEBIBYTE = 1024 * 1024;
const DEFAULT_MESSAGE = 4 * MEBIBYTE;
const LARGEST_MESSAGE = 128 * MEBIBYTE;

/**
 * The size up to which answers are filled.
 * @param wish bytes; undefined for the usual 4 MiB
 * @throws ConnectError INVALID_ARGUMENT outside of 1 to 128 MiB
 */
export function messageSize(wish: number | undefined): number {
  if (wish === undefined) return DEFAULT_MESSAGE;
  if (wish < MEBIBYTE || wish > LARGEST_MESSAGE) {
    throw new ConnectError(`max_message_size_bytes out of range: ${wish}`, Code.InvalidArgument);
  }
  return wish;
}

/** Lists of items, each list of at most so many bytes, or of one larger item. An empty list is one too. */
export function* inChunks<T>(
  items: Iterable<T>,
  sizeOf: (item: T) => number,
  most: number,
): Generator<{ readonly items: readonly T[]; readonly more: boolean }> {
  let chunk: T[] = [];
  let size = 0;
  for (const item of items) {
    const own = sizeOf(item);
    if (chunk.length > 0 && size + own > most) {
      yield { items: chunk, more: true };
      chunk = [];
      size = 0;
    }
    chunk.push(item);
    size += own;
  }
  yield { items: chunk, more: false };
}
