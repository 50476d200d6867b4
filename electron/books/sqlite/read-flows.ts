import * as v from 'valibot';
import { type RestsOn, restsOnWords } from '../../core/projection/change.ts';
import { movementKinds } from '../../core/proposal/request.ts';
import {
  type CameWent,
  type Flow,
  type FlowKind,
  flowKinds,
  type Span,
  type VaultStatement,
} from '../flows.ts';
import { QUARTER_MS } from './figures.ts';
import { exactSum, exactSumOf, int, type Row, type Sql, str, strOrNull, sum, units } from './sql.ts';
import type { SyncBooks } from './sync.ts';

const kindColumn = v.picklist(flowKinds);
const movementKindColumn = v.nullable(v.picklist(movementKinds));
const movementKindOf = (row: Row) => v.parse(movementKindColumn, row['movement_kind'] ?? null);
const restsOnColumn = v.picklist(restsOnWords);
/** On whose word a row of flows stands. */
export const restsOnOf = (row: Row): RestsOn => v.parse(restsOnColumn, row['rests_on']);
const kindOf = (row: Row): FlowKind => v.parse(kindColumn, row['kind']);

export function readFlows(sql: Sql): SyncBooks['flows'] {
  return {
    statement: (span) => vaultIds(sql).map((vaultId) => statementOf(sql, vaultId, span)),
    list: (span, { offset, limit }) => ({
      total: int(
        sql.get('SELECT COUNT(*) AS n FROM flows WHERE at >= ? AND at < ?', span.from, span.to)?.['n'],
      ),
      rows: listFlows(sql, span, { offset, limit }),
    }),
    restsOn: (transactionId) => {
      const row = sql.get('SELECT rests_on FROM flows WHERE transaction_id = ? LIMIT 1', transactionId);
      return row ? restsOnOf(row) : null;
    },
    quarters: ({ from, to }) =>
      sql
        .all('SELECT * FROM flow_quarters WHERE begins >= ? AND begins < ? ORDER BY begins', from, to)
        .map((row) => ({
          vaultId: str(row['vault_id']),
          begins: int(row['begins']),
          kind: kindOf(row),
          ...cameWent(row),
        })),
  };
}

/** Flows in the order of the ledger; the page first, by an index, its names after that. */
export function listFlows(
  sql: Sql,
  { from, to }: Span,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): readonly Flow[] {
  return sql
    .all(
      `SELECT f.*, n.alias, m.reference, m.kind AS movement_kind FROM (
         SELECT rowid AS row_number, at AS moment, transaction_id AS id FROM flows INDEXED BY flows_by_time
         WHERE at >= ?1 AND at < ?2 ORDER BY at, transaction_id, vault_id, kind, address LIMIT ?3 OFFSET ?4
       ) p JOIN flows f ON f.rowid = p.row_number
       LEFT JOIN addresses a ON a.address = f.address
       LEFT JOIN accounts n ON n.vault_id = a.vault_id AND n.account = a.account
       LEFT JOIN movements m ON m.id = f.movement_id
       ORDER BY f.at, f.transaction_id, f.vault_id, f.kind, f.address`,
      from,
      to,
      limit,
      offset,
    )
    .map(flowOf);
}

function vaultIds(sql: Sql): readonly string[] {
  return sql.all('SELECT vault_id FROM vaults ORDER BY vault_id').map((row) => str(row['vault_id']));
}

const none: CameWent = { came: 0n, went: 0n };

function statementOf(sql: Sql, vaultId: string, { from, to }: Span): VaultStatement {
  const all = totalOf(sql.all('SELECT came, went FROM flow_sums WHERE vault_id = ?', vaultId));
  const opening = all - after(sql, vaultId, from) + foundBefore(sql, vaultId, from);
  const closing = all - after(sql, vaultId, to) + foundBefore(sql, vaultId, to);
  const rows = sql.all(
    `SELECT kind, ${exactSum('MAX(units, 0)')} AS came, ${exactSum('MAX(-units, 0)')} AS went
     FROM flows INDEXED BY flows_by_time WHERE at >= ? AND at < ? AND vault_id = ? GROUP BY kind`,
    from,
    to,
    vaultId,
  );
  const flows = new Map(
    rows.map((row) => [kindOf(row), { came: exactSumOf(row['came']), went: exactSumOf(row['went']) }]),
  );
  const of = (kind: FlowKind) => flows.get(kind) ?? none;
  const proven = sql.get('SELECT balance FROM vaults WHERE vault_id = ?', vaultId);
  return {
    vaultId,
    opening,
    flows: {
      deposit: of('deposit'),
      withdrawal: of('withdrawal'),
      sweep: of('sweep'),
      fee: of('fee'),
      unknown: of('unknown'),
    },
    found: foundBefore(sql, vaultId, to) - foundBefore(sql, vaultId, from),
    closing,
    unexplained: (proven ? sum(proven['balance']) : 0n) - all - foundBefore(sql, vaultId, null),
  };
}

/** What came after a moment less what went, by the kept quarters and the rows of the one in which it is. */
function after(sql: Sql, vaultId: string, moment: number): bigint {
  const begins = moment - (moment % QUARTER_MS);
  const quarters = sql.all(
    'SELECT came, went FROM flow_quarters WHERE vault_id = ? AND begins >= ?',
    vaultId,
    begins,
  );
  const row = sql.get(
    `SELECT ${exactSum('units')} AS before FROM flows INDEXED BY flows_by_time
     WHERE at >= ? AND at < ? AND vault_id = ?`,
    begins,
    moment,
    vaultId,
  );
  return totalOf(quarters) - exactSumOf(row?.['before']);
}

/** What was found at addresses that were restored before a moment; null: at any time. */
function foundBefore(sql: Sql, vaultId: string, moment: number | null): bigint {
  const rows = sql.all(
    'SELECT units FROM restored_addresses WHERE vault_id = ?1 AND units IS NOT NULL AND (?2 IS NULL OR at < ?2)',
    vaultId,
    moment,
  );
  return rows.reduce((all, row) => all + sum(row['units']), 0n);
}

const cameWent = (row: Row): CameWent => ({ came: sum(row['came']), went: sum(row['went']) });

const totalOf = (rows: readonly Row[]): bigint =>
  rows.reduce((all, row) => all + sum(row['came']) - sum(row['went']), 0n);

export function flowOf(row: Row): Flow {
  const address = str(row['address']);
  return {
    transactionId: str(row['transaction_id']),
    vaultId: str(row['vault_id']),
    kind: kindOf(row),
    address: address === '' ? null : address,
    alias: strOrNull(row['alias'] ?? null),
    units: units(row['units']),
    at: int(row['at']),
    checkpoint: str(row['checkpoint']),
    movementId: strOrNull(row['movement_id'] ?? null),
    movementKind: movementKindOf(row),
    reference: strOrNull(row['reference'] ?? null),
    party: strOrNull(row['party'] ?? null),
    restsOn: restsOnOf(row),
  };
}
