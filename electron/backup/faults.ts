import { type Refusal, Refused, refuse } from '../core/result.ts';
import { systemCode } from '../stronghold/safe-path.ts';
import { notWritten } from '../stronghold/write-fault.ts';

/**
 * What kept a file from being written, by its cause (`notWritten`); what was refused inside, as it is. Anything else is a
 * bug, and is thrown on.
 */
export const writeRefusal = (error: unknown, file: string): Refusal =>
  error instanceof Refused ? error.refusal : notWritten(`${file} could not be written`, error);

/** The same for a file that is read: `file-not-read`. */
export const readRefusal = (error: unknown, file: string): Refusal =>
  error instanceof Refused
    ? error.refusal
    : refuse('file-not-read', `${file} could not be read (${systemCode(error)})`);
