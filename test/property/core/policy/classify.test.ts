import { describe, expect, it } from 'vitest';
import { classify } from '../../../../electron/core/policy/classify.ts';
import { fc } from '../../../support/fast-check.ts';
import { seededNumbers } from '../../../support/mutate-bytes.ts';
import { changed, passes, randomPolicy, randomTry, tightened } from '../../../support/random-policies.ts';

const TRIES = 60;

describe('loosening dressed as tightening', () => {
  it('no sequence of tightenings lets a payment pass that the first policy refused', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const draw = seededNumbers(seed);
        const first = randomPolicy(draw);
        const { last, steps } = tightened(first, draw);
        for (let i = 0; steps > 0 && i < TRIES; i++) {
          const payment = randomTry(draw);
          expect(passes(last, payment) && !passes(first, payment)).toBe(false);
        }
      }),
      { numRuns: 1200 },
    );
  });

  it('these payments find most changes that loosen: the test above could fail', () => {
    const draw = seededNumbers(13);
    let [tightenings, passed, loosenings, found] = [0, 0, 0, 0];
    for (let round = 0; round < 250; round++) {
      const first = randomPolicy(draw);
      const next = changed(first, draw);
      const isTighter = classify(first, next).length === 0;
      const payments = Array.from({ length: 200 }, () => randomTry(draw));
      if (isTighter) {
        tightenings += 1;
        passed += payments.filter((payment) => passes(next, payment)).length;
      } else {
        loosenings += 1;
        if (payments.some((payment) => passes(next, payment) && !passes(first, payment))) found += 1;
      }
    }
    expect(tightenings).toBeGreaterThan(75);
    expect(passed).toBeGreaterThan(500);
    expect(found / loosenings).toBeGreaterThan(0.3);
  });
});
