import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { afterEach, beforeEach } from 'vitest';
import { schema } from '../../../../electron/books/sqlite/schema.ts';
import { type Row, Sql } from '../../../../electron/books/sqlite/sql.ts';

/**
 * How SQLite answers each query of the books (https://www.sqlite.org/eqp.html). Without statistics, and these books have
 * none, its choice depends on the schema only, so a plan seen here is the plan in a treasury of any size.
 */
export class Watched extends Sql {
  readonly plans: string[] = [];
  readonly statements: string[] = [];

  override all(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    this.#plan(sql, values);
    return super.all(sql, ...values);
  }
  override get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    this.#plan(sql, values);
    return super.get(sql, ...values);
  }
  override run(sql: string, ...values: SQLInputValue[]): number {
    this.#plan(sql, values);
    return super.run(sql, ...values);
  }
  #plan(sql: string, values: SQLInputValue[]): void {
    this.statements.push(sql);
    const steps = super.all(`EXPLAIN QUERY PLAN ${sql}`, ...values);
    this.plans.push(...steps.map(({ detail }) => String(detail)));
  }
}

/** What grows with all that ever happened; a vault, a day or a kind of list does not. */
export const growing =
  /\b(accounts|addresses|deposits|inputs|spent_inputs|movements|proposals|approvals|rejections|transactions|journal|[adimnrs])\b/;
/** Every row of such a table is read, but for an index that has rows of the present only. */
const readsAll = (step: string): boolean =>
  step.startsWith('SCAN') && growing.test(step) && !/addresses_touched|movements_open/.test(step);
/** A word that most rows share finds most rows. */
const findsMost = (step: string): boolean => /movements_(in_list|by_amount|by_stage) \(kind=\?\)/.test(step);
const sorts = (step: string): boolean => step.startsWith('USE TEMP B-TREE');

/** So many rows as the answer has, or as belong to what was asked for. */
export const few = ({ plans }: Watched): readonly string[] =>
  plans.filter((step) => readsAll(step) || findsMost(step));
/** In the order of an index: what it finds is not read whole to be sorted. */
export const inOrder = ({ plans }: Watched): readonly string[] => plans.filter(sorts);
/** In the order of an index up to the end of the page: nothing may be read whole to be sorted, or to be counted. */
export const page = ({ plans, statements }: Watched): readonly string[] => [
  ...plans.filter(sorts),
  ...statements.filter((text) => text.includes('COUNT(')),
];

/** Books of the present schema, empty and watched, for each test. */
export function watchedBooks(): { readonly sql: Watched } {
  let sql: Watched | null = null;
  beforeEach(() => {
    sql = new Watched(new DatabaseSync(':memory:'));
    sql.exec(schema);
  });
  afterEach(() => sql?.close());
  return {
    get sql() {
      if (!sql) throw new Error('expected a test that runs');
      return sql;
    },
  };
}
