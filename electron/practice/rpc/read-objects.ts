import * as v from 'valibot';
import { isIotaCoin } from '../../chains/iota/pure/coin-type.ts';
import { DELETED_DIGEST } from '../coin.ts';
import type { Ledger } from '../ledger.ts';
import { type ObjectOptions, objectView } from '../ledger-views.ts';
import { answer, fail, rpcCodes } from '../rpc-error.ts';
import {
  idParam,
  limitParam,
  method,
  objectOptionsParam,
  PAGE_LIMIT,
  pageSize,
  type RpcMethods,
} from './rpc-method.ts';

/** The object API, as far as coins need it. */
export const objectMethods: RpcMethods = {
  iota_getObject: method(v.tuple([idParam, objectOptionsParam]), ([id, options], { ledger }) =>
    answer(objectAnswer(ledger, id, options ?? {})),
  ),
  iota_multiGetObjects: method(
    v.tuple([v.array(idParam), objectOptionsParam]),
    ([ids, options], { ledger }) =>
      ids.length > PAGE_LIMIT
        ? fail(rpcCodes.invalidParams, `Input exceeds limit of ${PAGE_LIMIT}`)
        : answer(ids.map((id) => objectAnswer(ledger, id, options ?? {}))),
  ),
  iotax_getOwnedObjects: method(
    v.tuple([
      idParam,
      v.nullish(
        v.object({
          filter: v.nullish(v.strictObject({ StructType: v.string() })),
          options: objectOptionsParam,
        }),
      ),
      v.nullish(idParam),
      limitParam,
    ]),
    ([owner, query, cursor, limit], { ledger }) => {
      const wanted = query?.filter?.StructType;
      const size = pageSize(limit);
      const found = !wanted || isIotaCoin(wanted) ? ledger.coins.page(owner, cursor ?? null, size + 1) : [];
      const page = found.slice(0, size);
      return answer({
        data: page.map((coin) => ({ data: objectView(coin, query?.options ?? {}) })),
        nextCursor: page.at(-1)?.id ?? cursor ?? null,
        hasNextPage: found.length > page.length,
      });
    },
  ),
};

function objectAnswer(ledger: Ledger, id: string, options: ObjectOptions): object {
  const coin = ledger.coins.live(id);
  if (coin) return { data: objectView(coin, options) };
  const deletedAt = ledger.coins.deletedAt(id);
  return deletedAt === undefined
    ? { error: { code: 'notExists', object_id: id } }
    : {
        error: {
          code: 'deleted',
          object_id: id,
          version: deletedAt.toString(),
          digest: DELETED_DIGEST,
        },
      };
}
