import { runLiedToRound } from '../support/lying-nodes/run-round.ts';
import { type LiedToKind, makeLiedToTemplate } from '../support/lying-nodes/template.ts';
import { type BenchRow, only } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { runRounds } from './progress.ts';

/** Seeds of rounds follow on each other from this many times the run's seed on. */
const APART = 65_536;

/**
 * A whole desk station behind a node by gRPC that lies: `npm run bench -- lying-nodes --seed N [--rounds N] [--seconds N]
 * [--progress FILE]`. What a round is, says `runLiedToRound`.
 */
export const benchLyingNodes = (options: BenchOptions): Promise<BenchRow[]> =>
  benchLies(options, {
    bench: 'lying-nodes',
    kind: 'grpc',
    what: 'a node that lies, hides, prunes, stalls and forks',
  });

/** The same behind two nodes by JSON-RPC, one of which lies: `npm run bench -- lying-pairs`. */
export const benchLyingPairs = (options: BenchOptions): Promise<BenchRow[]> =>
  benchLies(options, {
    bench: 'lying-pairs',
    kind: 'pair',
    what: 'two nodes by JSON-RPC, one of which lies, hides, prunes, stalls and forks',
  });

interface Lies {
  readonly bench: string;
  readonly kind: LiedToKind;
  readonly what: string;
}

async function benchLies(options: BenchOptions, { bench, kind, what }: Lies): Promise<BenchRow[]> {
  const template = await makeLiedToTemplate(kind);
  try {
    const { seed } = options;
    const { rounds, counted, faults, file } = await runRounds(bench, options, async (round) => {
      const { done, looks, credited, kills, faults } = await runLiedToRound(template, seed * APART + round);
      return {
        counted: { credited, kills, ...countOf(looks) },
        faults:
          faults.length === 0
            ? []
            : [`round ${round}: ${done.join('; ')}`, ...faults.map((it) => `round ${round}: ${it}`)],
      };
    });
    const ends = Object.entries(counted).filter(([name]) => name.startsWith(LOOK));
    const looks = ends.reduce((sum, [, count]) => sum + count, 0);
    const codes = ends.map(([name, count]) => `${name.slice(LOOK.length)} ${count}`).sort();
    return [
      {
        what: `a station behind ${what}: after every look it has credited exactly what true checkpoints paid, and everything once all are honest again`,
        measured: `${rounds} rounds with ${looks} looks, ${counted['credited'] ?? 0} deposits credited, ${counted['kills'] ?? 0} kills, ${faults.length} lines of faults; looks ended with ${codes.join(', ')}; seed ${seed}, kept in ${file}`,
        target: 'no fault',
        measures: [
          { name: `${bench}.faults`, value: faults.length, unit: 'count', target: { atMost: 0 } },
          only(`${bench}.rounds`, rounds, 'count'),
          only(`${bench}.credited`, counted['credited'] ?? 0, 'count'),
        ],
      },
    ];
  } finally {
    template.dispose();
  }
}

const LOOK = 'looked ';

const countOf = (looks: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(looks).map(([how, count]) => [`${LOOK}${how}`, count]));
