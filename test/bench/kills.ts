import { killOverAndOver } from '../support/kills/killed-world.ts';
import { prepareRun } from '../support/prepare-run.ts';
import { type BenchRow, only } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { runRounds } from './progress.ts';

/** Kills of one treasury: then it is closed, compared with the ledger, and another one begins. */
const TOGETHER = 20;
const APART = 65_536;

/**
 * Real processes that are really killed (SIGKILL) while payments are on their way: `npm run bench -- kills --seed N
 * --rounds N [--seconds N] [--progress FILE]`. A round is one kill; what is killed and what must hold then, says
 * `killOverAndOver`. Moments are drawn in milliseconds: the same seed kills at the same ones, which fall on whatever the
 * machine does then. It is kept and goes on by treasuries of 20 rounds.
 */
export async function benchKills(options: BenchOptions): Promise<BenchRow[]> {
  const run = await prepareRun();
  const { seed, rounds } = options;
  const treasuries = rounds === null ? null : Math.ceil(rounds / TOGETHER);
  try {
    const found = await runRounds('kills', { ...options, rounds: treasuries }, async (treasury) => {
      const { victims, paid, ended, faults } = await killOverAndOver(TOGETHER, seed * APART + treasury);
      const of = (victim: string) => victims.filter((each) => each === victim).length;
      return {
        counted: { console: of('console'), signer: of('signer'), node: of('node'), paid, ended },
        faults: faults.map((fault) => `treasury ${treasury}: ${fault}`),
      };
    });
    const of = (what: string) => found.counted[what] ?? 0;
    const kills = of('console') + of('signer') + of('node');
    return [
      {
        what: 'processes killed with SIGKILL at random moments while payments are on their way: each payment is paid once and final, or not paid and ended; no alarm at any opening',
        measured: `${kills} kills (console ${of('console')}, a signer alone ${of('signer')}, node ${of('node')}) on ${found.rounds} treasuries; ${of('paid')} payments paid once, ${of('ended')} ended unpaid, ${found.faults.length} faults; seed ${seed}, kept in ${found.file}`,
        target: 'no fault',
        measures: [
          { name: 'kills.faults', value: found.faults.length, unit: 'count', target: { atMost: 0 } },
          only('kills.rounds', kills, 'count'),
        ],
      },
    ];
  } finally {
    run.remove();
  }
}
