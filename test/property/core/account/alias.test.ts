import { describe, expect, it } from 'vitest';
import { aliasKey, parseAlias } from '../../../../electron/core/account/alias.ts';
import { fc } from '../../../support/fast-check.ts';

const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));

describe('any alias', () => {
  it('that is accepted is accepted again as it is, and shows every character of it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const alias = parseAlias(text);
        if (!alias.ok) return;
        expect(parseAlias(alias.value)).toEqual(alias);
        expect(alias.value).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect([...alias.value].length).toBeLessThanOrEqual(64);
      }),
      { numRuns: 1000 },
    );
  });

  it('has the same key whatever its case or composition', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const key = aliasKey(text);
        expect(aliasKey(text.normalize('NFD'))).toBe(key);
        expect(aliasKey(text.normalize('NFKC'))).toBe(key);
      }),
      { numRuns: 1000 },
    );
  });
});
