import * as v from 'valibot';
import { approvalSchema, rejectionSchema } from '../../core/approval/approval.ts';
import { errorCodes } from '../../core/error-code.ts';
import { movementStates } from '../../core/movement/movement-state.ts';
import { proposalSchema } from '../../core/proposal/proposal.ts';
import { movementKinds, signedRequestSchema } from '../../core/proposal/request.ts';
import type { Movement, MovementFilter, StoredTransaction, Window } from '../books.ts';
import {
  DamagedColumn,
  int,
  intOrNull,
  likePattern,
  type Row,
  type Sql,
  str,
  strOrNull,
  textOf,
  units,
} from './sql.ts';
import type { SyncBooks } from './sync.ts';

const open = ['queued', 'proposed', 'approved', 'signed', 'sent'] as const;
const OPEN = open.map((state) => `'${state}'`).join(', ');

export function readMovements(sql: Sql): SyncBooks['movements'] {
  return {
    get: (id) => {
      const row = sql.get('SELECT * FROM movements WHERE id = ?', id);
      return row && movementOf(row);
    },
    request: (id) => {
      const row = sql.get('SELECT request FROM movements WHERE id = ?', id);
      return row && stored(signedRequestSchema, row['request']);
    },
    inState: (states) => {
      const places = states.map(() => '?').join(', ');
      return sql
        .all(`SELECT * FROM movements WHERE state IN (${places}) ORDER BY created_at, id`, ...states)
        .map(movementOf);
    },
    list: (window, filter) => listMovements(sql, window, filter),
    withVoidApproval: (now, policyVersion) =>
      sql
        .all(
          `SELECT m.id FROM movements m WHERE m.state IN ('proposed', 'approved') AND EXISTS (
             SELECT 1 FROM approvals a WHERE a.movement_id = m.id AND (a.expires_at <= ?1 OR a.policy_version <> ?2))`,
          now,
          policyVersion,
        )
        .map((row) => str(row['id'])),
    proposal: (id) => {
      const row = sql.get('SELECT * FROM proposals WHERE movement_id = ?', id);
      return (
        row && {
          proposal: stored(proposalSchema, row['proposal']),
          digest: str(row['digest']),
          viewDigest: str(row['view_digest']),
          digestText: str(row['digest_text']),
        }
      );
    },
    hasProposed: (digest) => sql.has('SELECT 1 FROM proposals WHERE digest = ?', digest),
    approvals: (id) =>
      sql
        .all('SELECT * FROM approvals WHERE movement_id = ? ORDER BY approved_at, officer_id', id)
        .map((row) => ({
          approval: stored(approvalSchema, row['approval']),
          approvedAt: int(row['approved_at']),
        })),
    rejection: (id) => {
      const row = sql.get('SELECT rejection FROM rejections WHERE movement_id = ?', id);
      return row && stored(rejectionSchema, row['rejection']);
    },
    unsealedRejections: (vaultId) =>
      sql.all('SELECT * FROM rejections WHERE sealed = 0 AND vault_id = ?', vaultId).map((row) => ({
        movementId: str(row['movement_id']),
        rejection: stored(rejectionSchema, row['rejection']),
      })),
    transaction: (id) => {
      const row = sql.get('SELECT * FROM transactions WHERE movement_id = ?', id);
      return row && transactionOf(row);
    },
    transactionById: (transactionId) => transactionById(sql, transactionId),
    transactionsKnown: (ids) => ids.flatMap((id) => transactionById(sql, id) ?? []),
  };
}

