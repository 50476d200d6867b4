import type { OwnAddress } from '../../books/rows.ts';
import { MOST_LISTED } from '../../core/envelope/kinds/address-list.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Station } from '../station.ts';
import type { EnvelopeContents } from './make-envelope.ts';
import { withAttestations } from './proposals-contents.ts';

/** Addresses that are read at once. */
const PAGE = 500;

/** An account whose addresses are told. */
export interface ListedAccount {
  readonly vaultId: string;
  readonly account: number;
}

/**
 * The deposit addresses of an account that were given out, each with the vault's own signature over it: whoever knows the policy
 * checks them without this desk.
 * @returns refuses `address-not-attested` where there is none, or one is not what its vault has signed
 */
export async function addressListContents(
  { books, attested }: Pick<Station, 'books' | 'attested'>,
  { vaultId, account }: ListedAccount,
): Promise<Result<EnvelopeContents>> {
  const addresses: OwnAddress[] = [];
  for (let offset = 0; offset < MOST_LISTED; offset += PAGE) {
    const { rows } = await books.addresses.issued({ search: '', offset, limit: PAGE }, vaultId, account);
    const problems = await attested.check(rows);
    const problem = problems.find((each) => each !== null);
    if (problem) return problem;
    addresses.push(...rows);
    if (rows.length < PAGE) break;
  }
  if (addresses.length === 0)
    return refuse('address-not-attested', 'this account has given out no address yet');
  const listed = await withAttestations({ books }, addresses);
  return listed.ok ? ok({ kind: 'address-list', contents: listed.value }) : listed;
}
