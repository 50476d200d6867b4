import { describe, expect, it } from 'vitest';
import { formatAmount, MAX_UNITS, parseAmount, parseUnits } from '../../../electron/core/money.ts';
import { fc } from '../../support/fast-check.ts';

const units = fc.bigInt({ min: 1n, max: MAX_UNITS });
/** An asset of any decimals. */
const asset = fc.integer({ min: 0, max: 18 }).map((decimals) => ({ id: 'X', unit: 'X', decimals }));

describe('amounts', () => {
  it('come back exactly from how they are shown, without the grouping', () => {
    fc.assert(
      fc.property(units, asset, (amount, of) => {
        const shown = formatAmount(amount, of);
        expect(parseAmount(shown.replaceAll('\u202f', ''), of)).toEqual({ ok: true, value: amount });
      }),
    );
  });

  it('are never read with their grouping: a copy is not guessed at', () => {
    fc.assert(
      fc.property(asset, fc.bigInt({ min: 0n, max: MAX_UNITS }), (of, more) => {
        const least = 1000n * 10n ** BigInt(of.decimals);
        const amount = least + (more % (MAX_UNITS - least + 1n));
        fc.pre(amount >= least && least <= MAX_UNITS);
        const read = parseAmount(formatAmount(amount, of), of);
        expect(read.ok ? '' : read.code).toBe('amount-separator');
      }),
    );
  });

  it('come back exactly from their decimal string', () => {
    fc.assert(
      fc.property(units, (amount) => {
        expect(parseUnits(`${amount}`)).toEqual({ ok: true, value: amount });
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
      fc.property(texts, asset, (text, of) => {
        const read = parseAmount(text, of);
        if (!read.ok) return;
        expect(read.value).toBeGreaterThan(0n);
        expect(read.value).toBeLessThanOrEqual(MAX_UNITS);
        const [whole, fraction = ''] = text.trim().split('.');
        expect(read.value).toBe(BigInt(whole + fraction.padEnd(of.decimals, '0')));
      }),
      { numRuns: 1000 },
    );
  });
});
