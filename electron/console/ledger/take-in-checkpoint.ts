import type {
  Cursor,
  Deposit,
  KnownEpoch,
  Movement,
  OwnAddress,
  StoredTransaction,
} from '../../books/rows.ts';
import type { MovedInputs } from '../../chains/chain.ts';
import type { Checkpoint, LedgerTransaction, ProvenSpend } from '../../chains/line.ts';
import { amountOf } from '../../core/amount.ts';
import type { Asset } from '../../core/asset.ts';
import type { FactChange, RestsOn } from '../../core/projection/change.ts';
import type { Version } from '../../core/projection/version.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { theStation } from '../actor.ts';
import type { Decision, EntryDraft } from '../recorder.ts';

/** A payment of ours in a checkpoint, with what belongs to it. */
export interface OwnPayment {
  readonly stored: StoredTransaction;
  readonly movement: Movement;
  /** Keys of all that it consumes. */
  readonly consumed: readonly string[];
  /** The payment that a cancellation voids; null for anything else. */
  readonly voided: Movement | null;
}

/** What the books and the line say of one checkpoint that concerns this treasury. */
export interface CheckpointFacts {
  /** The chain's: all amounts of a line are of it. */
  readonly asset: Asset;
  readonly checkpoint: Checkpoint;
  readonly cursor: Cursor | undefined;
  /** The epoch before it; undefined where none is known yet. */
  readonly epoch: KnownEpoch | undefined;
  /** Own addresses among all that it names. */
  readonly own: ReadonlyMap<string, OwnAddress>;
  /** By transaction id. */
  readonly payments: ReadonlyMap<string, OwnPayment>;
  /** Spends of own inputs by transactions that no movement knows, proven; by transaction id. */
  readonly foreign: ReadonlyMap<string, ProvenSpend>;
  /** Movements whose very bytes such a spend is, though these books do not know them as signed; by transaction id. */
  readonly recovered: ReadonlyMap<string, Pick<Movement, 'id' | 'version'>>;
  /** What proven transactions did to inputs, by transaction id; of others what own addresses have is read again. */
  readonly moved: ReadonlyMap<string, MovedInputs>;
  /** Deposits that are known already, by {@link depositKey}. */
  readonly deposits: ReadonlyMap<string, Deposit>;
  readonly url: string;
  readonly now: number;
  readonly restsOn: RestsOn;
}

export const depositKey = (transactionId: string, address: string): string => `${transactionId} ${address}`;

/** Whether a checkpoint has anything to do with own addresses. */
export const concernsUs = ({ transactions }: Checkpoint, isOwn: (address: string) => boolean): boolean =>
  transactions.some((transaction) => touchesOurs(transaction, isOwn));

/** Whether a transaction has anything to do with own addresses. */
export const touchesOurs = (
  { payers, changes }: LedgerTransaction,
  isOwn: (address: string) => boolean,
): boolean => payers.some(isOwn) || changes.some(({ owner }) => isOwn(owner));

/**
 * Whether a transaction spends what is ours, by what the node tells of it: then its bytes are asked for, and believed only
 * with the signature of one of our keys.
 */
export function spendsOurs(
  { payers, changes }: LedgerTransaction,
  isOwn: (address: string) => boolean,
): boolean {
  return payers.some(isOwn) || changes.some(({ owner, units }) => units < 0n && isOwn(owner));
}

/**
 * Takes in one checkpoint: payments that it ends, deposits that it makes final, spends of nobody here, and how far the
 * ledger was followed, all in one decision. Pure. Refuses `node-answer-malformed` for a spend that no own key signed.
 */
export function takeInCheckpoint(facts: CheckpointFacts): Result<Decision<void>> {
  const { checkpoint, cursor } = facts;
  const expects: Version[] = [{ of: 'cursor', version: cursor?.version ?? 0 }];
  const entries: EntryDraft[] = [];
  const changes: FactChange[] = [];
  for (const transaction of checkpoint.transactions) {
    const payment = facts.payments.get(transaction.id);
    if (payment) settle(transaction, payment, facts, { expects, entries });
    const foreign = facts.foreign.get(transaction.id);
    if (foreign) {
      const alarm = foreignSpend(transaction, foreign, facts);
      if (!alarm.ok) return alarm;
      entries.push(alarm.value);
      recover(transaction, facts, { expects, entries });
    }
    takeInChanges(transaction, facts, { expects, entries, changes });
  }
  changes.push(...movedPast(facts));
  return ok({ expects, entries, facts: changes, answer: undefined });
}

