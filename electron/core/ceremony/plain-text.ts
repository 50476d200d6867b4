import { wordlist } from '@scure/bip39/wordlists/english.js';
import * as v from 'valibot';
import { ok, type Result, refuse } from '../result.ts';
import { nameSchema } from '../schema.ts';
import { shareWords } from './slip39/word-list.ts';

/** So many words of a backup list in a row look like a part of a backup. */
const RUN = 4;
/** So many hex digits in a row look like a key or an entropy. */
const HEX_RUN = 32;

/** The words of both lists, and their first four letters, by which people shorten them. */
const listed: ReadonlySet<string> = new Set(
  [...wordlist, ...shareWords].flatMap((word) => [word, word.slice(0, 4)]),
);

/**
 * Whether a text could carry a part of a backup: four words of the BIP-39 or SLIP-39 list in a row, whatever numbers or
 * signs are between them, or 32 hex digits. Ordinary sentences have such a run now and then and are refused with it:
 * asking for another wording costs less than a phrase in a file that is passed on.
 */
export function holdsSecretRun(text: string): boolean {
  const folded = text.normalize('NFKD').toLowerCase();
  if (new RegExp(`[0-9a-f]{${HEX_RUN}}`).test(folded.replaceAll(/[\s:-]/gu, ''))) return true;
  let run = 0;
  for (const [word] of folded.matchAll(/\p{L}[\p{L}\p{M}]*/gu)) {
    run = listed.has(word) ? run + 1 : 0;
    if (run === RUN) return true;
  }
  return false;
}

const EXPECTED = 'expected a text without four words of a backup list, or 32 hex digits, in a row';

/** Checks what an officer writes into a transcript, while it is typed: `text-holds-words`. */
export function checkPlainText(text: string): Result<string> {
  return holdsSecretRun(text) ? refuse('text-holds-words', EXPECTED) : ok(text);
}

const noSecret = v.check((text: string) => !holdsSecretRun(text), EXPECTED);
const wellFormed = v.check((text: string) => text.isWellFormed(), 'expected well-formed text');

/** A name as transcripts have it. */
export const plainNameSchema = v.pipe(nameSchema, wellFormed, noSecret);

/** A sentence or some, 1 to 1000 characters. */
export const plainTextSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(1000), wellFormed, noSecret);
