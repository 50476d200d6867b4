import { blake2b } from '@noble/hashes/blake2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
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
  policy: 'sallyport/policy/2',
  transcript: 'sallyport/transcript/2',
  attestation: 'sallyport/attestation/2',
  settlement: 'sallyport/settlement/2',
  clockCorrection: 'sallyport/clock-correction/2',
} as const;

type DigestTag = (typeof digestTags)[keyof typeof digestTags];

/** Lower-case hex of 32 bytes. */
export type Hex32 = string;

export const hexPattern32 = /^[0-9a-f]{64}$/;

/** BLAKE2b with a 32-byte output, unkeyed, of all parts one after the other. */
export function blake2b256(...parts: Uint8Array[]): Uint8Array {
  const hash = blake2b.create({ dkLen: 32 });
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/**
 * The digest that persons and stations sign: `blake2b-256(tag || RFC 8785 JSON of the statement)`.
 * @returns 64 lower-case hex digits
 */
export function taggedDigest(tag: DigestTag, statement: JsonValue): Hex32 {
  return taggedTextDigest(tag, canonicalJson(statement));
}

/** The same of a statement that is RFC 8785 JSON already. */
export function taggedTextDigest(tag: DigestTag, canonical: string): Hex32 {
  return bytesToHex(blake2b256(utf8ToBytes(tag), utf8ToBytes(canonical)));
}

export { bytesToHex, hexToBytes };
