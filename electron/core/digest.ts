import { blake2b } from '@noble/hashes/blake2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { type CanonicalValue, canonicalJson } from './canonical-json.ts';

/** What a signed digest is for. A signature made for one tag can never be taken for another. */
export const digestTags = {
  request: 'sallyport/request/2',
  view: 'sallyport/view/2',
  approval: 'sallyport/approval/2',
  rejection: 'sallyport/rejection/2',
  journal: 'sallyport/journal/2',
  witness: 'sallyport/journal-witness/2',
  policy: 'sallyport/policy/2',
  transcript: 'sallyport/transcript/2',
} as const;

export type DigestTag = (typeof digestTags)[keyof typeof digestTags];

/** Lower-case hex of 32 bytes. */
export type Hex32 = string;

export const hexPattern32 = /^[0-9a-f]{64}$/;

/** BLAKE2b with a 32-byte output, unkeyed (IOTA's hash). */
export function blake2b256(...parts: Uint8Array[]): Uint8Array {
  return blake2b(parts.length === 1 ? parts[0]! : concatBytes(...parts), { dkLen: 32 });
}

/**
 * The digest that persons and stations sign: `blake2b-256(tag || RFC 8785 JSON of the statement)`.
 * @returns 64 lower-case hex digits
 */
export function taggedDigest(tag: DigestTag, statement: CanonicalValue): Hex32 {
  return bytesToHex(blake2b256(utf8ToBytes(tag), utf8ToBytes(canonicalJson(statement))));
}

export { bytesToHex, hexToBytes };
