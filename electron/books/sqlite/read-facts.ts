import { batchesAfter, factsHead } from './keep-facts.ts';
import { int, type Sql, storedJson, str, textOf } from './sql.ts';
import type { SyncBooks } from './sync.ts';

/** Facts as evidence, and what the journal says of them. */
export function readFacts(sql: Sql): SyncBooks['facts'] {
  return {
    head: () => factsHead(sql),
    after: (batch, limit) => batchesAfter(sql, batch, limit).map(({ bytes }) => bytes),
    noted: () => {
      const row = sql.get(
        `SELECT entry FROM journal WHERE json_extract(CAST(entry AS TEXT), '$.body.batches') IS NOT NULL
         ORDER BY seq DESC LIMIT 1`,
      );
      return row && textOf(row['entry']);
    },
  };
}

/** Alarms about the books that officers have not settled yet, oldest first. */
export function readAlarms(sql: Sql): SyncBooks['alarms'] {
  return {
    open: () =>
      sql.all('SELECT * FROM book_alarms WHERE settled_at IS NULL ORDER BY entry').map((row) => ({
        entry: int(row['entry']),
        at: int(row['at']),
        count: int(row['count']),
        differences: linesOf(str(row['differences'])),
      })),
  };
}

function linesOf(json: string): readonly string[] {
  const list = storedJson(json);
  return Array.isArray(list) ? list.map(String) : [];
}
