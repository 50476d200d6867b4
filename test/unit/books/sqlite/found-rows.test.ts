import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { condition } from '../../../../electron/books/sqlite/conditions.ts';
import { FoundRows, inAll, type RowQuery } from '../../../../electron/books/sqlite/found-rows.ts';
import { temporaryTables } from '../../../../electron/books/sqlite/replay.ts';
import type { Sql } from '../../../../electron/books/sqlite/sql.ts';
import { fc } from '../../../support/fast-check.ts';

const ROWS = 2_500;
let sql: Sql;
beforeAll(() => {
  sql = temporaryTables();
  sql.exec('CREATE TABLE things (row INTEGER PRIMARY KEY, size INTEGER NOT NULL)');
  for (let row = 1; row <= ROWS; row++) sql.run('INSERT INTO things VALUES (?, ?)', row, (row * 7) % 100);
});
afterAll(() => sql.close());

const rows = Array.from({ length: ROWS }, (_, i) => ({ row: i + 1, size: ((i + 1) * 7) % 100 }));

/** The things below a size, the largest first. */
const below = (size: number): RowQuery => ({
  from: condition('FROM things WHERE size < ?', size),
  number: 'row',
  sorted: (turned) => (turned ? 'size ASC, row DESC' : 'size DESC, row ASC'),
});

describe('a page of what was found', () => {
  it('is that part of the whole list, however long the list and wherever the page', () => {
    const found = new FoundRows();
    fc.assert(
      fc.property(fc.nat(110), fc.nat(ROWS + 10), fc.nat(300), (size, offset, limit) => {
        const whole = rows
          .filter((each) => each.size < size)
          .toSorted((a, b) => b.size - a.size || a.row - b.row);
        expect(found.page(sql, below(size), { offset, limit })).toEqual({
          total: whole.length,
          numbers: whole.slice(offset, offset + limit).map(({ row }) => row),
        });
      }),
      { numRuns: 200 },
    );
  });

  it('is found anew after something was written', () => {
    const found = new FoundRows();
    const total = () => found.page(sql, below(1000), { offset: 0, limit: 10 }).total;
    expect(total()).toBe(ROWS);
    sql.run('INSERT INTO things VALUES (?, 1)', ROWS + 1);
    try {
      expect(total(), 'not asked again').toBe(ROWS);
      found.forget();
      expect(total()).toBe(ROWS + 1);
    } finally {
      sql.run('DELETE FROM things WHERE row = ?', ROWS + 1);
    }
  });
});

describe('what several queries find', () => {
  const few = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 40 });
  const ascending = (numbers: Iterable<number>) => [...new Set(numbers)].toSorted((a, b) => a - b);

  it('is each row once, in order', () => {
    fc.assert(
      fc.property(fc.array(few, { maxLength: 4 }), (sets) => {
        const queries = sets.map((set) => condition('SELECT value FROM json_each(?)', JSON.stringify(set)));
        expect([...new FoundRows().union(sql, queries)]).toEqual(ascending(sets.flat()));
      }),
    );
  });

  it('by all words is in the rows of each', () => {
    fc.assert(
      fc.property(fc.array(few.map(ascending), { minLength: 1, maxLength: 4 }), (sets) => {
        const common = (sets[0] ?? []).filter((number) => sets.every((set) => set.includes(number)));
        expect([...inAll(sets.map((set) => Int32Array.from(set)))]).toEqual(common);
      }),
    );
  });
});
