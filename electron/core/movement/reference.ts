import { withoutNeededJoiners } from '../joiners.ts';
import { ok, type Result, refuse } from '../result.ts';

/** The longest reference, in Unicode code points. */
export const MAX_REFERENCE_LENGTH = 140;

/** Checks the free text that ties a request to the books; it may be empty, and is never part of the transaction. */
export function parseReference(text: string): Result<string> {
  const reference = text.trim();
  const length = [...reference].length;
  if (length > MAX_REFERENCE_LENGTH) {
    return refuse('reference-too-long', `expected at most ${MAX_REFERENCE_LENGTH} characters, got ${length}`);
  }
  if (!reference.isWellFormed() || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(withoutNeededJoiners(reference))) {
    return refuse('reference-control-character', 'expected visible characters only');
  }
  return ok(reference);
}
