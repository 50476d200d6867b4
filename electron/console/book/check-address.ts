import type { Output } from '../../contract/contract.ts';
import { lookAlikes } from '../../core/book/look-alikes.ts';
import { ok, type Result } from '../../core/result.ts';
import type { BookViewParts } from './book-views.ts';
import { trustedAddresses } from './trusted-addresses.ts';

/** Reads an address as it is typed, and says which trusted ones it looks like. Refuses as its form does. */
export async function checkAddress(
  { chain, ...station }: BookViewParts,
  { address: typed }: { readonly address: string },
): Promise<Result<Output<'book.check'>>> {
  const parsed = chain.address.parse(typed);
  if (!parsed.ok) return parsed;
  const records = await station.addressBook.read();
  if (!records.ok) return records;
  const address = parsed.value;
  return ok({
    address,
    otherForms: [...chain.address.otherForms(address)],
    strange: chain.address.strange(address),
    alike: lookAlikes(address, trustedAddresses(station, records.value)),
  });
}
