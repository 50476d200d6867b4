import type { Address } from '../chains/iota/pure/address.ts';
import type { Coin } from './coin.ts';
import type { MetFaults } from './faults.ts';
import type { Ledger } from './ledger.ts';
import type { Objects } from './store/object-table.ts';

type Coins = Pick<Objects, 'live' | 'of' | 'page' | 'holding'>;

const ONE_IOTA = '1000000000';

/**
 * The ledger with other coins than there are, where a call met faults of coins: lists, objects and balances fit each other, and
 * each object its digest.
 */
export function tellingCoins(ledger: Ledger, met: MetFaults): Ledger {
  const lies = liesOf(ledger.coins, met);
  if (lies.length === 0) return ledger;
  const told = toldOf(ledger.coins, lies, met.get('foreignCoin')?.address);
  return { ...ledger, coins: { ...ledger.coins, ...told } };
}

/** What is told of an address in place of its coins. */
type Lie = (coins: readonly Coin[], owner: Address) => readonly Coin[];

function liesOf(coins: Ledger['coins'], met: MetFaults): readonly Lie[] {
  const lies: Lie[] = [];
  const altered = met.get('alteredObject');
  if (altered) {
    const more = BigInt(altered.nanos ?? ONE_IOTA);
    lies.push((all) => all.map((coin) => ({ ...coin, balance: atLeastNone(coin.balance + more) })));
  }
  if (met.has('hiddenCoin')) lies.push((all) => all.slice(0, -1));
  const invented = met.get('inventedCoin');
  if (invented) {
    const balance = atLeastNone(BigInt(invented.nanos ?? ONE_IOTA));
    lies.push((all) => [
      ...all,
      ...all.slice(0, 1).map((coin) => ({ ...coin, id: twinOf(coin.id), balance })),
    ]);
  }
  const foreign = met.get('foreignCoin');
  if (foreign) {
    lies.push((all, owner) => {
      const another = owner === foreign.address ? ofAnother(coins, owner) : undefined;
      return another ? [...all, { ...another, owner }] : all;
    });
  }
  return lies;
}

/** @param taker who is said to own a coin of somebody else */
function toldOf(coins: Ledger['coins'], lies: readonly Lie[], taker: Address | undefined): Coins {
  const of: Coins['of'] = (owner) =>
    [...lies.reduce((all, lie) => lie(all, owner), coins.of(owner))].sort(byId);
  return {
    of,
    page: (owner, after, limit) =>
      of(owner)
        .filter(({ id }) => after === null || id > after)
        .slice(0, limit),
    holding(owner) {
      const told = of(owner);
      return { coins: told.length, balance: told.reduce((sum, { balance }) => sum + balance, 0n) };
    },
    live(id) {
      const known = coins.live(id) ?? coins.live(twinOf(id));
      const owners = [...(taker ? [taker] : []), ...(known ? [known.owner] : [])];
      return owners.flatMap(of).find((coin) => coin.id === id);
    },
  };
}

function ofAnother(coins: Ledger['coins'], owner: Address): Coin | undefined {
  for (const coin of coins.all()) if (coin.owner !== owner) return coin;
  return undefined;
}

const byId = (one: Coin, other: Coin): number => (one.id < other.id ? -1 : 1);
const atLeastNone = (balance: bigint): bigint => (balance < 0n ? 0n : balance);

/** Another id, made of this one; its own twin is this one. */
const twinOf = (id: Address): Address =>
  `${id.slice(0, -1)}${(Number.parseInt(id.slice(-1), 16) ^ 15).toString(16)}`;
