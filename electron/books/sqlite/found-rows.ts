import { type Condition, condition } from './conditions.ts';
import { int, type Sql, str } from './sql.ts';

/** A query of row numbers that has an order. */
export interface RowQuery {
  /** From where, and which: all behind `SELECT number`, without an order. */
  readonly from: Condition;
  /** The expression that is the number. */
  readonly number: string;
  /** What it is sorted by; `turned`: the other way round. */
  readonly sorted: (turned: boolean) => string;
}

/** A list that has at least so many rows is counted, and read page by page. */
const MANY = 1_000;

/** Row numbers that were found for the latest questions, in their order; forgotten when anything is written. */
export class FoundRows {
  readonly #found = new Map<string, Int32Array>();

  /** Keeps the answers to so many questions. */
  static readonly MOST = 12;

  forget(): void {
    this.#found.clear();
  }

  /** The numbers that a query of one column gives. */
  of(sql: Sql, { text, values }: Condition): Int32Array {
    return this.#keep(['rows', text, ...values.map(String)], () => {
      const query = `WITH found (number) AS (${text}) SELECT json_group_array(number) AS numbers FROM found`;
      const numbers: unknown = JSON.parse(str(sql.get(query, ...values)?.['numbers']));
      return Int32Array.from(Array.isArray(numbers) ? numbers : []);
    });
  }

  /** How many rows a query has, and the numbers of some of them. Few rows are found once; of many only the pages asked for. */
  page(
    sql: Sql,
    query: RowQuery,
    { offset, limit }: { readonly offset: number; readonly limit: number },
  ): { readonly total: number; readonly numbers: readonly number[] } {
    const first = this.of(sql, rowsAt(query, { limit: MANY, offset: 0 }));
    if (first.length < MANY)
      return { total: first.length, numbers: [...first.subarray(offset, offset + limit)] };
    const total = this.#count(sql, query);
    if (offset + limit <= MANY) return { total, numbers: [...first.subarray(offset, offset + limit)] };
    return { total, numbers: pageOf(sql, query, { total, offset, limit }) };
  }

  /** The numbers that any of some queries gives, each once, the lowest first. */
  union(sql: Sql, queries: readonly Condition[]): Int32Array {
    return this.#keep(
      ['union', ...queries.flatMap(({ text, values }) => [text, ...values.map(String)])],
      () => united(queries.map((query) => this.of(sql, query))),
    );
  }

  #count(sql: Sql, { from: { text, values } }: RowQuery): number {
    const counted = () => Int32Array.of(int(sql.get(`SELECT COUNT(*) AS n ${text}`, ...values)?.['n'] ?? 0n));
    return this.#keep(['count', text, ...values.map(String)], counted)[0] ?? 0;
  }

  #keep(asked: readonly string[], find: () => Int32Array): Int32Array {
    const key = JSON.stringify(asked);
    const known = this.#found.get(key);
    if (known) return known;
    const found = find();
    for (const oldest of this.#found.keys()) {
      if (this.#found.size < FoundRows.MOST) break;
      this.#found.delete(oldest);
    }
    this.#found.set(key, found);
    return found;
  }
}

/** A page of a query whose length is known: from the nearer end. */
export function pageOf(
  sql: Sql,
  query: RowQuery,
  { total, offset, limit }: { readonly total: number; readonly offset: number; readonly limit: number },
): readonly number[] {
  const count = Math.min(limit, total - offset);
  if (count <= 0) return [];
  const after = total - offset - count;
  const turned = after < offset;
  const { text, values } = rowsAt(query, { limit: count, offset: turned ? after : offset, turned });
  const numbers = sql.all(text, ...values).map((row) => int(row['number']));
  return turned ? numbers.toReversed() : numbers;
}

const rowsAt = (
  { from, number, sorted }: RowQuery,
  {
    limit,
    offset,
    turned = false,
  }: { readonly limit: number; readonly offset: number; readonly turned?: boolean },
): Condition =>
  condition(
    `SELECT ${number} AS number ${from.text} ORDER BY ${sorted(turned)} LIMIT ? OFFSET ?`,
    ...from.values,
    limit,
    offset,
  );

function united(sets: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(sets.reduce((length, set) => length + set.length, 0));
  let end = 0;
  for (const set of sets) {
    all.set(set, end);
    end += set.length;
  }
  all.sort();
  return all.filter((number, i) => i === 0 || number !== all[i - 1]);
}

/** The numbers that all of some ascending sets have; there is at least one set. */
export function inAll(sets: readonly Int32Array[]): Int32Array {
  const [least = new Int32Array(), ...others] = sets.toSorted((a, b) => a.length - b.length);
  return others.reduce((common, set) => {
    let at = 0;
    return common.filter((number) => {
      while (at < set.length && (set[at] ?? 0) < number) at++;
      return set[at] === number;
    });
  }, least);
}
