import * as v from 'valibot';
import type { Ledger } from '../ledger.ts';
import { answer, fail, type RpcResult, rpcCodes } from '../rpc-error.ts';
import { transactionsOf } from '../store/checkpoint-table.ts';
import type { Range, Recorded } from '../store/transaction-table.ts';
import { type TransactionOptions, transactionView } from '../transaction-views.ts';
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
        ? answer(viewOf(ledger, found, options ?? {}))
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
        : answer(digests.map((digest) => viewOf(ledger, ledger.find(digest)!, options ?? {})));
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
      const after = cursor ? placeOf(ledger, cursor) : answer(null);
      if (!after.ok) return after;
      const size = pageSize(limit);
      const range = { after: after.value, limit: size + 1, descending: descending === true };
      const found = select(ledger, query.filter ?? null, range);
      const page = found.slice(0, size);
      return answer({
        data: page.map((recorded) => viewOf(ledger, recorded, query.options ?? {})),
        nextCursor: page.at(-1)?.digest ?? cursor ?? null,
        hasNextPage: found.length > page.length,
      });
    },
  ),
  iota_getTotalTransactionBlocks: method(v.tuple([]), (_, { ledger }) =>
    answer(ledger.latest().totalTransactions.toString()),
  ),
  iota_isTransactionIndexedOnNode: method(v.tuple([digestParam]), ([digest], { ledger }) =>
    answer(ledger.kept(digest) !== undefined),
  ),
};

/**
 * What a filter selects, in the order of execution. To an address counts every transaction that changed what it owns,
 * as the official index has it: the sender, whose gas coin comes back changed, is among the recipients.
 */
function select(ledger: Ledger, filter: Filter | null, range: Range): readonly Recorded[] {
  if (!filter) return ledger.range(range);
  if ('FromAddress' in filter) return ledger.of(filter.FromAddress, 'sent', range);
  if ('ToAddress' in filter) return ledger.of(filter.ToAddress, 'received', range);
  if ('FromOrToAddress' in filter) {
    const { addr } = filter.FromOrToAddress;
    return among([...ledger.of(addr, 'sent', range), ...ledger.of(addr, 'received', range)], range);
  }
  if ('FromAndToAddress' in filter) {
    const { from, to } = filter.FromAndToAddress;
    const sent = ledger.of(from, 'sent', { ...range, limit: ALL });
    const received = new Set(ledger.of(to, 'received', { ...range, limit: ALL }).map(({ number }) => number));
    return among(
      sent.filter(({ number }) => received.has(number)),
      range,
    );
  }
  const named = (digests: readonly string[]) => digests.map((digest) => ledger.find(digest)!);
  if ('Checkpoint' in filter) {
    const checkpoint = ledger.checkpoints.at(Number(filter.Checkpoint));
    return among(checkpoint ? named(transactionsOf(checkpoint)) : [], range);
  }
  const [id, takes] = 'InputObject' in filter ? [filter.InputObject, true] : [filter.ChangedObject, false];
  // What made an object did not take it; what deleted it left nothing of it.
  const history = named(ledger.coins.history(id));
  return among(
    history.filter(({ effects: { created, deleted, system } }) =>
      takes
        ? !created.some((coin) => coin.id === id) &&
          !system.some(({ before, after }) => before === null && after.id === id)
        : !deleted.some((coin) => coin.id === id),
    ),
    range,
  );
}

/** No list here is longer. */
const ALL = Number.MAX_SAFE_INTEGER;

/** A range of a list that is whole, each once. */
function among(list: readonly Recorded[], { after, limit, descending }: Range): readonly Recorded[] {
  const each = [...new Map(list.map((entry) => [entry.number, entry])).values()];
  each.sort((a, b) => (descending ? b.number - a.number : a.number - b.number));
  return each
    .filter(({ number }) => after === null || (descending ? number < after : number > after))
    .slice(0, limit);
}

function viewOf(ledger: Ledger, recorded: Recorded, options: TransactionOptions): object {
  const { checkpoint } = recorded;
  const timestamp = checkpoint === null ? null : (ledger.checkpoints.at(checkpoint)?.timestamp ?? null);
  return transactionView(ledger.executed(recorded), timestamp, options);
}

function placeOf(ledger: Ledger, digest: string): RpcResult<number> {
  const found = ledger.find(digest);
  return found
    ? answer(found.number)
    : fail(rpcCodes.invalidParams, `Could not find the referenced transaction [${digest}]`);
}
