import { MAX_UNITS } from '../../../core/money.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { checkGas } from './check-fee.ts';
import type { Coin } from './coin-evidence.ts';
import { coinReference } from './coin-object.ts';
import { encodeTransfer } from './encode-transfer.ts';
import type { IotaPayment } from './transfer.ts';
import { MAX_GAS_COINS, MAX_PAYMENTS, MAX_TRANSACTION_LENGTH } from './transfer-limits.ts';

/** What to build: payments from one sender's coins. Amounts in nanos. */
export interface IotaPlan {
  readonly sender: string;
  /** Every coin to consume, 1 to 255 (they all pay gas; what is left stays in the first). */
  readonly coins: readonly Coin[];
  /** 1 to 500 payments. */
  readonly payments: readonly IotaPayment[];
  /** Nanos per computation unit. */
  readonly gasPrice: bigint;
  readonly gasBudget: bigint;
  /** The last epoch in which it may execute. */
  readonly lastEpoch: bigint;
}

/**
 * Builds the bytes of a transfer whose sender pays the gas and keeps what is left. Codes: see
 * `Chain.build`.
 */
export function buildTransfer(plan: IotaPlan): Result<Uint8Array> {
  if (plan.payments.length === 0) return refuse('input-malformed', 'expected at least one payment, got none');
  return buildAny(plan);
}

/** Builds the bytes that void others: the same coins, all of them back to the sender. Codes: see `Chain.cancel`. */
export function buildCancelling(plan: Omit<IotaPlan, 'payments'>): Result<Uint8Array> {
  return buildAny({ ...plan, payments: [] });
}

function buildAny(plan: IotaPlan): Result<Uint8Array> {
  const checked = checkPlan(plan);
  if (!checked.ok) return checked;
  const bytes = encodeTransfer({
    sender: plan.sender,
    gasOwner: plan.sender,
    gasPrice: plan.gasPrice,
    gasBudget: plan.gasBudget,
    inputs: plan.coins.map(coinReference),
    payments: plan.payments,
    changeTo: plan.sender,
    expirationEpoch: plan.lastEpoch,
  });
  return bytes.length > MAX_TRANSACTION_LENGTH
    ? refuse('bytes-too-large', `expected at most ${MAX_TRANSACTION_LENGTH} bytes, got ${bytes.length}`)
    : ok(bytes);
}

function checkPlan(plan: IotaPlan): Result<void> {
  const { sender, coins, payments, gasPrice, gasBudget } = plan;
  if (payments.length > MAX_PAYMENTS) {
    return refuse('too-many-recipients', `expected at most ${MAX_PAYMENTS} payments, got ${payments.length}`);
  }
  if (payments.some(({ amount }) => amount <= 0n)) {
    return refuse('amount-zero', 'expected payments above zero, got one that is not');
  }
  const gas = checkGas(gasPrice, gasBudget);
  if (!gas.ok) return gas;
  const needed = payments.reduce((sum, { amount }) => sum + amount, gasBudget);
  if (plan.lastEpoch < 0n || plan.lastEpoch >= 2n ** 64n) {
    return refuse('input-malformed', `expected an epoch of 64 bits, got ${plan.lastEpoch}`);
  }
  if (needed > MAX_UNITS) {
    return refuse('amount-too-large', 'expected payments and gas of at most 2^63 - 1 nanos in all, got more');
  }
  if (coins.length > MAX_GAS_COINS) {
    return refuse('funds-spread', `expected at most ${MAX_GAS_COINS} coins, got ${coins.length}`);
  }
  if (new Set(coins.map(({ id }) => id)).size !== coins.length) {
    return refuse('input-malformed', 'expected each coin once, got one twice');
  }
  if (coins.some(({ owner }) => owner !== sender)) {
    return refuse('input-foreign', "expected the sender's own coins, got one of another owner");
  }
  const total = coins.reduce((sum, { balance }) => sum + BigInt(balance), 0n);
  return total < needed
    ? refuse('funds-insufficient', `expected coins of ${needed} nanos (payments and gas), got ${total}`)
    : ok(undefined);
}
