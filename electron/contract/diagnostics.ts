import * as v from 'valibot';
import { none, savedFile, text } from './shared.ts';

const frame = v.pipe(v.string(), v.maxLength(500));

export const diagnosticsVerbs = {
  /** Makes a report without addresses, amounts, names, digests and paths, to be read before it is saved. */
  'diagnostics.read': { input: none, output: v.strictObject({ text }) },
  /** Saves the report that this caller has read last. */
  'diagnostics.save': { input: none, output: savedFile },
  /** A fault in the window, for the log. */
  'diagnostics.note-fault': {
    input: v.strictObject({
      name: v.pipe(v.string(), v.maxLength(100)),
      frames: v.pipe(v.array(frame), v.maxLength(50)),
    }),
    output: none,
  },
} as const;
