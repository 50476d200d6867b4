import { ok, type Result, refuse } from '../../result.ts';
import { CHECKSUM_WORDS, checksumHolds, createChecksum } from './rs1024.ts';
import { shareWordIndex, shareWords } from './word-list.ts';

/** What the words of one share say. `value` is secret: whoever reads it zeroes it. */
export interface Share {
  /** 15 random bits that all shares of a set have in common. */
  readonly identifier: number;
  readonly extendable: boolean;
  /** 0 to 15. */
  readonly iterationExponent: number;
  /** 0 to `groupCount` - 1. */
  readonly groupIndex: number;
  /** How many groups are needed, 1 to 16. */
  readonly groupThreshold: number;
  readonly groupCount: number;
  /** 0 to 15. */
  readonly memberIndex: number;
  /** How many members of the group are needed, 1 to 16. */
  readonly memberThreshold: number;
  readonly value: Uint8Array;
}

const WORD_BITS = 10;
/** Words before the value: identifier, flag and exponent in two, indices and thresholds in two. */
const HEAD_WORDS = 4;
/** A share of the smallest secret, 128 bits, has 20 words; of 256 bits, 33. */
const MIN_WORDS = 20;
/** A share of 512 bits; SLIP-0039 names no longest one, and nothing longer is in use. */
const MAX_WORDS = 59;

/** Writes a share as words (SLIP-0039, "Format of the share mnemonic"). */
export function encodeShare(share: Share): string {
  const words = [
    share.identifier >> 5,
    ((share.identifier & 0x1f) << 5) | ((share.extendable ? 1 : 0) << 4) | share.iterationExponent,
    (share.groupIndex << 6) | ((share.groupThreshold - 1) << 2) | ((share.groupCount - 1) >> 2),
    (((share.groupCount - 1) & 3) << 8) | (share.memberIndex << 4) | (share.memberThreshold - 1),
    ...valueToWords(share.value),
  ];
  words.push(...createChecksum(words, share.extendable));
  return words.map((index) => shareWords[index]).join(' ');
}

/**
 * Reads a share as a person typed it: white space and letter case do not matter. Refusals name places, never words:
 * `share-word-unknown`, `share-length`, `share-checksum`, `share-parameters`, `share-padding`.
 */
export function decodeShare(mnemonic: string): Result<Share> {
  const typed = mnemonic.normalize('NFKD').trim().toLowerCase().split(/\s+/u);
  const words: number[] = [];
  for (const [place, word] of typed.entries()) {
    const index = shareWordIndex.get(word);
    if (index === undefined) return unknownWord(place);
    words.push(index);
  }
  return decodeShareNumbers(words);
}

/** The same of the numbers of its words, 0 to 1023: for a screen, in whose memory no run of words may be. */
export function decodeShareNumbers(numbers: ArrayLike<number>): Result<Share> {
  const words = Array.from(numbers);
  const foreign = words.findIndex((word) => !Number.isInteger(word) || word < 0 || word > 1023);
  if (foreign !== -1) return unknownWord(foreign);
  const paddingBits = (WORD_BITS * (words.length - HEAD_WORDS - CHECKSUM_WORDS)) % 16;
  if (words.length < MIN_WORDS || words.length > MAX_WORDS || paddingBits > 8) {
    return refuse('share-length', `expected 20 or 33 words, got ${words.length}`);
  }
  const [first = 0, second = 0, third = 0, fourth = 0] = words;
  const extendable = ((second >> 4) & 1) === 1;
  if (!checksumHolds(words, extendable)) {
    return refuse('share-checksum', 'the words of this share do not fit together: one of them is wrong');
  }
  const groupThreshold = ((third >> 2) & 15) + 1;
  const groupCount = (((third & 3) << 2) | (fourth >> 8)) + 1;
  const groupIndex = third >> 6;
  if (groupThreshold > groupCount || groupIndex >= groupCount) {
    return refuse(
      'share-parameters',
      `this share asks for ${groupThreshold} of ${groupCount} groups and says it is of group ${groupIndex + 1}`,
    );
  }
  const value = wordsToValue(words.slice(HEAD_WORDS, -CHECKSUM_WORDS), paddingBits);
  if (value === null)
    return refuse('share-padding', 'the padding before the value of this share is not zero');
  return ok({
    identifier: (first << 5) | (second >> 5),
    extendable,
    iterationExponent: second & 15,
    groupIndex,
    groupThreshold,
    groupCount,
    memberIndex: (fourth >> 4) & 15,
    memberThreshold: (fourth & 15) + 1,
    value,
  });
}

function unknownWord(place: number) {
  return refuse('share-word-unknown', `word ${place + 1}: expected a word of the SLIP-39 list`);
}

/** Big-endian bits in words of ten, zeros in front to fill the first word. */
function valueToWords(value: Uint8Array): number[] {
  const count = Math.ceil((value.length * 8) / WORD_BITS);
  const words: number[] = [];
  let bits = count * WORD_BITS - value.length * 8;
  let buffer = 0;
  for (const byte of value) {
    buffer = ((buffer << 8) | byte) & 0x3ffff;
    bits += 8;
    if (bits >= WORD_BITS) {
      bits -= WORD_BITS;
      words.push((buffer >> bits) & 1023);
    }
  }
  return words;
}

function wordsToValue(words: readonly number[], paddingBits: number): Uint8Array | null {
  if ((words[0] ?? 0) >> (WORD_BITS - paddingBits) !== 0) return null;
  const value = new Uint8Array((words.length * WORD_BITS - paddingBits) / 8);
  let at = 0;
  let bits = -paddingBits;
  let buffer = 0;
  for (const word of words) {
    buffer = ((buffer << WORD_BITS) | word) & 0x3ffff;
    bits += WORD_BITS;
    while (bits >= 8) {
      bits -= 8;
      value[at++] = (buffer >> bits) & 0xff;
    }
  }
  return value;
}
