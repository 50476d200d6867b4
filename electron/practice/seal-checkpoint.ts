import { base58, base64 } from '@scure/base';
import { blake2b256 } from '../core/digest.ts';
import type { Effects } from './apply-transaction.ts';
import {
  contentsBytes,
  contentsDigest,
  summaryBytes,
  summaryDigest,
} from './documents/checkpoint-document.ts';
import { CLOCK_ID, SYSTEM_STATE_ID } from './documents/system-object.ts';
import { epochChangeBytes, prologueBytes, SYSTEM_SIGNATURE } from './documents/system-transaction.ts';
import { documentDigest } from './documents/tagged-digest.ts';
import { NO_GAS } from './gas.ts';
import type { Genesis } from './genesis.ts';
import type { NextEpoch } from './ledger-event.ts';
import type { LedgerState } from './saved-state.ts';
import type { PracticeCheckpoint } from './store/checkpoint-table.ts';
import type { Objects } from './store/object-table.ts';
import type { Executed, Recorded, TransactionKind } from './store/transaction-table.ts';
import { committeeOf } from './validators.ts';

export interface SealingLedger {
  readonly genesis: Genesis;
  readonly objects: Objects;
  readonly state: LedgerState;
  readonly enter: (
    kind: TransactionKind,
    given: Pick<Executed, 'digest' | 'bytes' | 'transaction' | 'signatures' | 'effects'>,
  ) => Executed;
  readonly previous: PracticeCheckpoint | null;
}

const signatures = [base64.encode(SYSTEM_SIGNATURE)];

/**
 * Makes the checkpoint of what waits: the commit's prologue first, the change of the epoch last, as on the real network.
 * @param waiting in the order of execution
 * @param next what the next epoch has; null where this one goes on
 */
export function sealCheckpoint(
  ledger: SealingLedger,
  waiting: readonly Recorded[],
  { at, next }: { readonly at: number; readonly next: NextEpoch | null },
): PracticeCheckpoint {
  const { genesis, state, previous } = ledger;
  const { epoch } = state;
  const timestamp = Math.max(at, previous?.timestamp ?? 0);
  const protocolVersion = next?.protocolVersion ?? epoch.protocolVersion;
  const entries = previous
    ? [
        enterPrologue(ledger, waiting, timestamp),
        ...waiting,
        ...(next ? [enterEpochChange(ledger, timestamp, protocolVersion)] : []),
      ]
    : waiting;
  const contents = contentsBytes(
    // The change of an epoch comes after consensus: contents list no signature of it.
    entries.map((entry) => (entry.kind === 'end-of-epoch' ? { ...entry, signatures: [] } : entry)),
  );
  const parts = {
    epoch: epoch.number,
    sequence: previous ? previous.sequence + 1 : 0,
    totalTransactions: state.count,
    contentsDigest: contentsDigest(contents),
    previousDigest: previous?.digest ?? null,
    epochGas: state.epochGas,
    timestamp,
    endOfEpoch: next && {
      committee: committeeOf(genesis.seed, epoch.number + 1).map(({ publicKey, stake }) => ({
        publicKey,
        stake,
      })),
      protocolVersion,
      supplyChange: -state.epochGas.computation,
    },
  };
  const summary = summaryBytes(parts);
  return { ...parts, digest: summaryDigest(summary), summary, contents };
}

function enterPrologue(ledger: SealingLedger, waiting: readonly Recorded[], timestamp: number): Executed {
  const { number, firstCheckpoint } = ledger.state.epoch;
  const sequence = (ledger.previous?.sequence ?? -1) + 1;
  const bytes = prologueBytes({
    epoch: BigInt(number),
    round: BigInt(sequence - firstCheckpoint + 1),
    timestamp: BigInt(timestamp),
    commitDigest: blake2b256(...waiting.map(({ digest }) => base58.decode(digest))),
  });
  return enterSystem(ledger, 'prologue', bytes, CLOCK_ID, () => BigInt(timestamp));
}

function enterEpochChange(ledger: SealingLedger, timestamp: number, protocolVersion: number): Executed {
  const bytes = epochChangeBytes({
    epoch: BigInt(ledger.state.epoch.number + 1),
    protocolVersion: BigInt(protocolVersion),
    charge: ledger.state.epochGas,
    start: BigInt(timestamp),
  });
  return enterSystem(ledger, 'end-of-epoch', bytes, SYSTEM_STATE_ID, (value) => value);
}

/** Executes a transaction of the network, which changes one shared object and costs nothing. */
function enterSystem(
  { objects, enter }: SealingLedger,
  kind: TransactionKind,
  bytes: Uint8Array,
  id: string,
  change: (value: bigint) => bigint,
): Executed {
  const before = objects.system(id);
  if (!before) throw new Error(`the practice ledger is damaged: ${id} is missing`);
  const digest = documentDigest('TransactionData', bytes);
  const version = before.version + 1n;
  const after = { id, version, value: change(before.value), previousTransaction: digest };
  const effects: Effects = {
    failure: null,
    error: null,
    charge: NO_GAS,
    version,
    created: [],
    mutated: [],
    deleted: [],
    system: [{ before, after }],
    gasCoin: null,
  };
  return enter(kind, { digest, bytes, transaction: null, signatures, effects });
}
