import type { StationRule } from '../core/actor.ts';
import type { SieveMemory } from '../core/address-sieve.ts';
import type { Approval } from '../core/approval/approval.ts';
import type { AddressProof } from '../core/attestation/attestation.ts';
import type { DerivationPath } from '../core/derivation-path.ts';
import type { JournalKind } from '../core/journal/bodies.ts';
import type { TypedEntry } from '../core/journal/journal-entry.ts';
import type { JsonValue } from '../core/json.ts';
import type { MovementState } from '../core/movement/movement-state.ts';
import type { Problem, RestsOn } from '../core/projection/change.ts';
import type { Proposal } from '../core/proposal/proposal.ts';
import type { MovementKind } from '../core/proposal/request.ts';
import type { Span } from '../core/search/dates.ts';
import type { SearchMeaning } from '../core/search/meaning.ts';

/** A window of rows and how many there are in all. */
export interface Page<T> {
  readonly total: number;
  readonly rows: readonly T[];
}

export interface Window {
  /** Words, all of which a row has; see `core/search/found-by.ts`. */
  readonly search: string;
  /** What the words mean besides; nothing where left out. */
  readonly meaning?: SearchMeaning;
  /** Only rows of a time, by the time that their list shows. */
  readonly span?: Span | null;
  /** In the list's own order where left out. */
  readonly order?: ListOrder;
  readonly offset: number;
  readonly limit: number;
}

/** What a list is sorted by, and whether the last comes first: newest, largest. Time is the order in which rows came. */
export interface ListOrder {
  readonly by: 'time' | 'amount' | 'state' | 'name';
  readonly down: boolean;
}

/** Entries by some officers (null: the station) and of some kinds; null: by anybody, of any kind. */
export interface JournalFilter {
  readonly officers: readonly (string | null)[] | null;
  readonly kinds: readonly JournalKind[] | null;
}

export interface Account {
  readonly vaultId: string;
  readonly index: number;
  readonly alias: string;
  readonly createdAt: number;
  /** Number of the journal entry that gave it its name; by this row only. */
  readonly entry: number;
}

export interface AccountInList extends Account {
  readonly issuedAddresses: number;
  /** What its addresses have now, base units. */
  readonly balance: bigint;
  /** All final deposits ever, base units: it falls never. */
  readonly received: bigint;
  /** When the last deposit was final; null before the first. */
  readonly lastDepositAt: number | null;
  /** Null while it is in use. */
  readonly archivedAt: number | null;
  readonly note: string;
}

/** A name that an account had, until an officer gave it another one. */
export interface FormerName {
  readonly alias: string;
  readonly endedAt: number;
  readonly officerId: string | null;
  /** Number of the journal entry that says so; by this row only. */
  readonly entry: number;
}

/** A sieve of all own addresses that were known when it was read, whoever signed them: see `AddressSieve`. */
export interface OwnSieve {
  readonly memory: SieveMemory;
  /** Some are missing where it is not: the next reading goes on. */
  readonly isWhole: boolean;
}

/**
 * An address that the table has as one of this treasury; `issuedAt` is null where it is derived and kept ready. It is not
 * believed before its proof and its entry are checked.
 */
export interface OwnAddress {
  readonly address: string;
  readonly vaultId: string;
  readonly path: DerivationPath;
  readonly issuedAt: number | null;
  /** That its vault has signed it; null: nothing says so. */
  readonly attested: AddressProof | null;
  /** Number of the journal entry that gave it out; null where none did. */
  readonly issuedBy: number | null;
}

/** Whether a thing has happened once since the treasury was made, by the journal and by what checkpoints have. */
export interface EverDone {
  readonly officerActed: boolean;
  readonly vaultOpened: boolean;
  /** By an officer: the vaults begin with one each. */
  readonly accountMade: boolean;
  readonly deposit: boolean;
  readonly withdrawal: boolean;
  readonly sweep: boolean;
}

/** Kept figures of one vault, base units. */
/** What a vault has that is not proven, base units; of it, what was created by certified transactions. */
export interface UnprovenOfVault {
  readonly vaultId: string;
  readonly all: bigint;
  readonly existed: bigint;
}

export interface VaultFigures {
  readonly vaultId: string;
  readonly balance: bigint;
  /** Reserved by movements on their way. */
  readonly reserved: bigint;
  readonly accounts: number;
}

/**
 * What stands behind an input: `proven` by validators, from a certified creation on and without a gap; or one node's word
 * that it is there. No transaction consumes inputs of both, so that what a node makes up voids no payment from what is proven.
 */
export type InputGrade = 'proven' | 'unproven';

/**
 * What a screen says stands behind inputs: `existed` is unproven for whoever spends them, yet their creation was certified; time
 * of the ledger was not seen since, so that they are unspent is a node's word.
 */
export type ShownGrade = InputGrade | 'existed';

/** An address of this treasury that can pay, with what of it is free. */
export interface FreeOwner {
  readonly owner: string;
  readonly units: bigint;
  readonly inputs: number;
}

export interface Deposit {
  readonly transactionId: string;
  readonly address: string;
  readonly units: bigint;
  readonly sender: string;
  readonly state: 'seen' | 'final';
  readonly seenAt: number;
  readonly finalAt: number | null;
  readonly checkpoint: string | null;
}

