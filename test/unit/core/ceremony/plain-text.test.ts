import { wordlist } from '@scure/bip39/wordlists/english.js';
import { describe, expect, test } from 'vitest';
import { checkPlainText, holdsSecretRun } from '../../../../electron/core/ceremony/plain-text.ts';
import { shareWords } from '../../../../electron/core/ceremony/slip39/word-list.ts';

describe('a smuggled backup is noticed', () => {
  test.each([
    ['four BIP-39 words', 'legal winner thank year'],
    ['four SLIP-39 words', 'duckling enlarge academic acid'],
    ['words of both lists', 'zoo acne zone academic'],
    ['numbered', '1. legal 2. winner 3. thank 4. year'],
    ['in capitals with signs between', 'note: LEGAL, winner / thank--Year.'],
    ['over lines', 'legal\nwinner\nthank\nyear'],
    ['in wide letters', 'ｌｅｇａｌ ｗｉｎｎｅｒ ｔｈａｎｋ ｙｅａｒ'],
    ['by first four letters', 'lega winn than year'],
    ['behind other words', 'we wrote on the sheet: hamster diagram private dutch'],
    ['an entropy in hex', 'the secret was 68a79eaca2324873eacc50cb9c6eca8c'],
    ['an entropy in spaced hex', '68a7 9eac a232 4873 eacc 50cb 9c6e ca8c'],
  ])('%s', (_, text) => {
    expect(holdsSecretRun(text)).toBe(true);
    const refused = checkPlainText(text);
    expect(refused).toMatchObject({ ok: false, code: 'text-holds-words' });
    for (const word of text.split(/\s/))
      if (word.length > 5) expect(JSON.stringify(refused)).not.toContain(word);
  });

  test('every four neighbours of both lists', () => {
    for (const list of [wordlist, shareWords]) {
      for (let i = 0; i + 4 <= list.length; i += 4) {
        expect(holdsSecretRun(list.slice(i, i + 4).join(' '))).toBe(true);
      }
    }
  });
});

test.each([
  'Printer jammed at sheet 2; it was shredded and replaced by SP-1000-0002.',
  'Mr. Bondar arrived twenty minutes late, after the entropy was mixed.',
  'The camera in the room was covered by both officers before the words were displayed.',
  'Бумага закончилась, лист напечатан заново.',
  'namely: legal winner thank',
  '',
])('an ordinary sentence passes: %s', (text) => {
  expect(checkPlainText(text)).toEqual({ ok: true, value: text });
});
