/** One number that was measured, for programs: names never change, so that runs can be compared. */
export interface Measure {
  /** The bench and what it measured: `derivation.sdk-plain`. */
  readonly name: string;
  readonly value: number;
  /** `x`: a ratio. */
  readonly unit: 'x' | 'ms' | 'bytes' | 'MiB' | 'a second' | 'count';
  /** Null where a number is only reported. */
  readonly target: Target | null;
}

export type Target = { readonly atLeast: number } | { readonly atMost: number };

/** One line of the table, for people. */
export interface BenchRow {
  readonly what: string;
  /** The measured numbers in words. */
  readonly measured: string;
  /** What was promised, in words; null where numbers are only reported. */
  readonly target: string | null;
  /** The same numbers; none where nothing could be measured. */
  readonly measures: readonly Measure[];
}

/** Whether the target is met; null without one. */
export function isHeld({ value, target }: Measure): boolean | null {
  if (target === null) return null;
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}

/** Whether every target of a row is met; null where it has none. */
export function isRowHeld({ measures }: BenchRow): boolean | null {
  const verdicts = measures.map(isHeld).filter((held) => held !== null);
  return verdicts.length === 0 ? null : verdicts.every(Boolean);
}

/** A measure as one line of JSON: `ratio` or `value` with its unit, the target in words, and whether it is met. */
export function measureLine(measure: Measure): string {
  const { name, unit, target } = measure;
  const value = Number.isFinite(measure.value) ? Number(measure.value.toPrecision(6)) : null;
  const promise =
    target === null ? null : 'atLeast' in target ? `at least ${target.atLeast}` : `at most ${target.atMost}`;
  const number = unit === 'x' ? { ratio: value } : { value, unit };
  return JSON.stringify({ name, ...number, target: promise, held: isHeld(measure) });
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
    for (const [i, { count, work }] of candidates.entries()) units[i]?.push((await time(work)) / count);
  }
  return units.map(median);
}

/** @returns `NaN` of nothing */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [below = Number.NaN, above = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? above : (below + above) / 2;
}

export const milliseconds = (value: number): string =>
  value >= 100 ? `${Math.round(value)} ms` : `${value.toPrecision(3)} ms`;

/** How many times faster `ours` is than the other, against a target. */
export function ratioRow(
  name: string,
  what: string,
  measured: string,
  { ratio, least }: { readonly ratio: number; readonly least: number },
): BenchRow {
  return {
    what,
    measured: `${measured}: ${ratio.toFixed(1)}x`,
    target: `at least ${least}x`,
    measures: [{ name, value: ratio, unit: 'x', target: { atLeast: least } }],
  };
}

/** A row whose numbers are only reported. */
export const reported = (what: string, measured: string, ...measures: readonly Measure[]): BenchRow => ({
  what,
  measured,
  target: null,
  measures,
});

/** A measure that is only reported. */
export const only = (name: string, value: number, unit: Measure['unit']): Measure => ({
  name,
  value,
  unit,
  target: null,
});

export const ms = (name: string, value: number, atMost?: number): Measure => ({
  name,
  value,
  unit: 'ms',
  target: atMost === undefined ? null : { atMost },
});
