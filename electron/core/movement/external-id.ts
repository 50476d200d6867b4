import * as v from 'valibot';
import { ok, type Result, refuse } from '../result.ts';

/** The longest id, in characters. */
export const MAX_EXTERNAL_ID_LENGTH = 64;

/** Plain characters only: two ids that look the same are the same, and capitals count. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,63}$/;

const EXPECTED = `expected 1 to ${MAX_EXTERNAL_ID_LENGTH} letters, digits or . _ : / # -, beginning with a letter or digit`;

/** What a program calls a payment in its own books, such as the number of a withdrawal at an exchange. */
export const externalIdSchema = v.pipe(v.string(), v.regex(PLAIN, EXPECTED));

/** Checks the id that a program gives with a request; refuses `external-id-malformed`. */
export function parseExternalId(text: string): Result<string> {
  return PLAIN.test(text) ? ok(text) : refuse('external-id-malformed', EXPECTED);
}
