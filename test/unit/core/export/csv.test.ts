import { describe, expect, it } from 'vitest';
import { CSV_START, csvCell, csvLine } from '../../../../electron/core/export/csv.ts';
import { plainAmount } from '../../../../electron/core/money.ts';
import { readCsv } from '../../../support/read-csv.ts';

const read = (text: string) =>
  readCsv(new TextEncoder().encode(`${CSV_START}${csvLine([text, 'next'])}`)).map((row) =>
    row.map((cell) => cell.text),
  );

describe('a cell never runs as a formula', () => {
  it.each([
    '=HYPERLINK("http://evil.example","pay")',
    "+1+cmd|' /C calc'!A0",
    '-2+3',
    '@SUM(1+1)',
    ' =1+1',
    '"=1+1',
    "'=1+1",
    '|cmd',
    '%0A=1',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM(1)',
  ])('that begins like one: %s', (text) => {
    expect(read(text)).toEqual([[`'${text}`, 'next']]);
  });

  it.each([
    ["INV-7;=cmd|' /C calc'!A0;", "INV-7;'=cmd|' /C calc'!A0;"],
    ['a;=1+1;-2;b', "a;'=1+1;'-2;b"],
    ['a; "=1', `a;' "=1`],
    ["a;'@SUM(1)", "a;''@SUM(1)"],
    ['a;\uff1d1', "a;'\uff1d1"],
    ['a;b; 7', 'a;b; 7'],
  ])('behind a semicolon, where a spreadsheet separates by it: %s', (text, shown) => {
    expect(read(text)).toEqual([[shown, 'next']]);
    for (const cell of csvLine([text, '=1']).split(';').slice(1)) expect(cell).not.toMatch(/^[\s"]*[=+\-@|]/);
  });

  it.each([
    ['\t=1+1', '[U+0009]=1+1'],
    ['\r=1+1', '[U+000D]=1+1'],
    ['\n=1+1', '[U+000A]=1+1'],
    ['a\r\n=1+1,2', 'a[U+000D][U+000A]=1+1,2'],
    ['\u0000=1', '[U+0000]=1'],
    ['\ufeff=1', '[U+FEFF]=1'],
  ])('behind what nobody sees: %j', (text, shown) => {
    expect(read(text)).toEqual([[shown, 'next']]);
  });
});

describe('a cell stays the text that it is', () => {
  it.each([
    '00123',
    '1E5',
    '12e-3',
    '9007199254740993',
    '1/2',
    '2026-11-27',
    '12:30',
    '1,5',
    '50%',
    'TRUE',
    'false',
    'Mar 3',
    '3-MAR',
    'jan-26',
    '(5)',
    '$5',
    '5 \u20ac',
    '5 kr',
    '\u22125',
    '\uff11\uff12\uff13',
    '\u0663\u0664\u0665',
    '5 pm',
    '1:30 PM',
    'Nov 28, 2026',
    '28-Nov-2026 10:00',
    '5. M\u00e4rz',
    '5 J\u00e4n',
    '5 de mayo de 2026',
    '5 \u043c\u0430\u0440\u0442\u0430',
    '2026\u5e7411\u670827\u65e5',
    'Montag, 3. August',
    'WAHR',
    'vrai',
  ])('%s gets an apostrophe, so that no spreadsheet makes a value of it', (text) => {
    expect(read(text)).toEqual([[`'${text}`, 'next']]);
  });

  it.each([
    'W-48213',
    '#4711',
    'Invoice 12',
    'payout 2026-0417',
    '2026-11-28T05:44:00+05:45',
    'may it be',
    'May',
    `0x${'1'.repeat(64)}`,
    '',
    'a "quoted", text',
    'Москва',
    'क्‍ष',
  ])('%s is as it was', (text) => {
    expect(read(text)).toEqual([[text, 'next']]);
  });

  it('that turns the direction of the text shows what turns it', () => {
    expect(read('pay \u202e0001\u202c')).toEqual([['pay [U+202E]0001[U+202C]', 'next']]);
  });

  it('with half a character is written with a mark in its place', () => {
    expect(read('a\ud800b')).toEqual([['a\ufffdb', 'next']]);
  });

  it('that is longer than a spreadsheet takes is cut, and says by how much', () => {
    const [[cell = ''] = []] = read('x'.repeat(100_000));
    expect(cell.length).toBeLessThan(32_767);
    expect(cell.endsWith('[68000 more characters]')).toBe(true);
  });
});

describe('a number', () => {
  it.each([
    [0n, '0.000000000'],
    [1n, '0.000000001'],
    [-12_500_000_000n, '-12.500000000'],
    [2n ** 63n - 1n, '9223372036.854775807'],
    [-(10n ** 30n), '-1000000000000000000000.000000000'],
  ])('of %s base units is digits, a point and all decimals', (units, text) => {
    expect(plainAmount(units, { decimals: 9 })).toBe(text);
    expect(csvCell({ number: text })).toBe(text);
  });

  it('without decimals has no point', () => {
    expect(plainAmount(-7n, { decimals: 0 })).toBe('-7');
  });

  it.each(['1e5', '=1', '1,5', '', '--1', '1.', '.5', '1\n'])('%j is none, and not written', (number) => {
    expect(() => csvCell({ number })).toThrow();
  });
});
