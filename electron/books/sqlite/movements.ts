import type * as v from 'valibot';
import {
  type Approval,
  approvalSchema,
  type Rejection,
  rejectionSchema,
} from '../../core/approval/approval.ts';
import type { ErrorCode } from '../../core/error-code.ts';
import type { MovementState } from '../../core/movement/movement-state.ts';
import type { Spend } from '../../core/policy/evaluate-policy.ts';
import { type Proposal, proposalSchema } from '../../core/proposal/proposal.ts';
import { type SignedRequest, signedRequestSchema } from '../../core/proposal/request.ts';
import { parseWith } from '../../core/schema.ts';
import {
  type Database,
  int,
  intOrNull,
  likePattern,
  nanos,
  type Page,
  type Row,
  str,
  strOrNull,
  type Window,
} from './database.ts';

export interface Trouble {
  readonly code: ErrorCode;
  readonly message: string;
}

/** A withdrawal or a sweep on its way. */
export interface Movement {
  readonly id: string;
  readonly kind: 'withdrawal' | 'sweep';
  readonly state: MovementState;
  readonly vaultId: string;
  readonly recipient: string;
  readonly amount: bigint;
  readonly reference: string;
  readonly makerId: string;
  /** The own address that must pay (sweeps); null: any that can. */
  readonly source: string | null;
  readonly request: SignedRequest;
  readonly ruleId: string | null;
  readonly approvalsNeeded: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly trouble: Trouble | null;
}

export interface StoredProposal {
  readonly proposal: Proposal;
  readonly transactionDigest: string;
  readonly viewDigest: string;
}

export interface StoredTransaction {
  readonly movementId: string;
  /** As the network writes it. */
  readonly digest: string;
  readonly signature: string;
  readonly signedAt: number;
  readonly sentAt: number | null;
  readonly finalAt: number | null;
  readonly checkpoint: string | null;
  readonly gasUsed: bigint | null;
}

const OPEN = "('queued', 'proposed', 'approved', 'signed', 'sent')";

