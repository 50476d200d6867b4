import { maskedCrc32c } from './crc32c.ts';
import { Cursor } from './cursor.ts';
import { damaged, newer, oversize, torn } from './faults.ts';

const BLOCK = 32 * 1024;
const HEADER = 7;
const FULL = 1;
const FIRST = 2;
const LAST = 4;

/**
 * The records of a log (or of a list of files, which has the same form): blocks of 32 KiB with pieces of records in them.
 * A piece is its checksum, its length (2 bytes), its kind (whole, first, middle, last) and its bytes.
 * @param most bytes of one record
 * @throws Refused `wallet-folder-torn` where the file ends in the middle of a record, `wallet-folder-damaged`,
 * `wallet-folder-oversize`, `wallet-folder-newer`
 */
export function* logRecords(bytes: Uint8Array, what: string, most: number): Generator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  for (const { kind, data } of piecesOf(bytes, what)) {
    const begins = kind === FULL || kind === FIRST;
    if (begins !== (pieces.length === 0)) throw damaged(`${what}: the pieces of a record are out of order`);
    pieces.push(data);
    length += data.length;
    if (length > most) throw oversize(`${what}: expected records of at most ${most} bytes`);
    if (kind !== FULL && kind !== LAST) continue;
    yield pieces.length === 1 ? data : joined(pieces, length);
    pieces = [];
    length = 0;
  }
  if (pieces.length > 0) throw torn(`${what}: it ends in the middle of a record`);
}

interface Piece {
  readonly kind: number;
  readonly data: Uint8Array;
}

function* piecesOf(bytes: Uint8Array, what: string): Generator<Piece> {
  const cursor = new Cursor(bytes, what);
  while (cursor.left > 0) {
    const space = BLOCK - (cursor.at % BLOCK);
    if (space < HEADER) {
      requireZeros(cursor.slice(Math.min(space, cursor.left)), what);
      continue;
    }
    if (cursor.left < HEADER) throw torn(`${what}: it ends in the head of a record`);
    const from = cursor.at;
    const stored = cursor.u32();
    const length = cursor.u8() | (cursor.u8() << 8);
    const kind = cursor.u8();
    if (kind === 0) {
      // Space that was reserved and never written.
      requireZeros(bytes.subarray(from), what);
      return;
    }
    if (kind > LAST) throw newer(`${what}: expected pieces of the kinds 1 to 4, got ${kind}`);
    if (length > space - HEADER) throw damaged(`${what}: a piece is longer than its block`);
    if (length > cursor.left) throw torn(`${what}: it ends in the middle of a record`);
    const data = cursor.slice(length);
    const checksum = maskedCrc32c(bytes.subarray(from + HEADER - 1, from + HEADER + length));
    if (checksum !== stored) throw damaged(`${what}: the checksum at byte ${from} does not match`);
    yield { kind, data };
  }
}

function requireZeros(bytes: Uint8Array, what: string): void {
  if (bytes.some((byte) => byte !== 0)) throw damaged(`${what}: expected zeros where nothing is written`);
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
