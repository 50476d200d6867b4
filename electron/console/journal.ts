import type { Store } from '../books/sqlite/store.ts';
import {
  JOURNAL_START,
  type JournalContent,
  type JournalEntry,
  type JournalKind,
  type JsonValue,
  journalHash,
} from '../core/journal/journal-entry.ts';
import { ok, type Result } from '../core/result.ts';
import type { OfficerSession } from './sessions.ts';
import type { StationKey } from './station-key.ts';

export interface JournalRecord {
  readonly kind: JournalKind;
  readonly body: Record<string, JsonValue>;
  readonly movementId?: string;
  /** Who caused it and signs it; left out where nobody did. */
  readonly officer?: OfficerSession;
}

/** Carries a refusal out of a database transaction, which must roll back. */
class Rollback extends Error {
  readonly refusal: Result<never>;
  constructor(refusal: Result<never>) {
    super('rolled back');
    this.refusal = refusal;
  }
}

/** Writes the journal: one entry after the other, each in one database transaction with the change that it tells of. */
export class Journal {
  readonly #store: Store;
  readonly #station: StationKey;
  readonly #now: () => number;
  #last: Promise<unknown> = Promise.resolve();

  constructor(store: Store, station: StationKey, now: () => number) {
    this.#store = store;
    this.#station = station;
    this.#now = now;
  }

  /**
   * Appends an entry and applies its change, both or neither.
   * @param apply the change; its refusal rolls everything back
   */
  record(
    record: JournalRecord,
    apply: () => Result<void> = () => ok(undefined),
  ): Promise<Result<JournalEntry>> {
    const turn = this.#last.then(() => this.#write(record, apply));
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #write(record: JournalRecord, apply: () => Result<void>): Promise<Result<JournalEntry>> {
    const head = this.#store.journal.head() ?? { seq: 0, hash: JOURNAL_START };
    const content: JournalContent = {
      seq: head.seq + 1,
      previous: head.hash,
      at: this.#now(),
      stationId: this.#station.stationId,
      kind: record.kind,
      officerId: record.officer?.officer.id ?? null,
      body: record.body,
    };
    const hash = journalHash(content);
    let officerSignature: string | null = null;
    if (record.officer) {
      const signed = await record.officer.client.ask('sign-statement', { kind: 'journal', hash });
      if (!signed.ok) return signed;
      officerSignature = signed.value.signature;
    }
    const entry: JournalEntry = {
      ...content,
      hash,
      stationSignature: this.#station.sign(hash),
      officerSignature,
    };
    try {
      this.#store.transaction(() => {
        const applied = apply();
        if (!applied.ok) throw new Rollback(applied);
        this.#store.journal.append(entry, record.movementId ?? null);
      });
    } catch (error) {
      if (error instanceof Rollback) return error.refusal;
      throw error;
    }
    return ok(entry);
  }
}
