import { parseArgs } from 'node:util';

/** What can be said to the benches on the command line. */
export interface BenchOptions {
  /** How long to fuzz. */
  readonly seconds: number;
  /** What the fuzzing draws from: the same seed throws the same bytes. 0 to 2^31 - 1. */
  readonly seed: number;
  /** Says how it goes, while it goes. */
  readonly log: (line: string) => void;
}

const USUAL_SECONDS = 60;
const LONG_SECONDS = 600;

export interface CommandLine {
  readonly names: readonly string[];
  /** Whether standard output is for programs: a line of JSON a measure, and nothing else. */
  readonly json: boolean;
  readonly options: Omit<BenchOptions, 'log'>;
}

/**
 * @returns the names of the benches asked for, none for all of them, and what was said to them; or what is wrong, in a
 * sentence
 */
export function readCommandLine(
  given: readonly string[],
  known: readonly string[],
): CommandLine | { readonly wrong: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        seconds: { type: 'string' },
        long: { type: 'boolean' },
        seed: { type: 'string' },
      },
    });
    const unknown = positionals.filter((name) => !known.includes(name));
    if (unknown.length > 0) return { wrong: `Expected ${known.join(', ')}; got ${unknown.join(', ')}.` };
    const seconds = Number(values.seconds ?? (values.long ? LONG_SECONDS : USUAL_SECONDS));
    if (!(seconds > 0)) return { wrong: `Expected seconds above 0; got ${values.seconds}.` };
    const seed = Number(values.seed ?? Date.now() % 2 ** 31);
    if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 31) {
      return { wrong: `Expected a whole seed of 0 to 2^31 - 1; got ${values.seed}.` };
    }
    const json = values.json === true;
    return { names: positionals, json, options: { seconds, seed } };
  } catch (error) {
    return { wrong: (error as Error).message };
  }
}
