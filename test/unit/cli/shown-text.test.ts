import { describe, expect, it } from 'vitest';
import { shownJson, shownLines, shownText } from '../../../electron/cli/shown-text.ts';

describe('a text of a file on a terminal', () => {
  it.each([
    ['an escape sequence that clears the screen', 'a\u001b[2Jb', 'a\\u{1b}[2Jb'],
    ['a C1 control that does the same', 'a\u009b2Jb', 'a\\u{9b}2Jb'],
    ['a bell, a backspace and a deletion', '\u0007\b\u007f', '\\u{7}\\u{8}\\u{7f}'],
    ['ends of lines', 'a\r\nb\u0085c\u2028d\u2029', 'a\\u{d}\\u{a}b\\u{85}c\\u{2028}d\\u{2029}'],
    ['direction marks', '\u202eabc\u2069', '\\u{202e}abc\\u{2069}'],
    ['signs that are not seen', 'a\u200bb\u{e0041}', 'a\\u{200b}b\\u{e0041}'],
    ['other spaces', 'a\u00a0\u3000b', 'a\\u{a0}\\u{3000}b'],
    ['half a character', '\ud800', '\\u{d800}'],
  ])('shows %s as numbers', (_, text, shown) => {
    expect(shownText(text)).toBe(shown);
  });

  it('shows letters of every script, spaces and marks as they are', () => {
    const plain = 'Ärger & Søn: 東京 Ωmega, Δοκιμή (1 000) "x" \\ é 😀';
    expect(shownText(plain)).toBe(plain);
  });

  it('keeps the lines of the program itself', () => {
    expect(shownLines('one\n  two\u001b[1A\n')).toBe('one\n  two\\u{1b}[1A\n');
  });
});

describe('JSON on a terminal', () => {
  it('has nothing that it obeys, and the same meaning', () => {
    const value = { 'a\u009b': '\u001b[2J\u009b2J\u007f\u202e\u{e0041}\u2028é😀' };
    const shown = shownJson(JSON.stringify(value));
    expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(shown).toContain('é😀');
    expect(JSON.parse(shown)).toEqual(value);
  });
});
