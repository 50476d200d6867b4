import type { GasCharge } from './gas.ts';
import type { LogPlace } from './log-place.ts';
import type { LockVotes } from './object-locks.ts';
import { type Epoch, fromText, toText } from './store/checkpoint-table.ts';

/** What a ledger knows beside its tables. */
export interface LedgerState {
  /** Transactions since genesis. */
  count: number;
  /** Of them, those in checkpoints. */
  sealed: number;
  /** Nanos. */
  burnt: bigint;
  /** Nanos kept for the storage of objects. */
  stored: bigint;
  /** What the epoch's transactions were charged so far. */
  epochGas: GasCharge;
  epoch: Epoch;
}

/** What a store keeps with its tables. */
interface SavedState {
  readonly state: string;
  readonly votes: LockVotes;
  /** Where in the log the tables are. */
  readonly place: unknown;
}

export function writeState(state: LedgerState, votes: LockVotes, place: unknown): SavedState {
  return { state: toText(state), votes, place };
}

/** @param saved what the store gave; null where it has nothing */
export function readState(saved: unknown): (LedgerState & { readonly votes: LockVotes }) | null {
  if (saved === null) return null;
  const { state, votes } = saved as SavedState;
  return { ...(fromText(state) as LedgerState), votes };
}

/** Where in the log the tables are, as {@link writeState} was told. */
export function readPlace(saved: unknown): LogPlace | null {
  return saved === null ? null : ((saved as SavedState).place as LogPlace | null);
}
