import type { Rejection } from '../core/approval/approval.ts';
import type { JournalHead, TypedEntry } from '../core/journal/journal-entry.ts';
import type { SignedMandate } from '../core/mandate/mandate.ts';
import type { MovementState } from '../core/movement/movement-state.ts';
import type { AskedPayment } from '../core/movement/repeats.ts';
import type { Spent } from '../core/policy/spend-history.ts';
import type { Change, FactChange } from '../core/projection/change.ts';
import type { Version } from '../core/projection/version.ts';
import type { InputEvidence } from '../core/proposal/evidence.ts';
import type { Proposal } from '../core/proposal/proposal.ts';
import type { MovementKind, SignedRequest } from '../core/proposal/request.ts';
import type { Result } from '../core/result.ts';
import type { BooksCheck, CheckedMovement, ExpectedSigners } from './books-check.ts';
import type { Exports } from './exports.ts';
import type { Flows } from './flows.ts';
import type { JournalPasses } from './journal-passes.ts';
import type {
  Account,
  AccountInList,
  BooksAlarm,
  Cursor,
  Deposit,
  DepositInList,
  EverDone,
  FormerName,
  FreeOwner,
  InputGrade,
  InputSpend,
  InputsHeld,
  JournalFilter,
  JournalRow,
  KnownEpoch,
  Movement,
  MovementFilter,
  NextStep,
  OwnAddress,
  OwnSieve,
  Page,
  PasswordFailures,
  RuleWindow,
  ShownGrade,
  StoredApproval,
  StoredProposal,
  StoredTransaction,
  Touches,
  UnprovenOfVault,
  VaultFigures,
  Window,
} from './rows.ts';

/** One commit: all of it is written, or nothing. */
export interface Commit {
  /** What the decision rests on. */
  readonly expects: readonly Version[];
  /** New journal entries, in order, following on the head. */
  readonly entries: readonly TypedEntry[];
  /** Changes of the entries (`project`), in the order in which they apply. */
  readonly changes: readonly Change[];
  /** What is in no entry. It applies after the changes, and is kept as evidence. */
  readonly facts?: readonly FactChange[];
  /** Puts the tables that the check has made in the place of the living ones, before anything else. See {@link Books.audit}. */
  readonly rebuild?: 'kept' | 'anew';
}

/**
 * One treasury's books: the journal and the tables that screens read. The port is asynchronous: SQLite is behind it in a
 * thread of its own, and PostgreSQL can be. A read throws only where the books themselves are damaged or gone.
 */
