import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { tellingCoins } from './coin-lies.ts';
import type { FaultKind, MetFaults } from './faults.ts';
import {
  asInvented,
  withAlteredEffects,
  withAlteredSummary,
  withDuplicates,
  withFork,
  withHiddenTransaction,
  withInvention,
  withLateIndex,
  withLyingBalance,
  withOlderLatest,
  withWrongChain,
} from './json-lies.ts';
import { finalOtherwise, refusedByFault } from './refused-by-fault.ts';
import { practiceMethods } from './rpc/practice-methods.ts';
import { checkpointMethods } from './rpc/read-checkpoints.ts';
import { coinMethods } from './rpc/read-coins.ts';
import { networkMethods } from './rpc/read-network.ts';
import { objectMethods } from './rpc/read-objects.ts';
import { transactionMethods } from './rpc/read-transactions.ts';
import type { RpcContext } from './rpc/rpc-method.ts';
import { EXECUTE, executedBytes, takeHalfTheVotes, writeMethods } from './rpc/write-transactions.ts';
import { answer, executionRefusal, fail, type RpcResult, rpcCodes } from './rpc-error.ts';

/** What goes back over the wire, if anything. */
export type Reply =
  | { readonly kind: 'json'; readonly status: number; readonly body: object }
  | { readonly kind: 'html' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'hang' };

export interface HandlerOptions extends RpcContext {
  /** Ends the process at once, as a power cut would. */
  readonly crash: () => void;
}

const methods = new Map(
  Object.entries({
    ...networkMethods,
    ...coinMethods,
    ...objectMethods,
    ...transactionMethods,
    ...checkpointMethods,
    ...writeMethods,
    ...practiceMethods,
  }),
);

const requestSchema = v.object({
  jsonrpc: v.literal('2.0'),
  id: v.union([v.string(), v.number(), v.null()]),
  method: v.string(),
  params: v.optional(v.union([v.array(v.unknown()), v.record(v.string(), v.unknown())]), []),
});

const readsCoins: ReadonlySet<string> = new Set(Object.keys({ ...coinMethods, ...objectMethods }));

const LATEST = 'iota_getLatestCheckpointSequenceNumber';
const TRANSACTIONS = 'iota_multiGetTransactionBlocks';

/** So many earlier answers are kept for the `stale` fault. */
const REMEMBERED_ANSWERS = 500;

/** Answers JSON-RPC 2.0 requests, with whatever faults are on. */
export function createRpcHandler(options: HandlerOptions): (request: unknown) => Promise<Reply> {
  const remembered = new Map<string, RpcResult<unknown>>();

  const carryOut = (name: string, params: readonly unknown[], met: MetFaults): RpcResult<unknown> => {
    const method = methods.get(name);
    if (!method) return fail(rpcCodes.unknownMethod, 'Method not found');
    const told = readsCoins.has(name) ? { ...options, ledger: tellingCoins(options.ledger, met) } : options;
    return method(params, told);
  };
  const remember = (question: string, result: RpcResult<unknown>) => {
    remembered.delete(question);
    remembered.set(question, result);
    const [oldest] = remembered.keys();
    if (remembered.size > REMEMBERED_ANSWERS && oldest !== undefined) remembered.delete(oldest);
  };

  return async (request) => {
    if (Array.isArray(request)) {
      return json(null, fail(rpcCodes.noBatches, 'Batched requests are not supported by this server'));
    }
    const parsed = v.safeParse(requestSchema, request);
    if (!parsed.success) return json(null, fail(rpcCodes.invalidRequest, 'Invalid request'));
    const { id, method: name } = parsed.output;
    const params = Array.isArray(parsed.output.params) ? parsed.output.params : [parsed.output.params];

    const faults = options.faults.take(name);
    const has = (kind: FaultKind) => faults.has(kind);
    const delay = faults.get('delay');
    if (delay) await sleep(delay.milliseconds ?? 1_000, undefined, { ref: false });
    if (has('drop')) return { kind: 'drop' };
    if (has('http429')) return { kind: 'busy' };
    if (has('html')) return { kind: 'html' };
    if (has('hangBefore') || has('stall')) return { kind: 'hang' };
    if (has('crashBefore')) options.crash();
    if (has('splitVote')) return json(id, takeHalfTheVotes(params, options.ledger));
    const refused = refusedByFault(faults, name === EXECUTE ? executedBytes(params) : new Uint8Array());
    if (refused) return json(id, executionRefusal(refused));

    const question = JSON.stringify([name, params]);
    const earlier = has('stale') ? remembered.get(question) : undefined;
    if (earlier) return json(id, earlier);

    const invents = has('inventedPayment');
    const [digests, ...how] = params;
    let result =
      invents && name === TRANSACTIONS && Array.isArray(digests)
        ? asInvented(
            digests.map(String),
            (digest) => options.ledger.kept(digest) !== undefined,
            (known) => carryOut(name, [known, ...how], faults),
          )
        : carryOut(name, params, faults);
    if (has('duplicate')) result = carryOut(name, params, faults);
    if (has('crashAfter')) options.crash();
    if (has('hangAfter')) return { kind: 'hang' };
    if (has('otherSignatures') && result.ok) return json(id, executionRefusal(finalOtherwise));
    if (name !== EXECUTE && !name.startsWith('practice_')) remember(question, result);

    const lie = faults.get('lyingBalance');
    if (lie) result = changed(result, (value) => withLyingBalance(value, lie));
    if (has('wrongChain')) result = changed(result, withWrongChain);
    if (has('duplicate')) result = changed(result, withDuplicates);
    const older = faults.get('olderLatest');
    if (older && name === LATEST) result = changed(result, (value) => withOlderLatest(value, older));
    if (has('hiddenTransaction')) result = changed(result, withHiddenTransaction);
    if (has('lateIndex')) result = changed(result, withLateIndex);
    if (invents) result = changed(result, withInvention);
    if (has('alteredSummary')) result = changed(result, withAlteredSummary);
    const fork = faults.get('fork');
    if (fork) result = changed(result, (value) => withFork(value, fork));
    const altered = faults.get('alteredEffects');
    if (altered) result = changed(result, (value) => withAlteredEffects(value, altered));
    return json(id, result);
  };
}

function changed(result: RpcResult<unknown>, change: (value: unknown) => unknown): RpcResult<unknown> {
  return result.ok ? answer(change(result.value)) : result;
}

function json(id: string | number | null, result: RpcResult<unknown>): Reply {
  const outcome = result.ok ? { result: result.value } : { error: result.error };
  return { kind: 'json', status: 200, body: { jsonrpc: '2.0', id, ...outcome } };
}
