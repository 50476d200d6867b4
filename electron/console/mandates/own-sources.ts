import type { OwnAddress } from '../../books/rows.ts';
import { samePath } from '../../core/derivation-path.ts';
import type { MandateStatement } from '../../core/mandate/mandate.ts';
import type { Station } from '../station.ts';

/**
 * The sources of a mandate that its vault has signed, at the paths that the mandate names: by this station's own books, or by what
 * came with their proposals from another station. By address; null for one that is in no account here.
 */
export async function ownSources(
  { attested }: Pick<Station, 'attested'>,
  { vaultId, sources }: Pick<MandateStatement, 'vaultId' | 'sources'>,
): Promise<ReadonlyMap<string, OwnAddress | null>> {
  const known = await attested.known(sources.map(({ address }) => address));
  const rows = new Map(known.map((each) => [each.address, each]));
  const own = new Map<string, OwnAddress | null>();
  for (const { address, path, requestId } of sources) {
    const row = rows.get(address);
    const at = row?.vaultId === vaultId ? row.path : (await attested.received(requestId))(vaultId, address);
    if (at !== null && samePath(at, path)) own.set(address, row?.vaultId === vaultId ? row : null);
  }
  return own;
}
