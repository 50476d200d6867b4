import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { deriveScrypt, VAULT_WORK_FACTOR } from '../../electron/stronghold/scrypt.ts';
import { estimateScryptMs } from '../../electron/stronghold/scrypt-estimate.ts';
import { createSeedFile, readSeedFile } from '../../electron/stronghold/seed-file.ts';
import { type BenchRow, milliseconds, ms, only } from './measure.ts';
import type { BenchOptions } from './options.ts';

export interface SpeedReport {
  /** Best of the rounds, milliseconds. */
  readonly scryptMs: number;
  readonly openMs: number;
  readonly saveMs: number;
  /** The best opening and saving compared with the best scrypt: other programs can only slow things down. */
  readonly openRatio: number;
  readonly saveRatio: number;
  /** What the estimate said before, milliseconds. */
  readonly estimateMs: number;
  /** Resident memory, MiB: before, at the peak of one opening, and after. */
  readonly baseMib: number;
  readonly peakMib: number;
  readonly afterMib: number;
  /**
   * The longest that the calling thread was blocked while a file was opened, milliseconds beyond the sampling interval: in
   * the best and in the worst round.
   */
  readonly longestDelayMs: readonly [best: number, worst: number];
  /** The same, but for the worst hundredth of the samples; median over the rounds. */
  readonly usualDelayMs: number;
}

const ROUNDS = 5;
/** A file may cost so much more than the scrypt that it cannot do without. */
const MOST_RATIO = 1.2;
/** An estimate that is wrong by more helps nobody, whichever way. */
const MOST_WRONG = 3;
/** What may stay of the 512 MiB of a derivation when it is over, MiB. */
const MOST_LEFT = 128;
/** The thread that asks for a file serves others meanwhile: it may be blocked for so long, milliseconds. */
const MOST_DELAY = 50;

/** Opening and saving a vault's file against scrypt only, what it leaves of memory, and whether it holds the thread. */
export async function benchStronghold({ log }: BenchOptions): Promise<BenchRow[]> {
  const report = await measureStronghold({ rounds: ROUNDS, log });
  const { scryptMs, openMs, saveMs, openRatio, saveRatio, estimateMs } = report;
  const { baseMib, peakMib, afterMib } = report;
  const [best, worst] = report.longestDelayMs;
  const wrong = Math.max(estimateMs / scryptMs, scryptMs / estimateMs);
  const ratio = (what: 'open' | 'save', took: number, times: number): BenchRow => ({
    what: `stronghold: ${what}`,
    measured: `${milliseconds(took)} against ${milliseconds(scryptMs)} of scrypt only: ${times.toFixed(2)}x (best of ${ROUNDS})`,
    target: `at most ${MOST_RATIO}x`,
    measures: [
      { name: `stronghold.${what}`, value: times, unit: 'x', target: { atMost: MOST_RATIO } },
      ms(`stronghold.${what}-time`, took),
    ],
  });
  return [
    ratio('open', openMs, openRatio),
    ratio('save', saveMs, saveRatio),
    {
      what: 'stronghold: memory',
      measured: `${Math.round(baseMib)} MiB before, ${Math.round(peakMib)} MiB at the peak, ${Math.round(afterMib)} MiB after`,
      target: `back within ${MOST_LEFT} MiB`,
      measures: [
        { ...only('stronghold.memory-left', afterMib - baseMib, 'MiB'), target: { atMost: MOST_LEFT } },
      ],
    },
    {
      what: 'stronghold: longest delay of the calling thread while opening',
      measured: `${milliseconds(best)} in the best of ${ROUNDS} rounds, ${milliseconds(worst)} in the worst; 99th percentile ${milliseconds(report.usualDelayMs)}`,
      target: `at most ${MOST_DELAY} ms in the best`,
      measures: [ms('stronghold.delay', best, MOST_DELAY)],
    },
    {
      what: 'stronghold: the estimate of scrypt beforehand',
      measured: `${milliseconds(estimateMs)} against ${milliseconds(scryptMs)}: wrong by ${wrong.toFixed(2)}x`,
      target: `at most ${MOST_WRONG}x`,
      measures: [{ name: 'stronghold.estimate', value: wrong, unit: 'x', target: { atMost: MOST_WRONG } }],
    },
  ];
}

const MIB = 2 ** 20;
const residentMib = () => process.memoryUsage.rss() / MIB;

/**
 * Measures opening and saving a file at a vault's strength against scrypt only, in turns in one run, so that a busy
 * machine weighs on all alike.
 */
export async function measureStronghold(options: {
  readonly rounds: number;
  readonly log: (line: string) => void;
}): Promise<SpeedReport> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-speed-'));
  const password = utf8ToBytes('speed');
  const seed = new Uint8Array(64).fill(7);
  const random = (length: number) => new Uint8Array(randomBytes(length));
  try {
    const estimate = await estimateScryptMs(VAULT_WORK_FACTOR, () => performance.now());
    const times = { scrypt: [] as number[], open: [] as number[], save: [] as number[] };
    const delays: number[] = [];
    const usual: number[] = [];
    await sleep(200);
    const baseMib = residentMib();
    let peakMib = baseMib;
    const sampler = setInterval(() => {
      peakMib = Math.max(peakMib, residentMib());
    }, 20);
    for (let round = 0; round < options.rounds; round++) {
      const file = join(folder, `${round}.stronghold`);
      const workFactor = VAULT_WORK_FACTOR;
      times.save.push(await timed(() => createSeedFile({ file, password, seed, workFactor, random })));
      times.scrypt.push(await timed(() => deriveScrypt(new Uint8Array(32), new Uint8Array(16), workFactor)));
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      times.open.push(await timed(() => readSeedFile({ file, password })));
      delay.disable();
      delays.push(delay.max / 1e6 - 1);
      usual.push(delay.percentile(99) / 1e6 - 1);
      const { length } = await readFile(file);
      options.log(`round ${round + 1}: ${JSON.stringify(lastOf(times))} ms, file of ${length} bytes`);
    }
    clearInterval(sampler);
    await sleep(500);
    const [scryptMs, openMs, saveMs] = [times.scrypt, times.open, times.save].map((all) =>
      Math.min(...all),
    ) as [number, number, number];
    return {
      scryptMs,
      openMs,
      saveMs,
      openRatio: openMs / scryptMs,
      saveRatio: saveMs / scryptMs,
      estimateMs: estimate.ok ? estimate.value : Number.NaN,
      baseMib,
      peakMib,
      afterMib: residentMib(),
      longestDelayMs: [Math.min(...delays), Math.max(...delays)],
      usualDelayMs: usual.toSorted((a, b) => a - b)[usual.length >> 1]!,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<{ readonly ok: boolean }>): Promise<number> {
  const start = performance.now();
  const done = await work();
  if (!done.ok) throw new Error(JSON.stringify(done));
  return performance.now() - start;
}

function lastOf(times: Readonly<Record<string, readonly number[]>>): Record<string, number> {
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, Math.round(all.at(-1)!)]));
}
