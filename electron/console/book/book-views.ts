import type { BookRow, BookState, BookView, KnownRecipient } from '../../contract/address-book.ts';
import { bookTerms } from '../../core/book/book-terms.ts';
import type { HeldEntry } from '../../core/book/held-book.ts';
import { lookAlikes } from '../../core/book/look-alikes.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { foldText, termsOf } from '../../core/search/found-by.ts';
import { officerName } from '../officers/officer-name.ts';
import type { Viewer } from '../officers/viewer.ts';
import type { Station } from '../station.ts';
import type { BookRecords } from './book-log.ts';
import { requireKeeperRole } from './book-parts.ts';
import { shownOf } from './recipient-name.ts';
import { type TrustedAddress, trustedAddresses } from './trusted-addresses.ts';
import { whyNotVerify } from './verify-recipient.ts';

export type BookViewParts = Pick<Station, 'treasury' | 'policy' | 'chain' | 'addressBook' | 'effects'>;

export interface BookAsked {
  readonly search: string;
  readonly offset: number;
  readonly limit: number;
  readonly usable: boolean;
}

/** A window of the address book, by name. Refuses as the log does. */
export async function listRecipients(
  station: BookViewParts,
  { search, offset, limit, usable }: BookAsked,
): Promise<Result<{ total: number; rows: BookRow[] }>> {
  const read = await station.addressBook.read();
  if (!read.ok) return read;
  const records = read.value;
  const terms = termsOf(search);
  const found = [...records.held.entries()]
    .filter((held) => !usable || stateOf(held, station.effects.now()) === 'usable')
    .map((held) => ({ held, key: shownOf(records, held).nameKey }))
    .filter(({ held }) => terms.length === 0 || isFound(records, held, terms))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const trusted = trustedAddresses(station, records);
  const rows = found
    .slice(offset, offset + limit)
    .map(({ held }) => rowOf(station, { records, trusted }, held));
  return ok({ total: found.length, rows });
}

/** Addresses that nobody has verified are not found by what is in them. */
function isFound(records: BookRecords, held: HeldEntry, terms: readonly string[]): boolean {
  const { name, note, groups } = shownOf(records, held).statement;
  const words = foldText([name, note, ...groups, held.trusted ? held.address : ''].join(' '));
  return terms.every((term) => words.includes(term));
}

/** One recipient, with all that was signed of it. Refuses `book-entry-unknown`. */
export async function readRecipient(
  station: BookViewParts,
  { acting }: Viewer,
  { id }: { readonly id: string },
): Promise<Result<BookView>> {
  const read = await station.addressBook.read();
  if (!read.ok) return read;
  const records = read.value;
  const held = records.held.find(id);
  if (!held) return refuse('book-entry-unknown', 'the address book has no such recipient');
  const { address } = station.chain;
  const { statement } = shownOf(records, held);
  const row = rowOf(station, { records, trusted: trustedAddresses(station, records) }, held);
  return ok({
    ...row,
    note: statement.note,
    otherForms: row.address === null ? [] : [...address.otherForms(row.address)],
    strange: row.address === null ? null : address.strange(row.address),
    enteredAt: records.events.get(id)?.[0]?.at ?? statement.enteredAt,
    pending: pendingView(station, { records, acting }, held),
    history: (records.events.get(id) ?? []).map(({ officerId, ...event }) => ({
      ...event,
      officerName: nameOfOfficer(station, officerId),
    })),
    mayChange: acting !== null && requireKeeperRole(station, acting).ok,
  });
}

function pendingView(
  station: BookViewParts,
  { records, acting }: { readonly records: BookRecords; readonly acting: Viewer['acting'] },
  { id, pending }: HeldEntry,
): BookView['pending'] {
  const signed = pending && records.signed.get(pending.digest);
  if (!signed) return null;
  const { name, note, groups, officerId } = signed.statement;
  const { digest } = pending;
  const refusal =
    acting === null
      ? refuse('officer-not-signed-in', 'sign in first')
      : (refusalOf(requireKeeperRole(station, acting)) ?? whyNotVerify(records, acting, { id, digest }));
  return {
    digest,
    name,
    note,
    groups: [...groups],
    enteredBy: nameOfOfficer(station, officerId),
    signed: pending.people.length,
    needed: bookTerms(station.policy.present()).people,
    refusal: refusal && { code: refusal.code, message: refusal.message },
  };
}

const refusalOf = (result: Result<unknown>) => (result.ok ? null : result);

/** The recipient of the book that has an address, and was verified; null for none. */
export function knownRecipient(
  station: Pick<BookViewParts, 'treasury' | 'policy' | 'effects'>,
  records: BookRecords,
  address: string,
): KnownRecipient | null {
  const held = records.held.ofAddress(address);
  if (!held || held.trusted === null) return null;
  const { id, name, groups, state, usableFrom, enteredBy, verifiedBy } = rowOf(
    station,
    { records, trusted: [] },
    held,
  );
  return { id, name, groups, state, usableFrom, enteredBy, verifiedBy };
}

function rowOf(
  station: Pick<BookViewParts, 'treasury' | 'policy' | 'effects'>,
  { records, trusted }: { readonly records: BookRecords; readonly trusted: readonly TrustedAddress[] },
  held: HeldEntry,
): BookRow {
  const { statement, people } = shownOf(records, held);
  const [enteredBy = '', ...verifiedBy] = people.map(({ officerId }) => nameOfOfficer(station, officerId));
  return {
    id: held.id,
    name: statement.name,
    address: held.trusted === null ? null : held.address,
    groups: [...statement.groups],
    state: stateOf(held, station.effects.now()),
    usableFrom: held.trusted?.usableFrom ?? null,
    enteredBy,
    verifiedBy,
    changing: held.trusted !== null && held.pending !== null,
    alike: held.trusted === null ? lookAlikes(held.address, trusted).map(({ name }) => name) : [],
  };
}

export const stateOf = ({ trusted }: HeldEntry, now: number): BookState => {
  if (trusted === null) return 'waiting';
  return trusted.usableFrom <= now ? 'usable' : 'cooling';
};

/** Also of somebody who has left since, by the newest policy that had them. */
function nameOfOfficer({ treasury }: Pick<Station, 'treasury'>, officerId: string): string {
  const signed = treasury
    .file()
    .policies.findLast(({ policy: { officers } }) => officers.some(({ id }) => id === officerId));
  return (signed && officerName(signed.policy, officerId)) ?? '';
}
