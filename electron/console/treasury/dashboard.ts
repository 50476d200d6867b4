import type { UnprovenOfVault, VaultFigures } from '../../books/rows.ts';
import type { DashboardView } from '../../contract/dashboard.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { depositRow, whyNotShown } from '../deposits/list-deposits.ts';
import { journalRow } from '../journal/list-journal.ts';
import { movementRow } from '../movements/movement-views.ts';
import type { Viewer } from '../officers/viewer.ts';
import type { Station } from '../station.ts';
import { type Vault, vaultsOfKind } from '../vaults/vault-of.ts';
import { heldAndFree, spendable } from './held-and-free.ts';

const SCALE = 1000n;
const FIRST_ROWS = { search: '', offset: 0, limit: 8 };

/** What the first screen shows. Its figures are kept as the books change: nothing is summed here but the vaults. */
export async function readDashboard(
  station: Pick<
    Station,
    'treasury' | 'books' | 'policy' | 'attested' | 'chain' | 'keys' | 'effects' | 'line'
  >,
  viewer: Viewer,
): Promise<DashboardView> {
  const { books, effects, line } = station;
  const policy = station.policy.present();
  const isProven = line?.view().restsOn === 'validators';
  const [figures, unproven, today, pending, recent, deposits] = await Promise.all([
    books.figures.vaults(),
    isProven ? books.inputs.unprovenOfVaults() : [],
    books.figures.depositsSince(startOfDay(effects.now())),
    books.movements.list({ ...FIRST_ROWS, limit: 20 }, { kind: null, open: true, nextStep: null }),
    books.journal.list(FIRST_ROWS),
    books.deposits.list(FIRST_ROWS, null),
  ]);
  const problems = await whyNotShown(station.attested, deposits.rows);
  return {
    ...float(policy, figures, unproven),
    depositsToday: { count: today.count, total: today.total.toString() },
    pending: pending.rows.map((row) => movementRow(station, viewer, row)),
    recent: recent.rows.map((row) => journalRow(station, row)),
    recentDeposits: deposits.rows.map((row, i) => depositRow(policy, row, problems[i] ?? null)),
  };
}

/** What hot and cold vaults have, and where that is in the float band. */
export function float(
  policy: Pick<Policy, 'vaults' | 'floatBand'>,
  figures: readonly VaultFigures[],
  unproven: readonly UnprovenOfVault[] = [],
): Pick<DashboardView, 'hot' | 'cold'> {
  const hot = heldAndFree(policy, figures, 'hot');
  const cold = heldAndFree(policy, figures, 'cold');
  const notProven = (kind: Vault['kind']) => {
    const ids = vaultsOfKind(policy, kind).map(({ id }) => id);
    const sum = (of: 'all' | 'existed') =>
      unproven.reduce((all, each) => all + (ids.includes(each.vaultId) ? each[of] : 0n), 0n).toString();
    return { unproven: sum('all'), existed: sum('existed') };
  };
  const { balance } = hot;
  const { floatBand: band } = policy;
  const [min, target, max] = [BigInt(band.min.units), BigInt(band.target.units), BigInt(band.max.units)];
  // The scale leaves a quarter of the band's height above it, or more where the balance needs it.
  const top = [max + max / 4n, balance + balance / 20n, 1n].reduce((a, b) => (a > b ? a : b));
  const place = (units: bigint) => Number((units * SCALE) / top);
  return {
    hot: {
      balance: balance.toString(),
      reserved: hot.reserved.toString(),
      free: hot.free.toString(),
      ...notProven('hot'),
      spendable: spendable(hot, min),
      band: { min: band.min.units, target: band.target.units, max: band.max.units },
      position: balance < min ? 'below' : balance > max ? 'above' : 'inside',
      scale: {
        balance: place(balance),
        free: place(hot.free),
        min: place(min),
        target: place(target),
        max: place(max),
      },
    },
    cold: {
      balance: cold.balance.toString(),
      reserved: cold.reserved.toString(),
      free: cold.free.toString(),
      ...notProven('cold'),
    },
  };
}

/** Midnight of this machine's time zone. */
function startOfDay(now: number): number {
  return new Date(now).setHours(0, 0, 0, 0);
}
