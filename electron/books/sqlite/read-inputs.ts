import type { JournalKind } from '../../core/journal/bodies.ts';
import type { InputEvidence } from '../../core/proposal/evidence.ts';
import type { FreeOwner, InputGrade, VaultFigures } from '../rows.ts';
import { exactSum, exactSumOf, int, type Row, type Sql, str, sum, sumText, units } from './sql.ts';
import type { SyncBooks } from './sync.ts';

export function readInputs(sql: Sql): SyncBooks['inputs'] {
  return {
    of: (owner) =>
      sql.all('SELECT * FROM inputs WHERE owner = ? ORDER BY units DESC, key', owner).map(evidenceOf),
    owners: (vaultId, atLeast, limit) =>
      sql
        .all(
          `SELECT address, free, free_inputs FROM addresses
           WHERE vault_id = ? AND free_inputs > 0 AND free >= ? ORDER BY free, address LIMIT ?`,
          vaultId,
          sumText(atLeast),
          limit,
        )
        .map(ownerOf),
    richest: (vaultId, limit) =>
      sql
        .all(
          `SELECT address, free, free_inputs FROM addresses
           WHERE vault_id = ? AND free_inputs > 0 ORDER BY free DESC, address DESC LIMIT ?`,
          vaultId,
          limit,
        )
        .map(ownerOf),
    richestHeld: (vaultId, owner, limit) =>
      sql
        .all(
          `SELECT DISTINCT a.address, a.balance
           FROM reservations CROSS JOIN inputs i ON i.key = reservations.key CROSS JOIN addresses a ON a.address = i.owner
           WHERE a.vault_id = ?1 AND (?2 IS NULL OR a.address = ?2) ORDER BY a.balance DESC, a.address LIMIT ?3`,
          vaultId,
          owner,
          limit,
        )
        .map((row) => ({ owner: str(row['address']), balance: sum(row['balance']) })),
    holders: (vaultId, account, limit) =>
      sql
        .all(
          `SELECT r.movement_id, COUNT(*) AS inputs, ${exactSum('i.units')} AS held
           FROM reservations r JOIN inputs i ON i.key = r.key JOIN addresses a ON a.address = i.owner
           WHERE a.vault_id = ?1 AND (?2 IS NULL OR a.account = ?2)
           GROUP BY r.movement_id ORDER BY SUM(i.units / 1000000000) DESC, r.movement_id LIMIT ?3`,
          vaultId,
          account,
          limit,
        )
        .map((row) => ({
          movementId: str(row['movement_id']),
          inputs: int(row['inputs']),
          units: exactSumOf(row['held']),
        })),
    largest: (owner, limit, grade) => {
      if (grade !== undefined) return largestOf(sql, owner, { limit, grade });
      const proven = largestOf(sql, owner, { limit, grade: 'proven' });
      const unproven = largestOf(sql, owner, { limit, grade: 'unproven' });
      return unitsOf(unproven) > unitsOf(proven) ? unproven : proven;
    },
    gradeOf: (keys) => {
      const rows = keys.map((key) => sql.get('SELECT checkpoint, existed FROM inputs WHERE key = ?', key));
      if (rows.some((row) => row === undefined)) return undefined;
      if (rows.every((row) => row?.['checkpoint'] !== null)) return 'proven';
      return rows.every((row) => row?.['checkpoint'] !== null || row?.['existed'] !== null)
        ? 'existed'
        : 'unproven';
    },
    ungraded: (after, limit) =>
      sql
        .all(
          `SELECT * FROM inputs WHERE owner > ? AND (checkpoint IS NULL) = 1 AND existed IS NULL
           ORDER BY owner, units DESC, key LIMIT ?`,
          after,
          limit,
        )
        .map(evidenceOf),
    unprovenOfVaults: () =>
      sql
        .all(
          `SELECT a.vault_id, ${exactSum('i.units')} AS units,
             ${exactSum('CASE WHEN i.existed IS NULL THEN 0 ELSE i.units END')} AS existed
           FROM inputs i INDEXED BY inputs_unproven CROSS JOIN addresses a ON a.address = i.owner
           WHERE i.checkpoint IS NULL GROUP BY a.vault_id`,
        )
        .map((row) => ({
          vaultId: str(row['vault_id']),
          all: exactSumOf(row['units']),
          existed: exactSumOf(row['existed']),
        })),
    unproven: (vaultId, account) => {
      const of = `FROM addresses a CROSS JOIN inputs i ON i.owner = a.address
        WHERE a.vault_id = ? AND a.account = ? AND (i.checkpoint IS NULL) = 1`;
      const sumOf = (which: string) =>
        exactSumOf(
          sql.get(`SELECT ${exactSum('i.units')} AS units ${of} ${which}`, vaultId, account)?.['units'],
        );
      return { all: sumOf(''), existed: sumOf('AND i.existed IS NOT NULL') };
    },
    provenUnspent: (movementId) =>
      sql.has(
        `SELECT 1 FROM reservations r JOIN inputs i ON i.key = r.key
         WHERE r.movement_id = ? AND i.checkpoint IS NOT NULL`,
        movementId,
      ),
    spentElsewhere: (movementId, own) => {
      const row = sql.get(
        `SELECT s.* FROM reservations r JOIN spent_inputs s ON s.key = r.key
         WHERE r.movement_id = ? AND s.transaction_id <> ? ORDER BY r.key LIMIT 1`,
        movementId,
        own,
      );
      return row && { transactionId: str(row['transaction_id']), checkpoint: str(row['checkpoint']) };
    },
    consumed: (keys) => keys.filter((key) => sql.has('SELECT 1 FROM spent_inputs WHERE key = ?', key)),
    hasSpend: (transactionId) =>
      sql.has('SELECT 1 FROM spent_inputs WHERE transaction_id = ? LIMIT 1', transactionId),
  };
}

