import { bcs } from '@iota/iota-sdk/bcs';
import type { Address } from '../chains/iota/pure/address.ts';
import { transactionLimits } from './check-transaction.ts';
import type { Ledger } from './ledger.ts';
import type { PracticeKey } from './practice-key.ts';
import { executionRefusal, fail, type RpcResult, rpcCodes } from './rpc-error.ts';
import { referenceOf } from './store/object-table.ts';
import type { Executed } from './store/transaction-table.ts';

/** Nanos; far more than one payment costs, and given back. */
const BUDGET = 50_000_000n;

/** Pays from one of the practice world's own keys by a real, signed transaction. */
export function pay(
  ledger: Ledger,
  key: PracticeKey,
  recipient: Address,
  nanos: bigint,
): RpcResult<Executed> {
  const byBalance = ledger.coins.largest(key.address, null, transactionLimits.gasCoins - 1);
  const coins = [];
  let purse = 0n;
  for (const coin of byBalance) {
    if (purse >= nanos + BUDGET) break;
    coins.push(coin);
    purse += coin.balance;
  }
  if (purse < nanos + BUDGET) {
    return fail(rpcCodes.callFailed, `practice node has ${purse} nanos to pay from, ${nanos} were asked for`);
  }
  const bytes = bcs.TransactionData.serialize({
    V1: {
      kind: {
        ProgrammableTransaction: {
          inputs: [
            { Pure: { bytes: bcs.U64.serialize(nanos).toBytes() } },
            { Pure: { bytes: bcs.Address.serialize(recipient).toBytes() } },
          ],
          commands: [
            { SplitCoins: { coin: { GasCoin: true }, amounts: [{ Input: 0 }] } },
            { TransferObjects: { objects: [{ NestedResult: [0, 0] }], address: { Input: 1 } } },
          ],
        },
      },
      sender: key.address,
      gasData: {
        payment: coins.map((coin) => {
          const { id, version, digest } = referenceOf(coin);
          return { objectId: id, version, digest };
        }),
        owner: key.address,
        price: ledger.epoch().gasPrice,
        budget: BUDGET,
      },
      expiration: { None: true },
    },
  }).toBytes();
  const executed = ledger.submit(bytes, [key.sign(bytes)]);
  if (!executed.ok) return executionRefusal(executed.error);
  const { error } = executed.value.effects;
  return error === null
    ? { ok: true, value: executed.value }
    : fail(rpcCodes.callFailed, `practice payment failed: ${error}`);
}

/** The most that the network's customers can pay in one deposit: what their purse has, less fees. */
export const DEPOSIT_MARGIN = 2n * BUDGET;
