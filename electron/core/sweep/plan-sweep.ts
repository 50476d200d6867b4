import type { Policy } from '../policy/policy.ts';

export interface SweepMove {
  readonly from: string;
  /** Nanos. */
  readonly amount: bigint;
}

export interface SweepPlan {
  readonly balance: bigint;
  /** What lies above the target, if the balance is above the band's maximum; else 0. */
  readonly surplus: bigint;
  readonly moves: readonly SweepMove[];
}

/**
 * Plans the sweep that brings the hot vault from above its band down to the target. Deterministic: the same balances
 * give the same plan everywhere.
 * @param balance all that the hot vault holds, nanos
 * @param spendable what each address can move, coins that others reserved left out, nanos
 * @param gasReserve nanos that stay behind at each address to pay for its own move
 * @param least the smallest move worth its gas, nanos
 */
export function planSweep(
  balance: bigint,
  spendable: ReadonlyMap<string, bigint>,
  { band, gasReserve, least }: { band: Policy['floatBand']; gasReserve: bigint; least: bigint },
): SweepPlan {
  if (balance <= BigInt(band.max)) return { balance, surplus: 0n, moves: [] };
  const surplus = balance - BigInt(band.target);
  const moves: SweepMove[] = [];
  let left = surplus;
  for (const [from, amount] of [...spendable].toSorted(largestFirst)) {
    const movable = amount - gasReserve;
    const move = movable < left ? movable : left;
    if (move < least) continue;
    moves.push({ from, amount: move });
    left -= move;
  }
  return { balance, surplus, moves };
}

function largestFirst([a, x]: readonly [string, bigint], [b, y]: readonly [string, bigint]): number {
  if (x !== y) return x > y ? -1 : 1;
  return a < b ? -1 : 1;
}
