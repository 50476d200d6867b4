import { blake2b } from '@noble/hashes/blake2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonical-json.ts';
import type { JsonValue } from './json.ts';

/** What a signed digest is for. A signature made for one tag can never be taken for another. */
export const digestTags = {
  request: 'sallyport/request/2',
  view: 'sallyport/view/2',
  approval: 'sallyport/approval/2',
  rejection: 'sallyport/rejection/2',
  journal: 'sallyport/journal/2',
  witness: 'sallyport/journal-witness/2',
  policy: 'sallyport/policy/5',
  transcript: 'sallyport/transcript/2',
  attestation: 'sallyport/attestation/2',
  settlement: 'sallyport/settlement/2',
  clockCorrection: 'sallyport/clock-correction/2',
  mandate: 'sallyport/mandate/2',
  message: 'sallyport/message/1',
  freeze: 'sallyport/freeze/1',
  freezeLift: 'sallyport/freeze-lift/1',
  bookEntry: 'sallyport/book-entry/1',
  bookVerification: 'sallyport/book-verification/1',
  bookRemoval: 'sallyport/book-removal/1',
  envelope: 'sallyport/envelope/1',
  officerCard: 'sallyport/officer-card/1',
  ceremonyRecord: 'sallyport/ceremony-record/1',
} as const;

type DigestTag = (typeof digestTags)[keyof typeof digestTags];

/** Lower-case hex of 32 bytes. */
export type Hex32 = string;

export const hexPattern32 = /^[0-9a-f]{64}$/;

/** Computes BLAKE2b with a 32-byte output, unkeyed, of all parts one after the other. */
export type Blake2b256 = (parts: readonly Uint8Array[]) => Uint8Array;

/** In plain JavaScript: what everything else is held against. */
export const plainBlake2b256: Blake2b256 = (parts) => {
  const hash = blake2b.create({ dkLen: 32 });
  for (const part of parts) hash.update(part);
  return hash.digest();
};

let inUse: Blake2b256 = plainBlake2b256;

/** BLAKE2b with a 32-byte output, unkeyed, of all parts one after the other. */
export function blake2b256(...parts: Uint8Array[]): Uint8Array {
  return inUse(parts);
}

/**
 * From here on this thread, and no other, computes BLAKE2b by another implementation. For threads that hash whole journals:
 * a signer never does (test/support/import-rules.ts).
 * @throws Error for one that gives another result for some inputs around BLAKE2b's blocks of 128 bytes; nothing is
 * changed then
 */
export function hashWith(other: Blake2b256): void {
  for (const length of [0, 1, 128, 129, 300]) {
    const bytes = Uint8Array.from({ length }, (_, i) => i % 251);
    const parts = [bytes.subarray(0, length >> 1), bytes.subarray(length >> 1)];
    if (bytesToHex(other(parts)) !== bytesToHex(plainBlake2b256(parts))) {
      throw new Error(`expected BLAKE2b of ${length} bytes, got another hash`);
    }
  }
  inUse = other;
}

const encoder = new TextEncoder();

/**
 * The digest that persons and stations sign: `blake2b-256(tag || RFC 8785 JSON of the statement)`.
 * @returns 64 lower-case hex digits
 */
export function taggedDigest(tag: DigestTag, statement: JsonValue): Hex32 {
  return taggedTextDigest(tag, canonicalJson(statement));
}

/** The same of a statement that is RFC 8785 JSON already. */
export function taggedTextDigest(tag: DigestTag, canonical: string): Hex32 {
  return bytesToHex(blake2b256(encoder.encode(tag + canonical)));
}

export { bytesToHex, hexToBytes };