/** The largest free inputs of an address, of one grade. */
const largestOf = (
  sql: Sql,
  owner: string,
  { limit, grade }: { readonly limit: number; readonly grade: InputGrade },
): readonly InputEvidence[] =>
  sql
    .all(
      `SELECT i.* FROM inputs i WHERE i.owner = ? AND (i.checkpoint IS NULL) = ?
       AND NOT EXISTS (SELECT 1 FROM reservations r WHERE r.key = i.key) ORDER BY i.units DESC, i.key LIMIT ?`,
      owner,
      grade === 'proven' ? 0 : 1,
      limit,
    )
    .map(evidenceOf);

const unitsOf = (inputs: readonly InputEvidence[]): bigint =>
  inputs.reduce((sum, { amount }) => sum + BigInt(amount.units), 0n);

export function readFigures(sql: Sql): SyncBooks['figures'] {
  return {
    vaults: () => sql.all('SELECT * FROM vaults').map(figuresOf),
    vault: (vaultId) => {
      const row = sql.get('SELECT * FROM vaults WHERE vault_id = ?', vaultId);
      return row ? figuresOf(row) : { vaultId, balance: 0n, reserved: 0n, accounts: 0 };
    },
    depositsSince: (midnight) => {
      // A hundred rows at most on the longest day.
      const quarters = sql.all('SELECT deposits, total FROM deposit_quarters WHERE begins >= ?', midnight);
      return {
        count: quarters.reduce((all, row) => all + int(row['deposits']), 0),
        total: quarters.reduce((all, row) => all + sum(row['total']), 0n),
      };
    },
    everDone: () => {
      // Sums of all times: a row for each vault and kind.
      const kinds = new Set(
        sql.all('SELECT kind FROM flow_sums WHERE flows > 0').map((row) => str(row['kind'])),
      );
      const paid = kinds.has('withdrawal') || kinds.has('sweep');
      const has = (kind: JournalKind) =>
        sql.has("SELECT 1 FROM journal WHERE officer_id > '' AND kind = ? LIMIT 1", kind);
      return {
        officerActed: paid || sql.has("SELECT 1 FROM journal WHERE officer_id > '' LIMIT 1"),
        // What a vault has paid, it was open for.
        vaultOpened: paid || has('vault-opened'),
        accountMade: has('account-created'),
        deposit: kinds.has('deposit'),
        withdrawal: kinds.has('withdrawal'),
        sweep: kinds.has('sweep'),
      };
    },
    spent: (windows) =>
      windows.map(({ ruleId, since }) => {
        const row = sql.get(
          `SELECT ${exactSum('units')} AS spent, COUNT(*) AS payments FROM transactions
           WHERE rule_id = ? AND signed_at > ? AND units > 0`,
          ruleId,
          since,
        );
        return { units: exactSumOf(row?.['spent']), count: row ? int(row['payments']) : 0 };
      }),
  };
}

function ownerOf(row: Row): FreeOwner {
  return { owner: str(row['address']), units: sum(row['free']), inputs: int(row['free_inputs']) };
}

function figuresOf(row: Row): VaultFigures {
  return {
    vaultId: str(row['vault_id']),
    balance: sum(row['balance']),
    reserved: sum(row['reserved']),
    accounts: int(row['accounts']),
  };
}

function evidenceOf(row: Row): InputEvidence {
  return {
    chain: str(row['chain']),
    key: str(row['key']),
    owner: str(row['owner']),
    amount: { asset: str(row['asset']), units: units(row['units']).toString() },
    proof: JSON.parse(str(row['proof'])),
  };
}
