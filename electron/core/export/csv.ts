/**
 * Comma-separated values for spreadsheets (RFC 4180): UTF-8 with a byte-order mark, lines ended by CR LF, every text in
 * quotes. A text never runs as a formula and never turns into a number or a date; see docs/decisions/0032.
 */
import { isValueLike } from './value-words.ts';

/** Begins a file: without it spreadsheets take the text for that of an old code page. */
export const CSV_START = '\ufeff';

/** A cell that is a number: digits, at most one point, a minus before it. Spreadsheets keep 15 digits of it. */
export interface NumberCell {
  readonly number: string;
}
export type Cell = string | NumberCell | null;

/** Characters of a cell at most: a spreadsheet takes 32767. */
const MOST_CHARACTERS = 32_000;

/** What nobody sees, or what turns the direction of what follows: it is written as its code point. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** Joiners without which words of some languages are other words. */
const joiners = new Set(['\u200c', '\u200d']);
/** A spreadsheet runs such a cell as a formula, also with spaces before it and in its wide forms. */
const formula = /^[\s'"]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/u;
/** Where the separator is a semicolon, as in much of Europe, what is behind each one is a cell, quotes or not. */
const formulaBehind = /;(?=[\s'"]*[=+\-@|%\uff1d\uff0b\uff0d\uff20])/gu;
/** A line of a file, with its end. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** One cell. Throws for a number that is none: it is made in this program and never typed. */
export function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return `"${plain(cell).replaceAll('"', '""')}"`;
  if (!/^-?[0-9]+(\.[0-9]+)?$/.test(cell.number)) throw new Error('expected digits in a cell of a number');
  return cell.number;
}

/**
 * The text as it is shown, with an apostrophe before what a spreadsheet would not leave as text. Tabs and line ends, which
 * separate cells too, are not in it any more.
 */
function plain(text: string): string {
  const shown = text
    .toWellFormed()
    .replace(unseen, (character) => (joiners.has(character) ? character : codePoint(character)))
    .replace(formulaBehind, ";'");
  const characters = [...shown];
  const cut =
    characters.length > MOST_CHARACTERS
      ? `${characters.slice(0, MOST_CHARACTERS).join('')} [${characters.length - MOST_CHARACTERS} more characters]`
      : shown;
  return formula.test(cut) || isValueLike(cut) ? `'${cut}` : cut;
}

const codePoint = (character: string): string =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
