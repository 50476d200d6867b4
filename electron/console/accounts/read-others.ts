import type { OtherHolding } from '../../chains/other-holding.ts';
import type { OtherRow, OthersView } from '../../contract/accounts.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { requireAccount, requireOwnAddress } from '../addresses/list-addresses.ts';
import type { Station } from '../station.ts';

type OthersParts = Pick<Station, 'books' | 'attested' | 'line'>;

/** A node is asked for so many addresses of an account, one after the other: the newest. */
const MOST_ADDRESSES = 25;
/** Rows that are shown at most. */
const MOST_ROWS = 1000;

export interface OthersAsked {
  readonly vaultId: string;
  readonly account: number;
  /** Null: the newest ones of the account. */
  readonly address: string | null;
}

/**
 * What addresses of an account have that is no plain money, by the word of the node that is followed. None of it is kept, or
 * counted anywhere. Refuses `account-unknown`, `address-not-attested`, `node-unreachable` without a network, and what the node
 * refuses.
 */
export async function readOthers(
  { books, attested, line }: OthersParts,
  asked: OthersAsked,
): Promise<Result<OthersView>> {
  if (line === null) return refuse('node-unreachable', 'this station has no connection to a network');
  const chosen = await addressesOf({ books, attested }, asked);
  if (!chosen.ok) return chosen;
  const rows: OtherRow[] = [];
  let [total, isWhole] = [0, true];
  for (const address of chosen.value.addresses) {
    const others = await line.line.others(address);
    if (!others.ok) return others;
    rows.push(...others.value.rows.slice(0, MOST_ROWS - rows.length).map(otherRow));
    total += others.value.total;
    isWhole &&= others.value.isWhole;
  }
  return ok({ rows, total, isWhole, asked: chosen.value.addresses.length, addresses: chosen.value.total });
}

async function addressesOf(
  { books, attested }: Pick<OthersParts, 'books' | 'attested'>,
  { vaultId, account, address }: OthersAsked,
): Promise<Result<{ readonly addresses: readonly string[]; readonly total: number }>> {
  const known = await requireAccount({ books, attested }, vaultId, account);
  if (!known.ok) return known;
  if (address !== null) {
    const own = await requireOwnAddress({ books, attested }, address);
    if (!own.ok) return own;
    return own.value.vaultId === vaultId && own.value.path.account === account
      ? ok({ addresses: [address], total: 1 })
      : refuse('account-unknown', 'this address is of another account');
  }
  const newest = { search: '', offset: 0, limit: MOST_ADDRESSES };
  const { rows, total } = await books.addresses.issued(newest, vaultId, account);
  const problems = await attested.check(rows);
  // What nobody signed is asked for nowhere.
  return ok({ addresses: rows.filter((_, i) => !problems[i]).map((row) => row.address), total });
}

const otherRow = ({ amount, owes, stake, inside, ...other }: OtherHolding): OtherRow => ({
  ...other,
  amount: amount && { units: amount.units.toString(), asset: amount.asset },
  owes: owes && { units: owes.units.toString(), to: owes.to },
  stake: stake && { pool: stake.pool, from: stake.from.toString() },
  inside: inside.toString(),
});
