import type { ErrorCode } from '../core/error-code.ts';
import { Refused, type Result, refuse } from '../core/result.ts';

/**
 * Does what follows a commit and is done again later: what a disk refuses to it is not told as a refusal of what was
 * committed, since a reported error means that nothing was recorded. Bugs throw.
 */
export async function afterwards(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

/**
 * Writes down what has happened already outside of the books. Where they cannot take it, the answer says what happened, and not
 * that nothing did.
 * @param otherwise the code of that, and what happened
 */
export async function noteHappened(
  note: () => Promise<Result<void>>,
  otherwise: { readonly code: ErrorCode; readonly what: string },
): Promise<Result<void>> {
  const noted = await attempt(note);
  const { code, what } = otherwise;
  return noted.ok
    ? noted
    : refuse(code, `${what}; the books did not take it: ${noted.code}: ${noted.message}`);
}

async function attempt(note: () => Promise<Result<void>>): Promise<Result<void>> {
  try {
    return await note();
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}
