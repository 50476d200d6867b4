import type { DateWords, Span } from '../../core/search/dates.ts';
import { phraseOf, termsOf } from '../../core/search/found-by.ts';
import type { TermMeaning } from '../../core/search/meaning.ts';
import type { ListOrder, Window } from '../rows.ts';
import { allOf, anyOf, between, type Condition, condition } from './conditions.ts';
import { type FoundRows, inAll, pageOf, type RowQuery } from './found-rows.ts';
import { int, type Row, type Sql } from './sql.ts';

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
  /** Words that are found by more than that index: what each of them finds. */
  readonly terms: readonly TermFound[];
  readonly conditions: readonly Condition[];
}

/** The rows that a term finds: those that some queries give, and those that meet one of some conditions. */
interface TermFound {
  readonly queries: readonly Condition[];
  readonly meant: readonly Condition[];
}

function searched(sql: Sql, list: Searchable, { search, meaning, span }: Window): Searched {
  const terms = termsOf(search);
  const dates = meaning?.dates ?? [];
  const inDate = (i: number) => dates.some(({ first, count }) => i >= first && i < first + count);
  const found = terms.map((term, i) => termFound(sql, list, term, meaning?.terms[i] ?? NOTHING));
  const plain = terms.filter((_, i) => !inDate(i) && found[i] === null);
  return {
    match: plain.length === 0 ? null : plain.map(quoted).join(' AND '),
    terms: found.filter((each, i) => each !== null && !inDate(i)).map((each) => each as TermFound),
    conditions: [
      ...(span ? [inSpan(list, span)] : []),
      ...dates.map((date) => dateFound(list, terms, { date, found })),
    ],
  };
}

const inSpan = ({ time }: Searchable, { from, to }: Span): Condition => between(time, from, to);

/** A date is a time, or words that a row has. */
function dateFound(
  list: Searchable,
  terms: readonly string[],
  parts: { readonly date: DateWords; readonly found: readonly (TermFound | null)[] },
): Condition {
  const { first, count, spans } = parts.date;
  const words = terms.slice(first, first + count).map((term, i) => {
    const found = parts.found[first + i];
    return found ? hasTerm(list, found) : among(list, condition(matching(list), quoted(term)));
  });
  return anyOf([...spans.map((span) => inSpan(list, span)), allOf(words)]);
}

/** Null: a term is found by the index of words alone. */
function termFound(sql: Sql, list: Searchable, term: string, meaning: TermMeaning): TermFound | null {
  const more = list
    .more(quoted(term), meaning)
    .filter(({ text, values }) => sql.has(`${text} LIMIT 1`, ...values));
  const meant = list.meant(meaning);
  if (more.length === 0 && meant.length === 0) return null;
  return { queries: [condition(matching(list), quoted(term)), ...more], meant };
}

/** The same as a condition of a row. */
function hasTerm(list: Searchable, { queries, meant }: TermFound): Condition {
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
  const { match, terms, conditions: asked } = searched(sql, list, window);
  const conditions = [...filters, ...asked];
  const { offset, limit } = window;
  if (conditions.length === 0 && match === null && terms.length === 0) {
    const total = kept();
    return { total, numbers: pageOf(sql, listed(list, order, down, of), { total, offset, limit }) };
  }
  const isOnlyWords = order === orders.time && conditions.length === 0;
  if (isOnlyWords && terms.length > 0 && of.length === 0) {
    const sets = terms.map((term) => found.union(sql, setsOf(list, order, term)));
    const all = inAll(
      match === null ? sets : [...sets, found.union(sql, [condition(matching(list), match)])],
    );
    const [from, to] = down ? [all.length - offset - limit, all.length - offset] : [offset, offset + limit];
    const numbers = all.subarray(Math.max(0, from), Math.max(0, to));
    return { total: all.length, numbers: down ? [...numbers].toReversed() : [...numbers] };
  }
  const isMatched =
    isOnlyWords && terms.length === 0 && match !== null && (of.length === 0 || ofWord !== null);
  const query = isMatched
    ? matchedInOrder(list, ofWord === null ? match : `${match} AND ${phrased(ofWord)}`, down)
    : listed(list, order, down, [
        ...of,
        ...conditions,
        ...terms.map((term) => hasTerm(list, term)),
        ...(match === null ? [] : [among(list, condition(matching(list), match))]),
      ]);
  return found.page(sql, query, { offset, limit });
}

/** What a term finds, each by a query of its own: to be put together here is cheaper than to look each row up there. */
const setsOf = (list: Searchable, order: RowOrder, { queries, meant }: TermFound): readonly Condition[] => [
  ...queries,
  ...meant.map(({ text, values }) =>
    condition(`SELECT ${list.row} FROM ${list.table} ${indexed(order)} WHERE ${text}`, ...values),
  ),
];

/** The index of words has its rows in the order in which they came. */
const matchedInOrder = (list: Searchable, match: string, down: boolean): RowQuery => ({
  from: condition(`FROM ${list.words} WHERE ${list.words} MATCH ?`, match),
  number: 'rowid',
  sorted: (turned) => `rowid ${down !== turned ? 'DESC' : 'ASC'}`,
});

/** The rows of a list that meet some conditions, in an order. */
function listed(
  list: Searchable,
  order: RowOrder,
  down: boolean,
  conditions: readonly Condition[],
): RowQuery {
  const { text, values } = allOf(conditions);
  return {
    from: condition(`FROM ${list.table} ${indexed(order)} WHERE ${text}`, ...values),
    number: list.row,
    sorted: (turned) => sorted(order, down !== turned),
  };
}

/** Rows by their numbers, in the order of these. */
export function rowsByNumber(sql: Sql, query: string, numbers: readonly number[]): readonly Row[] {
  const rows = new Map(sql.all(query, JSON.stringify(numbers)).map((row) => [int(row['number']), row]));
  return numbers.map((number) => rows.get(number)).filter((row) => row !== undefined);
}
