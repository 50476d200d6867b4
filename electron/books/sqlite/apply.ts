import { attestationDigest } from '../../core/attestation/attestation.ts';
import { canonicalJson } from '../../core/canonical-json.ts';
import { hexToBytes } from '../../core/digest.ts';
import type { Change } from '../../core/projection/change.ts';
import { assertNever } from '../../core/result.ts';
import { foundBy } from '../../core/search/found-by.ts';
import { applyAccountChange, creditAccount, ensureVault } from './apply-account.ts';
import { applyFlow, findRestored, forgetRestored, isFlow } from './apply-flow.ts';
import { forgetInputs, gradeInputs, moveInputs, skipTime, spendInputs, takeListed } from './apply-inputs.ts';
import { applyMovementChange, isMovementChange } from './apply-movement.ts';
import type { Figures } from './figures.ts';
import { noteDepositFoundBy } from './row-words.ts';
import { jsonBytes, type Sql, str } from './sql.ts';

/** Applies one change to the rows and names the figures that it touches. Total: what is not there is left out. */
export function applyChange(sql: Sql, figures: Figures, change: Change): void {
  if (isMovementChange(change)) {
    applyMovementChange(sql, figures, change);
    return;
  }
  if (isFlow(change)) {
    applyFlow(sql, change);
    return;
  }
  switch (change.kind) {
    case 'account-added':
    case 'account-renamed':
    case 'account-noted':
    case 'account-archived':
      applyAccountChange(sql, figures, change);
      return;
    case 'address-added':
      sql.run(
        `INSERT INTO addresses (address, vault_id, account, change, position, batch, proof)
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        change.address,
        change.vaultId,
        change.path.account,
        change.path.change,
        change.path.index,
        change.attested?.batch ?? null,
        change.attested ? hexToBytes(change.attested.proof) : null,
      );
      return;
    case 'attestation-added':
      sql.run(
        'INSERT INTO attestations (batch, attestation) VALUES (?, ?) ON CONFLICT DO NOTHING',
        attestationDigest(change.attestation.statement),
        jsonBytes(change.attestation),
      );
      return;
    case 'address-issued':
      issueAddress(sql, change);
      return;
    case 'address-touched':
      sql.run(
        'UPDATE addresses SET touched = 1, touches = touches + 1, touched_by = ? WHERE address = ?',
        change.by ?? null,
        change.address,
      );
      return;
    case 'vault-retired':
      ensureVault(sql, change.vaultId);
      sql.run(
        'UPDATE vaults SET retired_at = COALESCE(retired_at, ?) WHERE vault_id = ?',
        change.at,
        change.vaultId,
      );
      return;
    case 'holdings-read':
      takeListed(sql, figures, change.owner, change.inputs);
      findRestored(sql, change);
      sql.run('UPDATE addresses SET touched = 0, listed = 1 WHERE address = ?', change.owner);
      return;
    case 'inputs-moved':
      moveInputs(sql, figures, change);
      return;
    case 'ledger-skipped':
      skipTime(sql);
      return;
    case 'inputs-existed':
      gradeInputs(sql, change);
      return;
    case 'reading-forgotten':
      takeListed(sql, figures, change.owner, []);
      forgetRestored(sql, change.owner);
      return;
    case 'inputs-forgotten':
      forgetInputs(sql, figures, change.keys);
      return;
    case 'inputs-spent':
      spendInputs(sql, figures, change);
      return;
    case 'deposit-seen':
      seeDeposit(sql, figures, change);
      return;
    case 'deposit-forgotten':
      forgetDeposit(sql, figures, change);
      return;
    case 'alarm-raised':
      // A row that somebody put in its place before keeps no alarm from being raised.
      sql.run(
        'INSERT OR REPLACE INTO book_alarms (entry, at, count, differences) VALUES (?, ?, ?, ?)',
        change.entry,
        change.at,
        change.count,
        canonicalJson(change.differences),
      );
      return;
    case 'alarm-settled':
      sql.run(
        'UPDATE book_alarms SET settled_at = ? WHERE entry = ? AND settled_at IS NULL',
        change.at,
        change.entry,
      );
      return;
    case 'deposit-final':
      finalizeDeposit(sql, figures, change);
      return;
    case 'cursor-moved':
      sql.run(
        `INSERT INTO cursor (only, version, next_checkpoint, as_of, digest) VALUES (1, 1, ?1, ?2, ?3)
         ON CONFLICT (only) DO UPDATE SET version = version + 1, next_checkpoint = ?1, as_of = ?2, digest = ?3`,
        change.next.toString(),
        change.at,
        change.digest,
      );
      return;
    case 'epoch-reached':
      sql.run(
        `INSERT INTO epoch (only, epoch, began_at) VALUES (1, ?1, ?2)
         ON CONFLICT (only) DO UPDATE SET epoch = ?1, began_at = ?2`,
        change.epoch.toString(),
        change.at,
      );
      return;
    case 'proof-kept':
      sql.run(
        'INSERT INTO ledger_proof (only, kept) VALUES (1, ?1) ON CONFLICT (only) DO UPDATE SET kept = ?1',
        change.kept,
      );
      return;
    case 'proof-forgotten':
      sql.run('DELETE FROM ledger_proof');
      return;
    case 'epoch-forgotten':
      sql.run('DELETE FROM epoch');
      return;
    case 'password-failed':
      sql.run(
        `INSERT INTO password_failures (owner_id, failures, last_failure_at) VALUES (?1, 1, ?2)
         ON CONFLICT (owner_id) DO UPDATE SET failures = failures + 1, last_failure_at = ?2`,
        change.ownerId,
        change.at,
      );
      return;
    case 'password-failures-forgotten':
      sql.run('DELETE FROM password_failures WHERE owner_id = ?', change.ownerId);
      return;
    default:
      assertNever(change);
  }
}

type Of<K extends Change['kind']> = Extract<Change, { readonly kind: K }>;

function issueAddress(sql: Sql, { address, at, entry }: Of<'address-issued'>): void {
  const issued = sql.run(
    'UPDATE addresses SET issued_at = ?, issued_seq = ?, found_by = ? WHERE address = ? AND issued_at IS NULL',
    at,
    entry,
    foundBy([address]),
    address,
  );
  if (issued === 0) return;
  sql.run(
    `UPDATE accounts SET issued = issued + 1
     WHERE (vault_id, account) = (SELECT vault_id, account FROM addresses WHERE address = ?)`,
    address,
  );
}

function seeDeposit(sql: Sql, figures: Figures, change: Of<'deposit-seen'>): void {
  const { transactionId, address, units, sender, at } = change;
  const seen = sql.run(
    `INSERT INTO deposits (transaction_id, address, units, sender, state, seen_at) VALUES (?, ?, ?, ?, 'seen', ?)
     ON CONFLICT DO NOTHING`,
    transactionId,
    address,
    units,
    sender,
    at,
  );
  if (seen === 0) return;
  noteDepositFoundBy(sql, change);
  figures.count('deposits', 'seen', 1);
}

function forgetDeposit(sql: Sql, figures: Figures, change: Of<'deposit-forgotten'>): void {
  const gone = sql.run(
    "DELETE FROM deposits WHERE transaction_id = ? AND address = ? AND state = 'seen'",
    change.transactionId,
    change.address,
  );
  if (gone === 1) figures.count('deposits', 'seen', -1);
}

/** Makes a deposit final with what the checkpoint says of it, once. */
function finalizeDeposit(sql: Sql, figures: Figures, change: Of<'deposit-final'>): void {
  const { transactionId, address, units, sender, seenAt, finalAt, checkpoint } = change;
  const before = sql.get(
    'SELECT state FROM deposits WHERE transaction_id = ? AND address = ?',
    transactionId,
    address,
  );
  if (before && str(before['state']) === 'final') return;
  if (before) figures.count('deposits', 'seen', -1);
  sql.run(
    `INSERT INTO deposits (transaction_id, address, units, sender, state, seen_at, final_at, checkpoint)
     VALUES (?1, ?2, ?3, ?4, 'final', ?5, ?6, ?7)
     ON CONFLICT (transaction_id, address) DO UPDATE SET state = 'final', units = ?3, sender = ?4, final_at = ?6,
       checkpoint = ?7`,
    transactionId,
    address,
    units,
    sender,
    seenAt,
    finalAt,
    checkpoint,
  );
  noteDepositFoundBy(sql, change);
  figures.count('deposits', 'final', 1);
  figures.depositFinal(units, finalAt);
  creditAccount(sql, change);
}
