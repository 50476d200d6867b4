import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmount, MAX_NANOS, parseAmount, parseNanos } from '../../../electron/core/money.ts';

const nanos = fc.bigInt({ min: 1n, max: MAX_NANOS });

describe('amounts', () => {
  it('come back exactly from how they are shown, without the grouping', () => {
    fc.assert(
      fc.property(nanos, (amount) => {
        const shown = formatAmount(amount);
        expect(parseAmount(shown.replaceAll('\u202f', ''))).toEqual({ ok: true, value: amount });
      }),
    );
  });

  it('are never read with their grouping: a copy is not guessed at', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1000n * 10n ** 9n, max: MAX_NANOS }), (amount) => {
        const read = parseAmount(formatAmount(amount));
        expect(read.ok ? '' : read.code).toBe('amount-separator');
      }),
    );
  });

  it('come back exactly from their decimal string', () => {
    fc.assert(
      fc.property(nanos, (amount) => {
        expect(parseNanos(`${amount}`)).toEqual({ ok: true, value: amount });
      }),
    );
  });

  it('of any text are refused or what the text says, and never throw', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'0123456789.,eE+- _\u202f') }),
      fc.tuple(fc.nat().map(String), fc.nat().map(String)).map(([a, b]) => `${a}.${b}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const read = parseAmount(text);
        if (!read.ok) return;
        expect(read.value).toBeGreaterThan(0n);
        expect(read.value).toBeLessThanOrEqual(MAX_NANOS);
        const [whole, fraction = ''] = text.trim().split('.');
        expect(read.value).toBe(BigInt(whole + fraction.padEnd(9, '0')));
      }),
      { numRuns: 1000 },
    );
  });
});
