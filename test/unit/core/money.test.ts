import { describe, expect, it } from 'vitest';
import { amountOf, amountSchema } from '../../../electron/core/amount.ts';
import {
  amountText,
  formatAmount,
  MAX_UNITS,
  parseAmount,
  parseUnits,
} from '../../../electron/core/money.ts';
import { parseWith } from '../../../electron/core/schema.ts';
import { asset, codeOf } from '../../support/core-samples.ts';

/** As BitShares and Bitcoin, as a token without decimals, and as Ethereum write amounts. */
const [five, none, eighteen] = [5, 0, 18].map((decimals) => ({ id: 'X', unit: 'X', decimals })) as [
  typeof asset,
  typeof asset,
  typeof asset,
];

describe('an amount as a person types it', () => {
  it.each([
    ['1', 1_000_000_000n],
    ['12.5', 12_500_000_000n],
    ['0.000000001', 1n],
    ['0.100000000', 100_000_000n],
    ['007', 7_000_000_000n],
    ['  3 ', 3_000_000_000n],
    ['9223372036.854775807', MAX_UNITS],
  ])('%s is read exactly', (text, units) => {
    expect(parseAmount(text, asset)).toEqual({ ok: true, value: units });
  });

  it.each([
    ['', 'amount-empty'],
    ['   ', 'amount-empty'],
    ['0', 'amount-zero'],
    ['0.0', 'amount-zero'],
    ['0.000000000', 'amount-zero'],
    ['000', 'amount-zero'],
    ['-1', 'amount-negative'],
    ['-0', 'amount-negative'],
    ['-1e5', 'amount-negative'],
    ['1.0000000001', 'amount-too-many-decimals'],
    ['1.0000000019', 'amount-too-many-decimals'],
    ['0.0000000000', 'amount-too-many-decimals'],
    ['1e9', 'amount-exponent'],
    ['1E9', 'amount-exponent'],
    ['1.5e+3', 'amount-exponent'],
    ['5e-1', 'amount-exponent'],
    ['9223372036.854775808', 'amount-too-large'],
    ['9223372037', 'amount-too-large'],
    ['9'.repeat(19), 'amount-too-large'],
    ['9'.repeat(5000), 'amount-too-large'],
  ])('%s is refused: %s', (text, code) => {
    expect(codeOf(parseAmount(text, asset))).toBe(code);
  });

  it.each([
    ['comma', '1,000'],
    ['comma and point', '1,234.56'],
    ['point and comma', '1.234,56'],
    ['only points', '1.000.000'],
    ['decimal comma', '1,5'],
    ['space', '1 000'],
    ['no-break space', '1\u00a0000'],
    ['narrow no-break space', '1\u202f000.50'],
    ['thin space', '1\u2009000'],
    ['apostrophe', "1'000"],
    ['right quotation mark', '1\u2019000.50'],
    ['underscore', '1_000'],
    ['middle dot', '1\u00b7000'],
    ['Arabic separators', '1\u066c000'],
    ['Indian grouping', '12,34,567'],
  ])('a separator is never guessed: %s', (_, text) => {
    expect(codeOf(parseAmount(text, asset))).toBe('amount-separator');
  });

  it.each([
    '.5',
    '5.',
    '+5',
    '0x10',
    '1 Toy',
    '1/2',
    'NaN',
    'Infinity',
    '１２',
    '٣',
    '1..5',
    '--1',
    '1e',
    '.',
    '½',
  ])('%s is not a number here', (text) => {
    expect(parseAmount(text, asset).ok).toBe(false);
  });

  it('a refusal quotes no more than forty characters', () => {
    const refused = parseAmount('x'.repeat(10_000), asset);
    expect(refused.ok ? '' : refused.message.length).toBeLessThan(120);
  });
});

