import { open, readFile, stat } from 'node:fs/promises';
import { type TranscriptReport, verifyTranscript } from '../core/ceremony/verify-transcript.ts';
import type { ErrorCode } from '../core/error-code.ts';
import { readJson } from '../core/json.ts';
import { verifySignature } from '../signer/ed25519.ts';
import { BYTE_ORDER_MARK, type HarmlessChange } from './harmless-changes.ts';
import { shownText } from './shown-text.ts';

/** Three hundred sheets, six hundred steps, a hundred long deviations and the requests of a rotation are less. */
const MAX_BYTES = 8 * 1024 * 1024;

/** An export names its format first, whatever its version; that of a journal's first entry is another. */
const opening = /^(?:\xef\xbb\xbf)?\s*\{\s*"format"\s*:\s*"sallyport\/transcript(-file)?\//;
const OPENING_BYTES = 256;

type TranscriptFileOutcome =
  | {
      readonly ok: true;
      readonly report: TranscriptReport;
      /** What was changed of the file that changes nothing of what was signed. */
      readonly changes: ReadonlySet<HarmlessChange>;
    }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string };

/** Whether a file begins like an exported transcript. False for one that cannot be read. */
export async function isTranscriptFile(file: string): Promise<boolean> {
  try {
    if (!(await stat(file)).isFile()) return false;
    await using handle = await open(file);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(OPENING_BYTES), 0, OPENING_BYTES, 0);
    return opening.test(buffer.subarray(0, bytesRead).toString('latin1'));
  } catch {
    return false;
  }
}

/**
 * Verifies an exported transcript: what {@link verifyTranscript} does, and that the file is written as an export writes
 * it, so that no other reader can find something else in it; other ends of lines and a byte-order mark are named.
 * @param stationKey the station's key as got by another way, hex; null: the one that the file itself names
 */
export async function verifyTranscriptFile(
  file: string,
  { stationKey }: { readonly stationKey: string | null },
): Promise<TranscriptFileOutcome> {
  const read = await readText(file);
  if (typeof read !== 'string') return read;
  const { text, changes } = withoutChanges(read);
  const json = readJson(text);
  if (!json.ok) return refuse('transcript-malformed', json.message);
  const { value } = json;
  const verified = verifyTranscript(value, verifySignature);
  if (!verified.ok) return refuse(verified.code, verified.message);
  // A member written twice would be two transcripts: one for this reader, one for another.
  if (![JSON.stringify(value), JSON.stringify(value, null, 2)].includes(text)) {
    return refuse('transcript-malformed', 'the file is not written as an export writes it');
  }
  const report = verified.value;
  if (stationKey !== null && report.stationKey !== stationKey) {
    return refuse(
      'transcript-other-entry',
      `expected station key ${stationKey}, the transcript names ${report.stationKey}`,
    );
  }
  return { ok: true, report, changes };
}

/** The text as an export writes it, but for the end of its last line. An end of a line within a text of it is escaped. */
function withoutChanges(read: string): {
  readonly text: string;
  readonly changes: ReadonlySet<HarmlessChange>;
} {
  const changes = new Set<HarmlessChange>();
  let text = read;
  if (text.startsWith(BYTE_ORDER_MARK)) {
    changes.add('byte-order-mark');
    text = text.slice(1);
  }
  if (text.includes('\r\n')) {
    changes.add('line-ends');
    text = text.replaceAll('\r\n', '\n');
  }
  return { text: text.replace(/\n$/, ''), changes };
}

async function readText(file: string): Promise<string | TranscriptFileOutcome> {
  try {
    if ((await stat(file)).size > MAX_BYTES) {
      return refuse('transcript-malformed', `expected a file of at most ${MAX_BYTES} bytes`);
    }
    const bytes = await readFile(file);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return refuse('transcript-malformed', 'the file is not UTF-8');
    if (!(error instanceof Error && 'code' in error)) throw error;
    return refuse('file-not-read', `the file cannot be read (${String(error.code)})`);
  }
}

function refuse(code: ErrorCode, message: string): TranscriptFileOutcome {
  return { ok: false, code, message: shownText(message) };
}
