import * as v from 'valibot';
import { approvalSchema, rejectionSchema } from '../../core/approval/approval.ts';
import { documentOf } from '../../core/journal/documents.ts';
import { parseEntry } from '../../core/journal/journal-entry.ts';
import { signedMandateSchema } from '../../core/mandate/mandate.ts';
import { proposalSchema } from '../../core/proposal/proposal.ts';
import { signedRequestSchema } from '../../core/proposal/request.ts';
import type { StoredTransaction } from '../rows.ts';
import { FoundRows } from './found-rows.ts';
import { countOpen, listMovements, movementOf } from './list-movements.ts';
import { IS_OPEN } from './schema.ts';
import {
  DamagedColumn,
  exactSum,
  exactSumOf,
  int,
  intOrNull,
  type Row,
  type Sql,
  str,
  strOrNull,
  textOf,
  units,
} from './sql.ts';
import type { SyncBooks } from './sync.ts';

export function readMovements(sql: Sql, found = new FoundRows()): SyncBooks['movements'] {
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
    list: (window, filter) => listMovements(sql, found, window, filter),
    countOpen: (nextStep) => countOpen(sql, nextStep),
    unitsLeaving: (vaultIds, within) => {
      const row = sql.get(
        `SELECT ${exactSum('units')} AS leaving FROM movements INDEXED BY movements_open WHERE ${IS_OPEN}
         AND kind <> 'cancellation' AND vault_id IN (SELECT value FROM json_each(?)) AND recipient NOT IN (SELECT value FROM json_each(?))`,
        JSON.stringify(vaultIds),
        JSON.stringify(within),
      );
      return exactSumOf(row?.['leaving']);
    },
    byDigest: (digest) => {
      const row = sql.get(
        'SELECT m.* FROM proposals p JOIN movements m ON m.id = p.movement_id WHERE p.digest = ?',
        digest,
      );
      return row && movementOf(row);
    },
    askedOf: (recipient, amount) =>
      sql
        .all(
          `SELECT m.*, t.final_at FROM movements m
           LEFT JOIN transactions t ON t.movement_id = m.id
           WHERE m.kind = 'withdrawal' AND m.recipient = ? AND m.units = ? ORDER BY m.row DESC`,
          recipient,
          amount,
        )
        .map((row) => ({
          ...movementOf(row),
          place: int(row['row']),
          finalAt: intOrNull(row['final_at']),
        })),
    ofExternalId: (externalId) => {
      const row = sql.get('SELECT * FROM movements WHERE external_id = ? ORDER BY row LIMIT 1', externalId);
      return row && movementOf(row);
    },
    cancelling: (digest) =>
      sql.all('SELECT * FROM movements WHERE cancels = ? ORDER BY created_at DESC', digest).map(movementOf),
    underMandate: (digest) =>
      sql.all('SELECT * FROM movements WHERE mandate = ? ORDER BY id', digest).map(movementOf),
    mandate: (digest) => {
      const row = sql.get('SELECT mandate FROM mandates WHERE digest = ?', digest);
      return row && stored(signedMandateSchema, row['mandate']);
    },
    withExpiredBytes: (epoch) =>
      sql
        .all(
          `SELECT m.id FROM movements m JOIN proposals p ON p.movement_id = m.id
           WHERE m.state IN ('proposed', 'approved') AND p.last_epoch < ?`,
          epoch,
        )
        .map((row) => str(row['id'])),
    withVoidApproval: (now, policyVersion) =>
      sql
        .all(
          `SELECT m.id FROM movements m WHERE m.state IN ('queued', 'proposed', 'approved') AND (EXISTS (
             SELECT 1 FROM approvals a WHERE a.movement_id = m.id AND (a.expires_at <= ?1 OR a.policy_version <> ?2))
           OR m.kind = 'sweep' AND EXISTS (SELECT 1 FROM mandates d WHERE d.digest = m.mandate
             AND json_extract(CAST(d.mandate AS TEXT), '$.statement.policy.version') <> ?2))`,
          now,
          policyVersion,
        )
        .map((row) => str(row['id'])),
    askedUntil: (now) =>
      sql
        .all(
          "SELECT id FROM movements WHERE state IN ('queued', 'proposed', 'approved') AND expires_at <= ?",
          now,
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
    lastBuilt: (id) => {
      const row = sql.get(
        `SELECT entry FROM journal WHERE movement_id = ? AND kind = 'proposal-built' ORDER BY seq DESC LIMIT 1`,
        id,
      );
      const entry = row && parseEntry(JSON.parse(textOf(row['entry'])));
      if (entry && !entry.ok) throw new DamagedColumn(entry.message);
      return entry && documentOf(entry.value.documents, 'proposal');
    },
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
    proposedAs: (digestText) => {
      const row = sql.get('SELECT movement_id FROM proposals WHERE digest_text = ?', digestText);
      return row && str(row['movement_id']);
    },
    transaction: (id) => {
      const row = sql.get('SELECT * FROM transactions WHERE movement_id = ?', id);
      return row && transactionOf(row);
    },
    transactionById: (transactionId) => transactionById(sql, transactionId),
    transactionsKnown: (ids) => ids.flatMap((id) => transactionById(sql, id) ?? []),
  };
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

function transactionOf(row: Row): StoredTransaction {
  return {
    movementId: str(row['movement_id']),
    transactionId: str(row['transaction_id']),
    signature: str(row['signature']),
    fields: JSON.parse(str(row['fields'])),
    signedAt: int(row['signed_at']),
    leftEpoch: row['left_epoch'] === null ? null : units(row['left_epoch']),
    sentAt: intOrNull(row['sent_at']),
    finalAt: intOrNull(row['final_at']),
    checkpoint: strOrNull(row['checkpoint']),
    feePaid: row['fee_paid'] === null ? null : units(row['fee_paid']),
  };
}
