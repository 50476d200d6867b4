import type { KnownRecipient } from '../../contract/address-book.ts';
import { lookAlikes } from '../../core/book/look-alikes.ts';
import { type BookViewParts, knownRecipient } from './book-views.ts';
import { type TrustedAddress, trustedAddresses } from './trusted-addresses.ts';

/** What the address book says of an address that is paid. */
export interface InBook {
  /** The verified recipient that has it; null for none. */
  readonly inBook: KnownRecipient | null;
  /** Trusted addresses for which it may be taken, where it is none of them. */
  readonly alike: TrustedAddress[];
}

/** What the address book says of an address; nothing where the book cannot be believed. */
export async function inBook(
  station: Pick<BookViewParts, 'treasury' | 'policy' | 'addressBook' | 'effects'>,
  address: string,
): Promise<InBook> {
  const records = await station.addressBook.read();
  if (!records.ok) return { inBook: null, alike: [] };
  const trusted = trustedAddresses(station, records.value);
  const isTrusted = trusted.some((each) => each.address === address);
  return {
    inBook: knownRecipient(station, records.value, address),
    alike: isTrusted ? [] : lookAlikes(address, trusted),
  };
}
