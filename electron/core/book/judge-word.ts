import { sameNetwork } from '../network-id.ts';
import { hasSigned, type Officer, type VerifySignature } from '../officer/officer.ts';
import type { Policy } from '../policy/policy.ts';
import type { PolicyReference } from '../statement.ts';
import { bookTerms } from './book-terms.ts';
import { type BookWord, bookEntryDigest, bookWordDigest } from './book-word.ts';
import type { BookFact, HeldBook } from './held-book.ts';

type EntryWord = Extract<BookWord, { readonly kind: 'book-entry' }>;
type VerificationWord = Extract<BookWord, { readonly kind: 'book-verification' }>;

/** By what a document of the address book is judged. */
export interface Judging {
  readonly book: Pick<HeldBook, 'find' | 'ofAddress' | 'isRemoved'>;
  /** Whose officers enter and verify. */
  readonly policy: Policy;
  /** The policy that a word names: nobody who has left since undoes a removal. */
  readonly named: (reference: PolicyReference) => Policy;
  readonly verify: VerifySignature;
  /** When it became known to whoever judges, milliseconds: it waits from then on, or from what its officer wrote where that is later. */
  readonly now: number;
}

/** Whether an officer does more than look. */
const doesMore = ({ roles }: Officer): boolean => roles.some((role) => role !== 'auditor');

/**
 * Judges a document of the address book. One that does not count is left out: it adds nothing, and what it would add cannot be
 * paid.
 * @returns what it changes; null for a document that does not count: of another treasury or network, not signed by an officer of
 * the policy who does more than look, of a recipient that was removed; an entry with an address that another recipient has, or
 * that its own had not; a verification of something else than what waits, by who entered it or has verified it already, with
 * another address, or after who entered it has left
 */
export function judgeWord(word: BookWord, judging: Judging): BookFact | null {
  const { statement } = word.document;
  const { policy, named, book } = judging;
  if (statement.treasuryId !== policy.treasuryId || !sameNetwork(statement.network, policy.network)) {
    return null;
  }
  const by = word.kind === 'book-removal' ? named(statement.policy) : policy;
  if (!isSignedUnder(by, word, judging) || book.isRemoved(statement.id)) return null;
  switch (word.kind) {
    case 'book-entry':
      return judgeEntry(word, judging);
    case 'book-verification':
      return judgeVerification(word, judging);
    case 'book-removal':
      return book.find(statement.id) ? { what: 'removed', id: statement.id } : null;
  }
}

function isSignedUnder(policy: Policy, word: BookWord, { verify }: Judging): boolean {
  const officer = memberOf(policy, word.document.statement.officerId);
  return officer !== undefined && hasSigned(officer, bookWordDigest(word), word.document.signature, verify);
}

const memberOf = ({ officers }: Policy, id: string): Officer | undefined =>
  officers.find((officer) => officer.id === id && doesMore(officer));

function judgeEntry({ document: { statement } }: EntryWord, { book, policy, now }: Judging): BookFact | null {
  const { id, address, groups, officerId: by, enteredAt } = statement;
  if ((book.find(id)?.address ?? address) !== address) return null;
  if ((book.ofAddress(address)?.id ?? id) !== id) return null;
  const { people, coolingMs } = bookTerms(policy);
  const digest = bookEntryDigest(statement);
  if (book.find(id)?.trusted?.digest === digest) return null;
  const waits = usableFrom({ book, groups, id, now: Math.max(now, enteredAt), coolingMs });
  return { what: 'entered', id, address, digest, groups, by, usableFrom: people === 1 ? waits : null };
}

function judgeVerification(
  { document: { statement } }: VerificationWord,
  { book, policy, now }: Judging,
): BookFact | null {
  const { id, entry, address, officerId: by, verifiedAt } = statement;
  const held = book.find(id);
  const pending = held?.pending;
  if (!pending || pending.digest !== entry || held.address !== address) return null;
  const [enteredBy = ''] = pending.people;
  if (pending.people.includes(by) || !memberOf(policy, enteredBy)) return null;
  const signed = [...pending.people, by].filter((each) => memberOf(policy, each)).length;
  const { people, coolingMs } = bookTerms(policy);
  const from = Math.max(now, verifiedAt);
  const waits = usableFrom({ book, groups: pending.groups, id, now: from, coolingMs });
  return { what: 'verified', id, by, usableFrom: signed >= people ? waits : null };
}

/** A change that adds no group waits no second time. */
function usableFrom({
  book,
  groups,
  id,
  now,
  coolingMs,
}: {
  readonly book: Judging['book'];
  readonly groups: readonly string[];
  readonly id: string;
  readonly now: number;
  readonly coolingMs: number;
}): number {
  const trusted = book.find(id)?.trusted;
  const adds = !trusted || groups.some((group) => !trusted.groups.includes(group));
  return adds ? now + coolingMs : trusted.usableFrom;
}
