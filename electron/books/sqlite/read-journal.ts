import { journalHead } from './append.ts';
import { FoundRows } from './found-rows.ts';
import { journalLine, listJournal, rowOf } from './list-journal.ts';
import { int, type Sql, textOf } from './sql.ts';
import type { SyncBooks } from './sync.ts';
import { TELLS_OF_BOOK, TELLS_OF_ENVELOPES, TELLS_OF_MESSAGES } from './tells-of.ts';

export function readJournal(sql: Sql, found = new FoundRows()): SyncBooks['journal'] {
  const tellsOf = (index: string, which: string, { after, limit }: { after: number; limit: number }) =>
    sql
      .all(
        `SELECT seq, entry FROM journal INDEXED BY ${index} WHERE ${which} AND seq > ? ORDER BY seq LIMIT ?`,
        after,
        limit,
      )
      .map((row) => ({ seq: int(row['seq']), json: textOf(row['entry']) }));
  return {
    head: () => journalHead(sql),
    list: (window, filter) => listJournal(sql, found, window, filter),
    ofMovement: (movementId, mandate = null) =>
      [
        ...sql.all(`SELECT ${journalLine} FROM journal WHERE movement_id = ?`, movementId),
        ...sql.all(
          `SELECT ${journalLine} FROM journal INDEXED BY journal_of_mandate
           WHERE kind IN ('mandate-approved', 'mandate-stopped')
             AND json_extract(CAST(entry AS TEXT), '$.body.mandate') = ?`,
          mandate,
        ),
      ]
        .map(rowOf)
        .sort((a, b) => a.seq - b.seq),
    entry: (seq) => {
      const row = sql.get('SELECT entry FROM journal WHERE seq = ?', seq);
      return row && textOf(row['entry']);
    },
    entries: (seqs) =>
      seqs.map((seq) => {
        const row = sql.get('SELECT entry FROM journal WHERE seq = ?', seq);
        return row && textOf(row['entry']);
      }),
    hasIssued: (address) =>
      sql.has(
        `SELECT 1 FROM journal WHERE json_extract(CAST(entry AS TEXT), '$.kind') = 'address-issued'
           AND json_extract(CAST(entry AS TEXT), '$.body.address') = ?`,
        address,
      ) ||
      sql.has(
        `SELECT 1 FROM journal INDEXED BY journal_restored,
           json_each(CAST(journal.entry AS TEXT), '$.body.addresses') AS found
         WHERE json_extract(CAST(journal.entry AS TEXT), '$.kind') = 'ceremony-completed' AND journal.seq > 0
           AND json_extract(found.value, '$.address') = ? AND json_extract(found.value, '$.issued') = 1`,
        address,
      ),
    renamed: (accounts) =>
      accounts.map(({ vaultId, index }) => {
        const row = sql.get(
          `SELECT MAX(seq) AS newest FROM journal INDEXED BY journal_renamed
           WHERE json_extract(CAST(entry AS TEXT), '$.kind') = 'account-renamed'
             AND json_extract(CAST(entry AS TEXT), '$.body.vaultId') = ?
             AND json_extract(CAST(entry AS TEXT), '$.body.account') = ?`,
          vaultId,
          index,
        );
        return row === undefined || row['newest'] === null ? 0 : int(row['newest']);
      }),
    raw: (after, limit) =>
      sql
        .all('SELECT entry FROM journal WHERE seq > ? ORDER BY seq LIMIT ?', after, limit)
        .map((row) => textOf(row['entry'])),
    marks: (vaultId, limit) =>
      sql
        .all(
          `SELECT entry FROM journal
           WHERE json_extract(CAST(entry AS TEXT), '$.body.era') IS NOT NULL
             AND json_extract(CAST(entry AS TEXT), '$.body.vaultId') = ?
           ORDER BY seq DESC LIMIT ?`,
          vaultId,
          limit,
        )
        .map((row) => textOf(row['entry'])),
    nodeChanges: (limit) =>
      sql
        .all(
          `SELECT seq, entry FROM journal INDEXED BY journal_node_changes
           WHERE json_extract(CAST(entry AS TEXT), '$.kind') = 'node-changed' AND seq > 0
           ORDER BY seq DESC LIMIT ?`,
          limit,
        )
        .map((row) => ({ seq: int(row['seq']), json: textOf(row['entry']) })),
    envelopes: (after, limit) => tellsOf('journal_envelopes', TELLS_OF_ENVELOPES, { after, limit }),
    book: (after, limit) => tellsOf('journal_book', TELLS_OF_BOOK, { after, limit }),
    messages: (after, limit) => tellsOf('journal_messages', TELLS_OF_MESSAGES, { after, limit }),
    ceremonies: (after, limit) =>
      sql
        .all(
          `SELECT seq, entry FROM journal INDEXED BY journal_restored
           WHERE json_extract(CAST(entry AS TEXT), '$.kind') = 'ceremony-completed' AND seq > ? ORDER BY seq LIMIT ?`,
          after,
          limit,
        )
        .map((row) => ({ seq: int(row['seq']), json: textOf(row['entry']) })),
    received: (movementId) => {
      const row = sql.get(
        `SELECT entry FROM journal WHERE movement_id = ? AND kind = 'proposal-received'
         ORDER BY seq DESC LIMIT 1`,
        movementId,
      );
      return row && textOf(row['entry']);
    },
    skips: (limit) =>
      sql
        .all(
          `SELECT seq, entry FROM journal INDEXED BY journal_skips
           WHERE json_extract(CAST(entry AS TEXT), '$.kind') = 'time-skipped' AND seq > 0
           ORDER BY seq DESC LIMIT ?`,
          limit,
        )
        .map((row) => ({ seq: int(row['seq']), json: textOf(row['entry']) })),
    freezes: () =>
      sql
        .all(
          `SELECT seq, entry FROM journal INDEXED BY journal_freezes
           WHERE json_extract(CAST(entry AS TEXT), '$.kind') IN ('vault-frozen', 'freeze-lifted') AND seq > 0
           ORDER BY seq`,
        )
        .map((row) => ({ seq: int(row['seq']), json: textOf(row['entry']) })),
    settling: () =>
      sql
        .all(
          `SELECT entry FROM journal INDEXED BY journal_settling
           WHERE (json_extract(CAST(entry AS TEXT), '$.kind') = 'folder-settled'
               OR json_extract(CAST(entry AS TEXT), '$.body.code') = 'input-spent-elsewhere') AND seq > 0
           ORDER BY seq`,
        )
        .map((row) => textOf(row['entry'])),
    ceremony: (transcriptId) => {
      const row = sql.get(
        `SELECT entry FROM journal INDEXED BY journal_restored WHERE ${CHAINS}`,
        transcriptId,
      );
      return row && textOf(row['entry']);
    },
    lastBackup: () => {
      const backup = sql.get(newestOf('entry', 'treasury-backed-up', 'journal_backups'));
      const ceremony = sql.get(newestOf('seq', 'ceremony-completed', 'journal_restored'));
      return { entry: backup && textOf(backup['entry']), ceremony: ceremony && int(ceremony['seq']) };
    },
  };
}

/** An entry that chains a transcript, by what is signed in it. */
export const CHAINS = `json_extract(CAST(entry AS TEXT), '$.kind') = 'ceremony-completed'
  AND json_extract(CAST(entry AS TEXT), '$.body.transcriptId') = ? AND seq > 0`;

const newestOf = (column: 'entry' | 'seq', kind: string, index: string) =>
  `SELECT ${column} FROM journal INDEXED BY ${index}
   WHERE json_extract(CAST(entry AS TEXT), '$.kind') = '${kind}' ORDER BY seq DESC LIMIT 1`;
