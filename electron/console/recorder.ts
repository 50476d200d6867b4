import type { Books } from '../books/books.ts';
import type { BodyOf, JournalKind } from '../core/journal/bodies.ts';
import type { JournalDocument } from '../core/journal/documents.ts';
import {
  JOURNAL_FORMAT,
  JOURNAL_START,
  type JournalContent,
  type JournalEntry,
  journalHash,
  MOST_DOCUMENTS,
  type TypedEntry,
  typedEntry,
} from '../core/journal/journal-entry.ts';
import type { FactChange } from '../core/projection/change.ts';
import { project } from '../core/projection/project.ts';
import type { Version } from '../core/projection/version.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { type Actor, signedActor } from './actor.ts';
import { checkRows, type RowsCheck } from './rests-on.ts';
import type { FolderHold } from './treasury/folder-hold.ts';
import type { StationKey } from './treasury/station-key.ts';

/** An entry before the station has written it. */
export type EntryDraft = {
  readonly [K in JournalKind]: {
    readonly kind: K;
    readonly actor: Actor;
    readonly documents?: readonly JournalDocument[];
    readonly body: BodyOf<K>;
  };
}[JournalKind];

/** What a use case has decided, as data. */
export interface Decision<T> {
  /** What it rests on. */
  readonly expects: readonly Version[];
  readonly entries: readonly EntryDraft[];
  /** What the ledger showed or this station noted, beside the entries; applied after them. */
  readonly facts?: readonly FactChange[];
  /** Hash of the entry that the first one must follow on; left out: whichever is the newest. */
  readonly follows?: string;
  /** Makes the tables anew first, as the check has found them. */
  readonly rebuild?: 'kept' | 'anew';
  readonly answer: T;
}

export interface RecorderParts {
  readonly books: Pick<Books, 'commit'> & { readonly journal: Pick<Books['journal'], 'head'> };
  readonly key: StationKey;
  readonly now: () => number;
  /** Says what may be written, and is told what was; left out: everything may. */
  readonly hold?: Pick<FolderHold, 'judge' | 'committed'>;
  /** Compares the rows that an entry rests on; left out for books that nobody else could write. */
  readonly check?: RowsCheck;
}

/**
 * A node is believed that it is so much later than this clock says, milliseconds: a lie about the time must not date every
 * entry from now on.
 */
const LEDGER_AHEAD_MS = 86_400_000;

/** Writes decisions: one after the other, each with its journal entries and all that follows from them, or not at all. */
export class Recorder {
  readonly #parts: RecorderParts;
  #last: Promise<unknown> = Promise.resolve();
  /** The journal's newest entry; null where it has to be read. Nobody else writes while these books are open. */
  #head: Before | null = null;
  /** The newest time that the ledger gave. */
  #ledgerAt = 0;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
  }

  /** Takes in a time that the ledger gave, milliseconds: no entry is dated below it. */
  noteLedgerTime(at: number): void {
    this.#ledgerAt = Math.max(this.#ledgerAt, Math.min(at, this.#parts.now() + LEDGER_AHEAD_MS));
  }

  /**
   * Commits one decision. The acting officer signs each entry, then the station does.
   * @returns the decision's answer; `books-changed` where what it rests on is another by now, what the check of the rows that it
   * rests on, the folder's hold and the officer's signer refuse, and what the disk refuses: nothing was written then
   */
  commit<T>(decision: Decision<T>): Promise<Result<T>> {
    const { check } = this.#parts;
    const rows = check ? checkRows(check, decision) : null;
    return rows === null
      ? this.#inTurn(decision)
      : rows.then((compared) => (compared.ok ? this.#inTurn(decision) : compared));
  }

  #inTurn<T>(decision: Decision<T>): Promise<Result<T>> {
    const turn = this.#last.then(() => this.#write(decision));
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #write<T>({
    expects,
    entries: drafts,
    facts = [],
    follows,
    rebuild,
    answer,
  }: Decision<T>): Promise<Result<T>> {
    const { books, hold } = this.#parts;
    const judged = hold ? hold.judge(drafts.map(({ kind }) => kind)) : ok('write');
    if (!judged.ok) return judged;
    if (judged.value === 'leave-out') return ok(answer);
    const entries: TypedEntry[] = [];
    let head = this.#head;
    for (const draft of drafts) {
      head ??= (await books.journal.head()) ?? { seq: 0, hash: JOURNAL_START, at: 0 };
      if (follows !== undefined && entries.length === 0 && head.hash !== follows) {
        return refuse('books-changed', `expected to follow on ${follows}, the newest entry is ${head.hash}`);
      }
      const entry = await this.#entry(draft, head);
      if (!entry.ok) return entry;
      entries.push(entry.value);
      head = entry.value;
    }
    const changes = entries.flatMap(project);
    this.#head = null;
    const written = await books.commit({ expects, entries, changes, facts, ...(rebuild ? { rebuild } : {}) });
    if (written.ok) {
      this.#head = head;
      hold?.committed(entries);
    }
    return written.ok ? ok(answer) : written;
  }

  /**
   * The clock's time, and never one below that of the entry before, of a signature that a vault sealed, or of the ledger:
   * a clock that was put back puts nothing back.
   */
  #at(before: Before, body: EntryDraft['body']): number {
    const sealedAt = 'signedAt' in body ? body.signedAt : 0;
    return Math.max(this.#parts.now(), before.at, this.#ledgerAt, sealedAt);
  }

  async #entry(
    { kind, actor, documents = [], body }: EntryDraft,
    before: Before,
  ): Promise<Result<TypedEntry>> {
    const { key } = this.#parts;
    const content: JournalContent = {
      format: JOURNAL_FORMAT,
      stationId: key.stationId,
      seq: before.seq + 1,
      previous: before.hash,
      at: this.#at(before, body),
      heads: [],
      kind,
      actor: signedActor(actor, key.stationId),
      documents: [...documents],
      body,
    };
    if (documents.length > MOST_DOCUMENTS) {
      throw new Error(
        `an entry of kind ${kind} has ${documents.length} documents: nobody could read it again`,
      );
    }
    const hash = journalHash(content);
    const witness = await witnessOf(actor, hash);
    if (!witness.ok) return witness;
    const entry: JournalEntry = {
      ...content,
      hash,
      stationSignature: key.sign(hash),
      witness: witness.value,
    };
    const typed = typedEntry(entry);
    if (!typed.ok) throw new Error(`an entry of kind ${kind} is malformed: ${typed.message}`);
    return typed;
  }
}

/** What an entry follows on. */
type Before = Pick<JournalEntry, 'seq' | 'hash' | 'at'>;

async function witnessOf(actor: Actor, hash: string): Promise<Result<string | null>> {
  if (actor.kind === 'station') return ok(null);
  const signed = await actor.session.signer.ask('sign-statement', { kind: 'journal', hash });
  return signed.ok ? ok(signed.value.signature) : signed;
}
