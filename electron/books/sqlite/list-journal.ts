import * as v from 'valibot';
import { stationRules } from '../../core/actor.ts';
import { journalKinds } from '../../core/journal/bodies.ts';
import type { TermMeaning } from '../../core/search/meaning.ts';
import type { JournalFilter, JournalRow, Page, Window } from '../rows.ts';
import { allOf, among, anyOf, type Condition, condition } from './conditions.ts';
import { findRows, phrased, rowsByNumber, type Searchable } from './find-rows.ts';
import type { FoundRows } from './found-rows.ts';
import { int, type Row, type Sql, str, strOrNull, units } from './sql.ts';

const kindColumn = v.picklist(journalKinds);
const ruleColumn = v.fallback(v.nullable(v.picklist(stationRules)), null);
/** The columns of a line, for {@link rowOf}. */
export const journalLine = `seq, at, kind, officer_id, witnessed, vault_id, units, hash, shown,
  json_extract(CAST(entry AS TEXT), '$.actor.rule') AS rule,
  (SELECT m.units FROM movements m WHERE m.id = journal.movement_id) AS paid,
  (SELECT m.recipient FROM movements m WHERE m.id = journal.movement_id) AS payee,
  CASE kind WHEN 'ceremony-completed' THEN json_extract(CAST(entry AS TEXT), '$.body.imported') END AS imported`;

/** By text of its own, and by payee and amount of the movement that it is about: its line says these too. */
const lines: Searchable = {
  table: 'journal',
  row: 'seq',
  words: 'journal_words',
  time: 'at',
  more: (phrase, meaning) => [
    ofMovements(PAID, `recipient : ${phrase}`),
    ...meaning.recipients.map((recipient) => ofMovements(PAID, `recipient : ${phrased(recipient)}`)),
    ...meaning.officers.flatMap((officer) =>
      // Who was signed out is named in the entry, which the station writes.
      officer === null ? [] : [condition(BY_WORD, phrased(officer))],
    ),
    ...(meaning.units === null
      ? []
      : [
          condition(
            `SELECT seq FROM journal INDEXED BY journal_by_units
             WHERE units IS NOT NULL AND CAST(units AS INTEGER) >= ? AND CAST(units AS INTEGER) < ?`,
            meaning.units.from,
            meaning.units.to,
          ),
          ofMovements('m.units >= ? AND m.units < ?', meaning.units.from, meaning.units.to),
        ]),
  ],
  meant: ({ officers, kinds, vaults, namingVault }: TermMeaning) => [
    ...(officers.length === 0 ? [] : [byOfficers(officers)]),
    ...(kinds.length === 0 ? [] : [among('kind', kinds)]),
    ...(vaults.length === 0 || namingVault.length === 0
      ? []
      : [allOf([among('vault_id', vaults), among('kind', namingVault)])]),
  ],
};

const PAID = 'm.row IN (SELECT rowid FROM movements_words WHERE movements_words MATCH ?)';
const BY_WORD = 'SELECT rowid FROM journal_words WHERE journal_words MATCH ?';

const ofMovements = (where: string, ...values: readonly (string | bigint)[]): Condition =>
  condition(`SELECT j.seq FROM movements m JOIN journal j ON j.movement_id = m.id WHERE ${where}`, ...values);

function byOfficers(officers: readonly (string | null)[]): Condition {
  const named = officers.filter((officer) => officer !== null);
  return anyOf([
    ...(named.length === 0 ? [] : [among('officer_id', named)]),
    ...(named.length === officers.length ? [] : [condition('officer_id IS NULL')]),
  ]);
}

const orders = { time: { index: 'journal_in_list', columns: [['seq', 'ASC']] } } as const;
/** Of one kind: no entry of another is read. */
const ordersOfKind = { time: { index: 'journal_by_kind', columns: [['seq', 'ASC']] } } as const;

/** A page of the journal, the newest entry first. */
export function listJournal(
  sql: Sql,
  found: FoundRows,
  window: Window,
  { officers, kinds }: JournalFilter = { officers: null, kinds: null },
): Page<JournalRow> {
  const { total, numbers } = findRows(sql, found, lines, {
    window,
    orders: kinds?.length === 1 ? ordersOfKind : orders,
    own: { by: 'time', down: true },
    of: [],
    filters: [
      ...(officers === null ? [] : [byOfficers(officers)]),
      ...(kinds === null ? [] : [among('kind', kinds)]),
    ],
    kept: () => {
      const last = sql.get('SELECT MAX(seq) AS last FROM journal')?.['last'] ?? null;
      return last === null ? 0 : Number(units(last));
    },
  });
  const rows = rowsByNumber(
    sql,
    `SELECT seq AS number, ${journalLine} FROM journal WHERE seq IN (SELECT value FROM json_each(?))`,
    numbers,
  );
  return { total, rows: rows.map(rowOf) };
}

/** A row as lists show it. */
export function rowOf(row: Row): JournalRow {
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
