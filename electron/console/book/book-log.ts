import type { Books } from '../../books/books.ts';
import { aliasKey } from '../../core/account/alias.ts';
import { type BookEntry, type BookWord, bookEntryDigest, isBookWord } from '../../core/book/book-word.ts';
import { HeldBook } from '../../core/book/held-book.ts';
import { judgeWord } from '../../core/book/judge-word.ts';
import type { Hex32 } from '../../core/digest.ts';
import type { TypedEntry } from '../../core/journal/journal-entry.ts';
import { type KnownPolicy, type Policy, policyDigest, type SignedPolicy } from '../../core/policy/policy.ts';
import type { PolicyReference } from '../../core/statement.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { BelievedLog } from '../journal/believed-log.ts';
import type { HoldPart } from '../treasury/folder-hold.ts';

/** An entry as it was signed, and who has signed for it. */
export interface SignedFor {
  readonly statement: BookEntry;
  /** Two names with one key read the same. */
  readonly nameKey: string;
  /** Who entered it, and then who verified it; milliseconds. */
  readonly people: readonly { readonly officerId: string; readonly at: number }[];
}

/** What one document said of a recipient. */
export interface BookEvent {
  readonly at: number;
  readonly what: 'entered' | 'changed' | 'verified' | 'removed';
  readonly officerId: string;
}

/** The address book as the journal has it, from its signed documents alone. Grows; nobody else changes it. */
export class BookRecords {
  readonly held = new HeldBook();
  readonly signed = new Map<Hex32, SignedFor>();
  /** By recipient, oldest first. */
  readonly events = new Map<string, BookEvent[]>();
  /** Every document that counts, in their order. */
  readonly words: BookWord[] = [];

  /** Takes in a document; one that does not count (`judgeWord`) changes nothing. */
  take(word: BookWord, at: number, named: (reference: PolicyReference) => Policy): void {
    const { statement } = word.document;
    const before = this.held.find(statement.id);
    const policy = named(statement.policy);
    const judging = { book: this.held, policy, named, verify: verifySignature, now: at };
    const fact = judgeWord(word, judging);
    if (fact === null) return;
    this.held.take(fact);
    this.words.push(word);
    const { officerId, id } = statement;
    const what = fact.what === 'entered' && before ? 'changed' : fact.what;
    this.events.set(id, [...(this.events.get(id) ?? []), { at, what, officerId }]);
    if (word.kind === 'book-entry') {
      const entry = word.document.statement;
      this.signed.set(bookEntryDigest(entry), {
        statement: entry,
        nameKey: aliasKey(entry.name),
        people: [{ officerId, at }],
      });
    } else if (word.kind === 'book-verification') {
      const { entry } = word.document.statement;
      const known = this.signed.get(entry);
      if (known) this.signed.set(entry, { ...known, people: [...known.people, { officerId, at }] });
    }
  }
}

/** The address book, by the signed entries of the journal alone: no table tells of it. */
export class BookLog extends BelievedLog<BookRecords> {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    {
      books,
      hold,
    }: {
      readonly books: { readonly journal: Pick<Books['journal'], 'book'> };
      readonly hold: Pick<HoldPart, 'stations'>;
    },
    policies: () => readonly KnownPolicy[],
  ) {
    super({
      page: (after, limit) => books.journal.book(after, limit),
      get nothing() {
        return new BookRecords();
      },
      withEntry(records, { documents, at }: TypedEntry) {
        const named = policyNamed(policies());
        for (const word of documents.filter(isBookWord)) records.take(word, at, named);
        return records;
      },
      hold,
      policies,
    });
  }

  /** Does one change of the book after the other: each rests on what the one before has written. */
  inTurn<T>(change: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(change);
    this.#last = turn.catch(() => {});
    return turn;
  }
}

/** The policy that a document names; the newest where none is the one that it names: its signature decides then. */
function policyNamed(policies: readonly SignedPolicy[]): (reference: PolicyReference) => Policy {
  return ({ version, digest }) => {
    const named = policies[version - 1]?.policy;
    const policy = named && policyDigest(named) === digest ? named : policies.at(-1)?.policy;
    if (!policy) throw new Error('a treasury without a policy');
    return policy;
  };
}
