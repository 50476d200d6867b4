import {
  type BookEntry,
  type BookRemoval,
  type BookVerification,
  type BookWord,
  bookEntryDigest,
  bookRemovalDigest,
  bookVerificationDigest,
} from '../../electron/core/book/book-word.ts';
import { type Policy, policyReference } from '../../electron/core/policy/policy.ts';
import { address, NOW, officers, policy, signAs, type TestOfficer, uuid } from './signer-fixture.ts';

type Of<K extends BookWord['kind']> = Extract<BookWord, { readonly kind: K }>;

/** The recipient of these samples. */
export const HARBOUR = { id: uuid(0xb00c), address: address(0xb0b) } as const;

const headOf = (by: TestOfficer, of: Policy) => ({
  treasuryId: of.treasuryId,
  network: of.network,
  policy: policyReference(of),
  officerId: by.id,
});

/** An entry of a recipient by Mara, but for what the changes say. */
export function entered(
  changes: Partial<BookEntry> = {},
  by: TestOfficer = officers.mara,
  of: Policy = policy(),
): Of<'book-entry'> {
  const statement: BookEntry = {
    ...headOf(by, of),
    ...HARBOUR,
    name: 'Harbour Exchange',
    note: '',
    groups: ['exchanges'],
    enteredAt: NOW - 60_000,
    ...changes,
  };
  return {
    kind: 'book-entry',
    document: { statement, signature: signAs(by, bookEntryDigest(statement)) },
  };
}

/** The verification of an entry by Ben. */
export function verified(
  entry: Of<'book-entry'>,
  changes: Partial<BookVerification> = {},
  by: TestOfficer = officers.ben,
  of: Policy = policy(),
): Of<'book-verification'> {
  const { id, address: typed } = entry.document.statement;
  const statement: BookVerification = {
    ...headOf(by, of),
    id,
    entry: bookEntryDigest(entry.document.statement),
    address: typed,
    verifiedAt: NOW - 30_000,
    ...changes,
  };
  return {
    kind: 'book-verification',
    document: { statement, signature: signAs(by, bookVerificationDigest(statement)) },
  };
}

/** The removal of a recipient by Chiara. */
export function removed(
  changes: Partial<BookRemoval> = {},
  by: TestOfficer = officers.chiara,
  of: Policy = policy(),
): Of<'book-removal'> {
  const statement: BookRemoval = { ...headOf(by, of), id: HARBOUR.id, removedAt: NOW, ...changes };
  return {
    kind: 'book-removal',
    document: { statement, signature: signAs(by, bookRemovalDigest(statement)) },
  };
}
