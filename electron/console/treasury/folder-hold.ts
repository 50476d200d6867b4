import type { JournalKind } from '../../core/journal/bodies.ts';
import type { TypedEntry } from '../../core/journal/journal-entry.ts';
import { markOfEntry, type StateMark } from '../../core/journal/state-mark.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { JournalPlace } from '../../core/station/settlement.ts';
import type { StationSpan } from '../../core/station/station-chain.ts';
import type { OutsideMark } from './outside-marks.ts';
import { type OwnSpend, type Settled, settledAfter } from './read-settled.ts';
import type { StationKey } from './station-key.ts';

/** Why the station of a folder is not the one that signs its journal. */
export type EnrolmentReason = 'key-locked' | 'other-computer' | 'retired' | 'restored';

/** A journal's head with its time. */
export interface DatedPlace extends JournalPlace {
  readonly at: number;
}

/** The folder is behind what is known outside of it. */
export interface OlderFolder {
  readonly ours: DatedPlace;
  readonly newer: DatedPlace;
}

/** Why nothing is changed in a folder until officers have settled it, and what holds after they have. */
export interface HoldState {
  /** The folder is a copy: its station's key is not to be had here. */
  readonly enrolment: EnrolmentReason | null;
  readonly older: OlderFolder | null;
  readonly spends: readonly OwnSpend[];
  /** Until when the vaults sign nothing, milliseconds; null for no such time. */
  readonly signsFrom: number | null;
}

/** How a new key gets into the folder; nothing happens where no station is enrolled. */
export interface NewKeyFile {
  /** Beside the old one, before it is enrolled. Refuses `file-not-written`. */
  write(): Promise<Result<void>>;
  /** In the old one's place, after it was enrolled. */
  take(): Promise<void>;
}

/** What use cases ask before they change anything, and before a vault signs. */
export interface HoldPart {
  view(): HoldState;
  /** Every station that signed the journal, in their order. */
  stations(): readonly StationSpan[];
  /** Refuses `station-not-enrolled`, `folder-older` and `spend-not-in-books`. */
  check(): Result<void>;
  /** The same for a movement that is to go on, and `request-settled` for one whose request was settled. */
  checkRequest(movement: { readonly createdAt: number }): Result<void>;
  /**
   * The same for one that a vault is to sign, and `vaults-wait`.
   * @param ledgerAt the ledger's newest time, milliseconds: a clock that was set ahead ends no wait; null without a ledger
   */
  checkSigning(movement: { readonly createdAt: number }, ledgerAt: number | null): Result<void>;
  /** How the key of a station that is just enrolled gets into the folder. */
  readonly keyFile: NewKeyFile;
  /** Waits until what was committed is known outside of the folder, or could not be written there. */
  kept(): Promise<void>;
  /**
   * Holds the folder as an older one: somebody outside of it knows an entry of this journal that it does not hold. Nothing happens
   * where officers have settled that journal already.
   */
  foundNewer(found: OlderFolder): void;
  /** Takes in what the journal tells of stations and settlements, after entries of it were written anew. */
  readAnew(settled: Settled): void;
  /** The newest settlement, which vaults that have not seen it seal. */
  settled(): Settled;
}

/** Kinds that are written while the folder is held: what the ledger shows, locks, and the settlement itself. */
const alwaysWritten: ReadonlySet<JournalKind> = new Set<JournalKind>([
  'officer-signed-in',
  'officer-signed-out',
  'vault-closed',
  'deposit-final',
  'transaction-final',
  'transaction-failed',
  'payment-recovered',
  'node-alarm',
  'ceremony-abandoned',
  'facts-noted',
  'books-differed',
  'second-opinion-differed',
  'books-rebuilt',
  'folder-settled',
]);

/** Kinds that a station which is not enrolled leaves out: it has nothing to sign them with. */
const leftOut: ReadonlySet<JournalKind> = new Set<JournalKind>([
  'officer-signed-in',
  'officer-signed-out',
  'vault-closed',
  'ceremony-abandoned',
  'facts-noted',
  'books-differed',
]);

export interface HoldBegins {
  readonly settled: Settled;
  readonly enrolment: EnrolmentReason | null;
  readonly older: OlderFolder | null;
  readonly key: Pick<StationKey, 'stationId'>;
  readonly keyFile: NewKeyFile;
  readonly treasuryId: string;
  readonly now: () => number;
  /** Told when the folder is held, or is not any more. */
  readonly changed: () => void;
  /** Keeps how far the journal came, outside of the folder. Must not wait. */
  readonly keep: (mark: OutsideMark) => void;
  /** Settles when all that was kept is on disk, or could not be written. */
  readonly kept: () => Promise<void>;
  /** What was known outside at the opening. */
  readonly known: OutsideMark | null;
}

/** Whether a folder may be worked with. The recorder asks it before it writes, and tells it what was written. */
export class FolderHold implements HoldPart {
  readonly keyFile: NewKeyFile;
  readonly #begins: HoldBegins;
  #settled: Settled;
  #enrolment: EnrolmentReason | null;
  #older: OlderFolder | null;
  #vaults: Readonly<Record<string, StateMark>>;

