import { formatAmount } from '../money.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { CoinEvidence } from './proposal.ts';

/** What may pay: one sender a transaction, so every coin must be one address's. */
export interface CoinChoice {
  readonly owner: string;
  readonly coins: readonly CoinEvidence[];
}

/** The most coins that one transaction consumes (IOTA allows 256 gas coins). */
export const MAX_COINS = 255;

/**
 * Chooses the address that pays and its coins: of the addresses that can, the one with the least left over; of its
 * coins, the largest first, as few as do. Deterministic.
 * @param free coins that no other proposal has reserved, by owner
 * @param cost nanos that a payment from so many coins needs in all, gas budget included
 * @param reserved nanos held by other proposals, for the words of the refusal
 */
export function chooseCoins(
  free: ReadonlyMap<string, readonly CoinEvidence[]>,
  cost: (coins: number) => bigint,
  reserved: bigint,
): Result<CoinChoice> {
  let best: (CoinChoice & { readonly left: bigint }) | undefined;
  let total = 0n;
  let richest: { readonly coins: readonly CoinEvidence[]; readonly sum: bigint } | undefined;
  for (const [owner, coins] of free) {
    const sum = sumOf(coins);
    total += sum;
    if (!richest || sum > richest.sum) richest = { coins, sum };
    const chosen = fewest(coins, cost);
    if (!chosen) continue;
    const left = sum - cost(chosen.length);
    if (!best || left < best.left || (left === best.left && owner < best.owner))
      best = { owner, coins: chosen, left };
  }
  if (best) return ok({ owner: best.owner, coins: best.coins });
  const needed = cost(1);
  if (richest && richest.sum >= needed) return refuseTooManyCoins(richest.coins, cost);
  if (total >= needed) {
    return refuse(
      'funds-spread',
      `${formatAmount(needed)} IOTA with gas must come from one address; the vault's ${formatAmount(total)} IOTA lie on several`,
    );
  }
  if (total + reserved >= needed) {
    return refuse(
      'coin-reserved',
      `${formatAmount(needed)} IOTA are needed, ${formatAmount(total)} are free and ${formatAmount(reserved)} are held by payments on their way`,
    );
  }
  return refuse(
    'funds-insufficient',
    `${formatAmount(needed)} IOTA are needed with gas, ${formatAmount(total)} are there`,
  );
}

/** One address has the money, but in more coins than one transaction takes or their gas allows. */
function refuseTooManyCoins(
  coins: readonly CoinEvidence[],
  cost: (coins: number) => bigint,
): Result<CoinChoice> {
  const taken = coins.toSorted(byBalance).slice(0, MAX_COINS);
  return refuse(
    'funds-spread',
    `one transaction takes ${MAX_COINS} coins of one address at most; the largest ${taken.length} of ${coins.length} hold ${formatAmount(sumOf(taken))} IOTA, ${formatAmount(cost(taken.length))} are needed with their gas`,
  );
}

function fewest(
  coins: readonly CoinEvidence[],
  cost: (coins: number) => bigint,
): readonly CoinEvidence[] | null {
  const sorted = coins.toSorted(byBalance);
  let sum = 0n;
  for (const [i, coin] of sorted.slice(0, MAX_COINS).entries()) {
    sum += BigInt(coin.balance);
    if (sum >= cost(i + 1)) return sorted.slice(0, i + 1);
  }
  return null;
}

function byBalance(a: CoinEvidence, b: CoinEvidence): number {
  const [x, y] = [BigInt(a.balance), BigInt(b.balance)];
  if (x !== y) return x > y ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

function sumOf(coins: readonly CoinEvidence[]): bigint {
  return coins.reduce((sum, coin) => sum + BigInt(coin.balance), 0n);
}
