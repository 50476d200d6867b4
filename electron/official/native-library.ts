import { access } from 'node:fs/promises';
import { ok, type Result, refuse } from '../core/result.ts';
import { LIMITS, type Limits, mayEnclose, type Program, startOf } from './enclosure.ts';
import { findLibrary } from './find-library.ts';
import {
  type AddressQuestion,
  type Apartness,
  LIBRARY_HRP,
  type LibraryAnswer,
  type LibraryIdentity,
  type LibraryState,
  MOST_ASKED,
  type OfficialLibrary,
  type ProcessAnswer,
  type Task,
} from './library.ts';
import { runLibrary } from './run-library.ts';

export interface LibraryPlace {
  /** Folder in whose `node_modules` it is looked for, absolute. */
  readonly folder: string;
  /** A Node of version 24 that runs it, absolute; another program than this one, so that the app needs no such right. */
  readonly node: string;
  /** The program of its process, see `library-entry.ts`. */
  readonly program: () => Promise<Program>;
  readonly platform?: string;
  readonly limits?: Limits;
}

/** The official library, loaded by a process of its own for each question. */
export function createOfficialLibrary(place: LibraryPlace): OfficialLibrary {
  const { folder, node, limits = LIMITS, platform = process.platform } = place;
  let [looking, trying]: [Promise<LibraryState> | null, Promise<boolean> | null] = [null, null];
  let encloses = false;
  let running = new AbortController();

  const run = async (
    task: (at: { library: string; work: string }) => Task,
    work: string | null,
    { apart, signal }: { readonly apart: Apartness; readonly signal: AbortSignal },
  ) => {
    const start = startOf({ node, library: folder, work }, await place.program(), {
      apart,
      limits,
      platform,
    });
    return runLibrary(start, task(start), limits, signal);
  };

  /**
   * Encloses it where the system lets us: tried with what needs no library, so that a broken library is not mistaken for it.
   * Only that it does is remembered: what fails once may have failed for want of memory.
   */
  const apartNow = async (): Promise<Apartness> => {
    if (!encloses && mayEnclose(platform)) {
      trying ??= runTrial().finally(() => {
        trying = null;
      });
      encloses = (await trying) || encloses;
    }
    return encloses ? 'enclosed' : 'process';
  };
  const runTrial = async (): Promise<boolean> => {
    const program: Program = { text: TRIAL, inputType: 'module' };
    const start = startOf({ node, library: folder, work: null }, program, { apart: 'enclosed', limits });
    const task = { task: 'look', library: start.library } as const;
    const answer = await runLibrary(start, task, limits, running.signal);
    return answer.ok && answer.value.answer === 'loaded';
  };

  const found = async (): Promise<Result<LibraryIdentity>> => {
    const library = await findLibrary(folder);
    if (!library.ok) return library;
    try {
      await access(node);
      return library;
    } catch {
      return refuse('official-missing', `expected a Node at ${node}, which runs it, got nothing`);
    }
  };

  const look = async (): Promise<LibraryState> => {
    const { signal } = running;
    const library = await found();
    if (!library.ok) return { works: false, code: library.code, message: library.message };
    const apart = await apartNow();
    const answer = loaded(
      await run((at) => ({ task: 'look', library: at.library }), null, { apart, signal }),
    );
    return answer.ok
      ? { works: true, library: library.value, apart }
      : { works: false, code: answer.code, message: answer.message };
  };

  return {
    folder,
    look() {
      looking ??= look().finally(() => {
        looking = null;
      });
      return looking;
    },
    end() {
      running.abort();
      running = new AbortController();
    },
    async addresses(question: AddressQuestion): Promise<Result<LibraryAnswer>> {
      if (question.paths.length > MOST_ASKED) throw new RangeError(`expected at most ${MOST_ASKED} paths`);
      const { signal } = running;
      const library = await found();
      if (!library.ok) return library;
      const apart = await apartNow();
      const { folder: work, unenclosed, ...asked } = question;
      if (apart === 'process' && !unenclosed) {
        return refuse(
          'official-not-enclosed',
          'expected a system that encloses its process, or consent; got neither',
        );
      }
      const answer = await run(
        (at) => ({ task: 'addresses', library: at.library, ...asked, work: at.work, hrp: LIBRARY_HRP }),
        work,
        { apart, signal },
      );
      const addresses = addressesOf(answer, question.paths.length);
      return addresses.ok ? ok({ library: library.value, apart, addresses: addresses.value }) : addresses;
    },
  };
}

/** Answers as the library's own program would that has loaded it. */
const TRIAL = `import { readFileSync, writeSync } from 'node:fs';
readFileSync(0);
writeSync(3, '{"answer":"loaded"}\\n');`;

function loaded(answer: Result<ProcessAnswer>): Result<void> {
  if (!answer.ok) return answer;
  if (answer.value.answer === 'failed') return notLoaded(answer.value.message);
  return answer.value.answer === 'loaded' ? ok(undefined) : otherAnswer;
}

function addressesOf(answer: Result<ProcessAnswer>, count: number): Result<readonly string[]> {
  if (!answer.ok) return answer;
  const { value } = answer;
  if (value.answer === 'failed') {
    return value.stage === 'load'
      ? notLoaded('it said nothing that is passed on')
      : refuse('official-refused', 'it could not open the copy of the vault, or derive its addresses');
  }
  return value.answer === 'addresses' && value.addresses.length === count ? ok(value.addresses) : otherAnswer;
}

const notLoaded = (message: string) =>
  refuse('official-not-loaded', `it does not load: ${message.replace(/[^\x20-\x7e]+/g, ' ')}`);
const otherAnswer = refuse('official-garbled', 'expected the answer to its question, got another one');
