import { base58 } from '@scure/base';
import { canonicalJson } from '../core/canonical-json.ts';
import { blake2b256 } from '../core/digest.ts';
import type { GasCharge } from './gas.ts';

/** A batch of executed transactions that no one can take back. */
export interface PracticeCheckpoint {
  readonly sequence: number;
  /** Base58. */
  readonly digest: string;
  readonly previousDigest: string | null;
  readonly epoch: number;
  /** Milliseconds since the Unix epoch. */
  readonly timestamp: number;
  /** Base58 digests, in the order of execution. */
  readonly transactions: readonly string[];
  /** Transactions since genesis, these included. */
  readonly totalTransactions: number;
  /** What the epoch's transactions were charged so far. */
  readonly epochGas: GasCharge;
  readonly endsEpoch: boolean;
}

const utf8 = new TextEncoder();

/**
 * Seals a checkpoint: its digest covers all of it and the one before. (The real network hashes the BCS of a summary
 * with validators' commitments, which this one does not have.)
 */
export function sealCheckpoint(parts: Omit<PracticeCheckpoint, 'digest'>): PracticeCheckpoint {
  const { epochGas, ...rest } = parts;
  const statement = canonicalJson({
    ...rest,
    epochGas: {
      computation: epochGas.computation.toString(),
      storage: epochGas.storage.toString(),
      rebate: epochGas.rebate.toString(),
    },
  });
  return { ...parts, digest: base58.encode(blake2b256(utf8.encode(`CheckpointSummary::${statement}`))) };
}
