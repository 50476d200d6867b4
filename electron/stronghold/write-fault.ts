import type { ErrorCode } from '../core/error-code.ts';
import { type Refusal, refuse } from '../core/result.ts';
import { systemCode } from './safe-path.ts';

/** What the system says of a disk that is full, and of a medium that takes nothing. */
const causes: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'medium-read-only',
};

/**
 * A system error of writing as a refusal by its cause: `disk-full`, `medium-read-only`, else `file-not-written`. Anything
 * but a system error is thrown on.
 * @param what what could not be done, without the cause
 */
export function notWritten(what: string, error: unknown): Refusal {
  const code = systemCode(error);
  return refuse(causes[code] ?? 'file-not-written', `${what} (${code})`);
}

/** A refusal of writing in other words, by the same cause; of any other code, `file-not-written`. */
export const stillNotWritten = (what: string, { code, message }: Refusal): Refusal =>
  refuse(isWriteFault(code) ? code : 'file-not-written', `${what}: ${message}`);

/** The codes of a file that could not be written. */
export const writeFaults: readonly ErrorCode[] = ['file-not-written', 'disk-full', 'medium-read-only'];

const isWriteFault = (code: ErrorCode): boolean => writeFaults.includes(code);
