import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import type { BenchOptions } from './options.ts';

const progressSchema = v.strictObject({
  bench: v.string(),
  seed: v.number(),
  /** Rounds that are over. */
  rounds: v.number(),
  /** What was counted in all of them. */
  counted: v.record(v.string(), v.number()),
  faults: v.array(v.string()),
});

/** How far a bench came that goes on where it was stopped. */
export type Progress = v.InferOutput<typeof progressSchema>;

/** What one round found. */
export interface RoundFound {
  readonly counted: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

const SAVED_EVERY_MS = 5_000;

/**
 * Runs rounds one after the other until there are as many as were asked for, or the time is over. How far it came is kept
 * in a file: `--progress FILE`, else `test-results/BENCH-SEED.json`; a run with the same seed goes on there.
 * @param run one round, by its number from 0 on
 */
export async function runRounds(
  bench: string,
  { seed, seconds, rounds, progress, log }: BenchOptions,
  run: (round: number) => Promise<RoundFound>,
): Promise<Progress & { readonly file: string }> {
  const file = path.resolve(progress ?? `test-results/${bench}-${seed}.json`);
  const present = readProgress(file, { bench, seed });
  if (present.rounds > 0) log(`${bench} goes on after ${present.rounds} rounds of ${file}`);
  const end = performance.now() + seconds * 1000;
  let saved = performance.now();
  while ((rounds === null || present.rounds < rounds) && performance.now() < end) {
    const found = await run(present.rounds).catch((error) => {
      save(file, present);
      throw error;
    });
    const { counted, faults } = found;
    present.rounds += 1;
    for (const [what, count] of Object.entries(counted)) {
      present.counted[what] = (present.counted[what] ?? 0) + count;
    }
    present.faults.push(...faults);
    for (const fault of faults) log(fault);
    if (faults.length === 0 && performance.now() - saved < SAVED_EVERY_MS) continue;
    save(file, present);
    saved = performance.now();
  }
  save(file, present);
  return { ...present, file };
}

function readProgress(file: string, { bench, seed }: Pick<Progress, 'bench' | 'seed'>): Progress {
  const nothing: Progress = { bench, seed, rounds: 0, counted: {}, faults: [] };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return nothing;
  }
  const known = v.parse(progressSchema, JSON.parse(text));
  if (known.bench === bench && known.seed === seed) return known;
  throw new Error(`${file}: expected ${bench} with seed ${seed}, got ${known.bench} with seed ${known.seed}`);
}

/** Whole or not at all: a run may be stopped at any moment. */
function save(file: string, progress: Progress): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.tmp`, `${JSON.stringify(progress, null, 2)}\n`);
  renameSync(`${file}.tmp`, file);
}
