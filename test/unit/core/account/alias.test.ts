import { describe, expect, it } from 'vitest';
import { aliasKey, parseAlias } from '../../../../electron/core/account/alias.ts';
import { codeOf } from '../../../support/core-samples.ts';

describe('an alias', () => {
  it.each([
    'Ops float',
    'user-48213',
    '馬場 太郎',
    'Zoë',
    'مريم',
    'Ольга',
    'नमस्ते',
    '❤\ufe0f wallet',
    'x'.repeat(64),
    // Words of several scripts beside each other, and scripts that are written together.
    'user-1001 ООО Аврора',
    'Сара',
    'Δελτα Corp',
    '東京タワーの会社ABC',
    'LG전자',
    'Tシャツ 2号',
    '10 µm, 5 Å',
    'حساب 12',
    // Joiners that are drawn: Malayalam and Sinhala behind a virama, the plural of Persian.
    'അരുണ്\u200d',
    'ശ്രീ അജയന്\u200d നായര്\u200d',
    'ශ්\u200dරී ලංකා',
    'क्\u200dष',
    'র্\u200cযাব',
    'کتاب\u200cها',
    'می\u200cخواهم',
    'Ёлка é\u0301',
    '😀'.repeat(64),
  ])('%s is a name', (name) => expect(parseAlias(` ${name} `)).toEqual({ ok: true, value: name }));

  it.each([
    ['empty', '', 'alias-empty'],
    ['white space', ' \u3000\t', 'alias-empty'],
    ['65 characters', 'x'.repeat(65), 'alias-too-long'],
    ['200 characters', 'x'.repeat(200), 'alias-too-long'],
    ['a line break', 'a\nb', 'alias-control-character'],
    ['a NUL', 'a\0b', 'alias-control-character'],
    ['an escape', 'a\u001b[31mb', 'alias-control-character'],
    ['a C1 control', 'a\u0085b', 'alias-control-character'],
    ['a line separator', 'a\u2028b', 'alias-control-character'],
    ['right-to-left override', 'a\u202eb', 'alias-bidi-control'],
    ['an isolate', 'a\u2066b', 'alias-bidi-control'],
    ['an Arabic letter mark', 'a\u061cb', 'alias-bidi-control'],
    ['zero-width space', 'a\u200bb', 'alias-control-character'],
    ['zero-width joiner', 'a\u200db', 'alias-control-character'],
    ['a joiner behind a virama without a letter', '\u094d\u200da', 'alias-control-character'],
    ['two joiners behind a virama', 'ന്\u200d\u200d', 'alias-control-character'],
    ['a joiner behind a Malayalam vowel', 'അ\u200dരു', 'alias-control-character'],
    ['a non-joiner behind an Arabic letter that never joins', 'د\u200cا', 'alias-control-character'],
    ['a non-joiner between a Persian letter and a digit', 'ب\u200c۱', 'alias-control-character'],
    ['a non-joiner at the end of a Persian word', 'کتاب\u200c', 'alias-control-character'],
    ['a non-joiner between Latin letters', 'a\u200cb', 'alias-control-character'],
    ['a joiner between Persian letters', 'کتاب\u200dها', 'alias-control-character'],
    ['a joiner that parts two scripts of one word', 'ക്\u200dabc', 'alias-mixed-scripts'],
    ['a joiner between emoji', '👩\u200d💻', 'alias-control-character'],
    ['word joiner', 'a\u2060b', 'alias-control-character'],
    ['byte order mark', 'a\ufeffb', 'alias-control-character'],
    ['soft hyphen', 'a\u00adb', 'alias-control-character'],
    ['tag character', 'a\u{e0041}b', 'alias-control-character'],
    ['Hangul filler', 'a\u3164', 'alias-control-character'],
    ['half-width Hangul filler', 'a\uffa0', 'alias-control-character'],
    ['combining grapheme joiner', 'a\u034fb', 'alias-control-character'],
    ['empty Braille cell', 'a\u2800b', 'alias-control-character'],
    ['a lone surrogate', 'a\ud800', 'alias-not-well-formed'],
    ['a Cyrillic letter in a Latin word', 'p\u0430ypal', 'alias-mixed-scripts'],
    ['a Latin letter in a Cyrillic word', 'Ольгa', 'alias-mixed-scripts'],
    ['a Greek letter in a Latin word', 'Binanc\u03b5', 'alias-mixed-scripts'],
    ['a Greek letter in a Cyrillic word', 'Ольг\u03b1', 'alias-mixed-scripts'],
    ['an Armenian letter in a Latin word', '\u0555ps', 'alias-mixed-scripts'],
    ['a Cherokee letter in a Latin word', '\u13aalice', 'alias-mixed-scripts'],
    ['a Cyrillic letter among East Asian ones', '馬\u0430', 'alias-mixed-scripts'],
    ['an Arabic letter in a Latin word', 'aا', 'alias-mixed-scripts'],
    ['a mark between two scripts', 'a\u0301\u0430', 'alias-mixed-scripts'],
    ['a mixed word behind honest ones', 'user-1001 Aurora Ltd, p\u0430y', 'alias-mixed-scripts'],
  ])('is refused with %s', (_, name, code) => {
    expect(codeOf(parseAlias(name))).toBe(code);
  });

  it.each([
    ['case', 'Ops Float', 'ops fLOAT'],
    ['a composed letter', 'Zo\u00eb', 'Zoe\u0308'],
    ['full-width letters', 'OPS', 'ＯＰＳ'],
    ['a ligature', 'office', 'o\ufb03ce'],
    ['sharp s', 'Straße', 'STRASSE'],
    ['a final sigma', 'ΟΔΟΣ', 'οδος'],
    ['white space', 'a  b', 'a\u00a0b'],
    ['Cyrillic letters that are drawn like Latin ones', 'СОСНА', 'COCHA'],
    ['small Cyrillic letters that are drawn like Latin ones', 'Сара', 'Capa'],
    ['Greek letters that are drawn like Latin ones', 'ΒΑΝΚ', 'BANK'],
    ['Greek and Cyrillic letters that are drawn alike', 'ΟΡΑ', 'ОРА'],
    ['a letter with dots', 'Ёх', 'Ëx'],
    ['a variation selector', '❤', '❤\ufe0f'],
    ['a joiner of Malayalam', 'അരുണ്', 'അരുണ്\u200d'],
    ['a non-joiner of Persian', 'کتابها', 'کتاب\u200cها'],
  ])('has one key for names that differ only in %s', (_, one, other) => {
    expect(aliasKey(one)).toBe(aliasKey(other));
  });

  it('has another key for another name', () => {
    expect(aliasKey('user 1')).not.toBe(aliasKey('user 11'));
    expect(aliasKey('Ольга')).not.toBe(aliasKey('Олег'));
    expect(aliasKey('user-10')).not.toBe(aliasKey('user-1O'));
    expect(aliasKey('ab')).not.toBe(aliasKey('a b'));
  });
});