  constructor(begins: HoldBegins) {
    this.keyFile = begins.keyFile;
    this.#begins = begins;
    this.#settled = begins.settled;
    this.#enrolment = begins.enrolment;
    this.#older = begins.older;
    this.#vaults = begins.known?.vaults ?? {};
  }

  view(): HoldState {
    const signsFrom = this.#settled.last?.settlement.signsFrom ?? 0;
    return {
      enrolment: this.#enrolment,
      older: this.#older,
      spends: this.#settled.spends,
      signsFrom: signsFrom > this.#begins.now() ? signsFrom : null,
    };
  }

  stations(): readonly StationSpan[] {
    return this.#settled.stations;
  }

  kept(): Promise<void> {
    return this.#begins.kept();
  }

  settled(): Settled {
    return this.#settled;
  }

  foundNewer(found: OlderFolder): void {
    const { seq, hash, at } = found.newer;
    if (!this.check().ok || seq <= this.#settled.lostTo) return;
    this.#older = found;
    // A restart must not forget it.
    this.#keep({ seq, hash, at });
    this.#begins.changed();
  }

  check(): Result<void> {
    if (this.#enrolment !== null) {
      return refuse('station-not-enrolled', 'expected a station that officers have enrolled for this folder');
    }
    if (this.#older !== null) {
      const { ours, newer } = this.#older;
      return refuse(
        'folder-older',
        `expected a journal with entry ${newer.seq} (${newer.hash}), this one ends at entry ${ours.seq}`,
      );
    }
    const [spend] = this.#settled.spends;
    return spend
      ? refuse(
          'spend-not-in-books',
          `transaction ${spend.transactionId} is of one of our keys and in no movement`,
        )
      : ok(undefined);
  }

  checkRequest({ createdAt }: { readonly createdAt: number }): Result<void> {
    const free = this.check();
    if (!free.ok) return free;
    return createdAt < this.#settled.refuseBefore
      ? refuse('request-settled', 'the request is from before the folder was settled; make it again')
      : ok(undefined);
  }

  checkSigning(movement: { readonly createdAt: number }, ledgerAt: number | null): Result<void> {
    const open = this.checkRequest(movement);
    if (!open.ok) return open;
    const signsFrom = this.#settled.last?.settlement.signsFrom ?? 0;
    const at = Math.min(this.#begins.now(), ledgerAt ?? Number.POSITIVE_INFINITY);
    return at < signsFrom
      ? refuse(
          'vaults-wait',
          `expected a time from ${new Date(signsFrom).toISOString()} on, it is ${new Date(at).toISOString()} by clock and ledger`,
        )
      : ok(undefined);
  }

  /**
   * Whether entries of these kinds are written, or left out; refuses as {@link check}. Facts alone, of the ledger, are
   * written by every station that is enrolled.
   */
  judge(kinds: readonly JournalKind[]): Result<'write' | 'leave-out'> {
    if (this.#enrolment !== null && !kinds.includes('folder-settled')) {
      return kinds.length > 0 && kinds.every((kind) => leftOut.has(kind)) ? ok('leave-out') : this.#refused();
    }
    const free = this.check();
    return free.ok || kinds.every((kind) => alwaysWritten.has(kind)) ? ok('write') : free;
  }

  #refused(): Result<never> {
    const free = this.check();
    return free.ok ? refuse('station-not-enrolled', 'expected an enrolled station') : free;
  }

  /** Takes in what was committed: marks outside follow, never before the books. */
  committed(entries: readonly TypedEntry[]): void {
    const before = this.check().ok;
    for (const entry of entries) this.#takeIn(entry);
    const last = entries.at(-1);
    // The newer mark is all that tells of the newer folder: it stays until officers have settled it.
    if (last && this.#older === null) this.#keep(last);
    if (before !== this.check().ok) this.#begins.changed();
  }

  readAnew(settled: Settled): void {
    const before = this.check().ok;
    this.#settled = settled;
    if (before !== this.check().ok) this.#begins.changed();
  }

  #keep({ seq, hash, at }: DatedPlace): void {
    const { treasuryId, key, keep } = this.#begins;
    const format = 'sallyport/outside-mark/1';
    keep({ format, treasuryId, stationId: key.stationId, seq, hash, at, vaults: this.#vaults });
  }

  #takeIn(entry: TypedEntry): void {
    const { vaultId } = entry.body as { readonly vaultId?: unknown };
    const mark = typeof vaultId === 'string' ? markOfEntry(entry, vaultId) : null;
    if (mark && typeof vaultId === 'string') this.#vaults = { ...this.#vaults, [vaultId]: mark };
    this.#settled = settledAfter(this.#settled, entry);
    if (entry.kind !== 'folder-settled') return;
    this.#enrolment = null;
    this.#older = null;
  }
}
