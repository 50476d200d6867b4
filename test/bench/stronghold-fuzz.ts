import { utf8ToBytes } from '@noble/hashes/utils.js';
import { openSnapshot } from '../../electron/stronghold/open-snapshot.ts';
import { encodeState } from '../../electron/stronghold/state.ts';
import { fuzzTargets } from '../support/fuzz-targets.ts';
import { mutateBytes, seededNumbers } from '../support/mutate-bytes.ts';
import { backupVersion2, chrysalis, version2Files } from '../support/stronghold-fixtures.ts';
import { type BenchRow, type Measure, milliseconds, ms, only } from './measure.ts';
import type { BenchOptions } from './options.ts';

export interface FuzzReport {
  readonly seed: number;
  readonly runs: number;
  readonly seconds: number;
  /** The slowest single run, milliseconds. */
  readonly slowestMs: number;
  /** The most memory that the process had, MiB. */
  readonly peakMib: number;
}

/** No run may take longer, in milliseconds: unpacking the 64 MiB that are allowed takes a fraction of it. */
const SLOWEST = 5_000;
/** No process may hold more, in MiB: a few states of 64 MiB that wait for the collector. */
const PEAK_MIB = 1_500;

const faults = (found: number): Measure => ({
  ...only('fuzz.faults', found, 'count'),
  target: { atMost: 0 },
});

/** One row: the decoders took whatever was thrown at them, or the fault and how to throw it again. */
export async function benchFuzz({ seconds, seed, log }: BenchOptions): Promise<BenchRow[]> {
  const what = 'fuzz: decoders of Stronghold files';
  const target = `0 faults; no run over ${SLOWEST} ms, never over ${PEAK_MIB} MiB`;
  log(`seed ${seed}, ${seconds} seconds`);
  try {
    const { runs, slowestMs, peakMib } = await fuzzStronghold({ seconds, seed, log });
    const measured = `${runs} runs in ${seconds} seconds with seed ${seed}, slowest ${milliseconds(slowestMs)}, peak ${Math.round(peakMib)} MiB, 0 faults`;
    const peak = { ...only('fuzz.peak-memory', peakMib, 'MiB'), target: { atMost: PEAK_MIB } };
    const measures = [
      faults(0),
      only('fuzz.runs', runs, 'count'),
      ms('fuzz.slowest', slowestMs, SLOWEST),
      peak,
    ];
    return [{ what, measured, target, measures }];
  } catch (error) {
    console.error(error);
    const measured = `${String(error)}; again with: npm run bench -- fuzz --seed ${seed} --seconds ${seconds}`;
    return [{ what, measured, target, measures: [faults(1)] }];
  }
}

/**
 * Throws changed files and states at the decoders for a while. The same seed throws the same bytes in the same order.
 * Throws at the first decoder that crashes, hangs or grows without bound, naming target, seed and run.
 */
export async function fuzzStronghold(options: {
  readonly seconds: number;
  readonly seed: number;
  readonly log: (line: string) => void;
}): Promise<FuzzReport> {
  const { seconds, seed, log } = options;
  const targets = await fuzzTargets(await officialStates());
  const draw = seededNumbers(seed);
  const end = performance.now() + seconds * 1000;
  const counts = new Map(targets.map(({ name }) => [name, 0]));
  let [runs, slowestMs, peakMib] = [0, 0, 0];
  let nextLog = performance.now() + 10_000;
  while (performance.now() < end) {
    const { name, corpus, run } = targets[draw(targets.length)]!;
    let bytes = corpus[draw(corpus.length)]!;
    for (let times = 1 + draw(4); times > 0; times--) bytes = mutateBytes(bytes, draw, corpus);
    const start = performance.now();
    try {
      run(bytes);
    } catch (error) {
      throw new Error(`${name} broke at run ${runs} of seed ${seed}`, { cause: error });
    }
    const took = performance.now() - start;
    slowestMs = Math.max(slowestMs, took);
    if (took > SLOWEST) throw new Error(`${name} took ${Math.round(took)} ms at run ${runs} of seed ${seed}`);
    counts.set(name, counts.get(name)! + 1);
    if (++runs % 256 === 0) {
      peakMib = Math.max(peakMib, process.memoryUsage.rss() / 2 ** 20);
      if (peakMib > PEAK_MIB)
        throw new Error(`${Math.round(peakMib)} MiB held at run ${runs} of seed ${seed}`);
      // Lets timers and signals in.
      await new Promise(setImmediate);
    }
    if (start > nextLog) {
      log(`${runs} runs, slowest ${slowestMs.toFixed(1)} ms, peak ${Math.round(peakMib)} MiB`);
      nextLog += 10_000;
    }
  }
  for (const [name, count] of counts) log(`${name}: ${count} runs`);
  return { seed, runs, seconds, slowestMs, peakMib };
}

/** States of official files. */
async function officialStates(): Promise<readonly Uint8Array[]> {
  const states: Uint8Array[] = [];
  for (const { fixture, password } of [version2Files[0], backupVersion2, chrysalis]) {
    const opened = await openSnapshot(fixture.read(), utf8ToBytes(password), { allowVersion2: true });
    if (opened.ok) states.push(encodeState(opened.value.state));
  }
  return states;
}
