import { officerOf } from '../../core/actor.ts';
import { canonicalJson } from '../../core/canonical-json.ts';
import { mandateDigest } from '../../core/mandate/mandate.ts';
import type { Change } from '../../core/projection/change.ts';
import { assertNever } from '../../core/result.ts';
import { releaseInputs, reserveInputs } from './apply-inputs.ts';
import type { Figures } from './figures.ts';
import { noteMovementFoundBy } from './row-words.ts';
import { jsonBytes, type Sql, str } from './sql.ts';

const kinds = [
  'movement-added',
  'mandate-added',
  'movement-mandated',
  'movement-moved',
  'movement-stopped',
  'movement-ruled',
  'movement-problem',
  'proposal-added',
  'inputs-reserved',
  'inputs-released',
  'approval-added',
  'approvals-voided',
  'proposal-dropped',
  'rejection-added',
  'rejections-sealed',
  'transaction-added',
  'transaction-dropped',
  'spends-redated',
  'transaction-left',
  'transaction-sent',
  'transaction-final',
] as const satisfies readonly Change['kind'][];

type MovementChange = Extract<Change, { readonly kind: (typeof kinds)[number] }>;
type Of<K extends MovementChange['kind']> = Extract<MovementChange, { readonly kind: K }>;

const movementKinds: ReadonlySet<string> = new Set(kinds);

export const isMovementChange = (change: Change): change is MovementChange => movementKinds.has(change.kind);

/** Applies a change of a movement, or of what belongs to one. */
export function applyMovementChange(sql: Sql, figures: Figures, change: MovementChange): void {
  switch (change.kind) {
    case 'movement-added':
      addMovement(sql, figures, change);
      return;
    case 'mandate-added':
      sql.run(
        'INSERT INTO mandates (digest, mandate) VALUES (?, ?) ON CONFLICT DO NOTHING',
        mandateDigest(change.mandate.statement),
        jsonBytes(change.mandate),
      );
      return;
    case 'movement-mandated':
      sql.run(
        'UPDATE movements SET mandate = ?, version = version + 1 WHERE id = ?',
        change.mandate,
        change.id,
      );
      return;
    case 'movement-moved':
      move(sql, figures, change);
      return;
    case 'movement-stopped':
      sql.run(
        'UPDATE movements SET stopped_at = ?, updated_at = ?, version = version + 1 WHERE id = ?',
        change.at,
        change.at,
        change.id,
      );
      return;
    case 'movement-ruled':
      sql.run(
        'UPDATE movements SET rule_id = ?, approvals_needed = ?, version = version + 1 WHERE id = ?',
        change.ruleId,
        change.approvalsNeeded,
        change.id,
      );
      return;
    case 'movement-problem':
      sql.run(
        'UPDATE movements SET problem_code = ?, problem_message = ?, version = version + 1 WHERE id = ?',
        change.problem?.code ?? null,
        change.problem?.message ?? null,
        change.id,
      );
      return;
    case 'proposal-added':
      sql.run(
        `INSERT INTO proposals (movement_id, proposal, digest, view_digest, digest_text, last_epoch)
         VALUES (?, ?, ?, ?, ?, ?)`,
        change.movementId,
        jsonBytes(change.proposal),
        change.digest,
        change.viewDigest,
        change.digestText,
        change.lastEpoch,
      );
      noteMovementFoundBy(sql, change.movementId);
      return;
    case 'inputs-reserved':
      reserveInputs(sql, figures, change);
      return;
    case 'inputs-released':
      releaseInputs(sql, figures, change.movementId);
      return;
    case 'approval-added':
      addApproval(sql, change);
      return;
    case 'approvals-voided':
      sql.run('DELETE FROM approvals WHERE movement_id = ?', change.movementId);
      sql.run(
        "UPDATE movements SET approved_by = '[]', version = version + 1 WHERE id = ?",
        change.movementId,
      );
      return;
    case 'proposal-dropped':
      sql.run('DELETE FROM proposals WHERE movement_id = ?', change.movementId);
      sql.run(
        'UPDATE movements SET rule_id = NULL, approvals_needed = NULL, version = version + 1 WHERE id = ?',
        change.movementId,
      );
      noteMovementFoundBy(sql, change.movementId);
      return;
    case 'rejection-added':
      sql.run(
        `INSERT INTO rejections (movement_id, vault_id, rejection)
         SELECT id, vault_id, ?2 FROM movements WHERE id = ?1`,
        change.movementId,
        jsonBytes(change.rejection),
      );
      return;
    case 'rejections-sealed':
      for (const id of change.movementIds) {
        sql.run('UPDATE rejections SET sealed = 1 WHERE movement_id = ?', id);
      }
      return;
    case 'transaction-added':
      addTransaction(sql, change);
      return;
    case 'transaction-dropped':
      sql.run('DELETE FROM transactions WHERE movement_id = ?', change.movementId);
      noteMovementFoundBy(sql, change.movementId);
      return;
    case 'spends-redated':
      for (const ruleId of change.ruleIds) {
        sql.run(
          'UPDATE transactions SET signed_at = ?1 WHERE rule_id = ?2 AND signed_at > ?1',
          change.at,
          ruleId,
        );
      }
      return;
    case 'transaction-left':
      sql.run(
        'UPDATE transactions SET left_epoch = ? WHERE movement_id = ?',
        change.epoch,
        change.movementId,
      );
      return;
    case 'transaction-sent':
      sql.run(
        'UPDATE transactions SET sent_at = COALESCE(sent_at, ?) WHERE movement_id = ?',
        change.at,
        change.movementId,
      );
      return;
    case 'transaction-final':
      sql.run(
        `UPDATE transactions SET sent_at = COALESCE(sent_at, ?1), final_at = ?1, checkpoint = ?2, fee_paid = ?3
         WHERE movement_id = ?4`,
        change.at,
        change.checkpoint,
        change.feePaid,
        change.movementId,
      );
      return;
    default:
      assertNever(change);
  }
}

