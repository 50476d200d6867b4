import * as v from 'valibot';
import { stationRules } from '../../core/actor.ts';
import { journalKinds } from '../../core/journal/bodies.ts';
import type { JournalRow, Page, Window } from '../rows.ts';
import { int, likePattern, type Row, type Sql, str, strOrNull, textOf, units } from './sql.ts';
import type { SyncBooks } from './sync.ts';

const kindColumn = v.picklist(journalKinds);
const ruleColumn = v.fallback(v.nullable(v.picklist(stationRules)), null);
const columns = `seq, at, kind, officer_id, witnessed, vault_id, units, hash, shown,
  json_extract(CAST(entry AS TEXT), '$.actor.rule') AS rule,
  (SELECT m.units FROM movements m WHERE m.id = journal.movement_id) AS paid,
  (SELECT m.recipient FROM movements m WHERE m.id = journal.movement_id) AS payee,
  CASE kind WHEN 'ceremony-completed' THEN json_extract(CAST(entry AS TEXT), '$.body.imported') END AS imported`;

export function readJournal(sql: Sql): SyncBooks['journal'] {
  return {
    head: () => {
      const row = sql.get(
        `SELECT seq, hash, station_id, json_extract(CAST(entry AS TEXT), '$.at') AS at
         FROM journal ORDER BY seq DESC LIMIT 1`,
      );
      if (!row) return undefined;
      const [stationId, hash] = [str(row['station_id']), str(row['hash'])];
      return { stationId, seq: int(row['seq']), hash, at: int(row['at']) };
    },
    list: ({ search, offset, limit }) => {
      const text = search.trim();
      if (text === '') {
        // Numbers have no gaps, so the page is found by them.
        const last = sql.get('SELECT MAX(seq) AS last FROM journal')?.['last'];
        const total = typeof last === 'bigint' ? Number(last) : 0;
        const rows = sql.all(
          `SELECT ${columns} FROM journal WHERE seq <= ? ORDER BY seq DESC LIMIT ?`,
          total - offset,
          limit,
        );
        return { total, rows: rows.map(rowOf) };
      }
      return searchEntries(sql, likePattern(text), { offset, limit });
    },
    ofMovement: (movementId) =>
      sql.all(`SELECT ${columns} FROM journal WHERE movement_id = ? ORDER BY seq`, movementId).map(rowOf),
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
      const row = sql.get('SELECT entry FROM journal WHERE transcript_id = ?', transcriptId);
      return row && textOf(row['entry']);
    },
  };
}

const MATCHES = "kind LIKE ?1 ESCAPE '\\' OR CAST(entry AS TEXT) LIKE ?1 ESCAPE '\\'";

/** A page of the entries with a text in them, newest first. One pass over all of them finds the page and the total. */
function searchEntries(
  sql: Sql,
  pattern: string,
  { offset, limit }: Pick<Window, 'offset' | 'limit'>,
): Page<JournalRow> {
  const found = sql.all(
    `SELECT seq, COUNT(*) OVER () AS n FROM journal WHERE ${MATCHES} ORDER BY seq DESC LIMIT ?2 OFFSET ?3`,
    pattern,
    limit,
    offset,
  );
  const counted = found[0] ?? sql.get(`SELECT COUNT(*) AS n FROM journal WHERE ${MATCHES}`, pattern);
  const rows = found.flatMap(({ seq }) => sql.all(`SELECT ${columns} FROM journal WHERE seq = ?`, int(seq)));
  return { total: int(counted?.['n']), rows: rows.map(rowOf) };
}

function rowOf(row: Row): JournalRow {
  return {
    seq: int(row['seq']),
    at: int(row['at']),
    kind: v.parse(kindColumn, row['kind']),
    officerId: strOrNull(row['officer_id']),
    rule: v.parse(ruleColumn, row['rule']),
    witnessed: int(row['witnessed']) === 1,
    vaultId: strOrNull(row['vault_id']),
    units: strOrNull(row['units']),
    hash: str(row['hash']),
    shown: str(row['shown']),
    pays: row['payee'] === null ? null : { units: units(row['paid']), recipient: str(row['payee']) },
    imported: strOrNull(row['imported']),
  };
}
