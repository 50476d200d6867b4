import { officerOf } from '../actor.ts';
import type { Amount } from '../amount.ts';
import { proofsIn, type VaultAddress } from '../attestation/proofs-in.ts';
import { documentOf, documentsOf } from '../journal/documents.ts';
import type { TypedEntry } from '../journal/journal-entry.ts';
import { parseUnits } from '../money.ts';
import { assertNever } from '../result.ts';
import type { Change } from './change.ts';

/**
 * The changes of the tables that follow from a journal entry. Pure: the present tables are made by it entry by entry, and
 * the same function makes them again from the journal.
 */
export function project(entry: TypedEntry): readonly Change[] {
  const { at, documents } = entry;
  switch (entry.kind) {
    case 'treasury-created':
      return [
        ...entry.body.accounts.map(({ vaultId, ...account }) => newAccount(vaultId, account, entry)),
        ...newAddresses(entry.body.addresses, entry),
      ];
    case 'account-created': {
      const { vaultId, account, alias, addresses } = entry.body;
      return [
        newAccount(vaultId, { account, alias }, entry),
        ...newAddresses(
          addresses.map((address) => ({ ...address, vaultId })),
          entry,
        ),
      ];
    }
    case 'account-renamed': {
      const { vaultId, account, alias } = entry.body;
      const officerId = officerOf(entry.actor);
      return [{ kind: 'account-renamed', vaultId, account, alias, at, entry: entry.seq, officerId }];
    }
    case 'account-noted': {
      const { vaultId, account, note } = entry.body;
      return [{ kind: 'account-noted', vaultId, account, note }];
    }
    case 'account-archived':
    case 'account-restored': {
      const { vaultId, account } = entry.body;
      const archivedAt = entry.kind === 'account-archived' ? at : null;
      return [{ kind: 'account-archived', vaultId, account, at: archivedAt }];
    }
    case 'addresses-derived': {
      const { vaultId, addresses } = entry.body;
      return newAddresses(
        addresses.map((address) => ({ ...address, vaultId, issued: false })),
        entry,
      );
    }
    case 'address-issued':
      return [{ kind: 'address-issued', address: entry.body.address, at, entry: entry.seq }];
    case 'deposit-final': {
      const { transactionId, address, amount, sender, seenAt, checkpoint, ledgerAt } = entry.body;
      return [
        {
          kind: 'deposit-final',
          transactionId,
          address,
          units: unitsOf(amount),
          sender,
          seenAt,
          finalAt: at,
          checkpoint,
        },
        {
          kind: 'flow-deposit',
          transactionId,
          at: ledgerAt ?? at,
          checkpoint,
          address,
          units: unitsOf(amount),
          sender,
        },
      ];
    }
    case 'mandate-requested':
      return documentsOf(documents, 'mandate').map((mandate) => ({ kind: 'mandate-added', mandate }));
    case 'gather-requested':
    case 'sweep-requested': {
      const { movementId: id, mandate } = entry.body;
      return [
        ...documentsOf(documents, 'request').map((request) => ({ kind: 'movement-added', request }) as const),
        ...(mandate === undefined ? [] : [{ kind: 'movement-mandated', id, mandate } as const]),
      ];
    }
    case 'withdrawal-requested':
    case 'cancellation-requested':
      return documentsOf(documents, 'request').map((request) => ({ kind: 'movement-added', request }));
    case 'request-cancelled':
      return [{ kind: 'movement-moved', id: entry.body.movementId, to: 'cancelled', at }];
    case 'proposal-built': {
      const { movementId, digest, viewDigest, digestText, ruleId, approvalsNeeded } = entry.body;
      const lastEpoch = entry.body.lastEpoch === null ? null : BigInt(entry.body.lastEpoch);
      const proposal = documentOf(documents, 'proposal');
      if (!proposal) return [];
      return [
        { kind: 'proposal-added', movementId, proposal, digest, viewDigest, digestText, lastEpoch },
        { kind: 'movement-ruled', id: movementId, ruleId, approvalsNeeded },
        // A cancellation consumes what the payment that it voids has reserved.
        ...(proposal.requests.some(({ statement }) => statement.kind === 'cancellation')
          ? []
          : [
              { kind: 'inputs-reserved', movementId, keys: proposal.evidence.map(({ key }) => key) } as const,
            ]),
        { kind: 'movement-moved', id: movementId, to: entry.body.approved ? 'approved' : 'proposed', at },
      ];
    }
    case 'proposal-approved': {
      const { movementId, reached } = entry.body;
      return [
        ...documentsOf(documents, 'approval').map(
          (approval) => ({ kind: 'approval-added', movementId, approval, at }) as const,
        ),
        ...(reached ? [{ kind: 'movement-moved', id: movementId, to: 'approved', at } as const] : []),
      ];
    }
    case 'mandate-approved': {
      const { movementIds, reached } = entry.body;
      const approval = documentOf(documents, 'approval');
      if (!approval) return [];
      return [
        ...movementIds.map((movementId) => ({ kind: 'approval-added', movementId, approval, at }) as const),
        ...reached.map((id) => ({ kind: 'movement-moved', id, to: 'approved', at }) as const),
      ];
    }
    case 'mandate-stopped': {
      const rejection = documentOf(documents, 'rejection');
      return entry.body.movements.flatMap(({ movementId, signed }): readonly Change[] => [
        ...(signed ? [] : [{ kind: 'movement-moved', id: movementId, to: 'stopped', at } as const]),
        { kind: 'movement-stopped', id: movementId, at },
        ...(rejection ? [{ kind: 'rejection-added', movementId, rejection } as const] : []),
      ]);
    }
    case 'proposal-rejected': {
      const { movementId } = entry.body;
      return [
        { kind: 'movement-moved', id: movementId, to: 'rejected', at },
        ...documentsOf(documents, 'rejection').map(
          (rejection) => ({ kind: 'rejection-added', movementId, rejection }) as const,
        ),
        { kind: 'inputs-released', movementId },
      ];
    }
    case 'movement-stopped': {
      const { movementId, signed } = entry.body;
      return [
        ...(signed ? [] : [{ kind: 'movement-moved', id: movementId, to: 'stopped', at } as const]),
        { kind: 'movement-stopped', id: movementId, at },
        ...documentsOf(documents, 'rejection').map(
          (rejection) => ({ kind: 'rejection-added', movementId, rejection }) as const,
        ),
      ];
    }
    case 'stop-sealed': {
      const { movementId } = entry.body;
      return [
        { kind: 'movement-moved', id: movementId, to: 'rejected', at },
        { kind: 'inputs-released', movementId },
      ];
    }
    case 'request-expired':
    case 'proposal-expired': {
      const { movementId } = entry.body;
      return [
        { kind: 'movement-moved', id: movementId, to: 'expired', at },
        { kind: 'inputs-released', movementId },
      ];
    }
    case 'sign-refused': {
      const { movementId: id, escalated, code, message } = entry.body;
      return [
        ...(escalated
          ? ([
              { kind: 'movement-moved', id, to: 'proposed', at },
              { kind: 'movement-ruled', id, ...escalated },
            ] as const)
          : []),
        { kind: 'movement-problem', id, problem: { code, message } },
      ];
    }
    case 'proposal-signed': {
      const { movementId, transactionId, signature, fields, ruleId, signedAt, leaves } = entry.body;
      const leftEpoch = leaves === null ? null : BigInt(leaves);
      return [
        { kind: 'movement-moved', id: movementId, to: 'signed', at },
        {
          kind: 'transaction-added',
          movementId,
          transactionId,
          signature,
          fields,
          ruleId,
          signedAt,
          leftEpoch,
        },
      ];
    }
    case 'transaction-leaving': {
      const { movementId, epoch } = entry.body;
      return [{ kind: 'transaction-left', movementId, epoch: BigInt(epoch) }];
    }
    case 'payment-voided': {
      const { movementId } = entry.body;
      return [
        { kind: 'inputs-released', movementId },
        { kind: 'movement-moved', id: movementId, to: 'cancelled', at },
      ];
    }
    case 'transaction-submitted': {
      const { movementId } = entry.body;
      return [
        { kind: 'transaction-sent', movementId, at },
        { kind: 'movement-moved', id: movementId, to: 'sent', at },
      ];
    }
    case 'transaction-final': {
      const { movementId, transactionId, checkpoint, feePaid, consumed } = entry.body;
      return [
        { kind: 'transaction-final', movementId, at, checkpoint, feePaid: BigInt(feePaid.units) },
        { kind: 'inputs-spent', keys: consumed, transactionId, checkpoint },
        { kind: 'inputs-released', movementId },
        { kind: 'movement-moved', id: movementId, to: 'final', at },
        paymentFlow(entry, { ...entry.body, succeeded: true }),
      ];
    }
    case 'transaction-failed': {
      const { movementId, transactionId, checkpoint, feePaid, code, error, consumed } = entry.body;
      return [
        ...(checkpoint === null
          ? []
          : ([
              {
                kind: 'transaction-final',
                movementId,
                at,
                checkpoint,
                feePaid: BigInt(feePaid?.units ?? '0'),
              },
              { kind: 'inputs-spent', keys: consumed, transactionId, checkpoint },
              paymentFlow(entry, { ...entry.body, checkpoint, succeeded: false }),
            ] as const)),
        { kind: 'inputs-released', movementId },
        { kind: 'movement-moved', id: movementId, to: 'failed', at },
        { kind: 'movement-problem', id: movementId, problem: { code, message: error } },
      ];
    }
    case 'payment-recovered': {
      const { movementId: id, transactionId, succeeded } = entry.body;
      const message = `another copy of this treasury signed it: transaction ${transactionId}`;
      return [
        { kind: 'inputs-released', movementId: id },
        { kind: 'movement-moved', id, to: succeeded ? 'final' : 'failed', at },
        { kind: 'movement-problem', id, problem: { code: 'spend-not-in-books', message } },
        paymentFlow(entry, entry.body),
      ];
    }
    case 'node-alarm': {
      const { consumed, transactionId, checkpoint, changes = [], ledgerAt } = entry.body;
      if (transactionId === null || checkpoint === null) return [];
      return [
        { kind: 'inputs-spent', keys: consumed, transactionId, checkpoint },
        {
          kind: 'flow-unknown',
          transactionId,
          at: ledgerAt ?? at,
          checkpoint,
          changes: changes.map(({ address, amount }) => ({ address, units: BigInt(amount.units) })),
        },
      ];
    }
    case 'vault-opened':
    case 'vault-sealed':
      return entry.body.rejected.length === 0
        ? []
        : [{ kind: 'rejections-sealed', movementIds: entry.body.rejected }];
    case 'ceremony-completed': {
      const { vaultId, accounts, addresses, retires } = entry.body;
      const of = vaultId ?? '';
      return [
        ...accounts.map((account) => newAccount(of, account, entry)),
        ...newAddresses(
          addresses.map((address) => ({ ...address, vaultId: of })),
          entry,
        ),
        // What a restore found used, and the change addresses of another wallet: they may have money already.
        ...addresses.flatMap(({ address, issued, path }) =>
          issued || path.change === 1
            ? [
                { kind: 'address-restored', address, at } as const,
                { kind: 'address-touched', address } as const,
              ]
            : [],
        ),
        ...(retires === null ? [] : [{ kind: 'vault-retired', vaultId: retires, at } as const]),
        ...documentsOf(documents, 'request').map((request) => ({ kind: 'movement-added', request }) as const),
      ];
    }
    case 'books-differed':
      return [{ kind: 'alarm-raised', entry: entry.seq, at, ...entry.body }];
    case 'second-opinion-differed': {
      const { count, differences } = entry.body;
      return [{ kind: 'alarm-raised', entry: entry.seq, at, count, differences }];
    }
    case 'books-settled':
      return [{ kind: 'alarm-settled', entry: entry.body.alarm, at }];
    case 'clock-corrected':
      return [{ kind: 'spends-redated', ruleIds: entry.body.ruleIds, at: entry.body.at }];
    case 'facts-noted':
    case 'books-rebuilt':
    case 'officer-signed-in':
    case 'officer-signed-out':
    case 'vault-closed':
    case 'ceremony-abandoned':
    case 'vault-password-changed':
    case 'vault-copied':
    case 'vault-migrated':
    case 'second-opinion-agreed':
    case 'act-confirmed':
    case 'idle-lock-changed':
    case 'node-changed':
    case 'journal-exported':
    case 'books-exported':
    case 'treasury-backed-up':
    case 'ceremony-begun':
    case 'folder-settled':
      return [];
    default:
      return assertNever(entry);
  }
}

