import { seededNumbers } from '../support/mutate-bytes.ts';
import { passes, randomPolicy, randomTry, tightened } from '../support/random-policies.ts';
import { type BenchRow, only } from './measure.ts';
import type { BenchOptions } from './options.ts';

const TRIES = 200;

/**
 * Looks for a sequence of tightenings that lets a payment pass which the first policy refused, for as long as is asked for.
 * @throws Error with the seed of its round where there is one
 */
export async function benchTightenings({ seconds, seed, log }: BenchOptions): Promise<BenchRow[]> {
  const end = performance.now() + seconds * 1000;
  let [rounds, tightenings, payments, passed] = [0, 0, 0, 0];
  while (performance.now() < end) {
    const draw = seededNumbers(seed + rounds);
    rounds += 1;
    const first = randomPolicy(draw);
    const { last, steps } = tightened(first, draw);
    tightenings += steps;
    for (let i = 0; steps > 0 && i < TRIES; i++) {
      const payment = randomTry(draw);
      payments += 1;
      if (!passes(last, payment)) continue;
      passed += 1;
      if (!passes(first, payment)) throw new Error(`a tightening let more pass: --seed ${seed + rounds - 1}`);
    }
  }
  log(`seed ${seed}: ${rounds} policies, ${tightenings} tightenings`);
  return [
    {
      what: 'payments by tightened policies, none of which the first policy refused',
      measured: `${payments} asked for, ${passed} passed`,
      target: null,
      measures: [
        only('tightenings.payments', payments, 'count'),
        only('tightenings.passed', passed, 'count'),
      ],
    },
  ];
}
