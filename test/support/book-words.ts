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
import { type TestOfficer as CoreOfficer, signAs as signInCore } from './core-samples.ts';
import { address, NOW, officers, policy, signAs, type TestOfficer, uuid } from './signer-fixture.ts';

/** An officer of either kind of samples. */
type By = TestOfficer | CoreOfficer;

const isOfCore = (by: By): by is CoreOfficer => typeof by.key.publicKey === 'string';
const signedBy = (by: By, digest: string): string =>
  isOfCore(by) ? signInCore(by, digest) : signAs(by, digest);

type Of<K extends BookWord['kind']> = Extract<BookWord, { readonly kind: K }>;

/** The recipient of these samples. */
export const HARBOUR = { id: uuid(0xb00c), address: address(0xb0b) } as const;

const headOf = (by: By, of: Policy) => ({
  treasuryId: of.treasuryId,
  network: of.network,
  policy: policyReference(of),
  officerId: by.id,
});

/** An entry of a recipient by Mara, but for what the changes say. */
export function entered(
  changes: Partial<BookEntry> = {},
  by: By = officers.mara,
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
    document: { statement, signature: signedBy(by, bookEntryDigest(statement)) },
  };
}

/** The verification of an entry by Ben. */
export function verified(
  entry: Of<'book-entry'>,
  changes: Partial<BookVerification> = {},
  by: By = officers.ben,
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
    document: { statement, signature: signedBy(by, bookVerificationDigest(statement)) },
  };
}

/** The removal of a recipient by Chiara. */
export function removed(
  changes: Partial<BookRemoval> = {},
  by: By = officers.chiara,
  of: Policy = policy(),
): Of<'book-removal'> {
  const statement: BookRemoval = { ...headOf(by, of), id: HARBOUR.id, removedAt: NOW, ...changes };
  return {
    kind: 'book-removal',
    document: { statement, signature: signedBy(by, bookRemovalDigest(statement)) },
  };
}
