/** One line of the table. */
export interface BenchRow {
  readonly what: string;
  /** The measured numbers in words. */
  readonly measured: string;
  /** What was promised, in words; null where a number is told for itself. */
  readonly target: string | null;
  /** Whether the target was met; null without one. */
  readonly met: boolean | null;
}

/** Milliseconds that some work takes. */
export async function time(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Milliseconds of one unit of work: `count` units are done by `work`. */
export interface Candidate {
  readonly count: number;
  readonly work: () => unknown;
}

/**
 * Measures candidates in turns, so that whatever else the machine does burdens all of them, and takes of each the
 * median of its rounds.
 * @returns milliseconds of one unit, in the order of the candidates
 */
export async function inTurns(rounds: number, candidates: readonly Candidate[]): Promise<number[]> {
  const units: number[][] = candidates.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, { count, work }] of candidates.entries()) units[i]!.push((await time(work)) / count);
  }
  return units.map(median);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export const milliseconds = (value: number): string =>
  value >= 100 ? `${Math.round(value)} ms` : `${value.toPrecision(3)} ms`;

/** How many times faster `ours` is than `theirs`, held against a target. */
export function ratioRow(what: string, measured: string, ratio: number, least: number): BenchRow {
  return {
    what,
    measured: `${measured}: ${ratio.toFixed(1)}x`,
    target: `at least ${least}x`,
    met: ratio >= least,
  };
}

export const told = (what: string, measured: string): BenchRow => ({
  what,
  measured,
  target: null,
  met: null,
});
