import type { Address } from '../chains/iota/pure/address.ts';
import { isIotaCoin } from '../chains/iota/pure/coin-type.ts';
import { COIN_OBJECT_TYPE, type Coin } from './coin.ts';
import type { GivenObject } from './gift.ts';
import type { Ledger } from './ledger.ts';

/** Whether a type is the wanted one: without parameters it is wanted with any. */
export const isOfType = (type: string, wanted: string): boolean =>
  type === wanted || type.startsWith(`${wanted}<`) || (type === COIN_OBJECT_TYPE && isIotaCoin(wanted));

/** Where a page begins, and how its coins are found. */
export interface OwnedPage {
  /** The object that the page before ended with. */
  readonly behind: Address | null;
  /** So many as the page needs, behind that one. */
  readonly coins: () => readonly Coin[];
}

/** What an address owns behind an object: its coins, then what it was given. */
export function ownedBy(
  ledger: Ledger,
  owner: Address,
  isWanted: (type: string) => boolean,
  { behind, coins }: OwnedPage,
): readonly (Coin | GivenObject)[] {
  const gift = behind === null ? undefined : ledger.given(behind);
  return [
    ...(gift || !isWanted(COIN_OBJECT_TYPE) ? [] : coins()),
    ...ledger.givenTo(owner, gift ? gift.id : null).filter(({ type }) => isWanted(type)),
  ];
}
