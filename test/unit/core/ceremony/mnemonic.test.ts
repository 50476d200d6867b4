import { hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { completeWord, entropyToWords, wordsToEntropy } from '../../../../electron/core/ceremony/mnemonic.ts';
import { countingRandom } from '../../../support/stronghold-samples.ts';

/** Trezor's vectors of BIP-39: entropy, words. */
const vectors: readonly (readonly [string, string])[] = [
  [
    '7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f',
    'legal winner thank year wave sausage worth useful legal winner thank yellow',
  ],
  [
    '808080808080808080808080808080808080808080808080',
    'letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic avoid letter always',
  ],
  [
    '68a79eaca2324873eacc50cb9c6eca8cc68ea5d936f98787c60c7ebc74e6ce7c',
    'hamster diagram private dutch cause delay private meat slide toddler razor book happy fancy gospel tennis maple dilemma loan word shrug inflict delay length',
  ],
];
const words24 = vectors[2]![1];

test.each(vectors)('entropy %s has these words, and back', (hex, words) => {
  expect(entropyToWords(hexToBytes(hex)).join(' ')).toBe(words);
  expect(wordsToEntropy(words)).toEqual({ ok: true, value: hexToBytes(hex) });
  expect(wordsToEntropy(words.split(' '))).toEqual({ ok: true, value: hexToBytes(hex) });
});

test.each([16, 20, 24, 28, 32])('%i bytes go there and back', (length) => {
  const entropy = countingRandom('entropy')(length);
  expect(wordsToEntropy(entropyToWords(entropy))).toEqual({ ok: true, value: entropy });
});

test('an entropy of another length is a bug and throws', () => {
  for (const length of [0, 15, 17, 31, 33, 64])
    expect(() => entropyToWords(new Uint8Array(length))).toThrow(RangeError);
});

test('white space, case and Unicode form do not matter', () => {
  const wide = words24.replace('hamster', 'ｈａｍｓｔｅｒ').replaceAll(' ', '\u3000');
  expect(wordsToEntropy(` \n${wide.toUpperCase()}\t`)).toMatchObject({ ok: true });
});

describe('refusals name places and never words', () => {
  test('a word that is not in the list', () => {
    const typed = words24.split(' ').with(16, 'hunter2');
    const refused = wordsToEntropy(typed);
    expect(refused).toMatchObject({
      ok: false,
      code: 'word-unknown',
      message: expect.stringContaining('word 17'),
    });
    expect(JSON.stringify(refused)).not.toContain('hunter2');
  });

  test('two words that changed places', () => {
    const list = words24.split(' ');
    const refused = wordsToEntropy(list.with(0, list[1]!).with(1, list[0]!));
    expect(refused).toMatchObject({ ok: false, code: 'words-checksum' });
    for (const word of list.slice(0, 2)) expect(JSON.stringify(refused)).not.toContain(word);
  });

  test('23 words, 25 words, none', () => {
    const list = words24.split(' ');
    for (const typed of [list.slice(1), [...list, 'word'], [], '', '   ']) {
      expect(wordsToEntropy(typed)).toMatchObject({ ok: false, code: 'words-count' });
    }
  });

  test('a field that was left empty is a word too few', () => {
    expect(wordsToEntropy(words24.split(' ').with(3, ' '))).toMatchObject({ ok: false, code: 'words-count' });
  });
});

test('completion follows the list and is silent for nothing', () => {
  expect(completeWord(' ABAN')).toEqual(['abandon']);
  expect(completeWord('zo')).toEqual(['zone', 'zoo']);
  expect(completeWord('act')).toEqual(['act', 'action', 'actor', 'actress', 'actual']);
  expect(completeWord('')).toEqual([]);
  expect(completeWord('zzz')).toEqual([]);
});
