import { parseArgs } from 'node:util';
import type { ErrorCode } from '../core/error-code.ts';
import type { StationSpan } from '../core/station/station-chain.ts';
import { hashFast } from '../hashing/wasm-blake2b.ts';
import { tellChanges } from './harmless-changes.ts';
import { type JournalFileOutcome, type JournalFileReport, verifyJournalFile } from './journal-file.ts';
import { runVerifier, type VerifierOptions } from './run-verifier.ts';
import { tellTranscript } from './tell-transcript.ts';
import { isTranscriptFile, verifyTranscriptFile } from './transcript-file.ts';

const USAGE = `Verifies an exported journal: every entry, its order, its signatures, the addresses that
vaults have signed, mandates, messages, freezes, the address book, and the seal at the end.
Verifies an exported ceremony transcript: its steps, the signatures of all officers present, its journal entry.

  npm run verify-journal -- FILE [--head HASH] [--station-key HEX]

  --head         of a journal: the head that you noted down elsewhere; proves that nothing was left off since
  --station-key  the station's key that you got by another way; proves whose journal or transcript it is

Exit code 0: all of it is right. 1: something is not. 2: it was called wrongly.
`;

/** What a code means for the reader of a journal or transcript. */
const meanings: Partial<Record<ErrorCode, string>> = {
  'file-not-read': 'Nothing was verified.',
  'file-newer': 'Verify it with the Sallyport that wrote it, or a newer one.',
  'file-older': 'Verify it with the Sallyport that wrote it.',
  'journal-malformed': 'This line is not what Sallyport wrote: the file was damaged or edited.',
  'journal-sequence-broken': 'Entries are missing, doubled or out of order here.',
  'journal-chain-broken': 'An entry was changed, taken out or put in, or this is another journal.',
  'policy-malformed': 'A policy in this journal is not one that Sallyport writes.',
  'policy-version': 'A policy in this journal does not follow on the one before it.',
  'policy-signature-bad': 'A policy in this journal lacks a signature that it needs.',
  'journal-signature-bad': 'Somebody else than the station or officer named has made this.',
  'address-not-attested': 'A vault of this treasury has not signed this: do not pay to it.',
  'mandate-other': 'Somebody was to pay many times by one approval that does not cover it.',
  'message-other': 'A message to sign, or an answer to it, is not what officers have signed.',
  'freeze-bad': 'Nobody of this treasury has signed this freeze.',
  'freeze-lift-bad': 'A freeze was to be lifted without the two officers who may.',
  'book-word-bad': 'Nobody of this treasury has signed this document of the address book.',
  'journal-truncated': 'The end of the journal is missing: entries may have been cut off.',
  'transcript-malformed': 'This is not what Sallyport wrote: the file was damaged or edited.',
  'transcript-steps': 'The ceremony did not follow its script, or steps were taken out or put in.',
  'transcript-signature-missing': 'Somebody who was present has not signed.',
  'transcript-signature-bad': 'The transcript was changed after it was signed, or somebody else signed it.',
  'transcript-other-entry': 'This belongs to another ceremony or station.',
};

await runVerifier(USAGE, readOptions, verifyFile);

async function verifyFile(options: Options): Promise<boolean | string> {
  if (await isTranscriptFile(options.file)) return verifyTranscript(options);
  await hashFast();
  const outcome = await verifyJournalFile(options.file, options);
  if (outcome.ok) console.log(tellReport(outcome.report, options));
  else console.error(tellFailure(outcome));
  return outcome.ok;
}

async function verifyTranscript({ file, head, stationKey }: Options): Promise<boolean | string> {
  if (head !== null) return 'Expected no --head: the file is a transcript.';
  const outcome = await verifyTranscriptFile(file, { stationKey });
  if (outcome.ok) console.log(tellTranscript(outcome.report, { stationKey, changes: outcome.changes }));
  else console.error(tellFailure({ ...outcome, line: null }));
  return outcome.ok;
}

function tellReport(report: JournalFileReport, given: Options): string {
  const signed = report.officers.reduce((sum, officer) => sum + officer.signed, 0);
  const time = (at: number) => new Date(at).toISOString();
  const changes = tellChanges(report.changes);
  return [
    `The journal of "${report.treasury}" is whole and unaltered.`,
    `  entries      ${report.entries}, from ${time(report.firstAt)} to ${time(report.lastAt)}`,
    `  signed by    the station: all; officers: ${signed}`,
    ...report.officers.map(({ name, signed }) => `    ${String(signed).padStart(6)}  ${name}`),
    ...(report.mandates === 0
      ? []
      : [`  mandates     ${report.mandates}, each with its requests and approvals`]),
    ...report.stations.map((station) => stationLine(station, report.stations.length, given)),
    `  head         ${report.head}${given.head === null ? '' : ' (as expected)'}`,
    ...(changes === null ? [] : [changes]),
  ].join('\n');
}

function stationLine({ stationKey, from }: StationSpan, count: number, given: Options): string {
  const named = given.stationKey === null ? ' (named by the file itself)' : '';
  const known = given.stationKey === stationKey ? ' (as expected)' : named;
  return `  station key  ${stationKey}${known}${count > 1 ? `, from entry ${from} on` : ''}`;
}

type Failure = Omit<Extract<JournalFileOutcome, { ok: false }>, 'ok'>;

function tellFailure({ code, line, message }: Failure): string {
  const place = line === null ? '' : ` at line ${line}`;
  return `NOT VERIFIED (${code})${place}: ${message}. ${meanings[code] ?? ''}`.trimEnd();
}

interface Options extends VerifierOptions {
  readonly file: string;
  readonly head: string | null;
  readonly stationKey: string | null;
}

/** @returns what is wrong with the call, as a sentence, where something is */
function readOptions(args: readonly string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { head: { type: 'string' }, 'station-key': { type: 'string' }, help: { type: 'boolean' } },
    });
    const { head = null, 'station-key': stationKey = null, help = false } = values;
    const [file] = positionals;
    if (help) return { help, file: '', head, stationKey };
    if (file === undefined || positionals.length > 1) return `Expected one file, got ${positionals.length}.`;
    for (const [name, value] of [['--head', head] as const, ['--station-key', stationKey] as const]) {
      if (value !== null && !/^[0-9a-f]{64}$/.test(value))
        return `Expected 64 lower-case hex digits after ${name}.`;
    }
    return { help, file, head, stationKey };
  } catch (error) {
    return error instanceof Error ? error.message : 'The options could not be read.';
  }
}
