import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from '../../../../../electron/core/policy/v5/classify.ts';
import type { Policy } from '../../../../../electron/core/policy/v5/document.ts';
import { seededNumbers } from '../../../../support/mutate-bytes.ts';
import { changed, type Draw, passes, randomPolicy, randomTry } from '../../../../support/random-policies.ts';

const TRIES = 60;

/** Up to four changes of a policy, one after the other: of each only what the classifier calls a tightening. */
function tightened(first: Policy, draw: Draw): { readonly last: Policy; readonly steps: number } {
  let [last, steps] = [first, 0];
  for (let i = 0; i < 4; i++) {
    const next = changed(last, draw);
    if (next === last || classify(last, next).length > 0) continue;
    last = next;
    steps += 1;
  }
  return { last, steps };
}

describe('loosening dressed as tightening', () => {
  it('no sequence of tightenings lets a payment pass that the first policy refused', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const draw = seededNumbers(seed);
        const first = randomPolicy(draw);
        const { last, steps } = tightened(first, draw);
        for (let i = 0; steps > 0 && i < TRIES; i++) {
          const payment = randomTry(draw);
          if (passes(last, payment)) expect(passes(first, payment), JSON.stringify({ seed, i })).toBe(true);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('these payments find most changes that loosen: the test above could fail', () => {
    const draw = seededNumbers(13);
    let [tightenings, passed, loosenings, found] = [0, 0, 0, 0];
    for (let round = 0; round < 600; round++) {
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
    expect(tightenings).toBeGreaterThan(150);
    expect(passed).toBeGreaterThan(500);
    expect(found / loosenings).toBeGreaterThan(0.3);
  });
});
