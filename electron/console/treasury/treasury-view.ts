import type { VaultFigures } from '../../books/books.ts';
import { type BooksCheck, differenceText } from '../../books/books-check.ts';
import type { BooksCheckView, TreasuryView } from '../../contract/treasury.ts';
import type { VaultView } from '../../contract/vaults.ts';
import { movementsForMe } from '../movements/movement-views.ts';
import type { Viewer } from '../officers/viewer.ts';
import type { Station } from '../station.ts';
import type { Vault } from '../vaults/vault-of.ts';
import { stationRole } from './station-role.ts';

/** What the frame around every screen shows, for an officer of a caller. */
export async function readTreasury(
  station: Pick<Station, 'treasury' | 'books' | 'check' | 'policy' | 'chain' | 'keys' | 'line'>,
  viewer: Viewer,
): Promise<TreasuryView> {
  const { treasury, books, policy, chain, keys, line } = station;
  const file = treasury.file();
  const { officers, vaults } = policy.present();
  const [mine, figures, retired] = await Promise.all([
    movementsForMe(station, viewer),
    books.figures.vaults(),
    books.vaults.retired(),
  ]);
  const waiting = (kind: string) => mine.filter((movement) => movement.kind === kind).length;
  return {
    id: file.id,
    name: file.name,
    folder: treasury.folder,
    network: file.network.id,
    genesis: file.network.genesis,
    coinType: chain.derivation.coinType,
    asset: { ...chain.asset },
    stationRole: stationRole(station),
    stationId: treasury.key.stationId,
    node: line?.view() ?? null,
    books: booksCheckView(station.check.view()),
    officers: officers.map(({ id, name, roles }) => ({ id, name, roles: [...roles] })),
    signedIn: viewer.signedIn.map(({ id }) => id),
    vaults: vaults.map((vault) =>
      vaultView(vault, {
        state: keys.vaults.state(vault.id),
        figures: figures.find(({ vaultId }) => vaultId === vault.id),
        retired: retired.includes(vault.id),
      }),
    ),
    waitsForMe: { withdrawals: waiting('withdrawal'), sweeps: waiting('sweep') },
    practicePassword: file.practicePassword,
  };
}

function booksCheckView(check: BooksCheck): BooksCheckView {
  switch (check.state) {
    case 'checking':
      return { state: 'checking', entries: check.entries, of: check.of };
    case 'whole':
      return { state: 'whole', entries: check.entries };
    case 'differs': {
      const { count, differences } = check;
      return { state: 'differs', count, differences: differences.map(differenceText) };
    }
  }
}

function vaultView(
  { id, name, kind, receiveAddress }: Vault,
  {
    state,
    figures,
    retired,
  }: {
    readonly state: VaultView['state'];
    readonly figures: VaultFigures | undefined;
    readonly retired: boolean;
  },
): VaultView {
  return {
    id,
    name,
    kind,
    state,
    balance: (figures?.balance ?? 0n).toString(),
    reserved: (figures?.reserved ?? 0n).toString(),
    receiveAddress,
    accounts: figures?.accounts ?? 0,
    retired,
  };
}
