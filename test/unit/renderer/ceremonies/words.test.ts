import { describe, expect, test } from 'vitest';
import { entropyToWords } from '../../../../electron/core/ceremony/mnemonic.ts';
import { readShareNumbers, type ShareView } from '../../../../electron/core/ceremony/slip39/read-share.ts';
import { splitSecret } from '../../../../electron/core/ceremony/slip39/split-secret.ts';
import { shareWordNumbers } from '../../../../electron/signer/ceremony/word-numbers.ts';
import { missingLines, progressWith } from '../../../../renderer/screens/ceremonies/shares-progress.ts';
import {
  PAGE,
  pageCount,
  placeOfPage,
  WordBuffer,
} from '../../../../renderer/screens/ceremonies/word-buffer.ts';
import { wordKey } from '../../../../renderer/screens/ceremonies/word-keys.ts';
import {
  completionsOf,
  numberOfWord,
  wordOfNumber,
} from '../../../../renderer/screens/ceremonies/word-list.ts';
import { readShare } from '../../../support/read-share.ts';

describe('words as numbers', () => {
  test.each(['seed', 'share'] as const)('%s list: every word is its number and back', (list) => {
    const size = list === 'seed' ? 2048 : 1024;
    for (let number = 0; number < size; number += 1) {
      expect(numberOfWord(list, wordOfNumber(list, number))).toBe(number);
    }
    expect(wordOfNumber(list, size)).toBe('');
  });

  test('case and white space of the typist do not matter, another word does', () => {
    expect(numberOfWord('seed', ' Abandon ')).toBe(0);
    expect(numberOfWord('seed', 'abandoned')).toBeNull();
    expect(numberOfWord('seed', 'aban')).toBeNull();
    expect(numberOfWord('seed', '')).toBeNull();
  });

  test('the lists are not mixed up', () => {
    expect(numberOfWord('seed', 'academic')).toBeNull();
    expect(numberOfWord('share', 'abandon')).toBeNull();
  });

  test('four letters are enough for one completion, or for the word that is one itself', () => {
    expect(completionsOf('seed', 'aban')).toEqual(['abandon']);
    expect(completionsOf('seed', 'add')).toEqual(['add', 'addict', 'address']);
    expect(completionsOf('share', 'acad')).toEqual(['academic']);
    expect(completionsOf('seed', 'qqq')).toEqual([]);
  });
});

describe('the memory of what was typed', () => {
  test('pages of six, the last one shorter', () => {
    expect(pageCount(33)).toBe(6);
    expect(placeOfPage(5, 33)).toEqual({ first: 30, count: 3 });
    expect(placeOfPage(3, 24)).toEqual({ first: 18, count: PAGE });
  });

  test('knows the first page with a gap, and none when full', () => {
    const buffer = new WordBuffer(12);
    for (let i = 0; i < 12; i += 1) buffer.set(i, i);
    expect(buffer.firstOpenPage).toBeNull();
    buffer.set(7, null);
    expect(buffer.firstOpenPage).toBe(1);
    expect(buffer.at(7)).toBeNull();
    expect(buffer.at(0)).toBe(0);
  });

  test('is one piece and nothing of it is left after wiping', () => {
    const buffer = new WordBuffer(12);
    const { numbers } = buffer;
    for (let i = 0; i < 12; i += 1) buffer.set(i, 100 + i);
    expect(numbers[3]).toBe(103);
    buffer.wipe();
    expect(new Set(numbers).size).toBe(1);
    expect(buffer.firstOpenPage).toBe(0);
  });
});

describe('keys in a field for a word', () => {
  const offered = { options: 3, marked: 0, empty: false };
  const none = { options: 0, marked: 0, empty: false };

  test('arrows go round the completions', () => {
    expect(wordKey('ArrowDown', false, { ...offered, marked: 2 })).toEqual({ kind: 'mark', option: 0 });
    expect(wordKey('ArrowUp', false, offered)).toEqual({ kind: 'mark', option: 2 });
    expect(wordKey('ArrowDown', false, none)).toBeNull();
  });

  test('Enter, space and Tab take the word; only Tab leaves the fields', () => {
    expect(wordKey('Enter', false, offered)).toEqual({ kind: 'take', behind: 'finish' });
    expect(wordKey(' ', false, none)).toEqual({ kind: 'take', behind: 'finish' });
    expect(wordKey('Tab', false, offered)).toEqual({ kind: 'take', behind: 'out' });
    expect(wordKey('Tab', true, offered)).toEqual({ kind: 'back', before: 'out' });
  });

  test('Backspace changes nothing in an empty field, Escape closes what is open', () => {
    expect(wordKey('Backspace', false, { ...none, empty: true })).toEqual({ kind: 'back', before: 'stay' });
    expect(wordKey('Backspace', false, none)).toBeNull();
    expect(wordKey('Escape', false, offered)).toEqual({ kind: 'close' });
    expect(wordKey('Escape', false, none)).toBeNull();
    expect(wordKey('a', false, offered)).toBeNull();
  });
});

