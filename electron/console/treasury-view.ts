import type { Window } from '../books/sqlite/database.ts';
import type { DepositInList } from '../books/sqlite/deposits.ts';
import { journalRow } from './journal-views.ts';
import { movementRow, movementsForMe } from './movement-views.ts';
import { type Treasury, vaultsOfKind } from './treasury.ts';
import type { DashboardView } from '../contract/dashboard.ts';
import type { DepositRow } from '../contract/deposits.ts';
import type { TreasuryView } from '../contract/treasury.ts';

/** What the frame around every screen shows. */
export function readTreasury(treasury: Treasury): TreasuryView {
  const { file, policy, sessions, store } = treasury;
  const mine = movementsForMe(treasury);
  const retired = store.vaults.retired();
  const waiting = (kind: string) => mine.filter((movement) => movement.kind === kind).length;
  return {
    id: file.id,
    name: file.name,
    folder: treasury.folder,
    network: file.network.id,
    chain: file.network.chain,
    stationRole: 'desk',
    stationId: treasury.station.stationId,
    node: treasury.node(),
    officers: policy.officers.map(({ id, name, roles }) => ({ id, name, roles: [...roles] })),
    signedIn: sessions.officer?.officer.id ?? null,
    vaults: policy.vaults.map(({ id, name, kind, receiveAddress }) => ({
      id,
      name,
      kind,
      state: sessions.vaultState(id),
      balance: store.coins.balance(id).toString(),
      reserved: store.coins.reservedBalance(id).toString(),
      receiveAddress,
      accounts: store.accounts.countIn(id),
      retired: retired.has(id),
    })),
    waitsForMe: { withdrawals: waiting('withdrawal'), sweeps: waiting('sweep') },
    practicePassword: file.practicePassword,
  };
}

const SCALE = 1000n;

/** What the first screen shows. */
export function readDashboard(treasury: Treasury): DashboardView {
  const { policy, store, effects } = treasury;
  const { floatBand: band } = policy;
  const total = (kind: 'hot' | 'cold', of: (vaultId: string) => bigint) =>
    vaultsOfKind(treasury, kind).reduce((sum, vault) => sum + of(vault.id), 0n);
  const balance = total('hot', (id) => store.coins.balance(id));
  const [min, target, max] = [BigInt(band.min), BigInt(band.target), BigInt(band.max)];
  // The scale leaves a quarter of the band's height above it, or more where the balance needs it.
  const top = [max + max / 4n, balance + balance / 20n, 1n].reduce((a, b) => (a > b ? a : b));
  const place = (nanos: bigint) => Number((nanos * SCALE) / top);
  const today = store.deposits.finalSince(startOfDay(effects.now()));
  const firstRows: Window = { search: '', offset: 0, limit: 8 };
  return {
    hot: {
      balance: balance.toString(),
      reserved: total('hot', (id) => store.coins.reservedBalance(id)).toString(),
      band,
      position: balance < min ? 'below' : balance > max ? 'above' : 'inside',
      scale: { balance: place(balance), min: place(min), target: place(target), max: place(max) },
    },
    cold: { balance: total('cold', (id) => store.coins.balance(id)).toString() },
    depositsToday: { count: today.count, total: today.total.toString() },
    pending: store.movements
      .list({ ...firstRows, limit: 20 }, { kind: null, open: true, ids: null })
      .rows.map((row) => movementRow(treasury, row)),
    recent: store.journal.list(firstRows).rows.map((row) => journalRow(treasury, row)),
    recentDeposits: store.deposits.list(firstRows, null).rows.map((row) => depositRow(treasury, row)),
  };
}

export function depositRow({ policy }: Treasury, deposit: DepositInList): DepositRow {
  return {
    id: `${deposit.transaction}:${deposit.address}`,
    state: deposit.state,
    amount: deposit.amount.toString(),
    address: deposit.address,
    accountAlias: deposit.alias,
    vaultName: policy.vaults.find(({ id }) => id === deposit.vaultId)?.name ?? '',
    sender: deposit.sender,
    transaction: deposit.transaction,
    seenAt: deposit.seenAt,
    finalAt: deposit.finalAt,
    checkpoint: deposit.checkpoint,
  };
}

export function listDeposits(
  treasury: Treasury,
  { state, ...window }: Window & { state: 'seen' | 'final' | null },
) {
  const { total, rows } = treasury.store.deposits.list(window, state);
  return { total, rows: rows.map((row) => depositRow(treasury, row)) };
}

/** Midnight of this machine's time zone. */
function startOfDay(now: number): number {
  return new Date(now).setHours(0, 0, 0, 0);
}
