import { expect, test } from 'vitest';
import { shownShare } from '../../../renderer/components/shown-share.ts';

test('a bar begins empty, is nearly full at its estimate, and grows without ever claiming the end', () => {
  expect(shownShare(0)).toBe(0);
  expect(shownShare(1)).toBeCloseTo(0.9);
  for (let share = 0; share < 5; share += 0.25) {
    expect(shownShare(share + 0.25)).toBeGreaterThan(shownShare(share));
    expect(shownShare(share)).toBeLessThan(1);
  }
});
