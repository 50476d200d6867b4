/**
 * How a text is searched. Both sides are folded in the same way. A term of three letters or more is found anywhere in a
 * text; a shorter one where a word begins, and at any letter of a script that writes no spaces. The index has every three
 * letters in a row (https://www.sqlite.org/fts5.html#the_trigram_tokenizer), so a word is led by two marks: with them the
 * first one or two letters of a word are such a row too.
 */
const MARK = '\t';
const LED = `${MARK}${MARK}`;

/** More words than so many are not looked for. */
const MOST_TERMS = 8;

/** Letters of scripts that put no spaces between words. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** Compatible forms are one, capitals are small, accents are dropped; what cannot be seen is a space. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** The words of a search, folded, each once. A row is found where it has all of them. */
export function termsOf(search: string): readonly string[] {
  const folded = foldText(search.replace(/(?<=\d)[\u202f\u00a0,'’](?=\d{3}(?!\d))/g, ''));
  return folded === '' ? [] : [...new Set(folded.split(' '))].slice(0, MOST_TERMS);
}

/** What some texts of a row are found by: the same whatever order they come in. */
export function foundBy(texts: readonly (string | null | undefined)[]): string {
  const words = new Set(foldText(texts.map((text) => text ?? '').join(' ')).split(' '));
  words.delete('');
  return [...words]
    .toSorted()
    .map((word) => `${LED}${word}${beginnings(word)}`)
    .join('');
}

/** A word of three marks and letters that no search can name: for the kind of a row. */
export const kindMark = (kind: string): string => `${MARK}\u0001${kind.slice(0, 1)}`;

/** What a term looks like in {@link foundBy}. */
export function phraseOf(term: string): string {
  const length = [...term].length;
  return `${MARK.repeat(Math.max(0, 3 - length))}${term}`;
}

/** Whether a text that is not in the index has a term, by the same rules. */
export const hasTerm = (text: string, term: string): boolean => foundBy([text]).includes(phraseOf(term));

/** The first letters of the parts of a word, and of every letter of a script without spaces. */
function beginnings(word: string): string {
  const letters = [...word];
  const found = new Set<string>();
  for (const [i, letter] of letters.entries()) {
    if (i === 0) continue;
    const begins = !/[\p{L}\p{N}\p{M}]/u.test(letters[i - 1] ?? '') && /[\p{L}\p{N}]/u.test(letter);
    if (begins || UNSPACED.test(letter)) found.add(`${LED}${letter}${letters[i + 1] ?? ''}`);
  }
  return [...found].join('');
}
