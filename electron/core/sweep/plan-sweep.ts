/** Float band of the hot vault, base units. */
export interface Band {
  readonly target: bigint;
  readonly max: bigint;
}

export interface SweepMove {
  readonly from: string;
  /** Base units. */
  readonly units: bigint;
}

export interface SweepPlan {
  readonly balance: bigint;
  /** What lies above the target, if the balance is above the band's maximum; else 0. */
  readonly surplus: bigint;
  readonly moves: readonly SweepMove[];
}

/**
 * Plans the sweep that brings the hot vault from above its band down to the target. Deterministic: the same balances
 * give the same plan everywhere. Amounts are base units.
 * @param balance all that the hot vault has
 * @param spendable what each address can move, without inputs that others reserved
 * @param feeReserve what stays behind at each address to pay for its own move
 * @param least the smallest move that is worth its fee
 */
export function planSweep(
  balance: bigint,
  spendable: ReadonlyMap<string, bigint>,
  { band, feeReserve, least }: { readonly band: Band; readonly feeReserve: bigint; readonly least: bigint },
): SweepPlan {
  if (balance <= band.max) return { balance, surplus: 0n, moves: [] };
  const surplus = balance - band.target;
  const moves: SweepMove[] = [];
  let left = surplus;
  for (const [from, units] of [...spendable].toSorted(largestFirst)) {
    const movable = units - feeReserve;
    const move = movable < left ? movable : left;
    if (move < least) continue;
    moves.push({ from, units: move });
    left -= move;
  }
  return { balance, surplus, moves };
}

function largestFirst([a, x]: readonly [string, bigint], [b, y]: readonly [string, bigint]): number {
  if (x !== y) return x > y ? -1 : 1;
  return a < b ? -1 : 1;
}