function listMovements(sql: Sql, { search, offset, limit }: Window, filter: MovementFilter) {
  const text = search.trim();
  const { kind, open: openOnly, ids } = filter;
  // Most movements ever made share their kind, few are open, and a caller names only a few. A plus keeps SQLite from
  // finding the rows by that column (https://www.sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_).
  const conditions = [
    kind === null ? '?1 IS NULL' : openOnly || ids !== null ? '+kind = ?1' : 'kind = ?1',
    openOnly ? `${ids === null ? '' : '+'}state IN (${OPEN})` : 'TRUE',
    ids === null ? '?2 IS NULL' : 'id IN (SELECT value FROM json_each(?2))',
    text === ''
      ? '?3 IS NOT NULL AND ?4 IS NOT NULL AND ?5 IS NOT NULL'
      : "(reference LIKE ?4 ESCAPE '\\' OR recipient = ?3 OR id LIKE ?5 ESCAPE '\\')",
  ];
  const where = conditions.join(' AND ');
  const pattern = likePattern(text);
  const key = [kind, ids === null ? null : JSON.stringify(ids), text, pattern, pattern.slice(1)] as const;
  const rows = sql.all(
    `SELECT * FROM movements WHERE ${where} ORDER BY created_at DESC, id LIMIT ?6 OFFSET ?7`,
    ...key,
    limit,
    offset,
  );
  const total =
    text === '' && ids === null
      ? countMovements(sql, kind, openOnly)
      : int(sql.get(`SELECT COUNT(*) AS n FROM movements WHERE ${where}`, ...key)?.['n']);
  return { total, rows: rows.map(movementOf) };
}

function countMovements(sql: Sql, kind: string | null, openOnly: boolean): number {
  return sql
    .all("SELECT filter, rows FROM counts WHERE list = 'movements'")
    .map((row) => ({ filter: str(row['filter']).split(':'), rows: int(row['rows']) }))
    .filter(
      ({ filter: [of, state] }) =>
        (kind === null || of === kind) && (!openOnly || open.some((each) => each === state)),
    )
    .reduce((all, { rows }) => all + rows, 0);
}

function transactionById(sql: Sql, transactionId: string): StoredTransaction | undefined {
  const row = sql.get('SELECT * FROM transactions WHERE transaction_id = ?', transactionId);
  return row && transactionOf(row);
}

/** What these books wrote themselves: anything else is damage, to be seen at once. */
function stored<const S extends v.GenericSchema>(
  schema: S,
  column: Row[string] | undefined,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, JSON.parse(textOf(column)));
  if (!parsed.success) throw new DamagedColumn('the database has a damaged document');
  return parsed.output;
}

const stateColumn = v.picklist(movementStates);
const kindColumn = v.picklist(movementKinds);
const codeColumn = v.picklist(errorCodes);
const listColumn = v.array(v.string());

function movementOf(row: Row): Movement {
  const code = strOrNull(row['problem_code']);
  return {
    id: str(row['id']),
    version: int(row['version']),
    kind: v.parse(kindColumn, row['kind']),
    state: v.parse(stateColumn, row['state']),
    vaultId: str(row['vault_id']),
    recipient: str(row['recipient']),
    units: units(row['units']),
    reference: str(row['reference']),
    makerId: str(row['maker_id']),
    source: strOrNull(row['source']),
    memo: strOrNull(row['memo']),
    ruleId: strOrNull(row['rule_id']),
    approvalsNeeded: intOrNull(row['approvals_needed']),
    approvedBy: v.parse(listColumn, JSON.parse(str(row['approved_by']))),
    createdAt: int(row['created_at']),
    updatedAt: int(row['updated_at']),
    problem: code === null ? null : { code: v.parse(codeColumn, code), message: str(row['problem_message']) },
  };
}

function transactionOf(row: Row): StoredTransaction {
  return {
    movementId: str(row['movement_id']),
    transactionId: str(row['transaction_id']),
    signature: str(row['signature']),
    fields: JSON.parse(str(row['fields'])),
    signedAt: int(row['signed_at']),
    sentAt: intOrNull(row['sent_at']),
    finalAt: intOrNull(row['final_at']),
    checkpoint: strOrNull(row['checkpoint']),
    feePaid: row['fee_paid'] === null ? null : units(row['fee_paid']),
  };
}