type Written = Pick<TypedEntry, 'seq' | 'at' | 'documents'>;

function newAccount(
  vaultId: string,
  { account, alias }: { readonly account: number; readonly alias: string },
  { seq, at }: Written,
): Change {
  return { kind: 'account-added', vaultId, account, alias, createdAt: at, entry: seq };
}

interface PaidOnLedger {
  readonly movementId: string;
  readonly transactionId: string;
  readonly checkpoint: string;
  readonly feePaid: Pick<Amount, 'units'> | null;
  readonly succeeded: boolean;
  readonly ledgerAt?: number;
}

function paymentFlow({ at }: Written, { feePaid, ledgerAt, ...paid }: PaidOnLedger): Change {
  const { movementId, transactionId, checkpoint, succeeded } = paid;
  const fee = BigInt(feePaid?.units ?? '0');
  return { kind: 'flow-payment', movementId, transactionId, checkpoint, succeeded, at: ledgerAt ?? at, fee };
}

/** The attestations that an entry carries, and its addresses with their proofs. */
function newAddresses(
  addresses: readonly (VaultAddress & { readonly issued: boolean })[],
  { seq, at, documents }: Written,
): readonly Change[] {
  const attestations = documentsOf(documents, 'attestation');
  const proofOf = proofsIn(attestations, addresses);
  return [
    ...attestations.map((attestation) => ({ kind: 'attestation-added', attestation }) as const),
    ...addresses.flatMap((each): readonly Change[] => {
      const { address, vaultId, path, issued } = each;
      const added: Change = { kind: 'address-added', address, vaultId, path, attested: proofOf(each) };
      return issued ? [added, { kind: 'address-issued', address, at, entry: seq }] : [added];
    }),
  ];
}

/** The body's schema has let it through; anything else in its place is a bug. */
function unitsOf(amount: Amount): bigint {
  const units = parseUnits(amount.units);
  if (!units.ok) throw new Error(units.message);
  return units.value;
}
