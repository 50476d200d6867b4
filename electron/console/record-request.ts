import { type RequestStatement, requestDigest } from '../core/proposal/request.ts';
import { ok, type Result } from '../core/result.ts';
import type { OfficerSession } from './sessions.ts';
import type { Treasury } from './treasury.ts';

/** Has the maker sign a request and queues it, journaled, in one step. */
export async function recordRequest(
  { file, store, journal, effects }: Treasury,
  officer: OfficerSession,
  request: Pick<RequestStatement, 'kind' | 'vaultId' | 'recipient' | 'reference'> & {
    readonly amount: bigint;
    readonly source: string | null;
  },
): Promise<Result<{ id: string }>> {
  const id = effects.uuid();
  const createdAt = effects.now();
  const statement: RequestStatement = {
    kind: request.kind,
    id,
    network: file.network,
    vaultId: request.vaultId,
    recipient: request.recipient,
    amount: request.amount.toString(),
    reference: request.reference,
    createdAt,
    makerId: officer.officer.id,
  };
  const signed = await officer.client.ask('sign-statement', { kind: 'request', statement });
  if (!signed.ok) return signed;
  const written = await journal.record(
    {
      kind: request.kind === 'withdrawal' ? 'withdrawal-requested' : 'sweep-requested',
      movementId: id,
      officer,
      body: {
        movementId: id,
        request: requestDigest(statement),
        vaultId: statement.vaultId,
        recipient: statement.recipient,
        amount: statement.amount,
        reference: statement.reference,
      },
    },
    () => {
      store.movements.add({
        id,
        kind: request.kind,
        state: 'queued',
        vaultId: request.vaultId,
        recipient: request.recipient,
        amount: request.amount,
        reference: request.reference,
        makerId: officer.officer.id,
        source: request.source,
        request: { statement, signature: signed.value.signature },
        ruleId: null,
        approvalsNeeded: null,
        createdAt,
        updatedAt: createdAt,
        trouble: null,
      });
      return ok(undefined);
    },
  );
  if (!written.ok) return written;
  effects.notify(['app', 'movements', 'journal']);
  return ok({ id });
}
