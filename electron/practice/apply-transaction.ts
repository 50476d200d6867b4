import type { Address } from '../chains/iota/pure/address.ts';
import type { Coin } from './coin.ts';
import { type Failure, failureWords, INSUFFICIENT_GAS } from './documents/failure.ts';
import type { SystemObject } from './documents/system-object.ts';
import { COIN_STORAGE_COST, computationCost, type GasCharge, netGas } from './gas.ts';
import { type LiveCoin, runCommands } from './run-commands.ts';
import { objectInputs, type Transaction } from './transaction.ts';

/** What a transaction did to the ledger; failed ones pay gas and move nothing else. */
export interface Effects {
  /** Null when it succeeded. */
  readonly failure: Failure | null;
  /** The failure in the network's words. */
  readonly error: string | null;
  readonly charge: GasCharge;
  /** The version of everything that it wrote. */
  readonly version: bigint;
  /** Coins by id, as in every list of objects here. */
  readonly created: readonly Coin[];
  readonly mutated: readonly { readonly before: Coin; readonly after: Coin }[];
  readonly deleted: readonly Coin[];
  /** Objects of the network; null before: made. */
  readonly system: readonly { readonly before: SystemObject | null; readonly after: SystemObject }[];
  /** The coin that paid, after; null for the network's own transactions. */
  readonly gasCoin: Coin | null;
}

/**
 * Executes a transaction whose inputs were checked. Pure: the ledger is untouched until someone writes the effects.
 * The order follows the official gas charger: smash the gas coins, run, charge; what cannot be paid is undone, and
 * the gas coins stay smashed.
 * @param coins every input coin by id, in the version that the transaction names
 */
export function applyTransaction(transaction: Transaction, coins: ReadonlyMap<Address, Coin>): Effects {
  const references = objectInputs(transaction);
  const before = references.map((reference) => coins.get(reference.id)!);
  let version = 1n;
  for (const coin of before) if (coin.version >= version) version = coin.version + 1n;
  const paying = transaction.payment.map((reference) => coins.get(reference.id)!);
  const purse = paying.reduce((sum, coin) => sum + coin.balance, 0n);
  const gasId = paying[0]!.id;
  const payingIds = new Set(paying.map((coin) => coin.id));
  const rebate = before.reduce((sum, coin) => sum + coin.storageRebate, 0n);

  const price = transaction.gasPrice;
  const metered = computationCost(before.length, price);
  const outOfGas = transaction.gasBudget <= metered;
  const computation = outOfGas ? transaction.gasBudget : metered;

  const liveInputs = (): Map<Address, LiveCoin> =>
    new Map(
      before
        .filter((coin) => !payingIds.has(coin.id))
        .map((coin) => [coin.id, { id: coin.id, balance: coin.balance, owner: coin.owner }]),
    );
  const gasCoin = (balance: bigint): LiveCoin => ({ id: gasId, balance, owner: transaction.sender });

  const settle = (
    failure: Failure | null,
    left: { gas: LiveCoin; inputs: readonly LiveCoin[]; created: readonly LiveCoin[] },
    charge: GasCharge,
  ): Effects => {
    const storageRebate = charge.storage === 0n ? 0n : COIN_STORAGE_COST;
    const written = (live: LiveCoin): Coin => ({
      ...live,
      version,
      previousTransaction: transaction.digest,
      storageRebate,
    });
    const gas = written({ ...left.gas, balance: left.gas.balance - netGas(charge) });
    const inOrder = [...before].sort(byId);
    const kept = new Map([gas, ...left.inputs.map(written)].map((coin) => [coin.id, coin]));
    return {
      failure,
      error: failure && failureWords(failure),
      charge,
      version,
      created: left.created.map(written).sort(byId),
      mutated: inOrder.flatMap((coin) => {
        const after = kept.get(coin.id);
        return after ? [{ before: coin, after }] : [];
      }),
      deleted: inOrder.filter((coin) => !kept.has(coin.id)),
      system: [],
      gasCoin: gas,
    };
  };
  const affordable = (storage: bigint): boolean =>
    storage <= rebate || transaction.gasBudget - computation >= storage - rebate;
  const undone = (failure: Failure): Effects => {
    const left = { gas: gasCoin(purse), inputs: [...liveInputs().values()], created: [] };
    const storage = COIN_STORAGE_COST * BigInt(1 + left.inputs.length);
    if (affordable(storage)) return settle(failure, left, { computation, storage, rebate });
    return settle(failure, left, { computation: transaction.gasBudget, storage: 0n, rebate });
  };

  const inputs = liveInputs();
  const outcome = runCommands(transaction, gasCoin(purse - transaction.gasBudget), inputs);
  if (!outcome.ok) return undone(outcome.failure);
  if (outOfGas) return undone(INSUFFICIENT_GAS);
  const storage = COIN_STORAGE_COST * BigInt(1 + outcome.inputs.length + outcome.created.length);
  if (!affordable(storage)) return undone(INSUFFICIENT_GAS);
  const gas = { ...outcome.gas, balance: outcome.gas.balance + transaction.gasBudget };
  return settle(
    null,
    { gas, inputs: outcome.inputs, created: outcome.created },
    { computation, storage, rebate },
  );
}

const byId = (a: Coin, b: Coin): number => (a.id < b.id ? -1 : 1);

/** What changed for each address, nanos, gas included; addresses that end as they began are left out. */
export function balanceChanges(effects: Effects): ReadonlyMap<Address, bigint> {
  const changes = new Map<Address, bigint>();
  const add = (coin: Coin, sign: bigint) =>
    changes.set(coin.owner, (changes.get(coin.owner) ?? 0n) + sign * coin.balance);
  for (const { before, after } of effects.mutated) {
    add(before, -1n);
    add(after, 1n);
  }
  for (const coin of effects.deleted) add(coin, -1n);
  for (const coin of effects.created) add(coin, 1n);
  return new Map([...changes].filter(([, amount]) => amount !== 0n));
}
