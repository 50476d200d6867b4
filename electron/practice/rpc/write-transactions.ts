import { base64 } from '@scure/base';
import * as v from 'valibot';
import type { Ledger } from '../ledger.ts';
import { answer, dryRunRefusal, executionRefusal, fail, type RpcResult, rpcCodes } from '../rpc-error.ts';
import type { Executed } from '../store/transaction-table.ts';
import {
  balanceChangesView,
  effectsView,
  objectChangesView,
  type TransactionOptions,
  transactionDataView,
  transactionView,
} from '../transaction-views.ts';
import { method, type RpcMethods, transactionOptionsParam } from './rpc-method.ts';

export const EXECUTE = 'iota_executeTransactionBlock';

const base64Param = v.pipe(
  v.string(),
  v.maxLength(200_000),
  v.base64(),
  v.transform((text) => base64.decode(text)),
);
const executeParams = v.tuple([
  base64Param,
  v.array(v.string()),
  transactionOptionsParam,
  v.nullish(v.picklist(['WaitForEffectsCert', 'WaitForLocalExecution'])),
]);

/** Executing and trying out. */
export const writeMethods: RpcMethods = {
  [EXECUTE]: method(executeParams, ([bytes, signatures, options], { ledger }) => {
    const executed = ledger.submit(bytes, signatures);
    return executed.ok
      ? answer(executionView(executed.value, options ?? {}))
      : executionRefusal(executed.error);
  }),
  iota_dryRunTransactionBlock: method(v.tuple([base64Param]), ([bytes], { ledger }) => {
    const tried = ledger.dryRun(bytes);
    if (!tried.ok) return dryRunRefusal(tried.error);
    const { transaction, effects } = tried.value;
    return answer({
      effects: effectsView(transaction.digest, effects, ledger.epoch().number),
      events: [],
      objectChanges: objectChangesView(transaction.sender, effects),
      balanceChanges: balanceChangesView(effects),
      input: transactionDataView(transaction),
      suggestedGasPrice: null,
      ...(effects.error !== null && { executionErrorSource: effects.error }),
    });
  }),
};

/** The bytes that an execution is asked for; none where its parameters are refused. */
export function executedBytes(params: readonly unknown[]): Uint8Array {
  const parsed = v.safeParse(executeParams, params);
  return parsed.success ? parsed.output[0] : new Uint8Array();
}

/**
 * A submission that goes half wrong: the votes are given, the transaction is not executed, and the client is told
 * what a node tells it then. Sent again it succeeds, unless another one over the same coin came between.
 */
export function takeHalfTheVotes(params: readonly unknown[], ledger: Ledger): RpcResult<unknown> {
  const parsed = v.safeParse(executeParams, params);
  if (!parsed.success) return fail(rpcCodes.invalidParams, 'Invalid params');
  const [bytes, signatures] = parsed.output;
  const locked = ledger.lock(bytes, signatures);
  return locked.ok
    ? fail(rpcCodes.transient, 'Transaction timed out before reaching finality')
    : executionRefusal(locked.error);
}

/** The answer to an execution names no checkpoint, even when the transaction has long been in one. */
function executionView(executed: Executed, options: TransactionOptions): object {
  return { ...transactionView(executed, null, options), confirmedLocalExecution: true };
}
