import type { Result } from '../../../../core/result.ts';
import type { ReadCheckpoint } from '../grpc/stream-checkpoints.ts';

/** A transaction as its senders signed it. All bytes are as the ledger has them. */
export interface StoredTransaction {
  readonly bytes: Uint8Array;
  /** Each with its flag first. */
  readonly signatures: readonly Uint8Array[];
}

/** A whole checkpoint as a store has it: nothing of it is proven. */
export interface StoredCheckpoint extends ReadCheckpoint {
  readonly certificate: Uint8Array;
  /** In the order of the effects. */
  readonly transactions: readonly StoredTransaction[];
}

/**
 * Where old checkpoints are that a node has thrown away. It is believed nothing: what it gives is proven as if a node had
 * given it. It is told the numbers of checkpoints, and nothing else.
 */
export interface HistoryStore {
  /**
   * One checkpoint; null where the store does not have it. Refuses `history-unreachable`, `history-malformed` (another
   * checkpoint, cut short, none at all) and `history-too-large`.
   */
  fetch(sequence: bigint): Promise<Result<StoredCheckpoint | null>>;
}