/** Withdrawals and sweeps with all that belongs to them. */
export class MovementStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  add(movement: Movement): void {
    this.#db.run(
      `INSERT INTO movements (id, kind, state, vault_id, recipient, amount, reference, maker_id, source, request, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      movement.id,
      movement.kind,
      movement.state,
      movement.vaultId,
      movement.recipient,
      movement.amount,
      movement.reference,
      movement.makerId,
      movement.source,
      JSON.stringify(movement.request),
      movement.createdAt,
      movement.updatedAt,
    );
  }

  get(id: string): Movement | undefined {
    const row = this.#db.get('SELECT * FROM movements WHERE id = ?', id);
    return row && movementOf(row);
  }

  /** Moves on from one of the `from` states. @returns false if it is in another state: nothing was changed */
  advance(id: string, from: readonly MovementState[], to: MovementState, at: number): boolean {
    const places = from.map(() => '?').join(', ');
    return (
      this.#db.run(
        `UPDATE movements SET state = ?, updated_at = ?, trouble_code = NULL, trouble_message = NULL
         WHERE id = ? AND state IN (${places})`,
        to,
        at,
        id,
        ...from,
      ) === 1
    );
  }

  setTrouble(id: string, trouble: Trouble | null): void {
    this.#db.run(
      'UPDATE movements SET trouble_code = ?, trouble_message = ? WHERE id = ?',
      trouble?.code ?? null,
      trouble?.message ?? null,
      id,
    );
  }

  inState(...states: MovementState[]): Movement[] {
    const places = states.map(() => '?').join(', ');
    return this.#db
      .all(`SELECT * FROM movements WHERE state IN (${places}) ORDER BY created_at, id`, ...states)
      .map(movementOf);
  }

  list(
    { search, offset, limit }: Window,
    { kind, open, ids }: { kind: string | null; open: boolean; ids: readonly string[] | null },
  ): Page<Movement> {
    const where = `(?1 IS NULL OR kind = ?1) AND (?2 = 0 OR state IN ${OPEN})
      AND (?3 IS NULL OR id IN (SELECT value FROM json_each(?3)))
      AND (?4 = '' OR reference LIKE ?5 ESCAPE '\\' OR recipient = ?4 OR id LIKE ?6 ESCAPE '\\')`;
    const text = search.trim();
    const key = [
      kind,
      open ? 1 : 0,
      ids === null ? null : JSON.stringify(ids),
      text,
      likePattern(text),
      likePattern(text).slice(1),
    ] as const;
    const total = int(this.#db.get(`SELECT COUNT(*) AS n FROM movements WHERE ${where}`, ...key)?.['n']);
    const rows = this.#db.all(
      `SELECT * FROM movements WHERE ${where} ORDER BY created_at DESC, id LIMIT ?7 OFFSET ?8`,
      ...key,
      limit,
      offset,
    );
    return { total, rows: rows.map(movementOf) };
  }

  addProposal(movementId: string, stored: StoredProposal, rule: { id: string; approvals: number }): void {
    this.#db.run(
      'INSERT INTO proposals (movement_id, proposal, transaction_digest, view_digest, created_at) VALUES (?, ?, ?, ?, ?)',
      movementId,
      JSON.stringify(stored.proposal),
      stored.transactionDigest,
      stored.viewDigest,
      stored.proposal.createdAt,
    );
    this.#db.run(
      'UPDATE movements SET rule_id = ?, approvals_needed = ? WHERE id = ?',
      rule.id,
      rule.approvals,
      movementId,
    );
  }

  /** Whether these very bytes were proposed before, for whatever movement. */
  hasProposed(transactionDigest: string): boolean {
    const sql = 'SELECT 1 AS found FROM proposals WHERE transaction_digest = ?';
    return this.#db.get(sql, transactionDigest) !== undefined;
  }

  /** Brings an approved movement back to its approvals under a rule that asks for more of them. */
  escalate(id: string, rule: { id: string; approvals: number }, at: number): void {
    if (!this.advance(id, ['approved'], 'proposed', at)) return;
    const sql = 'UPDATE movements SET rule_id = ?, approvals_needed = ? WHERE id = ?';
    this.#db.run(sql, rule.id, rule.approvals, id);
  }

  proposal(movementId: string): StoredProposal | undefined {
    const row = this.#db.get('SELECT * FROM proposals WHERE movement_id = ?', movementId);
    return (
      row && {
        proposal: parseStored(proposalSchema, row['proposal']),
        transactionDigest: str(row['transaction_digest']),
        viewDigest: str(row['view_digest']),
      }
    );
  }

  addApproval(movementId: string, approval: Approval, at: number): void {
    this.#db.run(
      'INSERT INTO approvals (movement_id, officer_id, approval, approved_at, expires_at) VALUES (?, ?, ?, ?, ?)',
      movementId,
      approval.statement.officerId,
      JSON.stringify(approval),
      at,
      approval.statement.expiresAt,
    );
  }

  approvals(movementId: string): { approval: Approval; approvedAt: number }[] {
    return this.#db
      .all('SELECT * FROM approvals WHERE movement_id = ? ORDER BY approved_at, officer_id', movementId)
      .map((row) => ({
        approval: parseStored(approvalSchema, row['approval']),
        approvedAt: int(row['approved_at']),
      }));
  }

  /** Unsigned movements one of whose approvals has expired, or was given under another version of the policy. */
  withVoidApproval(now: number, policyVersion: number): string[] {
    return this.#db
      .all(
        `SELECT DISTINCT m.id FROM movements m JOIN approvals a ON a.movement_id = m.id
         WHERE m.state IN ('proposed', 'approved')
           AND (a.expires_at <= ?1 OR json_extract(a.approval, '$.statement.policyVersion') <> ?2)`,
        now,
        policyVersion,
      )
      .map((row) => str(row['id']));
  }

  /** What the policy's windows count: everything that was signed for, by the time of its signature. */
  spends(): Spend[] {
    return this.#db
      .all(
        'SELECT t.signed_at, m.rule_id, m.amount FROM transactions t JOIN movements m ON m.id = t.movement_id',
      )
      .map((row) => ({
        at: int(row['signed_at']),
        ruleId: str(row['rule_id']),
        amount: nanos(row['amount']).toString(),
      }));
  }

  addRejection(movementId: string, rejection: Rejection): void {
    this.#db.run(
      'INSERT INTO rejections (movement_id, rejection) VALUES (?, ?)',
      movementId,
      JSON.stringify(rejection),
    );
  }

  rejection(movementId: string): Rejection | undefined {
    const row = this.#db.get('SELECT rejection FROM rejections WHERE movement_id = ?', movementId);
    return row && parseStored(rejectionSchema, row['rejection']);
  }

  /** Rejections that the vault's signer has not been told of yet (it was locked). */
  unsealedRejections(vaultId: string): { movementId: string; rejection: Rejection }[] {
    return this.#db
      .all(
        'SELECT r.* FROM rejections r JOIN movements m ON m.id = r.movement_id WHERE r.sealed = 0 AND m.vault_id = ?',
        vaultId,
      )
      .map((row) => ({
        movementId: str(row['movement_id']),
        rejection: parseStored(rejectionSchema, row['rejection']),
      }));
  }

  markRejectionSealed(movementId: string): void {
    this.#db.run('UPDATE rejections SET sealed = 1 WHERE movement_id = ?', movementId);
  }

  addTransaction(
    transaction: Pick<StoredTransaction, 'movementId' | 'digest' | 'signature' | 'signedAt'>,
  ): void {
    this.#db.run(
      'INSERT INTO transactions (movement_id, digest, signature, signed_at) VALUES (?, ?, ?, ?)',
      transaction.movementId,
      transaction.digest,
      transaction.signature,
      transaction.signedAt,
    );
  }

  transaction(movementId: string): StoredTransaction | undefined {
    const row = this.#db.get('SELECT * FROM transactions WHERE movement_id = ?', movementId);
    return row && transactionOf(row);
  }

  transactionByDigest(digest: string): StoredTransaction | undefined {
    const row = this.#db.get('SELECT * FROM transactions WHERE digest = ?', digest);
    return row && transactionOf(row);
  }

  markSent(movementId: string, at: number): void {
    this.#db.run(
      'UPDATE transactions SET sent_at = COALESCE(sent_at, ?) WHERE movement_id = ?',
      at,
      movementId,
    );
  }

  markFinal(
    movementId: string,
    { at, checkpoint, gasUsed }: { at: number; checkpoint: string; gasUsed: bigint },
  ): void {
    this.#db.run(
      `UPDATE transactions SET sent_at = COALESCE(sent_at, ?1), final_at = ?1, checkpoint = ?2, gas_used = ?3
       WHERE movement_id = ?4`,
      at,
      checkpoint,
      gasUsed,
      movementId,
    );
  }
}

/** What the store wrote itself: anything else in it is damage, and a bug to be seen at once. */
function parseStored<const S extends v.GenericSchema>(
  schema: S,
  json: Row[string] | undefined,
): v.InferOutput<S> {
  const parsed = parseWith(schema, JSON.parse(str(json)));
  if (!parsed.ok) throw new Error(`the database holds a damaged row: ${parsed.message}`);
  return parsed.value;
}

function movementOf(row: Row): Movement {
  const code = strOrNull(row['trouble_code']);
  return {
    id: str(row['id']),
    kind: str(row['kind']) as Movement['kind'],
    state: str(row['state']) as MovementState,
    vaultId: str(row['vault_id']),
    recipient: str(row['recipient']),
    amount: nanos(row['amount']),
    reference: str(row['reference']),
    makerId: str(row['maker_id']),
    source: strOrNull(row['source']),
    request: parseStored(signedRequestSchema, row['request']),
    ruleId: strOrNull(row['rule_id']),
    approvalsNeeded: intOrNull(row['approvals_needed']),
    createdAt: int(row['created_at']),
    updatedAt: int(row['updated_at']),
    trouble: code === null ? null : { code: code as ErrorCode, message: str(row['trouble_message']) },
  };
}

function transactionOf(row: Row): StoredTransaction {
  return {
    movementId: str(row['movement_id']),
    digest: str(row['digest']),
    signature: str(row['signature']),
    signedAt: int(row['signed_at']),
    sentAt: intOrNull(row['sent_at']),
    finalAt: intOrNull(row['final_at']),
    checkpoint: strOrNull(row['checkpoint']),
    gasUsed: row['gas_used'] === null ? null : nanos(row['gas_used']),
  };
}
