import type { Books } from '../books/books.ts';
import type { Chain } from '../chains/chain.ts';
import type { Line } from '../chains/line.ts';
import type { NodeView } from '../contract/node.ts';
import type { NetworkIdentity } from '../core/network-id.ts';
import type { Policy } from '../core/policy/policy.ts';
import type { Standing } from '../core/policy/standing.ts';
import type { Result } from '../core/result.ts';
import type { PolicyReference } from '../core/statement.ts';
import type { Fetch } from '../way/line-way.ts';
import type { AttestedAddresses } from './addresses/attested-addresses.ts';
import type { BookLog } from './book/book-log.ts';
import type { CeremonyRoom } from './ceremony/session.ts';
import type { ConsoleEffects } from './effects.ts';
import type { EnvelopeLog } from './envelopes/envelope-log.ts';
import type { MessageLog } from './messages/message-log.ts';
import type { PasswordGate } from './officers/password-gate.ts';
import type { Recorder } from './recorder.ts';
import type { RowsCheck } from './rests-on.ts';
import type { HoldPart } from './treasury/folder-hold.ts';
import type { StationKey } from './treasury/station-key.ts';
import type { TreasuryFile } from './treasury/treasury-folder.ts';
import type { VaultSessions } from './vaults/vault-sessions.ts';

/** The treasury's folder and its file. */
export interface TreasuryPart {
  readonly folder: string;
  readonly network: NetworkIdentity;
  readonly key: StationKey;
  /** `treasury.json` as it is now. */
  file(): TreasuryFile;
  /** Puts another `treasury.json` in the place of this one, on disk first. Refuses `file-not-written`. */
  adopt(next: TreasuryFile): Promise<Result<void>>;
}

/** The policy in force, checked from the first one on. */
export interface PolicyPart {
  /** In force now. */
  present(): Policy;
  reference(): PolicyReference;
  /** Which version is in force now, and which one waits. */
  standing(): Standing;
}

/** Open vaults, and what guards their passwords. */
export interface KeysPart {
  readonly vaults: VaultSessions;
  readonly passwords: PasswordGate;
  /** Movements about which a signer is being asked at this moment: nobody else may end or sign them. */
  readonly signing: Set<string>;
}

/** The connection to a network. */
export interface LinePart {
  readonly line: Line;
  /** What the follower knows of the node. */
  view(): NodeView;
  /** What the next checkpoint is proven with (`LedgerProof.kept`); null while nothing proves the ledger, or before it was read. */
  kept(): string | null;
  /** Whether the epoch that the books know is the present one, as far as this station has read; false while it catches up. */
  isOfPresentEpoch(): Promise<boolean>;
  /** Where a practice node pays play money and ends epochs, by JSON-RPC; null where no such address is known. */
  practiceUrl(): string | null;
  /** Asks that address, on the way on which the endpoints are asked. */
  readonly fetch: Fetch;
  /** Has the journal note how far the ledger was followed, and all that was taken in. */
  noteFacts(): Promise<Result<void>>;
  /** Looks at the ledger now. */
  follow(): Promise<void>;
  /** The same, and starts a practice node of our own that waits to be started. */
  tryNow(): Promise<void>;
  /** A line to a node at another address, which nothing follows. It insists on the genesis of the treasury. */
  to(url: string): Result<Line>;
  /** Goes on with the node that `treasury.json` names now. Refuses what keeps an own node from starting; the one before stays then. */
  adoptNode(): Promise<Result<void>>;
}

/** The check of the books against the journal, which goes on behind the work from the opening on. */
export interface BooksCheckPart extends RowsCheck {
  /**
   * As `whole`, and that officers have settled every alarm (`books-unsettled`): whatever decides about money asks here first.
   */
  settled(): Promise<Result<void>>;
  /**
   * The same for one movement: while the check goes on, what was signed about it is verified by itself. Refuses `journal-*`
   * too.
   */
  ofMovement(id: string): Promise<Result<void>>;
  /** Begins the check again, after the tables were made anew. */
  again(): Promise<void>;
}

/** The parts of a station. A use case names those that it takes; only `stations/` puts all of them together. */
export interface Station {
  readonly treasury: TreasuryPart;
  readonly books: Books;
  readonly check: BooksCheckPart;
  readonly recorder: Recorder;
  /** Whether the folder may be worked with, or waits for officers who settle it. */
  readonly hold: HoldPart;
  readonly policy: PolicyPart;
  /** Which rows of the table of addresses may be believed. */
  readonly attested: AttestedAddresses;
  readonly chain: Chain;
  readonly keys: KeysPart;
  /** Null on a station without a network. */
  readonly line: LinePart | null;
  readonly ceremonies: CeremonyRoom;
  /** What the journal tells of envelopes that were made and taken in. */
  readonly envelopes: EnvelopeLog;
  /** What it tells of messages to sign. */
  readonly messages: MessageLog;
  /** What it tells of the address book. */
  readonly addressBook: BookLog;
  readonly effects: ConsoleEffects;
}

/** What it takes to build, approve and sign a movement of money. */
export type MovingParts = Omit<Station, 'ceremonies'>;
