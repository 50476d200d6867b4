import { type BookWord, isBookWord } from '../book/book-word.ts';
import { whyNotSigned } from '../book/check-words.ts';
import type { VerifySignature } from '../officer/officer.ts';
import { type Policy, policyDigest } from '../policy/policy.ts';
import type { TypedEntry } from './journal-entry.ts';

type BookEntryOf = Extract<
  TypedEntry,
  { readonly kind: 'recipient-entered' | 'recipient-verified' | 'recipient-removed' }
>;

const kinds = {
  'recipient-entered': 'book-entry',
  'recipient-verified': 'book-verification',
  'recipient-removed': 'book-removal',
} as const satisfies Record<BookEntryOf['kind'], BookWord['kind']>;

/** Whether an entry tells of the address book. */
const tellsOfBook = (entry: TypedEntry): entry is BookEntryOf => Object.hasOwn(kinds, entry.kind);

/** Holds entries of the address book against what is signed in them, by the policies that a journal has told of so far. */
export class ToldBook {
  readonly #policies: Policy[];

  constructor(policies: readonly Policy[] = []) {
    this.#policies = [...policies];
  }

  /** One that goes on from here by itself. */
  copy(): ToldBook {
    return new ToldBook(this.#policies);
  }

  /**
   * Each has one document, signed by an officer of the policy that it names, which was or is in force. What it changes each copy of the
   * book judges (`judgeWord`).
   * @param policies those that came into force with the entry
   * @returns what is wrong; null where nothing is
   */
  add(entry: TypedEntry, policies: readonly Policy[], verify: VerifySignature): string | null {
    this.#policies.push(...policies);
    if (!tellsOfBook(entry)) return null;
    const [word, ...more] = entry.documents.filter(isBookWord);
    if (!word || more.length > 0 || word.kind !== kinds[entry.kind]) {
      return 'has not exactly one document of the address book';
    }
    const { statement } = word.document;
    const { version, digest } = statement.policy;
    const policy = this.#policies.find((each) => each.version === version && policyDigest(each) === digest);
    const unsigned = whyNotSigned(word, policy, verify);
    if (unsigned !== null) return `has a document of the address book that does not count: ${unsigned}`;
    const named = word.kind !== 'book-entry' || word.document.statement.name === entry.body.name;
    return named && entry.body.recipientId === statement.id
      ? null
      : 'names another recipient than the one that is signed';
  }
}
