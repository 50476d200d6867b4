import { officerOf } from '../actor.ts';
import type { Amount } from '../amount.ts';
import { proofsIn, type VaultAddress } from '../attestation/proofs-in.ts';
import { documentOf, documentsOf } from '../journal/documents.ts';
import type { TypedEntry } from '../journal/journal-entry.ts';
import { mandateDigest } from '../mandate/mandate.ts';
import { parseUnits } from '../money.ts';
import { assertNever } from '../result.ts';
import type { Change, Problem } from './change.ts';
import { builtAgain, projectPayment, restsOn } from './project-payment.ts';
import { received } from './project-received.ts';

const approvalsVoid: Problem = {
  code: 'approval-expired',
  message: 'its approvals are void by their time or by a new policy; it waits for new ones',
};

const expired = (movementId: string, at: number): readonly Change[] => [
  { kind: 'movement-moved', id: movementId, to: 'expired', at },
  { kind: 'inputs-released', movementId },
];

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
    case 'money-found': {
      const { vaultId, accounts, addresses, holding } = entry.body;
      return [
        ...accounts.map((account) => newAccount(vaultId, account, entry)),
        ...newAddresses(
          addresses.map((address) => ({ ...address, vaultId, issued: false })),
          entry,
        ),
        ...holding.flatMap((address): readonly Change[] => [
          { kind: 'address-restored', address, at },
          { kind: 'address-touched', address },
        ]),
      ];
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
          restsOn: restsOn(entry.body),
        },
      ];
    }
    case 'mandate-requested':
    case 'mandate-received':
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
      return expired(entry.body.movementId, at);
    case 'proposal-expired': {
      const { movementId, again, keepsApprovals = false, alone, ruled } = entry.body;
      switch (again) {
        case undefined:
          return expired(movementId, at);
        case 'approve':
          return [
            { kind: 'approvals-voided', movementId },
            ...(ruled ? [{ kind: 'movement-ruled', id: movementId, ...ruled } as const] : []),
            { kind: 'movement-moved', id: movementId, to: 'proposed', at },
            { kind: 'movement-problem', id: movementId, problem: approvalsVoid },
          ];
        case 'build':
          return [
            ...(alone ? [{ kind: 'movement-mandated', id: movementId, mandate: null } as const] : []),
            ...builtAgain(movementId, keepsApprovals, at),
          ];
        default:
          return assertNever(again);
      }
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
    case 'proposal-signed':
    case 'transaction-leaving':
    case 'payment-voided':
    case 'transaction-submitted':
    case 'transaction-final':
    case 'transaction-failed':
    case 'payment-recovered':
      return projectPayment(entry);
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
          restsOn: restsOn(entry.body),
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
        ...mandatesIn(documents),
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
    case 'time-skipped':
      return [{ kind: 'ledger-skipped' }];
    case 'clock-corrected':
      return [{ kind: 'spends-redated', ruleIds: entry.body.ruleIds, at: entry.body.at }];
    case 'movement-ended-elsewhere':
      return [{ kind: 'movement-moved', id: entry.body.movementId, to: entry.body.state, at }];
    case 'proposal-received':
      return received(entry);
    case 'envelope-taken': {
      const { epoch } = entry.body;
      return epoch === null
        ? []
        : [{ kind: 'epoch-reached', epoch: BigInt(epoch.number), at: epoch.beganAt }];
    }
    case 'station-joined':
    case 'station-introduced':
    case 'envelope-made':
    case 'drop-folder-set':
    case 'message-asked':
    case 'message-received':
    case 'message-approved':
    case 'message-refused':
    case 'message-not-signed':
    case 'message-signed':
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
    // Told by the journal alone.
    case 'vault-frozen':
    case 'freeze-lifted':
    case 'recipient-entered':
    case 'recipient-verified':
    case 'recipient-removed':
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

/** The mandates that an entry carries, each with those of its own requests that it is for. */
function mandatesIn(documents: TypedEntry['documents']): readonly Change[] {
  const asked = new Set(documentsOf(documents, 'request').map(({ statement }) => statement.id));
  return documentsOf(documents, 'mandate').flatMap((mandate): readonly Change[] => {
    const digest = mandateDigest(mandate.statement);
    const own = mandate.statement.sources.filter(({ requestId }) => asked.has(requestId));
    return [
      { kind: 'mandate-added', mandate },
      ...own.map(({ requestId: id }) => ({ kind: 'movement-mandated', id, mandate: digest }) as const),
    ];
  });
}

type Written = Pick<TypedEntry, 'seq' | 'at' | 'documents'>;

function newAccount(
  vaultId: string,
  { account, alias }: { readonly account: number; readonly alias: string },
  { seq, at }: Written,
): Change {
  return { kind: 'account-added', vaultId, account, alias, createdAt: at, entry: seq };
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
