import * as v from 'valibot';
import type { Executed, Ledger } from '../ledger.ts';
import { answer, fail, type RpcResult, rpcCodes } from '../rpc-error.ts';
import { objectInputs } from '../transaction.ts';
import { transactionView } from '../transaction-views.ts';
import {
  digestParam,
  idParam,
  limitParam,
  method,
  PAGE_LIMIT,
  pageSize,
  type RpcMethods,
  transactionOptionsParam,
} from './rpc-method.ts';

const filterParam = v.union(
  [
    v.strictObject({ FromAddress: idParam }),
    v.strictObject({ ToAddress: idParam }),
    v.strictObject({ FromOrToAddress: v.strictObject({ addr: idParam }) }),
    v.strictObject({ FromAndToAddress: v.strictObject({ from: idParam, to: idParam }) }),
    v.strictObject({ Checkpoint: v.pipe(v.string(), v.regex(/^[0-9]{1,15}$/)) }),
    v.strictObject({ InputObject: idParam }),
    v.strictObject({ ChangedObject: idParam }),
  ],
  'a filter by address, checkpoint or object',
);
type Filter = v.InferOutput<typeof filterParam>;

/** Reading transactions. What is executed is here at once; its checkpoint and time come later. */
export const transactionMethods: RpcMethods = {
  iota_getTransactionBlock: method(
    v.tuple([digestParam, transactionOptionsParam]),
    ([digest, options], { ledger }) => {
      const found = ledger.kept(digest);
      return found
        ? answer(transactionView(found, options ?? {}))
        : fail(rpcCodes.invalidParams, `Could not find the referenced transaction [${digest}]`);
    },
  ),
  iota_multiGetTransactionBlocks: method(
    v.tuple([v.array(digestParam), transactionOptionsParam]),
    ([digests, options], { ledger }) => {
      if (digests.length > PAGE_LIMIT) {
        return fail(rpcCodes.invalidParams, `Input exceeds limit of ${PAGE_LIMIT}`);
      }
      if (new Set(digests).size < digests.length) {
        return fail(rpcCodes.invalidParams, 'Input contains duplicates');
      }
      const unknown = digests.filter((digest) => !ledger.kept(digest));
      return unknown.length > 0
        ? fail(rpcCodes.invalidParams, `Could not find the referenced transactions [${unknown.join(', ')}]`)
        : answer(digests.map((digest) => transactionView(ledger.find(digest)!, options ?? {})));
    },
  ),
  iotax_queryTransactionBlocks: method(
    v.tuple([
      v.object({ filter: v.nullish(filterParam), options: transactionOptionsParam }),
      v.nullish(digestParam),
      limitParam,
      v.nullish(v.boolean()),
    ]),
    ([query, cursor, limit, descending], { ledger }) => {
      const matching = [...select(ledger, query.filter ?? null)];
      if (descending) matching.reverse();
      const after = cursor ? placeOf(ledger, cursor) : null;
      if (after && !after.ok) return after;
      const rest = after
        ? matching.filter(({ number }) => (descending ? number < after.value : number > after.value))
        : matching;
      const page = rest.slice(0, pageSize(limit));
      return answer({
        data: page.map((executed) => transactionView(executed, query.options ?? {})),
        nextCursor: page.at(-1)?.digest ?? cursor ?? null,
        hasNextPage: rest.length > page.length,
      });
    },
  ),
  iota_getTotalTransactionBlocks: method(v.tuple([]), (_, { ledger }) =>
    answer((ledger.checkpoints.at(-1)?.totalTransactions ?? 0).toString()),
  ),
  iota_isTransactionIndexedOnNode: method(v.tuple([digestParam]), ([digest], { ledger }) =>
    answer(ledger.kept(digest) !== undefined),
  ),
};

/**
 * What a filter selects, in the order of execution. To an address counts every transaction that changed what it owns,
 * as the official index has it: the sender, whose gas coin comes back changed, is among the recipients.
 */
function select(ledger: Ledger, filter: Filter | null): readonly Executed[] {
  if (!filter) return ledger.transactions;
  if ('FromAddress' in filter) return ledger.sentBy(filter.FromAddress);
  if ('ToAddress' in filter) return ledger.receivedBy(filter.ToAddress);
  if ('FromOrToAddress' in filter) {
    const { addr } = filter.FromOrToAddress;
    const either = new Set([...ledger.sentBy(addr), ...ledger.receivedBy(addr)]);
    return [...either].sort((a, b) => a.number - b.number);
  }
  if ('FromAndToAddress' in filter) {
    const { from, to } = filter.FromAndToAddress;
    return ledger.receivedBy(to).filter(({ transaction }) => transaction?.sender === from);
  }
  if ('Checkpoint' in filter) {
    const digests = ledger.checkpoints[Number(filter.Checkpoint)]?.transactions ?? [];
    return digests.map((digest) => ledger.find(digest)!);
  }
  if ('InputObject' in filter) {
    return ledger.transactions.filter(
      ({ transaction }) =>
        transaction && objectInputs(transaction).some(({ id }) => id === filter.InputObject),
    );
  }
  return ledger.transactions.filter(({ effects }) =>
    [...effects.created, ...effects.mutated.map(({ after }) => after)].some(
      ({ id }) => id === filter.ChangedObject,
    ),
  );
}

function placeOf(ledger: Ledger, digest: string): RpcResult<number> {
  const found = ledger.find(digest);
  return found
    ? answer(found.number)
    : fail(rpcCodes.invalidParams, `Could not find the referenced transaction [${digest}]`);
}
