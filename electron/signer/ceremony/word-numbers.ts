import { wordlist } from '@scure/bip39/wordlists/english.js';
import { shareWordIndex, shareWords } from '../../core/ceremony/slip39/word-list.ts';

const seedWordIndex: ReadonlyMap<string, number> = new Map(wordlist.map((word, i) => [word, i]));

/** Numbers of words that are in the BIP-39 English list. */
export function seedWordNumbers(words: readonly string[]): Uint16Array {
  return Uint16Array.from(words, (word) => numberIn(seedWordIndex, word));
}

/** The BIP-39 words of their numbers. They are secret, and texts cannot be overwritten. */
export function seedWordsOf(numbers: Uint16Array): string[] {
  return Array.from(numbers, (n) => wordlist[n]!);
}

/** Numbers of words that are in the SLIP-39 list. */
export function shareWordNumbers(share: string): Uint16Array {
  return Uint16Array.from(share.split(' '), (word) => numberIn(shareWordIndex, word));
}

/** The SLIP-39 share of its word numbers, as one text; secret like {@link seedWordsOf}. */
export function shareOf(numbers: Uint16Array): string {
  return Array.from(numbers, (n) => shareWords[n]!).join(' ');
}

/** Places (from 0) at which two lists differ; every place where their lengths differ. */
export function differingPlaces(a: Uint16Array, b: Uint16Array): number[] {
  const longest = Math.max(a.length, b.length);
  return Array.from({ length: longest }, (_, i) => i).filter((i) => a[i] !== b[i]);
}

function numberIn(index: ReadonlyMap<string, number>, word: string): number {
  const number = index.get(word);
  if (number === undefined) throw new Error('a word is not in its list');
  return number;
}
