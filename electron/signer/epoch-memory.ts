import { ok, type Result, refuse } from '../core/result.ts';

/** What a vault remembers of the ledger's epoch. Times are milliseconds of the signer's own clock. */
export interface EpochMemory {
  /** The first epoch that it was told, and when. */
  readonly first: bigint;
  readonly firstAt: number;
  /** The furthest one that it signed in. */
  readonly present: bigint;
}

/** What is remembered after a signature in an epoch. */
export function rememberEpoch(known: EpochMemory | null, epoch: bigint, at: number): EpochMemory {
  if (known === null) return { first: epoch, firstAt: at, present: epoch };
  const present = epoch > known.present ? epoch : known.present;
  // The clock was ahead when the first one was told: it would let no epoch pass for as long.
  return at < known.firstAt ? { first: present, firstAt: at, present } : { ...known, present };
}

/**
 * The epoch to decide by: the one that the console names, never one before what was signed in already. Refuses
 * `epoch-implausible` for one that cannot have come yet by the signer's own clock: since the first epoch that it was told,
 * and no step by step, at most one has ended more than fit into the time.
 */
export function takeEpoch(
  known: EpochMemory | null,
  named: bigint,
  { now, shortestMs }: { readonly now: number; readonly shortestMs: number },
): Result<bigint> {
  if (known === null) return ok(named);
  const { first, firstAt, present } = known;
  if (named <= present) return ok(present);
  const elapsed = now - firstAt;
  const furthest = elapsed < 0 ? present + 1n : first + 1n + BigInt(Math.floor(elapsed / shortestMs));
  return named > furthest
    ? refuse('epoch-implausible', `expected epoch ${furthest} at the most by this clock, got ${named}`)
    : ok(named);
}

/** Whether the furthest epoch that was signed in can have come at a time, by when the first one was told. */
export function isTimeOfEpoch(
  { first, firstAt, present }: EpochMemory,
  { at, shortestMs }: { readonly at: number; readonly shortestMs: number },
): boolean {
  // Where the first one was told by the clock that ran ahead, nothing is known of it.
  return at < firstAt || present <= first + 1n + BigInt(Math.floor((at - firstAt) / shortestMs));
}
