import type { SieveMemory } from '../core/address-sieve.ts';
import type { JsonValue } from '../core/json.ts';
import type { NetworkId } from '../core/network-id.ts';
import type { InputEvidence } from '../core/proposal/evidence.ts';
import type { TransferView } from '../core/proposal/transfer-view.ts';
import type { Result } from '../core/result.ts';
import type { Fetch, LineWay } from '../way/line-way.ts';
import type { FeeTerms } from './chain.ts';
import type { OtherHoldings } from './other-holding.ts';

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
  /**
   * Every input that it consumed and created, proven, in the form that `Chain.movedInputs` reads. Left out where nothing proves
   * it: then what its owners have is read again.
   */
  readonly moved?: Uint8Array;
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
 * What stands behind checkpoints beside a node's word, and what the next ones are proven with.
 */
export interface LedgerProof {
  /** The state after the newest of them, in the chain's own form: to be kept, and handed to the next reading. */
  readonly kept: string;
  /** Who certifies the next checkpoint. */
  readonly epoch: bigint;
  readonly members: number;
  /** How much of all weight has certified the newest one. */
  readonly weight: bigint;
  readonly total: bigint;
}

/** Checkpoints of one reading. */
export interface Checkpoints {
  readonly checkpoints: readonly Checkpoint[];
  /** Null: they are the word of one node, or were proven before. */
  readonly proof: LedgerProof | null;
}

/**
 * What can become of signed bytes. `may-happen`: the network may take them, now or later. `expired`: by this node's word
 * it takes them no longer; it may have taken them before. `never`: the ledger proves that they were not executed and never
 * will be, which no single node's word does.
 */
export type Outlook = 'may-happen' | 'expired' | 'never';

/** What a transaction did, certified. */
export interface CertifiedEffects {
  readonly id: string;
  readonly checkpoint: bigint;
  /** Milliseconds since 1970, by the validators. */
  readonly at: number;
  readonly succeeded: boolean;
  /** Why it had no effect; null where it succeeded. */
  readonly error: string | null;
  /** What the payer was charged; negative where more was given back. */
  readonly feePaid: bigint;
  /** What it made, as `CreationProofs.isMade` reads it. */
  readonly made: readonly string[];
}

/** The ends of epochs as validators have certified them, in the form that `Chain.epochProofs` reads; base64. */
export interface EpochClosings {
  /** The document that the trust root is the digest of; null where it was not asked for. */
  readonly root: string | null;
  /** Oldest first, without a gap. */
  readonly closings: readonly string[];
}

/** What a node says of itself and of its network. */
export interface NodeFacts {
  /** As {@link Line.genesis}. */
  readonly genesis: string;
  /** Version of the network's protocol. */
  readonly protocol: string;
  readonly newest: { readonly checkpoint: bigint /** Milliseconds. */; readonly at: number };
  /** The oldest checkpoint that it gives; null where it does not say. */
  readonly lowest: bigint | null;
  /** Whether it gives what proves its checkpoints. */
  readonly proves: boolean;
}

/**
 * The online half of a chain: one network as a station reaches it. Every answer is checked before it is believed; every
 * failure is one of `node-unreachable`, `node-timeout`, `node-rate-limited`, `node-certificate`, `node-not-json`, `node-redirects`, `node-other-protocol`, `node-not-grpc`, `node-refused` (of a reading),
 * `node-rejected`, `inputs-locked`, `address-denied`, `payment-in-doubt` (of a submission), `node-pruned`, `node-index-late`, `history-*` (of a store of old checkpoints), `node-network-mismatch`,
 * `node-balance-mismatch`, `node-balance-moving`, `node-answer-malformed`, `node-answer-too-large`, and those of a proof. Each call is limited in time, size and
 * pages. A node that limits how often it is asked is asked again after a wait; no method retries otherwise (`holdings` reads
 * again when something moved while it read); none changes anything but `submit`.
 */
