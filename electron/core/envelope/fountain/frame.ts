import { decodeCborList, encodeCborList } from '../cbor-list.ts';
import { bytesOfBytewords, bytewordsOf } from './bytewords.ts';
import { ENVELOPE_UR, MOST_BY_QR, MOST_PARTS } from './limits.ts';

/** One frame of an animated code (BCR-2020-005, 2020-006): a fragment of a message, or a mixture of some. */
export interface Frame {
  /** From 1; above `count` it is a mixture. */
  readonly number: number;
  /** Fragments of the message. */
  readonly count: number;
  /** Bytes of the message. */
  readonly length: number;
  /** CRC-32 of the message. */
  readonly checksum: number;
  /** As long as every fragment of the message; the last one is filled up with zeros. */
  readonly fragment: Uint8Array;
}

/** `ur:type/number-count/...`, or `ur:type/...` for a message of one part. In capitals a QR code takes it in fewer bits. */
const pattern = /^ur:([a-z0-9-]{1,64})\/(?:([1-9][0-9]{0,9})-([1-9][0-9]{0,9})\/)?([a-z]{1,8192})$/;

/** Text of a frame, in capitals. A message of one part needs no frames: see {@link singleText}. */
export function frameText({ number, count, length, checksum, fragment }: Frame): string {
  const part = encodeCborList([number, count, length, checksum, fragment]);
  return `ur:${ENVELOPE_UR}/${number}-${count}/${bytewordsOf(part)}`.toUpperCase();
}

/** Text of a whole message, in capitals. */
export const singleText = (message: Uint8Array): string =>
  `ur:${ENVELOPE_UR}/${bytewordsOf(message)}`.toUpperCase();

/** What the text of a code is to a reader of envelopes. */
export type ReadText =
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'message'; readonly message: Uint8Array }
  /** One of ours, damaged or made wrong. */
  | { readonly kind: 'damaged' }
  /** One of ours, of a message that is too large to be read by QR. */
  | { readonly kind: 'oversize' }
  /** A uniform resource of another type, which is named. */
  | { readonly kind: 'other-resource'; readonly type: string }
  | { readonly kind: 'no-resource' };

/** Reads the text of a code, whoever made it. Total: every text has an answer. */
export function readText(text: string): ReadText {
  const [, type, number, count, words] = pattern.exec(text.toLowerCase()) ?? [];
  if (type === undefined || words === undefined) {
    const [, named] = /^ur:([a-z0-9-]{1,64})\//i.exec(text) ?? [];
    if (named === undefined) return { kind: 'no-resource' };
    const other = named.toLowerCase();
    return other === ENVELOPE_UR ? { kind: 'damaged' } : { kind: 'other-resource', type: other };
  }
  if (type !== ENVELOPE_UR) return { kind: 'other-resource', type };
  const bytes = bytesOfBytewords(words);
  if (bytes === null) return { kind: 'damaged' };
  if (number === undefined) return { kind: 'message', message: bytes };
  return frameOf(bytes, { number: Number(number), count: Number(count) });
}

function frameOf(bytes: Uint8Array, named: Pick<Frame, 'number' | 'count'>): ReadText {
  const [number, count, length, checksum, fragment, ...more] = decodeCborList(bytes) ?? [];
  const isFrame =
    typeof number === 'number' &&
    typeof count === 'number' &&
    typeof length === 'number' &&
    typeof checksum === 'number' &&
    fragment instanceof Uint8Array &&
    more.length === 0;
  if (!isFrame || number !== named.number || count !== named.count) return { kind: 'damaged' };
  if (length > MOST_BY_QR || count > MOST_PARTS) return { kind: 'oversize' };
  // So many fragments of this length, and no fewer, hold the message.
  const fits = length > 0 && count === Math.ceil(length / fragment.length);
  if (!fits) return { kind: 'damaged' };
  return { kind: 'frame', frame: { number, count, length, checksum, fragment } };
}
