import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ErrorCode } from '../core/error-code.ts';
import type { JournalEntry } from '../core/journal/journal-entry.ts';
import { JournalVerifier } from '../core/journal/verify-journal.ts';
import { verifySignature } from '../signer/ed25519.ts';
import { shownText } from './shown-text.ts';

/** The longest line that is read: a first entry with a hundred officers stays far below. */
const MAX_LINE_BYTES = 1024 * 1024;

/** What can be wrong with a journal, or `file-not-read`. */
export type JournalFileCode = ErrorCode | 'file-not-read';

/** What a verified export says. */
export interface JournalFileReport {
  readonly entries: number;
  readonly head: string;
  readonly stationKey: string;
  readonly treasury: string;
  /** Milliseconds. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** How many entries each officer signed, by name, in the order of the first entry. */
  readonly officers: readonly { readonly name: string; readonly signed: number }[];
}

export type JournalFileOutcome =
  | { readonly ok: true; readonly report: JournalFileReport }
  | {
      readonly ok: false;
      readonly code: JournalFileCode;
      readonly line: number | null;
      readonly message: string;
    };

export interface JournalFileOptions {
  /** The head that somebody noted down elsewhere, hex; null: any. */
  readonly head: string | null;
  /** The station's key as got by another way, hex; null: the one that the file itself names. */
  readonly stationKey: string | null;
}

/**
 * Verifies an exported journal line by line, in constant memory: sequence, chain, hashes, signatures, seal; and that
 * each line is written exactly as an export writes it, so that no other reader can find something else in it.
 */
export async function verifyJournalFile(
  file: string,
  options: JournalFileOptions,
): Promise<JournalFileOutcome> {
  const reading = new Reading(options);
  try {
    if (!(await stat(file)).isFile()) return refuse('file-not-read', null, 'expected a file');
    // The last line is the seal; which one is the last is known only when no other follows.
    let held: Line | null = null;
    for await (const line of linesOf(file)) {
      const problem = held && reading.entry(held);
      if (problem) return problem;
      held = line;
    }
    return reading.seal(held);
  } catch (error) {
    if (error instanceof BadLine) return refuse(error.code, error.line, error.message);
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return refuse('file-not-read', null, `the file cannot be read (${code})`);
  }
}

interface Line {
  readonly number: number;
  readonly text: string;
}

class BadLine extends Error {
  readonly code: ErrorCode;
  readonly line: number;

  constructor(code: ErrorCode, line: number, message: string) {
    super(message);
    this.code = code;
    this.line = line;
  }
}

class Reading {
  readonly #verifier = new JournalVerifier(verifySignature);
  readonly #options: JournalFileOptions;
  readonly #signed = new Map<string, number>();
  #first: JournalEntry | null = null;
  #lastAt = 0;

  constructor(options: JournalFileOptions) {
    this.#options = options;
  }

  entry(line: Line): JournalFileOutcome | null {
    const value = parseLine(line);
    if (typeof value === 'object' && value !== null && 'format' in value) {
      return refuse('journal-malformed', line.number, 'the seal must be the last line, and more follows');
    }
    const added = this.#verifier.add(value);
    if (!added.ok) return refuse(added.code, line.number, added.message);
    const entry = added.value;
    if (this.#first === null) {
      const { stationKey } = this.#verifier.report();
      const expected = this.#options.stationKey;
      if (expected !== null && stationKey !== expected) {
        return refuse(
          'journal-signature-bad',
          line.number,
          `expected station key ${expected}, the journal names ${stationKey}`,
        );
      }
      this.#first = entry;
    }
    if (entry.officerSignature !== null && entry.officerId !== null) {
      this.#signed.set(entry.officerId, (this.#signed.get(entry.officerId) ?? 0) + 1);
    }
    this.#lastAt = entry.at;
    return null;
  }

  seal(line: Line | null): JournalFileOutcome {
    if (line === null) return refuse('journal-truncated', null, 'the file is empty');
    const sealed = this.#verifier.seal(parseLine(line));
    if (!sealed.ok) return refuse(sealed.code, line.number, sealed.message);
    const { head, entries, stationKey } = sealed.value;
    const expected = this.#options.head;
    if (expected !== null && head !== expected) {
      return refuse(
        'journal-chain-broken',
        line.number,
        `expected head ${expected}, the journal ends at ${head}`,
      );
    }
    return {
      ok: true,
      report: {
        entries,
        head,
        stationKey,
        treasury: textOf(this.#first?.body['name']),
        firstAt: this.#first?.at ?? 0,
        lastAt: this.#lastAt,
        officers: officersOf(this.#first).map(({ id, name }) => ({
          name,
          signed: this.#signed.get(id) ?? 0,
        })),
      },
    };
  }
}

function refuse(code: JournalFileCode, line: number | null, message: string): JournalFileOutcome {
  return { ok: false, code, line, message };
}

function parseLine({ number, text }: Line): unknown {
  if (text.endsWith('\r')) {
    throw new BadLine('journal-malformed', number, 'the line ends with CR LF; an export ends lines with LF');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BadLine('journal-malformed', number, 'the line is not JSON');
  }
  if (JSON.stringify(value) !== text) {
    throw new BadLine('journal-malformed', number, 'the line is not written as an export writes it');
  }
  return value;
}

/** The first entry was checked by the verifier; names are shown, so controls are taken out. */
function officersOf(first: JournalEntry | null): readonly { id: string; name: string }[] {
  const officers = first?.body['officers'];
  if (!Array.isArray(officers)) return [];
  return officers.flatMap((officer) => {
    if (officer === null || typeof officer !== 'object' || Array.isArray(officer)) return [];
    return [{ id: textOf(officer['id']), name: textOf(officer['name']) }];
  });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? shownText(value) : '?');

/** Lines that end with LF; the last must, too. */
async function* linesOf(file: string): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest: Buffer = Buffer.alloc(0);
  let number = 1;
  const lineOf = (bytes: Uint8Array): Line => {
    try {
      return { number, text: decoder.decode(bytes) };
    } catch {
      throw new BadLine('journal-malformed', number, 'the line is not UTF-8');
    }
  };
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = rest.indexOf(0x0a); end !== -1; end = rest.indexOf(0x0a, from)) {
      yield lineOf(rest.subarray(from, end));
      number += 1;
      from = end + 1;
    }
    rest = rest.subarray(from);
    if (rest.length > MAX_LINE_BYTES) {
      throw new BadLine('journal-malformed', number, `expected a line of at most ${MAX_LINE_BYTES} bytes`);
    }
  }
  if (rest.length > 0) {
    throw new BadLine('journal-truncated', number, 'the file ends in the middle of a line');
  }
}
