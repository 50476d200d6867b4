/**
 * Where a zero-width joiner or non-joiner changes what is drawn, and so belongs to a name: RFC 5892, appendices A.1 and A.2.
 * Everywhere else it is hidden. Two names that differ only in joiners are one name by `aliasKey`.
 */

/** Signs that kill a letter's vowel (combining class 9) in the scripts of South and Southeast Asia that are written today. */
const VIRAMA =
  '\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d3b\\u0d3c\\u0d4d\\u0dca\\u1039\\u103a\\u17d2';

/** Arabic letters of the basic block that join to what follows (joining type D); those of type R and U join to nothing. */
const JOINS_ON =
  '\\u0620\\u0626\\u0628\\u062a-\\u062e\\u0633-\\u0647\\u0649\\u064a\\u066e\\u066f\\u0678-\\u0687\\u069a-\\u06bf\\u06c1\\u06c2\\u06cc\\u06ce\\u06d0\\u06d1\\u06fa-\\u06fc\\u06ff';

/** One joiner behind a virama that a letter or its sign goes before. */
const AFTER_VIRAMA = `(?<=[\\p{L}\\p{M}][${VIRAMA}])[\\u200c\\u200d](?![\\u200c\\u200d])`;

/** One non-joiner that parts two Arabic letters which would join, with marks on the first (the plural of Persian, say). */
const BETWEEN_LETTERS = `(?<=[${JOINS_ON}][\\u064b-\\u065f\\u0670]{0,3})\\u200c(?=(?![\\u0621\\u0674])(?=\\p{L})\\p{Script=Arabic})`;

const NEEDED = new RegExp(`${AFTER_VIRAMA}|${BETWEEN_LETTERS}`, 'gu');

/** The name without the joiners that its script needs; hidden ones stay, to be refused. */
export const withoutNeededJoiners = (name: string): string => name.replace(NEEDED, '');
