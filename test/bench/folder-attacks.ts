import { attackRound, type Round } from '../support/folder-attack/attack-round.ts';
import { makeAttackedOfficer } from '../support/folder-attack/attacked-officer.ts';
import { makeAttackedTreasury } from '../support/folder-attack/attacked-treasury.ts';
import { type OfficerRound, officerRound } from '../support/folder-attack/officer-round.ts';
import { prepareRun } from '../support/prepare-run.ts';
import { type BenchRow, only } from './measure.ts';
import type { BenchOptions } from './options.ts';

/**
 * Attacks a closed treasury's folder at random, one seed after the other from `--seed` on, until `--seconds` are over. A
 * run that ended is continued with the seed after its last one.
 */
export async function benchFolderAttacks(options: BenchOptions): Promise<BenchRow[]> {
  const run = await prepareRun();
  try {
    return await attack(options);
  } finally {
    run.remove();
  }
}

async function attack({ seed, seconds, log }: BenchOptions): Promise<BenchRow[]> {
  const end = performance.now() + seconds * 1000;
  const world = await makeAttackedTreasury();
  const rounds: Round[] = [];
  try {
    const honest = await attackRound(world, null);
    if (honest.repair !== 'none') throw new Error(`nobody attacked, and it was mended: ${honest.repair}`);
    do {
      const round = await attackRound(world, seed + rounds.length);
      rounds.push(round);
      for (const fault of round.faults) log(`seed ${round.seed}: ${round.done.join('; ')}: ${fault}`);
    } while (performance.now() < end);
  } finally {
    world.dispose();
  }
  const faults = rounds.filter((round) => round.faults.length > 0).length;
  const repairs = (['none', 'rebuilt', 'settled', 'backup'] as const).map(
    (repair) => `${repair} ${rounds.filter((round) => round.repair === repair).length}`,
  );
  return [
    {
      what: 'a closed folder that is attacked at random: nobody is paid who was refused, nobody twice, nothing untrue is shown',
      measured: `${rounds.length} attacks from seed ${seed} on, ${faults} with a fault; mended by ${repairs.join(', ')}`,
      target: 'no fault',
      measures: [
        { name: 'folder-attacks.faults', value: faults, unit: 'count', target: { atMost: 0 } },
        only('folder-attacks.rounds', rounds.length, 'count'),
      ],
    },
  ];
}

/** Attacks the closed folder of an officer's desk at random, as {@link benchFolderAttacks} does a treasury's. */
export async function benchOfficerAttacks(options: BenchOptions): Promise<BenchRow[]> {
  const run = await prepareRun();
  try {
    return await attackOfficer(options);
  } finally {
    run.remove();
  }
}

async function attackOfficer({ seed, seconds, log }: BenchOptions): Promise<BenchRow[]> {
  const end = performance.now() + seconds * 1000;
  const world = await makeAttackedOfficer();
  const rounds: OfficerRound[] = [];
  try {
    const honest = await officerRound(world, null);
    if (honest.repair !== 'none') throw new Error(`nobody attacked, and it was mended: ${honest.repair}`);
    do {
      const round = await officerRound(world, seed + rounds.length);
      rounds.push(round);
      for (const fault of round.faults) log(`seed ${round.seed}: ${round.done.join('; ')}: ${fault}`);
    } while (performance.now() < end);
  } finally {
    await world.dispose();
  }
  const faults = rounds.filter((round) => round.faults.length > 0).length;
  const repairs = (['none', 'rebuilt', 'anew'] as const).map(
    (repair) => `${repair} ${rounds.filter((round) => round.repair === repair).length}`,
  );
  return [
    {
      what: 'a closed officer’s desk that is attacked at random: nothing untrue is shown, no yes leaves for what had a no, and its officer answers again',
      measured: `${rounds.length} attacks from seed ${seed} on, ${faults} with a fault; mended by ${repairs.join(', ')}`,
      target: 'no fault',
      measures: [
        { name: 'officer-attacks.faults', value: faults, unit: 'count', target: { atMost: 0 } },
        only('officer-attacks.rounds', rounds.length, 'count'),
      ],
    },
  ];
}
