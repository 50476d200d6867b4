import { beforeAll, describe, expect, it } from 'vitest';
import { fc } from '../../support/fast-check.ts';
import { type FuzzTarget, fuzzTargets } from '../../support/fuzz-targets.ts';
import { mutateBytes, seededNumbers } from '../../support/mutate-bytes.ts';

const names = [
  'version 3 file',
  'version 2 file',
  'version 3 content',
  'version 2 content',
  'packed state',
  'plain state',
  'backup JSON',
];
/** Far above what unpacking 64 MiB takes; a hang is longer. Milliseconds of this process, whatever else the machine does. */
const SLOWEST = 5_000;
/** The same bytes in every run: `npm run bench -- fuzz` throws others, for longer. */
const SAME = { seed: 19 };

const spent = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

let targets: readonly FuzzTarget[];
beforeAll(async () => {
  targets = await fuzzTargets();
});

describe('the decoder, whatever it is given', () => {
  it('is fuzzed on all of its levels', () => {
    expect(targets.map(({ name }) => name)).toEqual(names);
  });

  it.each(names)('of a %s never crashes, hangs or allocates without bound: changed, cut, spliced', (name) => {
    const { corpus, run } = targets.find((target) => target.name === name)!;
    const before = process.memoryUsage().arrayBuffers;
    fc.assert(
      fc.property(
        fc.nat(corpus.length - 1),
        fc.integer(),
        fc.integer({ min: 1, max: 3 }),
        (pick, seed, times) => {
          const draw = seededNumbers(seed);
          let bytes = corpus[pick]!;
          for (let i = 0; i < times; i++) bytes = mutateBytes(bytes, draw, corpus);
          const start = spent();
          run(bytes);
          expect(spent() - start).toBeLessThan(SLOWEST);
        },
      ),
      { ...SAME, numRuns: 200 },
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(512 * 1024 * 1024);
  });

  it.each(names)('of a %s takes any bytes at all', (name) => {
    const { run } = targets.find((target) => target.name === name)!;
    fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), run), { ...SAME, numRuns: 100 });
  });

  it('takes each good file it starts from', () => {
    for (const { corpus, run } of targets) for (const bytes of corpus) run(bytes);
  });
});
