/**
 * What steers a terminal or is not seen there: controls (C1 too, which some terminals obey), format and direction marks, line
 * and paragraph ends, spaces that are none of the keyboard's, parts of characters, and what no character is.
 */
const unseen = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** A text of a file as it may be shown on one line: each such sign is written as its number, like `\u{1b}`. */
export const shownText = (text: string): string =>
  text.replace(unseen, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);

/** Several lines of this program's own that name texts of files. */
export const shownLines = (text: string): string => text.split('\n').map(shownText).join('\n');

/** JSON with the same meaning of which a terminal obeys nothing: `JSON.stringify` leaves C1 controls and marks as they are. */
export const shownJson = (json: string): string =>
  json.replace(/[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) =>
    Array.from(
      { length: sign.length },
      (_, i) => `\\u${sign.charCodeAt(i).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
