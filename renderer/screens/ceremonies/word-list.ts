import { wordlist } from '@scure/bip39/wordlists/english.js';
import { completeWord } from '../../../electron/core/ceremony/mnemonic.ts';
import { completeShareWord } from '../../../electron/core/ceremony/slip39/read-share.ts';
import { shareWordIndex, shareWords } from '../../../electron/core/ceremony/slip39/word-list.ts';

/** seed: BIP-39, English. share: SLIP-39. */
export type WordList = 'seed' | 'share';

const seedWordIndex: ReadonlyMap<string, number> = new Map(wordlist.map((word, i) => [word, i]));

/** How many completions are offered at once; by the third letter there are never more. */
export const MOST_COMPLETIONS = 7;

/** The words of the list that begin with what was typed. */
export function completionsOf(list: WordList, typed: string): readonly string[] {
  return list === 'seed' ? completeWord(typed) : completeShareWord(typed);
}

/** The number of exactly this word, whatever its letter case; null where it is not in the list. */
export function numberOfWord(list: WordList, typed: string): number | null {
  const word = typed.normalize('NFKD').trim().toLowerCase();
  return (list === 'seed' ? seedWordIndex : shareWordIndex).get(word) ?? null;
}

/** The list's own string: nothing new comes into memory by showing it. */
export function wordOfNumber(list: WordList, number: number): string {
  return (list === 'seed' ? wordlist : shareWords)[number] ?? '';
}