/** Where a payment ended. */
export interface SettledIn {
  readonly asset: Asset;
  readonly restsOn: RestsOn;
  readonly checkpoint: Pick<Checkpoint, 'sequence' | 'timestamp'>;
}

/** Moves the cursor past a checkpoint without anything of ours, from where it was read. Pure. */
export function passOver(facts: PassedFacts): Result<Decision<void>> {
  return ok({
    expects: [{ of: 'cursor', version: facts.cursor?.version ?? 0 }],
    entries: [],
    facts: movedPast(facts),
    answer: undefined,
  });
}

type PassedFacts = Pick<CheckpointFacts, 'checkpoint' | 'cursor' | 'epoch' | 'now'>;

function movedPast({ checkpoint, epoch: before, now }: PassedFacts): FactChange[] {
  const { sequence, digest, epoch, timestamp } = checkpoint;
  return [
    { kind: 'cursor-moved', next: sequence + 1n, at: now, digest },
    ...(epoch === null || epoch === before?.epoch
      ? []
      : // The first one has begun before anybody looked.
        [{ kind: 'epoch-reached', epoch, at: before ? timestamp : now } as const]),
  ];
}

/** What an entry says of where it stands on the ledger, and on whose word. */
const byLedger = ({ timestamp: ledgerAt }: Pick<Checkpoint, 'timestamp'>, restsOn: RestsOn) => ({
  ledgerAt,
  ...(restsOn === 'validators' ? { proven: true as const } : {}),
  ...(restsOn === 'two' ? { agreed: true as const } : {}),
});

/** Ends a payment of ours. The ledger's word counts: one that was given up ('failed') and happened is final. */
export function settle(
  transaction: Pick<LedgerTransaction, 'id' | 'succeeded' | 'error' | 'feePaid'>,
  { stored, movement, consumed, voided }: OwnPayment,
  { asset, checkpoint, restsOn }: SettledIn,
  { expects, entries }: { expects: Version[]; entries: EntryDraft[] },
): void {
  if (stored.finalAt !== null || !['signed', 'sent', 'failed'].includes(movement.state)) return;
  expects.push({ of: 'movement', id: movement.id, version: movement.version });
  const common = {
    movementId: movement.id,
    transactionId: transaction.id,
    checkpoint: checkpoint.sequence.toString(),
    feePaid: amountOf(transaction.feePaid, asset),
    consumed: [...consumed],
    ...byLedger(checkpoint, restsOn),
  };
  entries.push(
    transaction.succeeded
      ? { kind: 'transaction-final', actor: theStation('ledger-followed'), body: common }
      : {
          kind: 'transaction-failed',
          actor: theStation('ledger-followed'),
          body: {
            ...common,
            code: 'node-rejected',
            error: transaction.error ?? 'the network executed it without effect',
          },
        },
  );
  if (!transaction.succeeded || !voided || !['signed', 'sent', 'failed'].includes(voided.state)) return;
  expects.push({ of: 'movement', id: voided.id, version: voided.version });
  entries.push({
    kind: 'payment-voided',
    actor: theStation('ledger-followed'),
    body: {
      movementId: voided.id,
      cancelledBy: movement.id,
      transactionId: transaction.id,
      checkpoint: checkpoint.sequence.toString(),
    },
  });
}

/**
 * A transaction that one of our keys signed and no movement knows: from a copy of this treasury, or by a stolen key. It is
 * an alarm, and the evidence that payments with the same inputs can never happen.
 */
