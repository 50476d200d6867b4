import { describe, expect, it } from 'vitest';
import { nextTryAllowedAt, waitBeforeTry } from '../../../electron/stronghold/attempt-limiter.ts';

const at = 1_700_000_000_000;

describe('tries of a password', () => {
  it('cost nothing up to the fourth wrong one, then the wait doubles up to 15 minutes', () => {
    const waits = Array.from({ length: 16 }, (_, failures) => (nextTryAllowedAt(failures, at) - at) / 1000);
    expect(waits).toEqual([0, 0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900]);
  });

  it.each([100, 5000, Number.MAX_SAFE_INTEGER])('wait 15 minutes after %d wrong ones', (failures) => {
    expect(nextTryAllowedAt(failures, at) - at).toBe(900_000);
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('are not counted as %d', (failures) => {
    expect(() => nextTryAllowedAt(failures, at)).toThrow(RangeError);
  });

  it('are allowed when the wait is over', () => {
    const left = (ms: number, failures = 6) => waitBeforeTry({ failures, lastFailureAt: at }, at + ms);
    expect([left(0), left(9_999), left(10_000), left(1e9), left(0, 4)]).toEqual([10_000, 1, 0, 0, 0]);
  });

  it('wait no longer than 15 minutes, though the clock was set back by a year', () => {
    const year = 365 * 86_400_000;
    expect(waitBeforeTry({ failures: 5, lastFailureAt: at }, at - year)).toBe(900_000);
    expect(waitBeforeTry({ failures: 4, lastFailureAt: at }, at - year)).toBe(0);
  });
});