describe('base units at a border', () => {
  it.each([
    ['0', 0n],
    ['1', 1n],
    ['9223372036854775807', MAX_UNITS],
  ])('%s is read', (text, units) => expect(parseUnits(text)).toEqual({ ok: true, value: units }));

  it.each(['', ' 1', '01', '-1', '+1', '1.0', '1e3', '0x1', '１', '9'.repeat(20)])(
    '%s is refused',
    (text) => {
      expect(codeOf(parseUnits(text))).toBe('amount-not-a-number');
    },
  );

  it('2^63 is refused', () => expect(codeOf(parseUnits((2n ** 63n).toString()))).toBe('amount-too-large'));
});

describe('an amount as it is shown', () => {
  it.each([
    [0n, '0.00'],
    [1n, '0.000000001'],
    [1_000_000_000n, '1.00'],
    [1_500_000_000n, '1.50'],
    [1_234_567_890_123_456_789n, '1\u202f234\u202f567\u202f890.123456789'],
    [-2_500_000_000n, '-2.50'],
    [MAX_UNITS, '9\u202f223\u202f372\u202f036.854775807'],
  ])('%s base units', (units, text) => expect(formatAmount(units, asset)).toBe(text));

  it('has its unit behind it in a sentence', () => {
    expect(amountText(1_500_000_000n, asset)).toBe('1.50 Toy');
  });
});

describe('an asset of other decimals', () => {
  it.each([
    ['12.34567', five, 1_234_567n],
    ['0.00001', five, 1n],
    ['12', none, 12n],
    ['0.000000000000000001', eighteen, 1n],
    ['9.223372036854775807', eighteen, MAX_UNITS],
  ])('%s is read exactly', (text, of, units) => {
    expect(parseAmount(text, of)).toEqual({ ok: true, value: units });
  });

  it.each([
    ['0.000001', five, 'amount-too-many-decimals'],
    ['1.0', none, 'amount-too-many-decimals'],
    ['1.', none, 'amount-not-a-number'],
    ['10', eighteen, 'amount-too-large'],
    ['0', none, 'amount-zero'],
    ['92233720368547.75808', five, 'amount-too-large'],
  ])('%s is refused: %s', (text, of, code) => {
    expect(codeOf(parseAmount(text, of))).toBe(code);
  });

  it.each([
    [1_234_567n, five, '12.34567'],
    [1_200_000n, five, '12.00'],
    [1_234_567n, none, '1\u202f234\u202f567'],
    [0n, none, '0'],
    [-5n, none, '-5'],
    [1n, eighteen, '0.000000000000000001'],
    [12n, { ...five, decimals: 1 }, '1.2'],
  ])('%s is shown exactly', (units, of, text) => expect(formatAmount(units, of)).toBe(text));
});

describe('an amount in a statement', () => {
  const parse = (value: unknown) => codeOf(parseWith(amountSchema, value));

  it('is an asset and base units in text', () => {
    expect(amountOf(5n, asset)).toEqual({ asset: 'TOY', units: '5' });
    expect(parse(amountOf(0n, asset))).toBe('accepted');
    expect(parse(amountOf(MAX_UNITS, { id: 'bitshares:1.3.0-USD.a' }))).toBe('accepted');
  });

  it.each([
    ['a number', { asset: 'TOY', units: 5 }],
    ['a bigint', { asset: 'TOY', units: 5n }],
    ['a sign', { asset: 'TOY', units: '-5' }],
    ['a leading zero', { asset: 'TOY', units: '05' }],
    ['decimals', { asset: 'TOY', units: '5.0' }],
    ['2^63', { asset: 'TOY', units: (2n ** 63n).toString() }],
    ['twenty digits', { asset: 'TOY', units: '1'.repeat(20) }],
    ['no asset', { asset: '', units: '5' }],
    ['an asset of 41 letters', { asset: 'A'.repeat(41), units: '5' }],
    ['an asset with a space', { asset: 'A B', units: '5' }],
    ['a member more', { asset: 'TOY', units: '5', decimals: 9 }],
    ['text only', '5'],
  ])('with %s is refused', (_, value) => expect(parse(value)).toBe('input-malformed'));
});
