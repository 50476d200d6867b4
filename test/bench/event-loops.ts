import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeIdleLock } from '../e2e/support/idle-settings.ts';
import { type LaunchedConsole, launchConsole } from '../e2e/support/launch.ts';
import { signInByCall } from '../e2e/support/sign-in-by-call.ts';
import { type BenchRow, isRowHeld, milliseconds, ms, only, reported } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { PRACTICE_PASSWORD, type VaultJob, vaultJobs } from './vault-jobs.ts';
import { hold, type LoopDelay, type Watched, watchLoops } from './watch-loops.ts';
import { withElectron } from './with-electron.ts';

const ROUNDS = 3;
const MOST_DELAY = 50;
/** How long the loops are blocked on purpose, and how much of it has to be seen; milliseconds. */
const HELD = 100;
const LEAST_SEEN = 90;
const IDLE_MS = 5_000;
const NEVER: LoopDelay = { longestMs: Number.NaN, usualMs: Number.NaN };

/**
 * How long main and renderer are blocked while vault files of full strength are opened and written through the window. The
 * best of the rounds counts, since other programs can only slow things down.
 */
export function benchEventLoops({ log }: BenchOptions): Promise<BenchRow[]> {
  return withElectron('event-loops', async () => {
    const userData = mkdtempSync(path.join(tmpdir(), 'sallyport-bench-'));
    writeIdleLock(userData, 3600); // nobody moves the mouse here
    const launched = await launchConsole({ userData });
    try {
      const rows = [await selfCheck(launched)];
      if (rows.some((row) => isRowHeld(row) === false)) return rows;
      await makeTreasury(launched);
      for (const name of ['Ben', 'Dev']) await signInByCall(launched.page, name);
      rows.push(await idleDelays(launched));
      const jobs = vaultJobs(launched);
      for (const job of jobs) rows.push(...(await measure(launched, job, log)));
      rows.push(await signerMemory(launched, jobs[0]!));
      return rows;
    } finally {
      await launched.close();
      rmSync(userData, { recursive: true, force: true });
    }
  });
}

/** Whether the instruments see that a loop is blocked: without this, small numbers mean nothing. */
async function selfCheck({ app, page }: LaunchedConsole): Promise<BenchRow> {
  const { main } = await watchLoops(app, page, () => app.evaluate(hold, HELD));
  const { renderer, longTasks } = await watchLoops(app, page, () => page.evaluate(hold, HELD));
  return {
    what: `event-loops: the instruments see a loop that is held for ${HELD} ms`,
    measured: `main ${milliseconds(main.longestMs)}, renderer ${milliseconds(renderer.longestMs)} and ${longTasks} long task`,
    target: `at least ${LEAST_SEEN} ms each`,
    measures: [
      { ...ms('event-loops.instrument-main', main.longestMs), target: { atLeast: LEAST_SEEN } },
      { ...ms('event-loops.instrument-renderer', renderer.longestMs), target: { atLeast: LEAST_SEEN } },
      { ...only('event-loops.instrument-long-tasks', longTasks, 'count'), target: { atLeast: 1 } },
    ],
  };
}

/** What this machine does to loops that have nothing to do: other programs hold them up too. */
async function idleDelays({ app, page }: LaunchedConsole): Promise<BenchRow> {
  const { main, renderer } = await watchLoops(app, page, () => sleep(IDLE_MS));
  return reported(
    'event-loops: while nothing is done, for comparison',
    `main ${milliseconds(main.longestMs)}, renderer ${milliseconds(renderer.longestMs)} at the longest in ${IDLE_MS / 1000} seconds`,
    ms('event-loops.idle-main', main.longestMs),
    ms('event-loops.idle-renderer', renderer.longestMs),
  );
}

/** A practice treasury of full strength, as the first screen makes it. */
async function makeTreasury({ page }: LaunchedConsole): Promise<void> {
  const made = await page.evaluate(
    (password) =>
      window.sallyport.call('treasury.create-practice', {
        name: 'Bench',
        password: new TextEncoder().encode(password),
      }),
    PRACTICE_PASSWORD,
  );
  if (!made.ok) throw new Error(`${made.code}: ${made.message}`);
}

async function measure(
  { app, page }: LaunchedConsole,
  job: VaultJob,
  log: BenchOptions['log'],
): Promise<BenchRow[]> {
  const rounds: Watched[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await job.prepare();
    const watched = await watchLoops(app, page, job.work);
    await job.finish();
    log(`${job.name}, round ${round + 1}: ${JSON.stringify(watched, toTenths)}`);
    rounds.push(watched);
  }
  const longTasks = rounds.map((round) => round.longTasks).join(', ');
  return [
    row(
      `event-loops.${job.id}-main`,
      `main while ${job.name}`,
      rounds.map(({ main }) => main),
    ),
    row(
      `event-loops.${job.id}-renderer`,
      `renderer while ${job.name}`,
      rounds.map(({ renderer }) => renderer),
      `; long tasks ${longTasks}`,
    ),
  ];
}

const toTenths = (_key: string, value: unknown) =>
  typeof value === 'number' ? Math.round(value * 10) / 10 : value;

function row(name: string, what: string, rounds: readonly LoopDelay[], more = ''): BenchRow {
  const sorted = rounds.toSorted((a, b) => a.longestMs - b.longestMs);
  const [best, worst] = [sorted[0] ?? NEVER, sorted.at(-1) ?? NEVER];
  return {
    what: `event-loops: ${what}`,
    measured: `${milliseconds(best.longestMs)} at the longest (99th percentile ${milliseconds(best.usualMs)}) in the best of ${rounds.length} rounds, ${milliseconds(worst.longestMs)} in the worst${more}`,
    target: `at most ${MOST_DELAY} ms in the best`,
    measures: [ms(name, best.longestMs, MOST_DELAY)],
  };
}

/** The signer's process at the peak of one unlocking, and a second after it. */
async function signerMemory({ app }: LaunchedConsole, unlock: VaultJob): Promise<BenchRow> {
  const what = 'memory of the signer that unlocks a vault';
  if (process.platform !== 'linux')
    return reported(what, 'not measured: it is read from /proc, which is not here');
  await unlock.prepare();
  await unlock.work();
  await sleep(1000);
  const [pid] = await app.evaluate(({ app: running }) =>
    running
      .getAppMetrics()
      .filter(({ name, serviceName }) => [name, serviceName].includes('Sallyport signer'))
      .map((metric) => metric.pid),
  );
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mib = (field: string) =>
    Math.round(Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024);
  await unlock.finish();
  return reported(
    what,
    `${mib('VmHWM')} MiB at the peak, ${mib('VmRSS')} MiB after it (resident)`,
    only('event-loops.signer-peak-memory', mib('VmHWM'), 'MiB'),
    only('event-loops.signer-memory', mib('VmRSS'), 'MiB'),
  );
}
