import { ok, type Result, refuse } from '../result.ts';

/** The longest text that is signed, in Unicode code points. */
export const MOST_MESSAGE_CHARACTERS = 2000;

/** What no screen shows, what changes the order of what it shows, and blanks that look like the one of the keyboard. */
const hidden = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\u2800]|(?! )\p{Zs}|\p{Default_Ignorable_Code_Point}/u;

/**
 * Checks a text that is to be signed: what a screen shows of it is all that there is. Line ends are `\n`. Nothing is trimmed or
 * changed: whoever gave the text compares every character. Refuses `message-empty`, `message-too-long` and
 * `message-hidden-character`, which names the character and its place, counted from 1.
 */
export function checkMessageText(text: string): Result<void> {
  if (text.trim() === '') return refuse('message-empty', 'expected a text, got none');
  const characters = [...text];
  if (characters.length > MOST_MESSAGE_CHARACTERS) {
    return refuse(
      'message-too-long',
      `expected at most ${MOST_MESSAGE_CHARACTERS} characters, got ${characters.length}`,
    );
  }
  const at = characters.findIndex((character) => !character.isWellFormed() || hidden.test(character));
  if (at < 0) return ok(undefined);
  const code = (characters[at] ?? '').codePointAt(0) ?? 0;
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return refuse(
    'message-hidden-character',
    `expected characters that a screen shows, got ${name} as character ${at + 1}`,
  );
}