export interface Line {
  readonly network: NetworkId;
  readonly url: string;
  /** Checkpoints of one reading at most. */
  readonly most: number;
  /** Whether its checkpoints come with what proves them. */
  readonly proves: boolean;
  /** What the node says of its chain, in the form of `NetworkIdentity.genesis`. */
  genesis(): Promise<Result<string>>;
  /** What the node's own clock says now, by its latest answer, milliseconds; null where none told it. One node's word. */
  nodeTime(): number | null;
  /** The oldest checkpoint that the node gives, by its latest answer; null where it does not say. One node's word. */
  lowest(): bigint | null;
  /** How long the node still asks to be left in peace, milliseconds; until then it is not asked, and refused for. */
  quietMs(): number;
  /** What the network asks for a transaction now. */
  terms(): Promise<Result<FeeTerms>>;
  /** Short-lived fields for a signature that is made now; null on chains without. */
  fields(): Promise<Result<JsonValue>>;
  /**
   * Everything of the chain's asset that an address can spend, each with its proof; the sum must be the balance that the
   * node states.
   */
  holdings(owner: string): Promise<Result<readonly InputEvidence[]>>;
  /**
   * Everything else that an address has, and that this program neither spends nor counts: one node's word, whatever the line
   * proves. Bounded; what cannot be read is told as such, so that it hides nothing else.
   */
  others(owner: string): Promise<Result<OtherHoldings>>;
  latestCheckpoint(): Promise<Result<bigint>>;
  /** What the node says of itself, for whoever is about to follow it. */
  about(): Promise<Result<NodeFacts>>;
  /**
   * Checkpoints from `from` on, oldest first, at most `limit` (1 to {@link most}), with all transactions that changed what
   * somebody has. Where the node gives what proves them they are proven, or refused by a code of the proof.
   * @param kept `LedgerProof.kept` of an earlier reading, up to `from` at most; null: prove from the trust root
   * @param sought addresses as an `AddressSieve` has them: proven transactions that touch none of them are left out where it can be
   * done; null: everybody's are wanted
   */
  checkpoints(
    from: bigint,
    limit: number,
    kept?: string | null,
    sought?: SieveMemory | null,
  ): Promise<Result<Checkpoints>>;
  /**
   * The certified ends of epochs, at most `MOST_CLOSINGS`, for a signer that verifies them itself; null where the node
   * gives none. Nothing of it is believed here.
   * @param from the epoch whose end comes first; null: from the trust root, with the document that it names
   */
  closings(from: bigint | null): Promise<Result<EpochClosings | null>>;
  /**
   * What proves, to a station without a line, that transactions made what they made: in the form that `Chain.creationProofs`
   * reads, in the order of `ids`; null for one that cannot be proven here. Nothing of it is believed here.
   * @param ids at most 2000
   */
  creations(ids: readonly string[]): Promise<Result<readonly (Uint8Array | null)[]>>;
  /**
   * What transactions of any time did, verified here by their checkpoints' certificates, in the order of `ids`; null for one
   * that the node no longer has, or whose committee the trust root does not lead to. Refuses `committee-unknown` while the way there
   * is still being read: ask again. Else as a proof does.
   * @param ids at most 8
   */
  certified(ids: readonly string[]): Promise<Result<readonly (CertifiedEffects | null)[]>>;
  /**
   * The latest transactions that paid an address, newest first, not yet irreversible ones included. At most 50; none where
   * the node keeps no history of an address, as by gRPC.
   */
  received(owner: string): Promise<Result<readonly LedgerTransaction[]>>;
  /**
   * Sends signed bytes. Sending the same bytes again is safe: the same transaction is answered. A `node-rejected`
   * means that the node looked and refused. `inputs-locked`: another transaction has votes on an input, and neither can happen
   * before the epoch ends; `address-denied`: validators refuse the payer or an input for now; `payment-in-doubt`: the node does
   * not take the bytes, and they may have happened. Every other refusal leaves open whether it was accepted.
   */
  submit(signingBytes: Uint8Array, serialized: string): Promise<Result<LedgerTransaction>>;
  /** What can still become of signed bytes. Asks nobody where they do not expire. */
  outlook(signingBytes: Uint8Array): Promise<Result<Outlook>>;
  /**
   * The spend of an executed transaction, believed on its bytes only: their id must be the one asked for, and each
   * signer's signature must be over them. `node-answer-malformed` where the node gives other bytes or none.
   * @param at its checkpoint: an old one may have to come from a store
   */
  provenSpend(id: string, at: bigint): Promise<Result<ProvenSpend>>;
  /** Whether another author's decoder reads in an intent what the view says; asked after building. */
  confirm(intent: Uint8Array, view: TransferView): Result<void>;
}

export interface LineOptions {
  readonly network: NetworkId;
  readonly url: string;
  /** The genesis to insist on; null: the one that the node names first. */
  readonly genesis: string | null;
  /**
   * What proof begins with where nothing was kept, as the policy pins it: see `Chain.checkTrustRoot`. Null: with whom the node
   * names as certifiers of the checkpoint before.
   */
  readonly trustRoot?: string | null;
  /** Address of a store of old checkpoints, for a node that has thrown them away; null or left out: there is none. */
  readonly history?: string | null;
  /** Milliseconds for one exchange with the node; a whole reading has twelve times that. */
  readonly timeoutMs: number;
  readonly fetch: Fetch;
  /** The same way for what is not asked by `fetch`; left out: directly. */
  readonly way?: LineWay;
}

/** Makes the line to a network. Nothing is sent before the first call. */
export type ConnectLine = (options: LineOptions) => Line;
