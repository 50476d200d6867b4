import { wordlist } from '@scure/bip39/wordlists/english.js';
import { type Hex32, hexToBytes } from './digest.ts';

const WORDS = 6;
const BITS_PER_WORD = 11;

/**
 * The word code of a digest: its first 66 bits as six words of the BIP-39 English list, most significant bit first.
 * Two screens that show the same six words show the same bytes (finding a second digest takes about 2^66 tries).
 */
export function wordCode(digest: Hex32): readonly string[] {
  const bytes = hexToBytes(digest);
  if (bytes.length < Math.ceil((WORDS * BITS_PER_WORD) / 8)) {
    throw new RangeError(`a word code needs 66 bits, got ${bytes.length * 8}`);
  }
  let bits = 0n;
  for (const byte of bytes.subarray(0, 9)) bits = (bits << 8n) | BigInt(byte);
  bits >>= 6n; // 72 bits read, 66 used
  return Array.from({ length: WORDS }, (_, i) => {
    const shift = BigInt((WORDS - 1 - i) * BITS_PER_WORD);
    return wordlist[Number((bits >> shift) & 0x7ffn)] ?? '';
  });
}
