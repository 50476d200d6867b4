import * as v from 'valibot';
import { isIotaType } from '../../chains/iota/pure/coin-type.ts';
import { COIN_TYPE, type Coin } from '../coin.ts';
import { coinView } from '../ledger-views.ts';
import { answer, type RpcResult } from '../rpc-error.ts';
import { idParam, limitParam, method, pageSize, type RpcMethods } from './rpc-method.ts';

const cursorParam = v.nullish(idParam);
const coinTypeParam = v.nullish(v.string());

/** The coin API. IOTA is the only coin here: of any other there is nothing. */
export const coinMethods: RpcMethods = {
  iotax_getCoins: method(
    v.tuple([idParam, coinTypeParam, cursorParam, limitParam]),
    ([owner, coinType, cursor, limit], { ledger }) =>
      coinPage(isIota(coinType) ? ledger.coins.of(owner) : [], cursor, limit),
  ),
  iotax_getAllCoins: method(
    v.tuple([idParam, cursorParam, limitParam]),
    ([owner, cursor, limit], { ledger }) => coinPage(ledger.coins.of(owner), cursor, limit),
  ),
  iotax_getBalance: method(v.tuple([idParam, coinTypeParam]), ([owner, coinType], { ledger }) =>
    answer(
      isIota(coinType)
        ? balanceOf(ledger.coins.of(owner))
        : { coinType, coinObjectCount: 0, totalBalance: '0' },
    ),
  ),
  iotax_getAllBalances: method(v.tuple([idParam]), ([owner], { ledger }) => {
    const coins = ledger.coins.of(owner);
    return answer(coins.length === 0 ? [] : [balanceOf(coins)]);
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
  coins: readonly Coin[],
  cursor: string | null | undefined,
  limit: number | null | undefined,
): RpcResult<unknown> {
  const rest = cursor ? coins.filter((coin) => coin.id > cursor) : coins;
  const page = rest.slice(0, pageSize(limit));
  return answer({
    data: page.map(coinView),
    nextCursor: page.at(-1)?.id ?? cursor ?? null,
    hasNextPage: rest.length > page.length,
  });
}

function balanceOf(coins: readonly Coin[]): object {
  return {
    coinType: COIN_TYPE,
    coinObjectCount: coins.length,
    totalBalance: coins.reduce((sum, coin) => sum + coin.balance, 0n).toString(),
  };
}

function isIota(coinType: string | null | undefined): boolean {
  return coinType === null || coinType === undefined || isIotaType(coinType);
}
