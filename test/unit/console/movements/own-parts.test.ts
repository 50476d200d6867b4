import { describe, expect, it } from 'vitest';
import type { OwnAddress } from '../../../../electron/books/rows.ts';
import type { AttestedAddresses } from '../../../../electron/console/addresses/attested-addresses.ts';
import { checkOwnParts, requireOwnParts } from '../../../../electron/console/movements/own-parts.ts';
import { address, codeOf, cold, hot, NOW, view } from '../../../support/core-samples.ts';

const path = (index: number) => ({ account: 0, change: 0, index });
const own = (n: number, index: number, vaultId = hot.id): OwnAddress => ({
  address: address(n),
  vaultId,
  path: path(index),
  issuedAt: NOW,
  attested: null,
  issuedBy: null,
});
/** What the vaults have signed. */
const signed = [own(1, 0), own(2, 1), own(3, 0, cold.id)];
const attested = {
  known: async (asked: readonly string[]) => signed.filter((each) => asked.includes(each.address)),
  received: async () => () => null,
} as Pick<AttestedAddresses, 'known' | 'received'> as AttestedAddresses;
const sources = [
  { address: address(1), path: path(0) },
  { address: address(2), path: path(1) },
];

/** Which payers, and whether the change, are said to be untrue; and how it is refused. */
async function untrue(changes: {
  payers?: string[];
  changeTo?: string | null;
  sources?: { address: string; path: ReturnType<typeof path> }[];
}) {
  const seen = { ...view, payers: [address(1), address(2)], changeTo: address(1), ...changes };
  const parts = await checkOwnParts(
    { attested },
    { vaultId: hot.id, sources: changes.sources ?? sources, requests: [] },
    seen,
  );
  return [[...parts.payers.keys()], parts.changeTo !== null, codeOf(requireOwnParts(parts))];
}

const BAD = 'address-not-attested';

describe('who pays and who gets the change, as an approver is shown them', () => {
  it('are true where the vault has signed them at the paths that the proposal names', async () => {
    expect(await untrue({})).toEqual([[], false, 'accepted']);
    expect(await untrue({ changeTo: address(2) })).toEqual([[], false, 'accepted']);
    expect(await untrue({ changeTo: null })).toEqual([[], false, 'accepted']);
  });

  it("the attacker's address among the payers, named in the sources or not", async () => {
    const hostile = { address: address(0xbad), path: path(2) };
    const payers = [address(1), hostile.address];
    expect(await untrue({ payers })).toEqual([[hostile.address], false, BAD]);
    expect(await untrue({ payers, sources: [...sources, hostile] })).toEqual([[hostile.address], false, BAD]);
  });

  it("a change address swapped for the attacker's", async () => {
    expect(await untrue({ changeTo: address(0xbad) })).toEqual([[], true, BAD]);
  });

  it('an address of another vault as payer or for the change', async () => {
    const sourcesOfBoth = [...sources, { address: address(3), path: path(0) }];
    expect(await untrue({ payers: [address(3)], sources: sourcesOfBoth })).toEqual([
      [address(3)],
      false,
      BAD,
    ]);
    expect(await untrue({ changeTo: address(3) })).toEqual([[], true, BAD]);
  });

  it('a true payer that the proposal names at another path, or not at all', async () => {
    const moved = [{ address: address(1), path: path(1) }, sources[1]!];
    expect(await untrue({ sources: moved })).toEqual([[address(1)], false, BAD]);
    expect(await untrue({ sources: [sources[1]!] })).toEqual([[address(1)], false, BAD]);
  });
});
