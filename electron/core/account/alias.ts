import { withoutNeededJoiners } from '../joiners.ts';
import { ok, type Result, refuse } from '../result.ts';
import { asDrawn, mixedWord } from './look-alikes.ts';

/** The longest alias, in Unicode code points. */
export const MAX_ALIAS_LENGTH = 64;

/**
 * Control and format characters, and letters and marks that show nothing (Hangul fillers, the empty Braille cell):
 * two names that differ only in one of them look the same. Only the variation selectors of emoji may stay.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u2800]|(?![\ufe0e\ufe0f])\p{Default_Ignorable_Code_Point}/u;

/**
 * Checks the human name of an account. Surrounding white space is dropped; letters of any language are welcome;
 * characters that a reader cannot see, or that turn the reading direction, are refused (but for joiners where a script needs
 * them), and so are words of letters that only look like those beside them.
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
  const shown = withoutNeededJoiners(alias);
  const control = INVISIBLE.exec(shown);
  if (control)
    return refuse('alias-control-character', `expected visible characters, got ${codePoint(control[0])}`);
  const mixed = mixedWord(shown);
  if (mixed !== null)
    return refuse('alias-mixed-scripts', `expected each word in one script, got ${mixed} in one word`);
  return ok(alias);
}

/**
 * Two aliases with one key are the same name to a reader: NFKC, case folded (by way of upper case, which opens ß and
 * the ligatures), white space joined, variation selectors dropped, Cyrillic and Greek letters that are drawn like Latin ones
 * taken for those. A whole word of such letters is a name like any other: it is refused only beside its double.
 */
export function aliasKey(alias: string): string {
  const folded = alias.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
  return asDrawn(folded)
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
