import { globSync, readFileSync } from 'node:fs';
import { SEED } from '../support/fast-check.ts';
import { startChild } from '../support/start-child.ts';
import { type BenchRow, only } from './measure.ts';
import type { BenchOptions } from './options.ts';

const vitest = 'node_modules/vitest/vitest.mjs';

const usesFastCheck = (file: string) => /support\/fast-check\.ts'/.test(readFileSync(file, 'utf8'));

/** The property tests again and again with other seeds than the tests have: they find by chance. Stops at the first that fails. */
export async function benchProperties({ seconds, seed, rounds, log }: BenchOptions): Promise<BenchRow[]> {
  const end = performance.now() + seconds * 1000;
  const files = globSync('test/{unit,property}/**/*.test.ts').filter(usesFastCheck);
  let [done, failed] = [0, 0];
  while (failed === 0 && (rounds === null ? performance.now() < end : done < rounds)) {
    const own = String((seed + done) % 2 ** 31);
    const child = startChild(vitest, ['run', ...files], { env: { [SEED]: own } });
    const code = await child.exited;
    done += 1;
    if (code === 0) log(`seed ${own}: held`);
    else {
      failed = 1;
      log(`${child.output()}\nAgain with: ${SEED}=${own} npx vitest run`);
    }
  }
  return [
    {
      what: 'properties: the property tests with other seeds',
      measured: `${done} seeds, ${failed} of them failed`,
      target: 'none fails',
      measures: [
        only('properties.seeds', done, 'count'),
        { ...only('properties.failed', failed, 'count'), target: { atMost: 0 } },
      ],
    },
  ];
}
