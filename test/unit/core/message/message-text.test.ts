import { describe, expect, it } from 'vitest';
import { checkMessageText, MOST_MESSAGE_CHARACTERS } from '../../../../electron/core/message/message-text.ts';
import { codeOf } from '../../../support/core-samples.ts';

describe('a text to be signed', () => {
  it.each([
    ['of one line', 'Nonce 7f3a-91bc'],
    ['of some lines', 'Audit 2026\n\nNonce: 7f3a'],
    ['in other scripts', 'Prüfung 監査 проверка مراجعة'],
    ['of the longest length, counted in characters', '😀'.repeat(MOST_MESSAGE_CHARACTERS)],
  ])('%s is taken as it is', (_, text) => {
    expect(codeOf(checkMessageText(text))).toBe('accepted');
  });

  it.each([
    ['nothing', '', 'message-empty'],
    ['blanks alone', ' \n ', 'message-empty'],
    ['one character too many', 'a'.repeat(MOST_MESSAGE_CHARACTERS + 1), 'message-too-long'],
  ])('that is %s is refused', (_, text, code) => {
    expect(codeOf(checkMessageText(text))).toBe(code);
  });

  it.each([
    ['a zero byte', '\u0000'],
    ['a carriage return', '\r'],
    ['a tab', '\t'],
    ['an escape sequence', '\u001b'],
    ['an order that is turned around', '\u202e'],
    ['an isolate', '\u2066'],
    ['a mark from right to left', '\u200f'],
    ['a blank of no width', '\u200b'],
    ['a joiner', '\u200d'],
    ['a byte-order mark', '\ufeff'],
    ['a soft hyphen', '\u00ad'],
    ['a line separator', '\u2028'],
    ['a blank that does not break', '\u00a0'],
    ['an ideographic blank', '\u3000'],
    ['an empty pattern of Braille', '\u2800'],
    ['a filler of Hangul', '\u3164'],
    ['a tag, by which text is smuggled', '\u{e0041}'],
    ['a variation selector', '\ufe0f'],
    ['a character for private use', '\ue000'],
    ['half of a pair', '\ud83d'],
  ])('is refused with %s in it, and its place is named', (_, character) => {
    const checked = checkMessageText(`pay${character}nobody`);
    expect(codeOf(checked)).toBe('message-hidden-character');
    expect(checked.ok || checked.message).toContain('as character 4');
  });
});
