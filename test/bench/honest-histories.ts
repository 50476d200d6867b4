import { runHistory } from '../support/honest-history/run-history.ts';
import { makeTemplate } from '../support/honest-history/template.ts';
import { type BenchRow, only } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { runRounds } from './progress.ts';

/** Seeds of histories follow on each other from this many times the run's seed on. */
const APART = 65_536;

/**
 * Random honest histories with kills: `npm run bench -- honest-histories --seed N [--rounds N] [--seconds N]
 * [--progress FILE]`. What a history is, says `runHistory`; what a kill is, says `Life`: all of a station and its signers
 * run in this process, without its windows, threads and HTTP, and a kill leaves what is on the disk at that border.
 * Processes that are really killed are in the bench `kills`. `TMPDIR` on a disk in memory makes it several times faster.
 */
export async function benchHonestHistories(options: BenchOptions): Promise<BenchRow[]> {
  const template = await makeTemplate();
  let running = '';
  let steps: string[] = [];
  // Nothing is left that could wake a promise that the bench waits for.
  const tellStuck = () => options.log(`${running} never ends: ${steps.join('; ')}`);
  process.once('beforeExit', tellStuck);
  try {
    const { seed } = options;
    const { rounds, counted, faults, file } = await runRounds('honest-histories', options, async (round) => {
      running = `round ${round}`;
      steps = [];
      const history = await runHistory(template, seed * APART + round, steps);
      const { acts, kills, paid, gathered } = history;
      const done = () => `round ${round}: ${history.done.join('; ')}`;
      return {
        counted: { acts, kills: kills.length, paid, gathered, ...countOf(kills) },
        faults:
          history.faults.length === 0 ? [] : [done(), ...history.faults.map((it) => `round ${round}: ${it}`)],
      };
    });
    const of = (what: string) => counted[what] ?? 0;
    const places = Object.keys(counted).filter((what) => what.startsWith('killed ')).length;
    return [
      {
        what: 'honest histories with kills: two to five lives of one station each; after each life its folder is opened, and nothing is held, the whole books check finds no difference, no alarm is raised; at the end the rebuilt tables are the living ones and the ledger paid what the books say',
        measured: `${rounds} histories of ${of('acts')} acts with ${of('kills')} kills at ${places} kinds of borders (the files are taken as they are there, and nothing of that life happens any more), ${of('paid')} payments final, ${of('gathered')} sources gathered, ${faults.length} lines of faults; seed ${seed}, kept in ${file}`,
        target: 'no fault',
        measures: [
          { name: 'honest-histories.faults', value: faults.length, unit: 'count', target: { atMost: 0 } },
          only('honest-histories.rounds', rounds, 'count'),
          only('honest-histories.kills', of('kills'), 'count'),
        ],
      },
    ];
  } finally {
    process.off('beforeExit', tellStuck);
    template.dispose();
  }
}

function countOf(kills: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kill of kills) counts[`killed ${kill}`] = (counts[`killed ${kill}`] ?? 0) + 1;
  return counts;
}
