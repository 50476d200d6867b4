import { MOST_SOURCES } from './mandate.ts';

/** What is moved must be this many times its highest fee: below that it stays where it is. */
const WORTH_FEES = 10n;

/** An address that has something free: base units of the inputs that one transaction takes, and how many those are. */
export interface GatherSource {
  readonly owner: string;
  readonly units: bigint;
  readonly inputs: number;
}

export interface GatherMove {
  readonly from: string;
  /** Base units that arrive. */
  readonly units: bigint;
  /** Base units that the transaction costs at most; what it does not cost stays at `from`. */
  readonly feeAtMost: bigint;
}

/** Addresses that a plan leaves as they are. */
export interface LeftBehind {
  readonly addresses: number;
  /** Base units. */
  readonly units: bigint;
}

export interface GatherPlan {
  readonly moves: readonly GatherMove[];
  /** Too little to be worth a fee. */
  readonly dust: LeftBehind;
  /** Worth it, and too many for one mandate: a later gather takes them. */
  readonly later: LeftBehind;
}

/**
 * Plans a gather: each address moves all that it has but its own highest fee, the richest first. Deterministic; base units.
 * @param feeFor what a transaction of one payment from so many inputs costs at most
 * @param worthFees how many times its highest fee a move must be at least
 */
export function planGather(
  sources: readonly GatherSource[],
  feeFor: (inputs: number) => bigint,
  worthFees = WORTH_FEES,
): GatherPlan {
  const moves: (GatherMove & { readonly has: bigint })[] = [];
  let dust = nothing;
  for (const { owner, units, inputs } of sources.toSorted(richestFirst)) {
    const feeAtMost = feeFor(inputs);
    const moved = units - feeAtMost;
    if (moved <= 0n || moved < feeAtMost * worthFees) dust = more(dust, units);
    else moves.push({ from: owner, units: moved, feeAtMost, has: units });
  }
  return {
    moves: moves.slice(0, MOST_SOURCES).map(({ has: _, ...move }) => move),
    dust,
    later: moves.slice(MOST_SOURCES).reduce((left, { has }) => more(left, has), nothing),
  };
}

const nothing: LeftBehind = { addresses: 0, units: 0n };
const more = (left: LeftBehind, units: bigint): LeftBehind => ({
  addresses: left.addresses + 1,
  units: left.units + units,
});

function richestFirst(a: GatherSource, b: GatherSource): number {
  if (a.units !== b.units) return a.units > b.units ? -1 : 1;
  return a.owner < b.owner ? -1 : 1;
}