export interface DepositInList extends Deposit {
  /** On whose word it is final; null before it is. */
  readonly restsOn: RestsOn | null;
  readonly account: Account;
  readonly own: OwnAddress;
}

/** A movement as lists show it. */
export interface Movement {
  readonly id: string;
  readonly version: number;
  readonly kind: MovementKind;
  readonly state: MovementState;
  readonly vaultId: string;
  readonly recipient: string;
  readonly units: bigint;
  readonly reference: string;
  readonly makerId: string;
  /** The address that must pay; null: any that can. */
  readonly source: string | null;
  readonly memo: string | null;
  /** The digest that a cancellation voids; null for anything else. */
  readonly cancels: string | null;
  /** The digest of the mandate that it is part of; null for one that is approved by itself. */
  readonly mandate: string | null;
  readonly ruleId: string | null;
  readonly approvalsNeeded: number | null;
  /** Officers who approved, in the order in which they did. */
  readonly approvedBy: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When an approver stopped it; null for one that nobody has. */
  readonly stoppedAt: number | null;
  readonly problem: Problem | null;
}

export interface StoredProposal {
  readonly proposal: Proposal;
  readonly digest: string;
  readonly viewDigest: string;
  readonly digestText: string;
}

export interface StoredApproval {
  readonly approval: Approval;
  readonly approvedAt: number;
}

export interface StoredTransaction {
  readonly movementId: string;
  readonly transactionId: string;
  /** Serialized as the network takes it. */
  readonly signature: string;
  readonly fields: JsonValue;
  readonly signedAt: number;
  /** The epoch in which it has left the station last; null where it never has. */
  readonly leftEpoch: bigint | null;
  readonly sentAt: number | null;
  readonly finalAt: number | null;
  readonly checkpoint: string | null;
  readonly feePaid: bigint | null;
}

/** Inputs that a movement has reserved. */
export interface InputsHeld {
  readonly movementId: string;
  readonly inputs: number;
  /** Base units. */
  readonly units: bigint;
}

/** Which transaction consumed an input, as a checkpoint showed it. */
export interface InputSpend {
  readonly transactionId: string;
  readonly checkpoint: string;
}

export interface Cursor {
  readonly version: number;
  /** The next checkpoint to take in. */
  readonly next: bigint;
  readonly asOf: number;
  /** Digest of checkpoint `next - 1`, if it is known. */
  readonly digest: string | null;
}

/** The ledger's epoch, by the checkpoints that were taken in. */
export interface KnownEpoch {
  readonly epoch: bigint;
  /** When it was found to have begun, milliseconds of the ledger's clock. */
  readonly beganAt: number;
}

/** A journal entry as lists show it; `shown` is JSON: words and numbers of its body. */
export interface JournalRow {
  readonly seq: number;
  readonly at: number;
  readonly kind: TypedEntry['kind'];
  readonly officerId: string | null;
  /** The rule that the station followed; null where a person acted, and in entries from before rules were named. */
  readonly rule: StationRule | null;
  readonly hash: string;
  readonly witnessed: boolean;
  readonly vaultId: string | null;
  /** Base units that the entry is about. */
  readonly units: string | null;
  readonly shown: string;
  /** What its movement pays to whom, by the movement's row; null where it is about none. */
  readonly pays: { readonly units: bigint; readonly recipient: string } | null;
  /** What a ceremony brought in from another wallet's folder, as JSON; null for none. */
  readonly imported: string | null;
}

export interface PasswordFailures {
  readonly failures: number;
  readonly lastFailureAt: number;
}

/** A rule, and when one of its rolling windows begins, milliseconds. */
export interface RuleWindow {
  readonly ruleId: string;
  readonly since: number;
}

/** Whose next step it is: an officer, and what the roles of theirs let them go on with. */
export interface NextStep {
  readonly officerId: string;
  /** States whose next step the officer may take, where somebody else made the movement and they have not approved it. */
  readonly states: readonly MovementState[];
  /** Those of them in which it may be their own, too. */
  readonly own: readonly MovementState[];
  /** Those of them in which they may have approved it. */
  readonly approved: readonly MovementState[];
}

export interface MovementFilter {
  readonly kind: MovementKind | null;
  readonly open: boolean;
  /** Only open ones whose next step is this; null: all. */
  readonly nextStep: NextStep | null;
  /** Only those in these states, and those of one maker; all where left out. */
  readonly states?: readonly MovementState[] | null;
  readonly makerId?: string | null;
}

/**
 * An alarm: what the check found in the books that does not follow from what is signed, or which addresses of a vault the
 * official library derived otherwise.
 */
export interface BooksAlarm {
  /** The entry that raised it. */
  readonly entry: number;
  readonly at: number;
  /** Of the official library's alarm; null where it is about the books. By the signed entry, whatever the table says. */
  readonly vaultId: string | null;
  readonly count: number;
  /** The first ones, a line each. */
  readonly differences: readonly string[];
}

/** How many times checkpoints touched an own address, and by which transaction the last time, where that paid it. */
export interface Touches {
  readonly times: number;
  readonly by: string | null;
}
