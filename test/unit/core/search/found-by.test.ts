import { describe, expect, it } from 'vitest';
import { foundBy, hasTerm, termsOf } from '../../../../electron/core/search/found-by.ts';

describe('the words of a search', () => {
  it('are folded, each once, and digits that are grouped are one number', () => {
    expect(termsOf('  Ünal\tÜNAL  ops ')).toEqual(['unal', 'ops']);
    expect(termsOf('12\u202f345.50 IOTA')).toEqual(['12345.50', 'iota']);
    expect(termsOf('12,345.50')).toEqual(['12345.50']);
    expect(termsOf('12, 3')).toEqual(['12,', '3']);
    expect(termsOf('\0\u0007 ')).toEqual([]);
    expect(termsOf('a b c d e f g h i j')).toHaveLength(8);
  });
});

describe('a text has a term', () => {
  it.each([
    ['Signed in', 'gned', true],
    ['Signed in', 'in', true],
    ['Signed in', 'ed', false],
    ['Signed in', 's', true],
    ['user-71', '71', true],
    ['user-71', '7', true],
    ['0x1a2b', 'a2b', true],
    ['0x1a2b', 'a2', false],
    ['東京支店', '支店', true],
    ['Ａｄａ', 'ada', true],
    ['', 'a', false],
  ])('%j, %j: %s', (text, term, found) => {
    expect(hasTerm(text, term)).toBe(found);
  });

  it('whatever the order of its words: they say the same of a row', () => {
    expect(foundBy(['one two', null, 'three'])).toBe(foundBy(['three two', 'one']));
  });

  it('never across two words, and no term can name the marks between them', () => {
    expect(hasTerm('ab cd', 'bcd')).toBe(false);
    expect(termsOf('b\t\tc')).toEqual(['b', 'c']);
  });
});
