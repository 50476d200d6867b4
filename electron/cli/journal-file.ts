import type { ErrorCode } from '../core/error-code.ts';
import { documentsOf } from '../core/journal/documents.ts';
import type { TypedEntry } from '../core/journal/journal-entry.ts';
import { JournalVerifier } from '../core/journal/verify-journal.ts';
import { isRecord, readJson } from '../core/json.ts';
import type { StationSpan } from '../core/station/station-chain.ts';
import { verifySignature } from '../signer/ed25519.ts';
import { SignaturesBeside } from '../signer/signatures-beside.ts';
import type { HarmlessChange } from './harmless-changes.ts';
import { BadLine, isFile, type Line, readLines } from './read-lines.ts';
import { shownText } from './shown-text.ts';

/** The longest line that is read: a proposal of as many inputs and requests as one can have is smaller. */
const MAX_LINE_BYTES = 8 * 1024 * 1024;

/** What a verified export says. */
export interface JournalFileReport {
  readonly entries: number;
  readonly head: string;
  /** Of the station that signs at the end. */
  readonly stationKey: string;
  /** Every station that signed, in their order, and from which entry on. */
  readonly stations: readonly StationSpan[];
  readonly treasury: string;
  /** Mandates that were asked for. */
  readonly mandates: number;
  /** Milliseconds. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** How many entries each officer signed, by name, in the order of the policy. */
  readonly officers: readonly { readonly name: string; readonly signed: number }[];
  /** What was changed of the file that changes nothing of what was signed. */
  readonly changes: ReadonlySet<HarmlessChange>;
}

export type JournalFileOutcome =
  | { readonly ok: true; readonly report: JournalFileReport }
  | {
      readonly ok: false;
      readonly code: ErrorCode;
      readonly line: number | null;
      readonly message: string;
    };

export interface JournalFileOptions {
  /** The head that somebody noted down elsewhere, hex; null: any. */
  readonly head: string | null;
  /** The key of one of its stations as got by another way, hex; null: those that the file itself names. */
  readonly stationKey: string | null;
}

/**
 * Verifies an exported journal line by line, in constant memory: sequence, chain, hashes, signatures, policies, seal; and
 * that each line is written exactly as an export writes it, so that no other reader can find something else in it. Other
 * ends of lines and a byte-order mark are named, and the check goes on.
 */
export async function verifyJournalFile(
  file: string,
  options: JournalFileOptions,
): Promise<JournalFileOutcome> {
  const signatures = new SignaturesBeside();
  const outcome = await readToEnd(file, new Reading(options, signatures));
  await signatures.settled();
  // It was verified after later lines were read, and comes before whatever is wrong with these. Each line is one entry.
  const unsigned = signatures.fault();
  return unsigned === null
    ? outcome
    : refuse(unsigned.refusal.code, unsigned.entry, unsigned.refusal.message);
}

async function readToEnd(file: string, reading: Reading): Promise<JournalFileOutcome> {
  try {
    if (!(await isFile(file))) return refuse('file-not-read', null, 'expected a file');
    // The last line is the seal; which one is the last is known only when no other follows.
    let previous: Line | null = null;
    for await (const line of readLines(file, MAX_LINE_BYTES, reading.changes)) {
      const problem = previous && reading.entry(previous);
      if (problem) return problem;
      previous = line;
    }
    return reading.seal(previous);
  } catch (error) {
    if (error instanceof BadLine) return refuse(error.code, error.line, error.message);
    if (!(error instanceof Error && 'code' in error)) throw error;
    return refuse('file-not-read', null, `the file cannot be read (${String(error.code)})`);
  }
}

class Reading {
  readonly changes = new Set<HarmlessChange>();
  readonly #verifier: JournalVerifier;
  readonly #options: JournalFileOptions;
  /** By officer, in the order of the policies. */
  readonly #signed = new Map<string, { name: string; signed: number }>();
  #treasury = '';
  #firstAt: number | null = null;
  #lastAt = 0;

  constructor(options: JournalFileOptions, signatures: SignaturesBeside) {
    this.#options = options;
    this.#verifier = new JournalVerifier(verifySignature, { verifyEntry: signatures.verify });
  }

  entry(line: Line): JournalFileOutcome | null {
    const value = parseLine(line);
    if (isSeal(value)) {
      return refuse('journal-malformed', line.number, 'the seal must be the last line, and more follows');
    }
    const added = this.#verifier.add(value);
    if (!added.ok) return refuse(added.code, line.number, added.message);
    const entry = added.value;
    this.#count(entry);
    return null;
  }

  /** Officers enrol each station but the first: whoever knows the key of one of them knows whose journal it is. */
  #refuseOtherStations(): JournalFileOutcome | null {
    const { stations } = this.#verifier.report();
    const expected = this.#options.stationKey;
    if (expected === null || stations.some(({ stationKey }) => stationKey === expected)) return null;
    const named = stations.map(({ stationKey }) => stationKey).join(', ');
    return refuse('journal-signature-bad', 1, `expected station key ${expected}, the journal names ${named}`);
  }

  #count(entry: TypedEntry): void {
    const { kind, at, actor, body, documents, witness } = entry;
    if (kind === 'treasury-created' || kind === 'station-joined') this.#treasury = shownText(body.name);
    for (const { id, name } of documentsOf(documents, 'policy').flatMap(({ policy }) => policy.officers)) {
      if (!this.#signed.has(id)) this.#signed.set(id, { name: shownText(name), signed: 0 });
    }
    const officer = actor.kind === 'person' ? this.#signed.get(actor.officerId) : undefined;
    if (officer && witness !== null) officer.signed += 1;
    this.#firstAt ??= at;
    this.#lastAt = at;
  }

  seal(line: Line | null): JournalFileOutcome {
    if (line === null) return refuse('journal-truncated', null, 'the file is empty');
    const sealed = this.#verifier.seal(parseLine(line));
    if (!sealed.ok) return refuse(sealed.code, line.number, sealed.message);
    const foreign = this.#refuseOtherStations();
    if (foreign) return foreign;
    const { head, entries, stationKey, stations, mandates } = sealed.value;
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
        stations,
        treasury: this.#treasury,
        mandates,
        firstAt: this.#firstAt ?? 0,
        lastAt: this.#lastAt,
        officers: [...this.#signed.values()],
        changes: this.changes,
      },
    };
  }
}

function refuse(code: ErrorCode, line: number | null, message: string): JournalFileOutcome {
  return { ok: false, code, line, message: shownText(message) };
}

function isSeal(value: unknown): boolean {
  const format = isRecord(value) ? value['format'] : undefined;
  return typeof format === 'string' && format.startsWith('sallyport/journal-seal/');
}

function parseLine({ number, text, isEnded }: Line): unknown {
  const value = readJson(text);
  if (!value.ok && !isEnded) {
    throw new BadLine('journal-truncated', number, 'the file ends in the middle of a line');
  }
  if (!value.ok) throw new BadLine('journal-malformed', number, value.message);
  // A member written twice would be two entries: one for this reader, one for another.
  if (JSON.stringify(value.value) !== text) {
    throw new BadLine('journal-malformed', number, 'the line is not written as an export writes it');
  }
  return value.value;
}
