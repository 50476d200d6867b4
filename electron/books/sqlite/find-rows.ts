import type { DateWords, Span } from '../../core/search/dates.ts';
import { phraseOf, termsOf } from '../../core/search/found-by.ts';
import type { TermMeaning } from '../../core/search/meaning.ts';
import type { ListOrder, Window } from '../rows.ts';
import { allOf, anyOf, between, type Condition, condition } from './conditions.ts';
import { int, type Row, type Sql, str } from './sql.ts';

/** What may be asked of one list. */
export interface Searchable {
  readonly table: string;
  /** The column that numbers its rows. */
  readonly row: string;
  /** The virtual table with the words of its rows. */
  readonly words: string;
  /** The column with the time that the list shows. */
  readonly time: string;
  /** Queries of more rows that a term finds, by an index. */
  readonly more: (phrase: string, meaning: TermMeaning) => readonly Condition[];
  /** What else a term may mean, by the columns of the list's index. */
  readonly meant: (meaning: TermMeaning) => readonly Condition[];
}

/** An order of a list: an index that has it, and the columns that are sorted by, in its own direction. */
export interface RowOrder {
  readonly index: string | null;
  readonly columns: readonly (readonly [column: string, direction: 'ASC' | 'DESC'])[];
}

const NOTHING: TermMeaning = {
  officers: [],
  vaults: [],
  recipients: [],
  kinds: [],
  namingVault: [],
  units: null,
};

/** What a search asks for. */
interface Searched {
  /** What all rows have in the index of words; null: nothing. */
  readonly match: string | null;
  readonly conditions: readonly Condition[];
}

function searched(sql: Sql, list: Searchable, { search, meaning, span }: Window): Searched {
  const terms = termsOf(search);
  const dates = meaning?.dates ?? [];
  const inDate = (i: number) => dates.some(({ first, count }) => i >= first && i < first + count);
  const found = terms.map((term, i) => termFound(sql, list, term, meaning?.terms[i] ?? NOTHING));
  const plain = terms.filter((_, i) => !inDate(i) && found[i] === null);
  return {
    match: plain.length === 0 ? null : plain.map(quoted).join(' AND '),
    conditions: [
      ...(span ? [inSpan(list, span)] : []),
      ...found.filter((each, i) => each !== null && !inDate(i)).map((each) => each as Condition),
      ...dates.map((date) => dateFound(list, terms, { date, found })),
    ],
  };
}

const inSpan = ({ time }: Searchable, { from, to }: Span): Condition => between(time, from, to);

/** A date is a time, or words that a row has. */
function dateFound(
  list: Searchable,
  terms: readonly string[],
  parts: { readonly date: DateWords; readonly found: readonly (Condition | null)[] },
): Condition {
  const { first, count, spans } = parts.date;
  const words = terms
    .slice(first, first + count)
    .map((term, i) => parts.found[first + i] ?? among(list, condition(matching(list), quoted(term))));
  return anyOf([...spans.map((span) => inSpan(list, span)), allOf(words)]);
}

/** Null: a term is found by the index of words alone. */
function termFound(sql: Sql, list: Searchable, term: string, meaning: TermMeaning): Condition | null {
  const more = list
    .more(quoted(term), meaning)
    .filter(({ text, values }) => sql.has(`${text} LIMIT 1`, ...values));
  const meant = list.meant(meaning);
  if (more.length === 0 && meant.length === 0) return null;
  const queries = [condition(matching(list), quoted(term)), ...more];
  const union = condition(
    queries.map(({ text }) => text).join(' UNION ALL '),
    ...queries.flatMap(({ values }) => values),
  );
  return anyOf([...meant, among(list, union)]);
}

const matching = ({ words }: Searchable): string => `SELECT rowid FROM ${words} WHERE ${words} MATCH ?`;
const among = ({ row }: Searchable, query: Condition): Condition =>
  condition(`${row} IN (${query.text})`, ...query.values);
/** A phrase of FTS5: whatever is in it is text (https://www.sqlite.org/fts5.html#fts5_strings). */
export const phrased = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const quoted = (term: string): string => phrased(phraseOf(term));

/** Numbers of rows that were found for the latest questions, in their order; forgotten when anything is written. */
export class FoundRows {
  readonly #found = new Map<string, Int32Array>();

  /** Keeps the answers to so many questions. */
  static readonly MOST = 6;

  forget(): void {
    this.#found.clear();
  }