export interface Books {
  readonly accounts: {
    nextIndex(vaultId: string): Promise<number>;
    get(vaultId: string, index: number): Promise<Account | undefined>;
    /** The same with its figures. */
    one(vaultId: string, index: number): Promise<AccountInList | undefined>;
    /** What of its balance no movement holds, base units. */
    free(vaultId: string, index: number): Promise<bigint>;
    /** Names that it had, the last one first. */
    formerNames(vaultId: string, index: number): Promise<readonly FormerName[]>;
    /** By the name, or one that it had, as `aliasKey` folds it. */
    byAliasKey(key: string): Promise<Account | undefined>;
    /** @param archived only archived ones, or only those in use; left out: all */
    list(window: Window, vaultId: string | null, archived?: boolean): Promise<Page<AccountInList>>;
  };
  readonly addresses: {
    find(address: string): Promise<OwnAddress | undefined>;
    /** Those of the given addresses that are own ones. */
    known(addresses: readonly string[]): Promise<readonly OwnAddress[]>;
    /** Tells which addresses are surely none of the own ones: see `AddressSieve`. Asked again until it is whole. */
    sieve(): Promise<OwnSieve>;
    /** The next address of an account that was derived and not given to anybody yet. */
    nextReady(vaultId: string, account: number): Promise<OwnAddress | undefined>;
    /** The address index after the last one that was derived. */
    nextPosition(vaultId: string, account: number): Promise<number>;
    issued(
      window: Window,
      vaultId: string,
      account: number,
    ): Promise<Page<OwnAddress & { readonly balance: bigint }>>;
    /** Attestations by their batches, as they were written: not yet believed. JSON text; undefined for one that is not there. */
    attestations(batches: readonly string[]): Promise<readonly (string | undefined)[]>;
    /**
     * Touched by a checkpoint and not read again yet, in the order of their text.
     * @param after those behind it only
     */
    touched(limit: number, after?: string): Promise<readonly string[]>;
    /** What is known of the checkpoints that touched each of the given own addresses. */
    touches(addresses: readonly string[]): Promise<ReadonlyMap<string, Touches>>;
    /** Issued at or after a time, latest first: somebody waits for their deposits. */
    issuedSince(since: number, limit: number): Promise<readonly string[]>;
  };
  readonly inputs: {
    /** All that an address has, reserved or not, largest first. */
    of(owner: string): Promise<readonly InputEvidence[]>;
    /** Addresses of a vault with at least so much free, the least of it first. */
    owners(vaultId: string, atLeast: bigint, limit: number): Promise<readonly FreeOwner[]>;
    /** Addresses of a vault with anything free, the most of it first. */
    richest(vaultId: string, limit: number): Promise<readonly FreeOwner[]>;
    /**
     * The addresses of a vault that have anything reserved, with all that they have in base units, the most first.
     * @param owner looks at this one only; null: at all of the vault
     */
    richestHeld(
      vaultId: string,
      owner: string | null,
      limit: number,
    ): Promise<readonly { readonly owner: string; readonly balance: bigint }[]>;
    /** Which movements have reserved inputs of a vault, the most first. */
    holders(vaultId: string, account: number | null, limit: number): Promise<readonly InputsHeld[]>;
    /**
     * The largest free inputs of an address, all of one grade.
     * @param grade left out: the one with more in its largest ones
     */
    largest(owner: string, limit: number, grade?: InputGrade): Promise<readonly InputEvidence[]>;
    /** What stands behind some inputs, by their keys; undefined where one of them is not there any more. */
    gradeOf(keys: readonly string[]): Promise<ShownGrade | undefined>;
    /**
     * Inputs of which nothing is known to be certified, by their owners; of one owner the largest.
     * @param after an owner; those behind it are read
     */
    ungraded(after: string, limit: number): Promise<readonly InputEvidence[]>;
    /** As `unproven`, of all accounts of each vault that has any. */
    unprovenOfVaults(): Promise<readonly UnprovenOfVault[]>;
    /** What an account has that is not proven, base units; of it, what was created by certified transactions. */
    unproven(vaultId: string, account: number): Promise<{ readonly all: bigint; readonly existed: bigint }>;
    /** Which of a movement's inputs another transaction than `own` has consumed; undefined for none. */
    spentElsewhere(movementId: string, own: string): Promise<InputSpend | undefined>;
    /**
     * Whether the ledger proves of one of a movement's inputs that nothing has consumed it, up to the checkpoints that were
     * taken in: followed from its certified creation on, without a gap.
     */
    provenUnspent(movementId: string): Promise<boolean>;
    /** Those of some inputs, by their keys, that a transaction in a checkpoint has consumed. */
    consumed(keys: readonly string[]): Promise<readonly string[]>;
    /** Whether a transaction is known to have consumed anything. */
    hasSpend(transactionId: string): Promise<boolean>;
  };
  readonly figures: {
    vaults(): Promise<readonly VaultFigures[]>;
    /** What one vault has; zeros for a vault without anything. */
    vault(vaultId: string): Promise<VaultFigures>;
    /** Final deposits since a time, which must be a midnight of some zone: sums are kept by quarters of an hour. */
    depositsSince(midnight: number): Promise<{ readonly count: number; readonly total: bigint }>;
    /** What has ever happened here: an officer has acted, a vault was opened, an account made, money came, was paid, was swept. */
    everDone(): Promise<EverDone>;
    /** What was let pass in each of these windows, in their order, by the time of the signature. */
    spent(windows: readonly RuleWindow[]): Promise<readonly Spent[]>;
  };
  readonly deposits: {
    find(transactionId: string, address: string): Promise<Deposit | undefined>;
    list(window: Window, state: 'seen' | 'final' | null): Promise<Page<DepositInList>>;
  };
  readonly movements: {
    get(id: string): Promise<Movement | undefined>;
    request(id: string): Promise<SignedRequest | undefined>;
    inState(states: readonly MovementState[]): Promise<readonly Movement[]>;
    list(window: Window, filter: MovementFilter): Promise<Page<Movement>>;
    /** How many decisions have this next step: all open ones of a mandate are one. */
    countOpen(nextStep: NextStep): Promise<ReadonlyMap<MovementKind, number>>;
    /** What open ones of some vaults are to pay to others than some recipients, base units. */
    unitsLeaving(vaultIds: readonly string[], within: readonly string[]): Promise<bigint>;
    /** The movement whose bytes have this digest. */
    byDigest(digest: string): Promise<Movement | undefined>;
    /** Cancellations of the bytes of this digest, the newest first. */
    cancelling(digest: string): Promise<readonly Movement[]>;
    /** The movements of a mandate, by its digest, in no order. */
    underMandate(digest: string): Promise<readonly Movement[]>;
    /** A mandate by its digest, as it was written: not yet believed. */
    mandate(digest: string): Promise<SignedMandate | undefined>;
    /** Withdrawals of an amount (base units) to a payee, whatever became of them; the newest first. */
    askedOf(recipient: string, units: bigint): Promise<readonly AskedPayment[]>;
    /** The first movement that a program called so. */
    ofExternalId(externalId: string): Promise<Movement | undefined>;
    /** Unsigned ones whose bytes can no longer happen in an epoch. */
    withExpiredBytes(epoch: bigint): Promise<readonly string[]>;
    /**
     * Not signed, with an approval that has expired or was given under another version of the policy; and sweeps whose mandate is
     * of another version.
     */
    withVoidApproval(now: number, policyVersion: number): Promise<readonly string[]>;
    /** Not signed, not stopped, with a request that asks until this time or an earlier one, by its row. */
    askedUntil(now: number): Promise<readonly string[]>;
    proposal(id: string): Promise<StoredProposal | undefined>;
    hasProposed(digest: string): Promise<boolean>;
    /** What was built for a movement last, by the journal: also where its row was dropped. */
    lastBuilt(id: string): Promise<Proposal | undefined>;
    approvals(id: string): Promise<readonly StoredApproval[]>;
    rejection(id: string): Promise<Rejection | undefined>;
    /** Rejections that the vault's signer has not sealed yet. */
    unsealedRejections(
      vaultId: string,
    ): Promise<readonly { readonly movementId: string; readonly rejection: Rejection }[]>;
    /** The movement whose proposal has this digest, as explorers write it. */
    proposedAs(digestText: string): Promise<string | undefined>;
    transaction(id: string): Promise<StoredTransaction | undefined>;
    transactionById(transactionId: string): Promise<StoredTransaction | undefined>;
    /** Those of the given transaction ids that are own ones. */
    transactionsKnown(ids: readonly string[]): Promise<readonly StoredTransaction[]>;
  };
  readonly journal: {
    /** The newest entry; undefined for an empty journal. */
    head(): Promise<(JournalHead & { readonly at: number }) | undefined>;
    list(window: Window, filter?: JournalFilter): Promise<Page<JournalRow>>;
    /** What happened to a movement, and to the mandate of this digest that it is part of; oldest first. */
    ofMovement(movementId: string, mandate?: string | null): Promise<readonly JournalRow[]>;
    /** One entry as it was written: not yet believed. JSON text; undefined for a number that is none. */
    entry(seq: number): Promise<string | undefined>;
    /** Entries by their numbers, as they were written: not yet believed. JSON text; undefined for a number that is none. */
    entries(seqs: readonly number[]): Promise<readonly (string | undefined)[]>;
    /** Whether an entry gives this address out by itself, by what is written in it. */
    hasIssued(address: string): Promise<boolean>;
    /** The newest entry that gave each of these accounts another name, by what is written in it; 0 for none. */
    renamed(
      accounts: readonly { readonly vaultId: string; readonly index: number }[],
    ): Promise<readonly number[]>;
    /** Entries after a number, as they were written: not yet believed. JSON text. */
    raw(after: number, limit: number): Promise<readonly string[]>;
    /** The newest entries that tell where a vault's sealed state is, newest first. JSON text, not yet believed. */
    marks(vaultId: string, limit: number): Promise<readonly string[]>;
    /** The newest changes of the node with the numbers of their rows, newest first. JSON text, not yet believed. */
    nodeChanges(limit: number): Promise<readonly { readonly seq: number; readonly json: string }[]>;
    /** Entries about envelopes after a number, with the numbers of their rows, oldest first. JSON text, not yet believed. */
    envelopes(
      after: number,
      limit: number,
    ): Promise<readonly { readonly seq: number; readonly json: string }[]>;
    /** Entries about messages to sign, in the same way. */
    messages(
      after: number,
      limit: number,
    ): Promise<readonly { readonly seq: number; readonly json: string }[]>;
    /** Entries about the address book, in the same way. */
    book(after: number, limit: number): Promise<readonly { readonly seq: number; readonly json: string }[]>;
    /** The newest entry by which a movement's proposal came from another station. JSON text, not yet believed. */
    received(movementId: string): Promise<string | undefined>;
    /** Entries that freeze vaults or lift that, oldest first, as they were written: not yet believed. */
    freezes(): Promise<readonly { readonly seq: number; readonly json: string }[]>;
    /** Entries that have the desk go on behind time that was not seen, newest first, as they were written. */
    skips(limit: number): Promise<readonly { readonly seq: number; readonly json: string }[]>;
    /** Settlements of the folder, and what tells of inputs that were spent elsewhere: oldest first. JSON text, not yet believed. */
    settling(): Promise<readonly string[]>;
    /** Entries of completed ceremonies after a number, oldest first. JSON text, not yet believed. */
    ceremonies(
      after: number,
      limit: number,
    ): Promise<readonly { readonly seq: number; readonly json: string }[]>;
    /** The entry that chains a ceremony's transcript. JSON text. */
    ceremony(transcriptId: string): Promise<string | undefined>;
    /** The newest entry that tells of a backup (JSON text, not yet believed), and the number of the newest completed ceremony's. */
    lastBackup(): Promise<{ readonly entry: string | undefined; readonly ceremony: number | undefined }>;
  };
  readonly cursor: {
    get(): Promise<Cursor | undefined>;
    /** Undefined before the first checkpoint, and on ledgers without epochs. */
    epoch(): Promise<KnownEpoch | undefined>;
    /** `LedgerProof.kept` of a checkpoint before the next one; undefined where nothing was proven. */
    proof(): Promise<string | undefined>;
  };
  readonly vaults: {
    retired(): Promise<readonly string[]>;
  };
  readonly passwords: {
    failures(ownerId: string): Promise<PasswordFailures>;
  };
  readonly audit: {
    /**
     * Verifies the newest entries, back to the last one that an officer signed: chain, hashes, the station's signatures and
     * the officer's. Refuses `journal-*`.
     * @returns how many entries that were
     */
    tail(expected: ExpectedSigners): Promise<Result<number>>;
    /**
     * Goes on with the check of the whole journal and of the tables that follow from it, for some milliseconds.
     * @param stationKey Ed25519 public key of the station that must have begun the journal, hex
     */
    step(stationKey: string): Promise<BooksCheck>;
    /** Begins the check again. */
    again(): Promise<void>;
    /**
     * Verifies every entry since a movement was asked for, and compares the movement's rows with what follows from them.
     * @param most entries that are verified; where there are more, only the whole check can say it
     * @returns null where it could not be said; refuses `journal-*`, and `books-differ` where a row is another
     */
    movement(id: string, expected: ExpectedSigners, most: number): Promise<Result<CheckedMovement | null>>;
  };
  readonly passes: JournalPasses;
  readonly flows: Flows;
  readonly exports: Exports;
  readonly facts: {
    /** How many batches of facts are kept, and the newest one's hash. */
    head(): Promise<{ readonly batches: number; readonly head: string }>;
    /** Batches after a number, as they are stored, not yet believed. */
    after(batch: number, limit: number): Promise<readonly Uint8Array[]>;
    /** The newest entry that notes facts. JSON text, not yet believed. */
    noted(): Promise<string | undefined>;
  };
  readonly alarms: {
    /** Alarms about the books that officers have not settled yet, oldest first. */
    open(): Promise<readonly BooksAlarm[]>;
  };
  /**
   * Writes one decision. Refuses `books-changed` where a named version is another one by now, and `store-full`,
   * `store-read-only`, `store-damaged` where the disk does not take it; nothing is written then.
   */
  commit(commit: Commit): Promise<Result<void>>;
  /**
   * Copies the books whole, as they are at one moment, into a new file (0600), while the work goes on. Refuses `store-full`,
   * `store-read-only` and `store-damaged`.
   */
  copyTo(file: string): Promise<Result<void>>;
  /** Reads the whole file for damage, in the background. Refuses `store-damaged`. */
  check(): Promise<Result<void>>;
  close(): Promise<void>;
}
