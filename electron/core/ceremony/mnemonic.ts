import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { ok, type Result, refuse } from '../result.ts';

/** How many words a BIP-39 backup made elsewhere may have. */
export const restoreWordCounts: readonly number[] = [12, 15, 18, 21, 24];

const listed: ReadonlySet<string> = new Set(wordlist);

/**
 * The words of an entropy, in English (BIP-39).
 * @param entropy 16, 20, 24, 28 or 32 bytes
 * @throws RangeError for another length: a bug in the caller
 */
export function entropyToWords(entropy: Uint8Array): readonly string[] {
  if (![16, 20, 24, 28, 32].includes(entropy.length)) {
    throw new RangeError(`expected 16 to 32 bytes of entropy in steps of 4, got ${entropy.length}`);
  }
  return entropyToMnemonic(entropy, wordlist).split(' ');
}

/**
 * Reads words as a person typed them: white space, letter case and Unicode form do not matter (BIP-39 asks for NFKD).
 * Refusals name places, never words: `words-count`, `word-unknown`, `words-checksum`.
 * @param typed one text, or one field for each word
 * @returns the entropy, which the caller zeroes
 */
export function wordsToEntropy(typed: string | readonly string[]): Result<Uint8Array> {
  const fields = typeof typed === 'string' ? foldWord(typed).split(/\s+/u) : typed.map(foldWord);
  const words = fields.filter((word) => word !== '');
  if (!restoreWordCounts.includes(words.length)) {
    return refuse('words-count', `expected ${restoreWordCounts.join(', ')} words, got ${words.length}`);
  }
  const unknown = fields.findIndex((word) => word !== '' && !listed.has(word));
  if (unknown !== -1) {
    return refuse('word-unknown', `word ${unknown + 1}: expected a word of the BIP-39 English list`);
  }
  try {
    return ok(mnemonicToEntropy(words.join(' '), wordlist));
  } catch {
    // Count and words were checked above, so that only the checksum is left. The library's message is dropped: it
    // could quote what was typed.
    return refuse('words-checksum', 'the words do not fit together: one is wrong, or two changed places');
  }
}

/** The words of the list that begin with what was typed, in order; none for nothing. */
export function completeWord(prefix: string): readonly string[] {
  const typed = foldWord(prefix);
  return typed === '' ? [] : wordlist.filter((word) => word.startsWith(typed));
}

function foldWord(text: string): string {
  return text.normalize('NFKD').trim().toLowerCase();
}
