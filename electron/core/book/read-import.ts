import { ok, type Result, refuse } from '../result.ts';

/** Recipients that one file brings at most. */
export const MOST_IMPORTED = 1000;
/** Characters of a file at most. */
export const MAX_IMPORT_LENGTH = 1_000_000;

/** A row of a file, as it was written. */
export interface ImportedRow {
  /** The row's number in the file, the first one is 1. */
  readonly row: number;
  readonly name: string;
  readonly address: string;
  readonly note: string;
  readonly groups: string;
}

const columns = ['name', 'address', 'note', 'groups'] as const;

/**
 * Reads a file of comma-separated values (RFC 4180) with a row of headings: `name` and `address`, and `note` and `groups` where it
 * has them, in any order. Groups are separated by semicolons.
 * @returns refuses `book-import-malformed`
 */
export function readImport(text: string): Result<readonly ImportedRow[]> {
  if (text.length > MAX_IMPORT_LENGTH) {
    return bad(`expected at most ${MAX_IMPORT_LENGTH} characters, got ${text.length}`);
  }
  const read = readRows(text.replace(/^\ufeff/, ''));
  if (!read.ok) return read;
  const rows = read.value
    .map((cells, i) => ({ row: i + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const [first, ...rest] = rows;
  const headings = first?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const unknown = headings.find((heading) => !columns.some((column) => column === heading));
  if (unknown !== undefined || new Set(headings).size !== headings.length) {
    return bad('expected the headings name, address, note and groups, each once, and no other');
  }
  if (!headings.includes('name') || !headings.includes('address')) {
    return bad('expected headings in the first row, name and address among them');
  }
  if (rest.length === 0) return bad('expected a row below the headings, got none');
  if (rest.length > MOST_IMPORTED) {
    return bad(`expected at most ${MOST_IMPORTED} rows, got ${rest.length}`);
  }
  const long = rest.find(({ cells }) => cells.length > headings.length);
  if (long) return bad(`row ${long.row} has more cells than there are headings`);
  return ok(
    rest.map(({ row, cells }) => {
      const cell = (column: (typeof columns)[number]) => cells[headings.indexOf(column)]?.trim() ?? '';
      return {
        row,
        name: cell('name'),
        address: cell('address'),
        note: cell('note'),
        groups: cell('groups'),
      };
    }),
  );
}

/** Groups as they are typed: separated by semicolons or commas. */
export const splitGroups = (typed: string): string[] =>
  typed
    .split(/[;,]/)
    .map((group) => group.trim())
    .filter((group) => group !== '');

function readRows(text: string): Result<string[][]> {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const cell = readCell(text, at);
    if (cell === null) return bad(`row ${rows.length + 1} has a quote that does not end its cell`);
    row.push(cell.value);
    at = cell.end;
    if (text[at] === ',') {
      at++;
      if (at < text.length) continue;
      row.push('');
    }
    rows.push(row);
    row = [];
    if (text.startsWith('\r\n', at)) at += 2;
    else if (at < text.length) at++;
  }
  return ok(rows);
}

/** The cell that begins at an offset, and where it ends; null for one whose quotes are wrong. */
function readCell(text: string, from: number): { readonly value: string; readonly end: number } | null {
  if (text[from] !== '"') {
    const length = text.slice(from).search(/[,\r\n]/);
    const end = length === -1 ? text.length : from + length;
    const value = text.slice(from, end);
    return value.includes('"') ? null : { value, end };
  }
  const quoted = /"((?:[^"]|"")*)"(?=[,\r\n]|$)/y;
  quoted.lastIndex = from;
  const found = quoted.exec(text);
  return found && { value: (found[1] ?? '').replaceAll('""', '"'), end: quoted.lastIndex };
}

const bad = (message: string) => refuse('book-import-malformed', message);
