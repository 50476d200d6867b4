import type { Station } from '../station.ts';
import type { BookRecords } from './book-log.ts';
import { nameOf } from './recipient-name.ts';

/** An address that may be compared with: nobody outside has put it where it is. */
export interface TrustedAddress {
  readonly name: string;
  readonly address: string;
}

/** Verified recipients, and the receiving addresses of own vaults. */
export function trustedAddresses(
  { policy }: Pick<Station, 'policy'>,
  records: BookRecords,
): readonly TrustedAddress[] {
  const recipients = [...records.held.entries()]
    .filter(({ trusted }) => trusted !== null)
    .map((held) => ({ name: nameOf(records, held), address: held.address }));
  const own = policy.present().vaults.map(({ name, receiveAddress }) => ({ name, address: receiveAddress }));
  return [...recipients, ...own];
}
