import type { Input } from '../../../electron/contract/contract.ts';
import { type Answer, call, type Problem } from '../../state/call.ts';

/** Where an envelope lies, as the contract takes it. */
export type EnvelopeSource = Input<'envelope.look'>['source'];

/** The same of one that a person brings: no station watches a folder for it. */
export type BroughtSource = Input<'station.look'>['source'];

/** More than an envelope can have: what is larger is not read into the page. */
const MOST_BYTES = 16 * 2 ** 20;
/** String.fromCharCode takes so many at once. */
const STRIDE = 0x8000;

/** Asks for a file in the system's own dialog; null when the person cancels. */
export async function chosenFile(): Promise<BroughtSource | null> {
  const chosen = await call('envelope.choose-file', {});
  return chosen.ok && chosen.value.file !== null ? { kind: 'file', file: chosen.value.file } : null;
}

/**
 * Reads a file that was dropped.
 * @returns refuses `file-not-read` for what is no file, as a folder, and `envelope-oversize` for what is read into no page
 */
export async function sourceOfDrop([file]: Iterable<File>): Promise<Answer<EnvelopeSource>> {
  if (!file) return refused('file-not-read', 'expected a file');
  if (file.size > MOST_BYTES) {
    return refused('envelope-oversize', `expected at most ${MOST_BYTES} bytes, got ${file.size}`);
  }
  try {
    return { ok: true, value: sourceOfBytes(new Uint8Array(await file.arrayBuffer())) };
  } catch {
    return refused('file-not-read', 'expected a file that can be read');
  }
}

const refused = (code: Problem['code'], message: string) =>
  ({ ok: false, problem: { code, message } }) as const;

/** What was read into the page, as the contract takes it. */
export function sourceOfBytes(bytes: Uint8Array): BroughtSource {
  let text = '';
  for (let i = 0; i < bytes.length; i += STRIDE)
    text += String.fromCharCode(...bytes.subarray(i, i + STRIDE));
  return { kind: 'bytes', bytes: btoa(text) };
}
