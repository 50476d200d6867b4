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

const KIND = "json_extract(CAST(entry AS TEXT), '$.kind')";

/**
 * Alarms, about the books or a vault, that officers have not settled yet, oldest first: those of the table and those of the signed
 * entries. A row that was deleted, or is said to be settled, ends none while nobody has compared the table yet.
 */
export function readAlarms(sql: Sql): SyncBooks['alarms'] {
  const rows = () =>
    sql.all(
      `SELECT found.*, CASE WHEN ${KIND.replace('(entry', '(journal.entry')} = 'second-opinion-differed'
         THEN json_extract(CAST(journal.entry AS TEXT), '$.body.vaultId') END AS vault
       FROM (SELECT entry AS raised_by, at, count, differences FROM book_alarms WHERE settled_at IS NULL
       UNION
       SELECT raised.seq, json_extract(raised.text, '$.at'), json_extract(raised.text, '$.body.count'),
         json_extract(raised.text, '$.body.differences')
       FROM (SELECT seq, CAST(entry AS TEXT) AS text FROM journal INDEXED BY journal_settling
             WHERE ${KIND} = 'books-differed'
             UNION ALL
             SELECT seq, CAST(entry AS TEXT) FROM journal INDEXED BY journal_settling
             WHERE ${KIND} = 'second-opinion-differed') AS raised
       WHERE raised.seq NOT IN (
         SELECT json_extract(CAST(entry AS TEXT), '$.body.alarm') FROM journal INDEXED BY journal_settling
         WHERE ${KIND} = 'books-settled' AND seq > 0
           AND json_extract(CAST(entry AS TEXT), '$.body.alarm') IS NOT NULL)) AS found
       LEFT JOIN journal ON journal.seq = found.raised_by ORDER BY 1`,
    );
  return {
    open: () => {
      const alarms = rows().map((row) => ({
        entry: int(row['raised_by']),
        vaultId: typeof row['vault'] === 'string' ? row['vault'] : null,
        at: int(row['at']),
        count: int(row['count']),
        differences: linesOf(str(row['differences'])),
      }));
      return alarms.filter(({ entry }, i) => alarms[i - 1]?.entry !== entry);
    },
  };
}

function linesOf(json: string): readonly string[] {
  const list = storedJson(json);
  return Array.isArray(list) ? list.map(String) : [];
}
