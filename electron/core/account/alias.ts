import { ok, type Result, refuse } from '../result.ts';

/** The longest alias, in Unicode code points. */
export const MAX_ALIAS_LENGTH = 64;

/**
 * Checks the human name of an account. Surrounding white space is dropped; letters of any language are welcome;
 * characters that a reader cannot see, or that turn the reading direction, are refused.
 */
export function parseAlias(text: string): Result<string> {
  const alias = text.trim();
  if (alias === '') return refuse('alias-empty', 'expected a name, got nothing');
  if (!alias.isWellFormed())
    return refuse('alias-not-well-formed', 'expected well-formed text, got a lone surrogate');
  const length = [...alias].length;
  if (length > MAX_ALIAS_LENGTH) {
    return refuse('alias-too-long', `expected at most ${MAX_ALIAS_LENGTH} characters, got ${length}`);
  }
  const hidden = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.exec(alias);
  if (hidden)
    return refuse('alias-bidi-control', `expected no direction controls, got ${codePoint(hidden[0])}`);
  const control = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.exec(alias);
  if (control)
    return refuse('alias-control-character', `expected visible characters, got ${codePoint(control[0])}`);
  return ok(alias);
}

/** Two aliases with one key are the same name to a reader: NFKC, case folded, white space joined. */
export function aliasKey(alias: string): string {
  return alias.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ');
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
