import type { Change, FlowChange, OnLedger } from '../../core/projection/change.ts';
import { assertNever } from '../../core/result.ts';
import type { FlowKind } from '../flows.ts';
import { QUARTER_MS } from './figures.ts';
import { exactSum, exactSumOf, type Sql, str, strOrNull, sum, sumText, units } from './sql.ts';

const kinds = {
  'flow-deposit': true,
  'flow-payment': true,
  'flow-unknown': true,
  'address-restored': true,
} as const satisfies Record<FlowChange['kind'], true>;

export const isFlow = (change: Change): change is FlowChange => change.kind in kinds;

/** Adds what a change tells of money that came or went, once; what names nothing that is known is left out. */
export function applyFlow(sql: Sql, change: FlowChange): void {
  switch (change.kind) {
    case 'flow-deposit': {
      const { address, sender: party } = change;
      const vaultId = vaultOf(sql, address);
      if (vaultId === null) return;
      add(sql, change, { vaultId, kind: 'deposit', address, units: change.units, party });
      return;
    }
    case 'flow-payment':
      addPayment(sql, change);
      return;
    case 'flow-unknown':
      if (
        sql.has(
          'SELECT 1 FROM flows WHERE transaction_id = ? AND movement_id IS NOT NULL',
          change.transactionId,
        )
      )
        return;
      for (const { address, units } of change.changes) {
        const vaultId = vaultOf(sql, address);
        if (vaultId !== null) add(sql, change, { vaultId, kind: 'unknown', address, units });
      }
      return;
    case 'address-restored':
      sql.run(
        `INSERT INTO restored_addresses (address, vault_id, at) SELECT address, vault_id, ?2 FROM addresses
         WHERE address = ?1 ON CONFLICT DO NOTHING`,
        change.address,
        change.at,
      );
      return;
    default:
      assertNever(change);
  }
}

/** At the first reading of such an address: what it has beside what flows have brought was there before. */
export function findRestored(
  sql: Sql,
  { owner, inputs }: Extract<Change, { readonly kind: 'holdings-read' }>,
): void {
  const waits = 'SELECT 1 FROM restored_addresses WHERE address = ? AND units IS NULL';
  if (!sql.has(waits, owner)) return;
  const has = inputs.reduce((all, { amount }) => all + BigInt(amount.units), 0n);
  const row = sql.get(`SELECT ${exactSum('units')} AS brought FROM flows WHERE address = ?`, owner);
  const found = has - exactSumOf(row?.['brought']);
  sql.run(
    'UPDATE restored_addresses SET units = ? WHERE address = ?',
    sumText(found < 0n ? 0n : found),
    owner,
  );
}

/** What a restored address had before is found again at its next reading. */
export function forgetRestored(sql: Sql, owner: string): void {
  sql.run('UPDATE restored_addresses SET units = NULL WHERE address = ?', owner);
}

interface Flow {
  readonly vaultId: string;
  readonly kind: FlowKind;
  readonly address: string;
  readonly units: bigint;
  readonly movementId?: string;
  readonly party?: string;
}

function addPayment(sql: Sql, change: Extract<FlowChange, { readonly kind: 'flow-payment' }>): void {
  const { movementId, transactionId, succeeded, fee } = change;
  const row = sql.get('SELECT kind, vault_id, recipient, units FROM movements WHERE id = ?', movementId);
  if (!row) return;
  // A payment that another copy made was an unknown one until its movement was found.
  takeUnknown(sql, transactionId);
  const vaultId = str(row['vault_id']);
  const recipient = str(row['recipient']);
  const to = vaultOf(sql, recipient);
  const paid = units(row['units']);
  if (succeeded && str(row['kind']) !== 'cancellation' && to !== vaultId) {
    const kind = to === null ? 'withdrawal' : 'sweep';
    add(sql, change, { vaultId, kind, address: '', units: -paid, movementId, party: recipient });
    if (to !== null) add(sql, change, { vaultId: to, kind, address: recipient, units: paid, movementId });
  }
  add(sql, change, { vaultId, kind: 'fee', address: '', units: -fee, movementId });
}

function vaultOf(sql: Sql, address: string): string | null {
  return strOrNull(
    sql.get('SELECT vault_id FROM addresses WHERE address = ?', address)?.['vault_id'] ?? null,
  );
}

function add(sql: Sql, { transactionId, at, checkpoint, restsOn = 'one' }: OnLedger, flow: Flow): void {
  const { vaultId, kind, address, units, movementId = null, party = null } = flow;
  if (units === 0n) return;
  const added = sql.run(
    `INSERT INTO flows (transaction_id, vault_id, kind, address, units, at, checkpoint, movement_id, party, rests_on)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    transactionId,
    vaultId,
    kind,
    address,
    units,
    at,
    checkpoint,
    movementId,
    party,
    restsOn,
  );
  if (added === 1) count(sql, { vaultId, kind, at }, units, 1);
}

function takeUnknown(sql: Sql, transactionId: string): void {
  const rows = sql.all("SELECT * FROM flows WHERE transaction_id = ? AND kind = 'unknown'", transactionId);
  for (const row of rows) {
    const place = { vaultId: str(row['vault_id']), kind: 'unknown', at: Number(row['at']) } as const;
    count(sql, place, units(row['units']), -1);
  }
  if (rows.length > 0)
    sql.run("DELETE FROM flows WHERE transaction_id = ? AND kind = 'unknown'", transactionId);
}

/** Adds a flow to the kept sums, or takes it away again. */
function count(
  sql: Sql,
  { vaultId, kind, at }: { readonly vaultId: string; readonly kind: FlowKind; readonly at: number },
  units: bigint,
  by: 1 | -1,
): void {
  const came = units > 0n ? units * BigInt(by) : 0n;
  const went = units < 0n ? -units * BigInt(by) : 0n;
  const begins = at - (at % QUARTER_MS);
  const quarter = sql.get(
    'SELECT came, went FROM flow_quarters WHERE vault_id = ? AND begins = ? AND kind = ?',
    vaultId,
    begins,
    kind,
  );
  const sums = (row: typeof quarter) => [
    sumText((row ? sum(row['came']) : 0n) + came),
    sumText((row ? sum(row['went']) : 0n) + went),
  ];
  sql.run(
    'INSERT OR REPLACE INTO flow_quarters (vault_id, begins, kind, came, went) VALUES (?, ?, ?, ?, ?)',
    vaultId,
    begins,
    kind,
    ...sums(quarter),
  );
  const all = sql.get('SELECT came, went FROM flow_sums WHERE vault_id = ? AND kind = ?', vaultId, kind);
  sql.run(
    `INSERT INTO flow_sums (vault_id, kind, flows, came, went) VALUES (?1, ?2, ?3, ?4, ?5)
     ON CONFLICT (vault_id, kind) DO UPDATE SET flows = flows + ?3, came = ?4, went = ?5`,
    vaultId,
    kind,
    by,
    ...sums(all),
  );
}
