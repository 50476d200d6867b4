import * as v from 'valibot';
import { type Coin, DELETED_DIGEST } from '../coin.ts';
import type { GivenObject } from '../gift.ts';
import type { Ledger } from '../ledger.ts';
import { givenView, type ObjectOptions, objectView } from '../ledger-views.ts';
import { isOfType, ownedBy } from '../owned-objects.ts';
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

const structType = v.strictObject({ StructType: v.string() });

const viewOf = (object: Coin | GivenObject, options: ObjectOptions): object =>
  'content' in object ? givenView(object, options) : objectView(object, options);

/** The object API, as far as coins, and what else an address was given, need it. */
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
          filter: v.nullish(v.union([structType, v.strictObject({ MatchNone: v.array(structType) })])),
          options: objectOptionsParam,
        }),
      ),
      v.nullish(idParam),
      limitParam,
    ]),
    ([owner, query, cursor, limit], { ledger }) => {
      const filter = query?.filter;
      const isWanted = (type: string): boolean => {
        if (!filter) return true;
        return 'StructType' in filter
          ? isOfType(type, filter.StructType)
          : !filter.MatchNone.some((each) => isOfType(type, each.StructType));
      };
      const size = pageSize(limit);
      const behind = cursor ?? null;
      const found = ownedBy(ledger, owner, isWanted, {
        behind,
        coins: () => ledger.coins.page(owner, behind, size + 1),
      });
      const page = found.slice(0, size);
      return answer({
        data: page.map((object) => ({ data: viewOf(object, query?.options ?? {}) })),
        nextCursor: page.at(-1)?.id ?? cursor ?? null,
        hasNextPage: found.length > page.length,
      });
    },
  ),
};

function objectAnswer(ledger: Ledger, id: string, options: ObjectOptions): object {
  const object = ledger.coins.live(id) ?? ledger.given(id);
  if (object) return { data: viewOf(object, options) };
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
