import type { JsonValue } from '../core/json.ts';
import type { NetworkId } from '../core/network-id.ts';
import type { InputEvidence } from '../core/proposal/evidence.ts';
import type { TransferView } from '../core/proposal/transfer-view.ts';
import type { Result } from '../core/result.ts';
import type { FeeTerms } from './chain.ts';

/** What one transaction changed in what an address has. Base units of the chain's asset, negative where it paid. */
export interface HoldingChange {
  readonly owner: string;
  readonly units: bigint;
}

/** A transaction as the ledger shows it. */
export interface LedgerTransaction {
  readonly id: string;
  /** At least one. */
  readonly payers: readonly string[];
  readonly succeeded: boolean;
  /** The network's own words why it failed; null if it succeeded. */
  readonly error: string | null;
  /** Sequence number of its checkpoint; null while it is executed but not yet irreversible. */
  readonly checkpoint: bigint | null;
  /** Milliseconds; null while not in a checkpoint. */
  readonly timestamp: number | null;
  /** One for each owner, of the chain's asset only: what a transaction does with other assets is left out. */
  readonly changes: readonly HoldingChange[];
  /** Base units of the chain's asset; negative where the network gave back more than it took. */
  readonly feePaid: bigint;
}

/** Who signed an executed transaction and everything that it consumed, proven by its bytes. */
export interface ProvenSpend {
  /** Addresses whose signature over the bytes is valid. */
  readonly signers: readonly string[];
  readonly inputKeys: readonly string[];
}

export interface Checkpoint {
  readonly sequence: bigint;
  readonly digest: string;
  /** Digest of the checkpoint before; null for the first of all. */
  readonly previous: string | null;
  /** Milliseconds. */
  readonly timestamp: number;
  /** The epoch in which the ledger is after it; null where it counts none. */
  readonly epoch: bigint | null;
  readonly transactions: readonly LedgerTransaction[];
}

/**
 * What can become of signed bytes. `may-happen`: the network may take them, now or later. `expired`: by this node's word
 * it takes them no longer; it may have taken them before. `never`: the ledger proves that they were not executed and never
 * will be, which no single node's word does.
 */
export type Outlook = 'may-happen' | 'expired' | 'never';

/** What a node says of itself and of its network. */
export interface NodeFacts {
  /** As {@link Line.genesis}. */
  readonly genesis: string;
  /** Version of the network's protocol. */
  readonly protocol: string;
  readonly newest: { readonly checkpoint: bigint /** Milliseconds. */; readonly at: number };
}

/**
 * The online half of a chain: one network as a station reaches it. Every answer is checked before it is believed; every
 * failure is one of `node-unreachable`, `node-timeout`, `node-rate-limited`, `node-not-json`, `node-refused` (of a reading),
 * `node-rejected` (of a submission), `node-pruned`, `node-network-mismatch`,
 * `node-balance-mismatch`, `node-balance-moving`, `node-answer-malformed`, `node-answer-too-large`. Each call is limited in time, size and
 * pages. A node that limits how often it is asked is asked again after a wait; no method retries otherwise (`holdings` reads
 * again when something moved while it read); none changes anything but `submit`.
 */
export interface Line {
  readonly network: NetworkId;
  readonly url: string;
  /** What the node says of its chain, in the form of `NetworkIdentity.genesis`. */
  genesis(): Promise<Result<string>>;
  /** What the node's own clock says now, by its latest answer, milliseconds; null where none told it. One node's word. */
  nodeTime(): number | null;
  /** What the network asks for a transaction now. */
  terms(): Promise<Result<FeeTerms>>;
  /** Short-lived fields for a signature that is made now; null on chains without. */
  fields(): Promise<Result<JsonValue>>;
  /**
   * Everything of the chain's asset that an address can spend, each with its proof; the sum must be the balance that the
   * node states.
   */
  holdings(owner: string): Promise<Result<readonly InputEvidence[]>>;
  latestCheckpoint(): Promise<Result<bigint>>;
  /** What the node says of itself, for whoever is about to follow it. */
  about(): Promise<Result<NodeFacts>>;
  /** Checkpoints from `from` on, oldest first, at most `limit` (1 to 50), with all their transactions. */
  checkpoints(from: bigint, limit: number): Promise<Result<readonly Checkpoint[]>>;
  /** The latest transactions that paid an address, newest first, not yet irreversible ones included. At most 50. */
  received(owner: string): Promise<Result<readonly LedgerTransaction[]>>;
  /**
   * Sends signed bytes. Sending the same bytes again is safe: the same transaction is answered. A `node-rejected`
   * means that the node looked and refused; every other refusal leaves open whether it was accepted.
   */
  submit(signingBytes: Uint8Array, serialized: string): Promise<Result<LedgerTransaction>>;
  /** What can still become of signed bytes. Asks nobody where they do not expire. */
  outlook(signingBytes: Uint8Array): Promise<Result<Outlook>>;
  /**
   * The spend of an executed transaction, believed on its bytes only: their id must be the one asked for, and each
   * signer's signature must be over them. `node-answer-malformed` where the node gives other bytes or none.
   */
  provenSpend(id: string): Promise<Result<ProvenSpend>>;
  /** Whether another author's decoder reads in an intent what the view says; asked after building. */
  confirm(intent: Uint8Array, view: TransferView): Result<void>;
}

export interface LineOptions {
  readonly network: NetworkId;
  readonly url: string;
  /** The genesis to insist on; null: the one that the node names first. */
  readonly genesis: string | null;
  /** Milliseconds for one exchange with the node; a whole reading has twelve times that. */
  readonly timeoutMs: number;
  readonly fetch: typeof globalThis.fetch;
}

/** Makes the line to a network. Nothing is sent before the first call. */
export type ConnectLine = (options: LineOptions) => Line;
