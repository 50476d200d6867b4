import { describe, expect, it } from 'vitest';
import { formatAmount, MAX_NANOS, parseAmount, parseNanos } from '../../../electron/core/money.ts';
import { codeOf } from '../../support/signer-fixture.ts';

describe('an amount as a person types it', () => {
  it.each([
    ['1', 1_000_000_000n],
    ['12.5', 12_500_000_000n],
    ['0.000000001', 1n],
    ['0.100000000', 100_000_000n],
    ['007', 7_000_000_000n],
    ['  3 ', 3_000_000_000n],
    ['9223372036.854775807', MAX_NANOS],
  ])('%s is read exactly', (text, nanos) => {
    expect(parseAmount(text)).toEqual({ ok: true, value: nanos });
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
    expect(codeOf(parseAmount(text))).toBe(code);
  });

  it.each([
    ['comma', '1,000'],
    ['comma and point', '1,234.56'],
    ['point and comma', '1.234,56'],
    ['points alone', '1.000.000'],
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
    expect(codeOf(parseAmount(text))).toBe('amount-separator');
  });

  it.each([
    '.5',
    '5.',
    '+5',
    '0x10',
    '1 IOTA',
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
    expect(parseAmount(text).ok).toBe(false);
  });

  it('a refusal quotes no more than forty characters', () => {
    const refused = parseAmount('x'.repeat(10_000));
    expect(refused.ok ? '' : refused.message.length).toBeLessThan(120);
  });
});

describe('nanos at a border', () => {
  it.each([
    ['0', 0n],
    ['1', 1n],
    ['9223372036854775807', MAX_NANOS],
  ])('%s is read', (text, nanos) => expect(parseNanos(text)).toEqual({ ok: true, value: nanos }));

  it.each(['', ' 1', '01', '-1', '+1', '1.0', '1e3', '0x1', '１', '9'.repeat(20)])(
    '%s is refused',
    (text) => {
      expect(codeOf(parseNanos(text))).toBe('amount-not-a-number');
    },
  );

  it('2^63 is refused', () => expect(codeOf(parseNanos((2n ** 63n).toString()))).toBe('amount-too-large'));
});

describe('an amount as it is shown', () => {
  it.each([
    [0n, '0.00'],
    [1n, '0.000000001'],
    [1_000_000_000n, '1.00'],
    [1_500_000_000n, '1.50'],
    [1_234_567_890_123_456_789n, '1\u202f234\u202f567\u202f890.123456789'],
    [-2_500_000_000n, '-2.50'],
    [MAX_NANOS, '9\u202f223\u202f372\u202f036.854775807'],
  ])('%s nanos', (nanos, text) => expect(formatAmount(nanos)).toBe(text));
});
