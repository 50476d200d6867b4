import type { Window } from '../books/sqlite/database.ts';
import type { Movement, StoredProposal } from '../books/sqlite/movements.ts';
import { legacyAddress } from '../core/address.ts';
import { chooseActions } from '../core/movement/movement-actions.ts';
import { type DecodedTransfer, totalPaid, viewDigest } from '../core/proposal/decoded-transfer.ts';
import { ok, type Result } from '../core/result.ts';
import { wordCode } from '../core/word-code.ts';
import { summaryOf } from './journal-views.ts';
import { factsOf, movementOf, officerName, type Treasury, waitsForOfficer } from './treasury.ts';
import type { DecodedView, MovementDetail, MovementRow } from '../contract/movements.ts';

export function movementRow(treasury: Treasury, movement: Movement): MovementRow {
  const { policy, store } = treasury;
  const vaultName = (match: (vault: (typeof policy.vaults)[number]) => boolean) =>
    policy.vaults.find(match)?.name;
  return {
    id: movement.id,
    kind: movement.kind,
    state: movement.state,
    vaultId: movement.vaultId,
    vaultName: vaultName((vault) => vault.id === movement.vaultId) ?? '',
    recipient: movement.recipient,
    recipientName: vaultName((vault) => vault.receiveAddress === movement.recipient) ?? null,
    amount: movement.amount.toString(),
    reference: movement.reference,
    makerName: officerName(treasury, movement.makerId) ?? '',
    createdAt: movement.createdAt,
    updatedAt: movement.updatedAt,
    approvals: store.movements.approvals(movement.id).length,
    approvalsNeeded: movement.approvalsNeeded,
    waitsForMe: waitsForOfficer(treasury, movement),
    trouble: movement.trouble,
  };
}

/** Movements that are not at their end and whose next step waits for the signed-in officer. */
export function movementsForMe(treasury: Treasury): Movement[] {
  return treasury.store.movements
    .inState('queued', 'proposed', 'approved')
    .filter((movement) => waitsForOfficer(treasury, movement));
}

export function listMovements(
  treasury: Treasury,
  {
    kind,
    filter,
    ...window
  }: Window & { kind: 'withdrawal' | 'sweep' | null; filter: 'all' | 'open' | 'mine' },
) {
  const ids = filter === 'mine' ? movementsForMe(treasury).map((movement) => movement.id) : null;
  const { total, rows } = treasury.store.movements.list(window, { kind, open: filter === 'open', ids });
  return { total, rows: rows.map((row) => movementRow(treasury, row)) };
}

/** Everything about one movement. The decoded part is decoded from the stored bytes now, and from nothing else. */
export function readMovement(treasury: Treasury, { id }: { readonly id: string }): Result<MovementDetail> {
  const { store, policy } = treasury;
  const found = movementOf(treasury, id);
  if (!found.ok) return found;
  const movement = found.value;
  const stored = store.movements.proposal(id);
  const decoded = stored ? decodedView(treasury, stored) : ok(null);
  if (!decoded.ok) return decoded;
  const rejection = store.movements.rejection(id)?.statement;
  const transaction = store.movements.transaction(id);
  return ok({
    row: movementRow(treasury, movement),
    decoded: decoded.value,
    ruleTitle: policy.rules.find((rule) => rule.id === movement.ruleId)?.title ?? null,
    approvals: store.movements.approvals(id).map(({ approval: { statement }, approvedAt }) => ({
      officerId: statement.officerId,
      officerName: officerName(treasury, statement.officerId) ?? '',
      approvedAt,
      expiresAt: statement.expiresAt,
    })),
    rejection: rejection
      ? {
          officerName: officerName(treasury, rejection.officerId) ?? '',
          reason: rejection.reason,
          at: rejection.rejectedAt,
        }
      : null,
    transaction: transaction
      ? {
          digestText: transaction.digest,
          signedAt: transaction.signedAt,
          sentAt: transaction.sentAt,
          finalAt: transaction.finalAt,
          checkpoint: transaction.checkpoint,
          gasUsed: transaction.gasUsed?.toString() ?? null,
        }
      : null,
    history: store.journal.ofMovement(id).map((entry) => ({
      at: entry.at,
      kind: entry.kind,
      officerName: officerName(treasury, entry.officerId),
      note: summaryOf(treasury, entry),
    })),
    actions: chooseActions(factsOf(treasury, movement)).map(({ action, refusal }) => ({
      action,
      allowed: refusal === null,
      reason: refusal && { code: refusal.code, message: refusal.message },
    })),
  });
}

function decodedView(treasury: Treasury, { proposal }: StoredProposal): Result<DecodedView> {
  const { codec, file, policy } = treasury;
  const bytes = new Uint8Array(Buffer.from(proposal.bytes, 'base64'));
  const decoded = codec.decode(bytes);
  if (!decoded.ok) return decoded;
  const transfer: DecodedTransfer = decoded.value;
  const digest = codec.digest(bytes);
  const total = totalPaid(transfer);
  const balances = new Map(
    proposal.evidence.map((coin) => [codec.proveCoin(coin).digest, BigInt(coin.balance)]),
  );
  const inputs = transfer.inputs.map((input) => ({ ...input, balance: balances.get(input.digest) ?? 0n }));
  const inputsTotal = inputs.reduce((sum, input) => sum + input.balance, 0n);
  const changeAtLeast = inputsTotal - total - transfer.gasBudget;
  return ok({
    transactionDigest: digest,
    viewDigest: viewDigest(file.network, transfer),
    digestText: codec.formatDigest(digest),
    wordCode: [...wordCode(digest)],
    network: proposal.network.id,
    chain: proposal.network.chain,
    sender: transfer.sender,
    senderPath: proposal.from,
    payments: transfer.payments.map(({ recipient, amount }) => ({
      recipient,
      legacy: legacyAddress(recipient),
      amount: amount.toString(),
      ownVaultName: policy.vaults.find((vault) => vault.receiveAddress === recipient)?.name ?? null,
    })),
    total: total.toString(),
    gasBudget: transfer.gasBudget.toString(),
    gasPrice: transfer.gasPrice.toString(),
    changeTo: transfer.changeTo,
    inputsTotal: inputsTotal.toString(),
    changeAtLeast: (changeAtLeast > 0n ? changeAtLeast : 0n).toString(),
    inputs: inputs.map(({ id, version, digest, balance }) => ({
      id,
      version,
      digest,
      balance: balance.toString(),
    })),
    bytesLength: bytes.length,
  });
}