  /** The numbers that a query gives in its column `number`. */
  of(sql: Sql, { text, values }: Condition): Int32Array {
    const query = `SELECT json_group_array(number) AS numbers FROM (${text})`;
    const key = JSON.stringify([query, ...values.map(String)]);
    const known = this.#found.get(key);
    if (known) return known;
    const numbers: unknown = JSON.parse(str(sql.get(query, ...values)?.['numbers']));
    const found = Int32Array.from(Array.isArray(numbers) ? numbers : []);
    for (const oldest of this.#found.keys()) {
      if (this.#found.size < FoundRows.MOST) break;
      this.#found.delete(oldest);
    }
    this.#found.set(key, found);
    return found;
  }
}

/**
 * A page of a list of which every row that meets `conditions` is shown, where its length is known: from the nearer end.
 * @returns numbers of rows
 */
export function pageOf(
  sql: Sql,
  list: Searchable,
  order: RowOrder,
  {
    down,
    conditions,
    total,
    offset,
    limit,
  }: {
    readonly down: boolean;
    readonly conditions: readonly Condition[];
    readonly total: number;
    readonly offset: number;
    readonly limit: number;
  },
): readonly number[] {
  const count = Math.min(limit, total - offset);
  if (count <= 0) return [];
  const after = total - offset - count;
  const fromEnd = after < offset;
  const { text, values } = allOf(conditions);
  const rows = sql
    .all(
      `SELECT ${list.row} AS number FROM ${list.table} ${indexed(order)} WHERE ${text}
       ORDER BY ${sorted(order, down !== fromEnd)} LIMIT ? OFFSET ?`,
      ...values,
      count,
      fromEnd ? after : offset,
    )
    .map((row) => int(row['number']));
  return fromEnd ? rows.toReversed() : rows;
}

const indexed = ({ index }: RowOrder): string => (index === null ? '' : `INDEXED BY ${index}`);

const turned = { ASC: 'DESC', DESC: 'ASC' } as const;
const sorted = ({ columns }: RowOrder, down: boolean): string =>
  columns.map(([column, direction]) => `${column} ${down ? turned[direction] : direction}`).join(', ');

/** How a list is sorted: its own order, where nothing is asked for or it has no such order. */
export function orderOf(
  orders: Partial<Readonly<Record<ListOrder['by'], RowOrder>>> & { readonly time: RowOrder },
  own: ListOrder,
  asked: ListOrder | undefined,
): { readonly order: RowOrder; readonly down: boolean } {
  const { by, down } = asked && orders[asked.by] ? asked : own;
  return { order: orders[by] ?? orders.time, down };
}

/** A list as it is asked for. */
export interface Asked {
  readonly window: Window;
  readonly orders: Parameters<typeof orderOf>[0];
  /** Its own order. */
  readonly own: ListOrder;
  /** Which of its rows can be meant at all. */
  readonly of: readonly Condition[];
  /** A word of the index that exactly these rows have; null: there is none. */
  readonly ofWord?: string | null;
  /** Which of these are asked for; how many there are of them is found out. */
  readonly filters: readonly Condition[];
  /** How many there are without filters and search. */
  readonly kept: () => number;
}

/** The numbers of the rows of a window, and how many there are in all. */
export function findRows(
  sql: Sql,
  found: FoundRows,
  list: Searchable,
  { window, orders, own, of, ofWord = null, filters, kept }: Asked,
): { readonly total: number; readonly numbers: readonly number[] } {
  const { order, down } = orderOf(orders, own, window.order);
  const { match, conditions: asked } = searched(sql, list, window);
  const conditions = [...filters, ...asked];
  const { offset, limit } = window;
  if (conditions.length === 0 && match === null) {
    const total = kept();
    return { total, numbers: pageOf(sql, list, order, { down, conditions: of, total, offset, limit }) };
  }
  const isByTime = order === orders.time;
  const all =
    match !== null && isByTime && conditions.length === 0 && (of.length === 0 || ofWord !== null)
      ? found.of(sql, {
          // The index of words has its rows in the order in which they came.
          text: `SELECT rowid AS number FROM ${list.words} WHERE ${list.words} MATCH ? ORDER BY rowid ${down ? 'DESC' : 'ASC'}`,
          values: [ofWord === null ? match : `${match} AND ${phrased(ofWord)}`],
        })
      : found.of(sql, listed(list, order, down, [...of, ...conditions, ...matched(list, match)]));
  return { total: all.length, numbers: [...all.subarray(offset, offset + limit)] };
}

const matched = (list: Searchable, match: string | null): readonly Condition[] =>
  match === null ? [] : [among(list, condition(matching(list), match))];

/** All rows of a list that meet some conditions, in an order. */
function listed(
  list: Searchable,
  order: RowOrder,
  down: boolean,
  conditions: readonly Condition[],
): Condition {
  const { text, values } = allOf(conditions);
  return {
    text: `SELECT ${list.row} AS number FROM ${list.table} ${indexed(order)} WHERE ${text} ORDER BY ${sorted(order, down)}`,
    values,
  };
}

/** Rows by their numbers, in the order of these. */
export function rowsByNumber(sql: Sql, query: string, numbers: readonly number[]): readonly Row[] {
  const rows = new Map(sql.all(query, JSON.stringify(numbers)).map((row) => [int(row['number']), row]));
  return numbers.map((number) => rows.get(number)).filter((row) => row !== undefined);
}
