import { expect, it, onTestFinished } from 'vitest';
import { comparePage } from '../../../../electron/books/sqlite/compare-rows.ts';
import { comparedTables } from '../../../../electron/books/sqlite/derived-tables.ts';
import { temporaryTables } from '../../../../electron/books/sqlite/replay.ts';

const mandates = comparedTables(true).find(({ table }) => table === 'mandates');

function differencesOf(living: string) {
  if (!mandates) throw new Error('expected a table of mandates');
  const [ours, theirs] = [living, '{"a":1,"b":{"version":2}}'].map((mandate) => {
    const sql = temporaryTables();
    onTestFinished(() => sql.close());
    sql.run('INSERT INTO mandates VALUES (?, ?)', 'one', new TextEncoder().encode(mandate));
    return sql;
  }) as [ReturnType<typeof temporaryTables>, ReturnType<typeof temporaryTables>];
  return comparePage(ours, theirs, mandates, 'start').differences;
}

it('a document whose members are in another order says the same', () => {
  expect(differencesOf('{"b":{"version":2},"a":1}')).toEqual([]);
});

it('a document with a member twice, of which SQLite reads the first, is another one', () => {
  const twice = '{"b":{"version":9},"a":1,"b":{"version":2}}';
  expect(differencesOf(twice)).toMatchObject([{ table: 'mandates', key: 'one', what: 'changed' }]);
});