describe('shares typed one after the other', () => {
  let turn = 0;
  const random = (length: number) => {
    turn += 1;
    return new Uint8Array(length).map((_, i) => (i * 7 + turn * 13) & 255);
  };
  const split = (groups: { threshold: number; count: number }[], groupThreshold: number) => {
    const made = splitSecret({
      secret: new Uint8Array(32).fill(9),
      groups,
      groupThreshold,
      iterationExponent: 0,
      random,
    });
    if (!made.ok) throw new Error(made.message);
    return made.value.map((group) => group.map((share) => shareWordNumbers(share)));
  };
  const view = (numbers: Uint16Array): ShareView => {
    const read = readShareNumbers(numbers);
    if (!read.ok) throw new Error(read.message);
    return read.value;
  };
  const lines = (...shares: ShareView[]) => {
    const progress = progressWith(shares.slice(0, -1), shares.at(-1)!);
    if (!progress.ok) throw new Error(progress.code);
    return missingLines(progress.value);
  };

  test('numbers say what words say', () => {
    const [[numbers]] = split([{ threshold: 2, count: 3 }], 1) as [[Uint16Array]];
    const words = Array.from(numbers, (n) => wordOfNumber('share', n)).join(' ');
    expect(readShareNumbers(numbers)).toEqual(readShare(words));
  });

  test('a wrong word is refused before it counts, and one beyond the list', () => {
    const [[numbers]] = split([{ threshold: 2, count: 3 }], 1) as [[Uint16Array]];
    const wrong = Uint16Array.from(numbers);
    wrong[9] = (wrong[9]! + 1) % 1024;
    expect(readShareNumbers(wrong)).toMatchObject({ ok: false, code: 'share-checksum' });
    wrong[9] = 1024;
    expect(readShareNumbers(wrong)).toMatchObject({ ok: false, code: 'share-word-unknown' });
    expect(readShareNumbers(numbers.slice(1))).toMatchObject({ ok: false, code: 'share-length' });
  });

  test('says how many are missing, and when they are enough', () => {
    const [group] = split([{ threshold: 3, count: 5 }], 1);
    expect(lines(view(group![4]!))).toEqual(['2 shares still missing']);
    expect(lines(view(group![4]!), view(group![0]!))).toEqual(['1 share still missing']);
    expect(lines(view(group![4]!), view(group![0]!), view(group![1]!))).toEqual(['Enough shares are here.']);
  });

  test('says it group by group', () => {
    const groups = split(
      [
        { threshold: 2, count: 3 },
        { threshold: 1, count: 1 },
        { threshold: 2, count: 2 },
      ],
      2,
    );
    const first = view(groups[0]![0]!);
    expect(lines(first)).toEqual(['Group 1: 1 share still missing', '2 groups still to be completed']);
    expect(lines(first, view(groups[1]![0]!))).toEqual([
      'Group 1: 1 share still missing',
      'Group 2 is complete',
      '1 group still to be completed',
    ]);
  });

  test('a share of another set and the same share twice are refused', () => {
    const [one] = split([{ threshold: 2, count: 3 }], 1);
    const [other] = split([{ threshold: 2, count: 3 }], 1);
    const held = view(one![0]!);
    expect(progressWith([held], view(other![1]!))).toMatchObject({ code: 'share-other-set' });
    expect(progressWith([held], view(one![0]!))).toMatchObject({ code: 'share-duplicate' });
  });

  test('what a screen knows of a share is not its secret', () => {
    const [group] = split([{ threshold: 2, count: 3 }], 1);
    expect(Object.keys(view(group![0]!))).not.toContain('value');
  });
});

test('24 words are four pages', () => {
  expect(pageCount(entropyToWords(new Uint8Array(32)).length)).toBe(4);
});
