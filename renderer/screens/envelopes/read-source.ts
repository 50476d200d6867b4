import type { Input } from '../../../electron/contract/contract.ts';

/** Where an envelope lies, as the contract takes it. */
export type EnvelopeSource = Input<'envelope.look'>['source'];

/** More than an envelope can have: what is larger is not read into the page. */
const MOST_BYTES = 16 * 2 ** 20;
/** String.fromCharCode takes so many at once. */
const STRIDE = 0x8000;

/** Reads a file that was dropped; null for one that can be no envelope. */
export async function sourceOfDrop(files: FileList): Promise<EnvelopeSource | null> {
  const [file] = files;
  if (!file || file.size === 0 || file.size > MOST_BYTES) return null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += STRIDE)
    text += String.fromCharCode(...bytes.subarray(i, i + STRIDE));
  return { kind: 'bytes', bytes: btoa(text) };
}