function foreignSpend(
  { id, changes }: LedgerTransaction,
  { signers, inputKeys }: ProvenSpend,
  { own, asset, checkpoint, url, restsOn }: CheckpointFacts,
): Result<EntryDraft> {
  const signer = signers.find((address) => own.has(address));
  if (signer === undefined) {
    return refuse('node-answer-malformed', `expected an own signature on ${id}, got none`);
  }
  return ok({
    kind: 'node-alarm',
    actor: theStation('ledger-followed'),
    body: {
      code: 'input-spent-elsewhere',
      message: `a transaction that no movement knows has spent inputs of ${signer}`,
      url,
      transactionId: id,
      checkpoint: checkpoint.sequence.toString(),
      consumed: [...inputKeys],
      changes: changes.flatMap(({ owner, units }) =>
        own.has(owner) ? [{ address: owner, amount: amountOf(units, asset) }] : [],
      ),
      ...byLedger(checkpoint, restsOn),
    },
  });
}

/** The ledger's word counts over what the books last knew of a movement: it is not paid again. */
function recover(
  { id, feePaid, succeeded }: LedgerTransaction,
  { recovered, asset, checkpoint, restsOn }: CheckpointFacts,
  { expects, entries }: { expects: Version[]; entries: EntryDraft[] },
): void {
  const movement = recovered.get(id);
  if (!movement) return;
  expects.push({ of: 'movement', id: movement.id, version: movement.version });
  entries.push({
    kind: 'payment-recovered',
    actor: theStation('ledger-followed'),
    body: {
      movementId: movement.id,
      transactionId: id,
      checkpoint: checkpoint.sequence.toString(),
      succeeded,
      feePaid: amountOf(feePaid, asset),
      ...byLedger(checkpoint, restsOn),
    },
  });
}

function takeInChanges(
  transaction: LedgerTransaction,
  { own, moved, deposits, asset, checkpoint, restsOn }: CheckpointFacts,
  { expects, entries, changes }: { expects: Version[]; entries: EntryDraft[]; changes: FactChange[] },
): void {
  const { id } = transaction;
  const inputs = moved.get(id);
  if (inputs) changes.push(...movedOf(inputs, checkpoint.sequence, own));
  else changes.push(...touchedBy(transaction, own));
  for (const { address, units, sender } of depositsIn(transaction, own)) {
    const known = deposits.get(depositKey(id, address));
    if (known?.state === 'final') continue;
    expects.push({ of: 'deposit', transactionId: id, address, version: known ? 1 : 0 });
    entries.push({
      kind: 'deposit-final',
      actor: theStation('ledger-followed'),
      body: {
        transactionId: id,
        address,
        amount: amountOf(units, asset),
        sender,
        checkpoint: checkpoint.sequence.toString(),
        seenAt: known?.seenAt ?? checkpoint.timestamp,
        ...byLedger(checkpoint, restsOn),
      },
    });
  }
}

/** What a transaction pays to own addresses from outside: nothing where it failed, or where an own address pays. */
export function depositsIn(
  { payers, succeeded, changes }: LedgerTransaction,
  own: ReadonlyMap<string, unknown>,
): readonly { readonly address: string; readonly units: bigint; readonly sender: string }[] {
  if (!succeeded || payers.some((payer) => own.has(payer))) return [];
  return changes.flatMap(({ owner, units }) =>
    own.has(owner) && units > 0n ? [{ address: owner, units, sender: payers[0] ?? '' }] : [],
  );
}

function movedOf(
  { consumed, created }: MovedInputs,
  checkpoint: bigint,
  own: CheckpointFacts['own'],
): readonly FactChange[] {
  const isOwn = ({ owner }: { readonly owner: string }) => own.has(owner);
  const ours = { consumed: consumed.filter(isOwn), created: created.filter(isOwn) };
  return ours.consumed.length + ours.created.length === 0
    ? []
    : [{ kind: 'inputs-moved', checkpoint: checkpoint.toString(), ...ours }];
}

function touchedBy(
  { id, payers, changes }: LedgerTransaction,
  own: CheckpointFacts['own'],
): readonly FactChange[] {
  // The inputs of a payer may be others now, though it has as much as before.
  const unchanged = payers.filter((payer) => own.has(payer) && !changes.some(({ owner }) => owner === payer));
  return [
    ...unchanged.map((address) => ({ kind: 'address-touched', address }) as const),
    ...changes
      .filter(({ owner }) => own.has(owner))
      .map(({ owner, units }) => ({
        kind: 'address-touched' as const,
        address: owner,
        ...(units > 0n ? { by: id } : {}),
      })),
  ];
}
