import type { Amount } from '../amount.ts';
import type { TypedEntry } from '../journal/journal-entry.ts';
import { assertNever } from '../result.ts';
import type { Change, RestsOn } from './change.ts';

type PaymentEntry = Extract<
  TypedEntry,
  {
    readonly kind:
      | 'proposal-signed'
      | 'transaction-leaving'
      | 'payment-voided'
      | 'transaction-submitted'
      | 'transaction-final'
      | 'transaction-failed'
      | 'payment-recovered';
  }
>;

/** Other bytes are built for the same request. */
export const builtAgain = (movementId: string, keepsApprovals: boolean, at: number): readonly Change[] => [
  ...(keepsApprovals ? [] : [{ kind: 'approvals-voided', movementId } as const]),
  { kind: 'proposal-dropped', movementId },
  { kind: 'inputs-released', movementId },
  { kind: 'movement-moved', id: movementId, to: 'queued', at },
];

/** The changes that follow from a signature, from its way to the ledger, and from what the ledger made of it. */
export function projectPayment(entry: PaymentEntry): readonly Change[] {
  const { at } = entry;
  switch (entry.kind) {
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
      const { again, keepsApprovals = false } = entry.body;
      // What a checkpoint has executed is never built again, whatever an entry says.
      if (again === 'build' && checkpoint === null) {
        return [{ kind: 'transaction-dropped', movementId }, ...builtAgain(movementId, keepsApprovals, at)];
      }
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
    default:
      return assertNever(entry);
  }
}

interface PaidOnLedger {
  readonly movementId: string;
  readonly transactionId: string;
  readonly checkpoint: string;
  readonly feePaid: Pick<Amount, 'units'> | null;
  readonly succeeded: boolean;
  readonly ledgerAt?: number;
  readonly proven?: true;
  readonly agreed?: true;
}

/** On whose word an entry says what the ledger did. */
export const restsOn = ({ proven, agreed }: Pick<PaidOnLedger, 'proven' | 'agreed'>): RestsOn =>
  proven ? 'validators' : agreed ? 'two' : 'one';

function paymentFlow({ at }: Pick<TypedEntry, 'at'>, { feePaid, ledgerAt, ...paid }: PaidOnLedger): Change {
  const { movementId, transactionId, checkpoint, succeeded } = paid;
  const fee = BigInt(feePaid?.units ?? '0');
  return {
    kind: 'flow-payment',
    movementId,
    transactionId,
    checkpoint,
    succeeded,
    at: ledgerAt ?? at,
    fee,
    restsOn: restsOn(paid),
  };
}
