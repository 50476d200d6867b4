import type { SQLInputValue } from 'node:sqlite';

/** A condition of a query, with the values of its places (`?`). */
export interface Condition {
  readonly text: string;
  readonly values: readonly SQLInputValue[];
}

export const condition = (text: string, ...values: readonly SQLInputValue[]): Condition => ({ text, values });

const joined = (conditions: readonly Condition[], word: 'AND' | 'OR', none: string): Condition => {
  const [first, ...others] = conditions;
  if (first === undefined) return condition(none);
  if (others.length === 0) return first;
  return {
    text: `(${conditions.map(({ text }) => text).join(` ${word} `)})`,
    values: conditions.flatMap(({ values }) => values),
  };
};

/** All of them; true where there are none. */
export const allOf = (conditions: readonly Condition[]): Condition => joined(conditions, 'AND', 'TRUE');
/** One of them; false where there are none. */
export const anyOf = (conditions: readonly Condition[]): Condition => joined(conditions, 'OR', 'FALSE');

/** A column that has one of some values; one text of a query for any number of them, and a cheaper one for a single one. */
export const among = (column: string, values: readonly (string | number)[]): Condition =>
  values.length === 1
    ? condition(`${column} = ?`, values[0] ?? null)
    : condition(`${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(values));

/** A column from one value on and before another. */
export const between = (column: string, from: SQLInputValue, to: SQLInputValue): Condition =>
  condition(`(${column} >= ? AND ${column} < ?)`, from, to);
