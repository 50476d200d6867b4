import * as v from 'valibot';
import type { Address } from '../../chains/iota/pure/address.ts';
import { isIotaType } from '../../chains/iota/pure/coin-type.ts';
import { COIN_TYPE } from '../coin.ts';
import type { Ledger } from '../ledger.ts';
import { coinView } from '../ledger-views.ts';
import { answer, type RpcResult } from '../rpc-error.ts';
import type { Holding } from '../store/object-table.ts';
import { idParam, limitParam, method, pageSize, type RpcMethods } from './rpc-method.ts';

const cursorParam = v.nullish(idParam);
const coinTypeParam = v.nullish(v.string());

/** The coin API. IOTA is the only coin here: of any other there is nothing. */
export const coinMethods: RpcMethods = {
  iotax_getCoins: method(
    v.tuple([idParam, coinTypeParam, cursorParam, limitParam]),
    ([owner, coinType, cursor, limit], { ledger }) =>
      isIota(coinType) ? coinPage(ledger, owner, cursor, limit) : noCoins(cursor),
  ),
  iotax_getAllCoins: method(
    v.tuple([idParam, cursorParam, limitParam]),
    ([owner, cursor, limit], { ledger }) => coinPage(ledger, owner, cursor, limit),
  ),
  iotax_getBalance: method(v.tuple([idParam, coinTypeParam]), ([owner, coinType], { ledger }) =>
    answer(
      isIota(coinType)
        ? balanceOf(ledger.coins.holding(owner))
        : { coinType, coinObjectCount: 0, totalBalance: '0' },
    ),
  ),
  iotax_getAllBalances: method(v.tuple([idParam]), ([owner], { ledger }) => {
    const holding = ledger.coins.holding(owner);
    return answer(holding.coins === 0 ? [] : [balanceOf(holding)]);
  }),
  iotax_getCoinMetadata: method(v.tuple([v.string()]), ([coinType]) =>
    answer(
      isIota(coinType)
        ? {
            decimals: 9,
            name: 'IOTA',
            symbol: 'IOTA',
            description: 'Play money of a Sallyport practice network',
            iconUrl: null,
            id: null,
          }
        : null,
    ),
  ),
};

function coinPage(
  ledger: Ledger,
  owner: Address,
  cursor: string | null | undefined,
  limit: number | null | undefined,
): RpcResult<unknown> {
  const size = pageSize(limit);
  const found = ledger.coins.page(owner, cursor ?? null, size + 1);
  const page = found.slice(0, size);
  return answer({
    data: page.map(coinView),
    nextCursor: page.at(-1)?.id ?? cursor ?? null,
    hasNextPage: found.length > page.length,
  });
}

const noCoins = (cursor: string | null | undefined) =>
  answer({ data: [], nextCursor: cursor ?? null, hasNextPage: false });

function balanceOf({ coins, balance }: Holding): object {
  return {
    coinType: COIN_TYPE,
    coinObjectCount: coins,
    totalBalance: balance.toString(),
  };
}

function isIota(coinType: string | null | undefined): boolean {
  return coinType === null || coinType === undefined || isIotaType(coinType);
}
