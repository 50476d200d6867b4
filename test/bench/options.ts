import { parseArgs } from 'node:util';

/** What can be said to the benches on the command line. */
export interface BenchOptions {
  /** How long to fuzz. */
  readonly seconds: number;
  /** What a bench draws from: the same seed throws the same bytes, and takes the same turns. 0 to 2^31 - 1. */
  readonly seed: number;
  /** How many rounds a bench that counts them comes to in all, those of earlier runs included; null for as many as time allows. */
  readonly rounds: number | null;
  /** Where it keeps how far it came, so that the next run goes on there; null for its own place. */
  readonly progress: string | null;
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
        rounds: { type: 'string' },
        progress: { type: 'string' },
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
    const rounds = values.rounds === undefined ? null : Number(values.rounds);
    if (rounds !== null && !(Number.isSafeInteger(rounds) && rounds > 0)) {
      return { wrong: `Expected a whole number of rounds above 0; got ${values.rounds}.` };
    }
    const json = values.json === true;
    const progress = values.progress ?? null;
    return { names: positionals, json, options: { seconds, seed, rounds, progress } };
  } catch (error) {
    return { wrong: (error as Error).message };
  }
}
