import { describe, expect, it } from 'vitest';
import { checkDeviation } from '../../../../electron/console/ceremony/end-ceremony.ts';
import { codeOf, must } from '../../../support/treasury-steps.ts';

describe('a deviation', () => {
  it('is taken as it was typed, without the spaces around it', () => {
    expect(must(checkDeviation('  The printer had no paper. ', []))).toBe('The printer had no paper.');
  });

  it.each<[string, string, readonly string[], string]>([
    ['of nothing', '  ', [], 'reference-control-character'],
    ['with a control character', 'a\nb', [], 'reference-control-character'],
    ['that is too long', 'x'.repeat(141), [], 'reference-too-long'],
    ['with words of a backup', 'we read: winter spend artefact viable', [], 'text-holds-words'],
    ['that ends what others began', 'artefact viable', ['winter spend'], 'text-holds-words'],
    ['past the last', 'one more', Array(100).fill('x'), 'deviations-too-many'],
  ])('%s is refused', (_, text, before, code) => {
    expect(codeOf(checkDeviation(text, before))).toBe(code);
  });
});
