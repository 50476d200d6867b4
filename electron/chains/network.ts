import type { Address } from '../core/address.ts';
import type { NetworkId } from '../core/network-id.ts';
import type { CoinReference } from '../core/proposal/decoded-transfer.ts';
import type { CoinEvidence } from '../core/proposal/proposal.ts';
import type { Result } from '../core/result.ts';

/** What one transaction changed in an address's balance of IOTA. Nanos, negative when it paid. */
export interface BalanceChange {
  readonly owner: Address;
  readonly amount: bigint;
}

/** A transaction as the ledger tells it. `digest` in the network's own writing (base58 on IOTA). */
export interface LedgerTransaction {
  readonly digest: string;
  readonly sender: Address;
  readonly succeeded: boolean;
  /** The network's own words why it failed; null if it succeeded. */
  readonly error: string | null;
  /** Sequence number of the checkpoint that holds it; null while it is executed but not yet irreversible. */
  readonly checkpoint: bigint | null;
  /** Milliseconds; null while not in a checkpoint. */
  readonly timestamp: number | null;
  readonly balanceChanges: readonly BalanceChange[];
  /** Net gas, nanos: computation + storage - rebate. */
  readonly gasUsed: bigint;
}

/** Who signed an executed transaction and every owned object version that it consumed, proven by its bytes. */
export interface SignedSpend {
  /** Addresses whose Ed25519 signature over the bytes is valid. */
  readonly signers: readonly Address[];
  readonly inputs: readonly Pick<CoinReference, 'id' | 'version'>[];
}

export interface Checkpoint {
  readonly sequence: bigint;
  readonly digest: string;
  /** Digest of the checkpoint before; null for the first of all. */
  readonly previous: string | null;
  /** Milliseconds. */
  readonly timestamp: number;
  readonly transactions: readonly LedgerTransaction[];
}

/**
 * Where coins live, as the console needs it. Every answer is checked before it is believed; every failure is one of
 * `node-unreachable`, `node-timeout`, `node-not-json`, `node-rejected`, `node-chain-mismatch`,
 * `node-balance-mismatch`, `node-answer-malformed`. No method retries by itself (`coins` reads
 * again when coins moved while it read); none changes anything but `submit`.
 */
export interface Network {
  readonly id: NetworkId;
  readonly url: string;
  /** The chain identifier (8 hex digits) that the node answers with. */
  chain(): Promise<Result<string>>;
  /** Nanos per computation unit in this epoch. */
  gasPrice(): Promise<Result<bigint>>;
  /**
   * All plain IOTA coins of an address, each with its proof: the digest that the node names is recomputed from the
   * content, and the sum must be the balance that the node states.
   */
  coins(owner: Address): Promise<Result<readonly CoinEvidence[]>>;
  latestCheckpoint(): Promise<Result<bigint>>;
  /** Checkpoints from `from` on, oldest first, at most `limit` (1 to 50), with all their transactions. */
  checkpoints(from: bigint, limit: number): Promise<Result<readonly Checkpoint[]>>;
  /** The latest transactions that paid an address, newest first, not yet irreversible ones included. At most 50. */
  received(owner: Address): Promise<Result<readonly LedgerTransaction[]>>;
  /**
   * Sends signed bytes. Sending the same bytes again is safe: the same transaction is answered. A `node-rejected`
   * means that the node looked and refused; every other refusal leaves open whether it was accepted.
   */
  submit(bytes: Uint8Array, serializedSignature: string): Promise<Result<LedgerTransaction>>;
  /**
   * The spend of an executed transaction, believed on its bytes alone: their digest must be the one asked for, and each
   * signer's signature must be over them. `node-answer-malformed` where the node gives other bytes or none.
   */
  signedSpend(digest: string): Promise<Result<SignedSpend>>;
}