function addMovement(sql: Sql, figures: Figures, { request }: Of<'movement-added'>): void {
  const {
    kind,
    id,
    vaultId,
    recipient,
    amount,
    reference,
    actor,
    source,
    memo,
    cancels,
    externalId,
    createdAt,
    expiresAt,
  } = request.statement;
  sql.run(
    `INSERT INTO movements (id, version, kind, state, vault_id, recipient, units, reference, maker_id, source, memo,
       cancels, external_id, request, created_at, updated_at, expires_at)
     VALUES (?1, 1, ?2, 'queued', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13, ?14)`,
    id,
    kind,
    vaultId,
    recipient,
    BigInt(amount.units),
    reference,
    officerOf(actor) ?? '',
    source,
    memo,
    cancels ?? null,
    externalId ?? null,
    jsonBytes(request),
    createdAt,
    expiresAt,
  );
  noteMovementFoundBy(sql, id);
  figures.count('movements', `${kind}:queued`, 1);
}

function move(sql: Sql, figures: Figures, { id, to, at }: Of<'movement-moved'>): void {
  const before = sql.get('SELECT kind, state FROM movements WHERE id = ?', id);
  if (!before) return;
  sql.run(
    `UPDATE movements SET state = ?, updated_at = ?, version = version + 1, problem_code = NULL, problem_message = NULL
     WHERE id = ?`,
    to,
    at,
    id,
  );
  figures.count('movements', `${str(before['kind'])}:${str(before['state'])}`, -1);
  figures.count('movements', `${str(before['kind'])}:${to}`, 1);
}

function addApproval(sql: Sql, { movementId, approval, at }: Of<'approval-added'>): void {
  const { actor, expiresAt, policy } = approval.statement;
  const officerId = officerOf(actor) ?? '';
  sql.run(
    `INSERT INTO approvals (movement_id, officer_id, approval, approved_at, expires_at, policy_version)
     VALUES (?, ?, ?, ?, ?, ?)`,
    movementId,
    officerId,
    jsonBytes(approval),
    at,
    expiresAt,
    policy.version,
  );
  sql.run(
    `UPDATE movements SET approved_by = json_insert(approved_by, '$[#]', ?), version = version + 1, updated_at = ?
     WHERE id = ?`,
    officerId,
    at,
    movementId,
  );
}

function addTransaction(sql: Sql, change: Of<'transaction-added'>): void {
  const { movementId, transactionId, signature, fields, ruleId, signedAt, leftEpoch } = change;
  sql.run(
    `INSERT INTO transactions (movement_id, transaction_id, signature, fields, rule_id, units, signed_at,
       left_epoch)
     SELECT id, ?2, ?3, ?4, ?5, CASE WHEN kind IN ('cancellation', 'gather') THEN 0 ELSE units END, ?6, ?7
     FROM movements WHERE id = ?1`,
    movementId,
    transactionId,
    signature,
    canonicalJson(fields),
    ruleId,
    signedAt,
    leftEpoch,
  );
  noteMovementFoundBy(sql, movementId);
}
