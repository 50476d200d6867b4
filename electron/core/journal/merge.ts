import type { JournalEntry } from './journal-entry.ts';

type Merged = Pick<JournalEntry, 'stationId' | 'seq' | 'at' | 'heads' | 'hash'>;

/**
 * Merges the chains of several stations into one order that every station computes alike, in whatever order the entries
 * arrived: an entry comes after the one before it in its chain and after every entry that its station knew (`heads`); of
 * those that may come next, the earliest goes first, and of those with one time the one whose station has the lower id.
 * @param chains one list for each station, each in the order of its numbers, from 1 on
 * @returns all entries whose known heads are there; an entry that knows another one than is there, or one that has not
 * arrived, is left out with everything after it
 */
export function mergeChains<E extends Merged>(chains: readonly (readonly E[])[]): readonly E[] {
  const byStation = new Map(chains.map((chain) => [chain[0]?.stationId ?? '', chain]));
  const merged: E[] = [];
  /** How many entries of each station are merged. */
  const counts = new Map<string, number>();
  for (;;) {
    const ready = [...byStation].flatMap(([stationId, chain]) => {
      const next = chain[counts.get(stationId) ?? 0];
      return next && knowsOnly(next, byStation, counts) ? [next] : [];
    });
    const [first] = ready.sort(byTime);
    if (!first) return merged;
    merged.push(first);
    counts.set(first.stationId, first.seq);
  }
}

/** Whether everything that an entry's station knew is merged already. */
function knowsOnly<E extends Merged>(
  { stationId, seq, heads }: E,
  byStation: ReadonlyMap<string, readonly E[]>,
  counts: ReadonlyMap<string, number>,
): boolean {
  const isMerged = (head: JournalEntry['heads'][number]) =>
    head.seq <= (counts.get(head.stationId) ?? 0) &&
    byStation.get(head.stationId)?.[head.seq - 1]?.hash === head.hash;
  return seq === (counts.get(stationId) ?? 0) + 1 && heads.every(isMerged);
}

function byTime(a: Merged, b: Merged): number {
  return a.at - b.at || (a.stationId < b.stationId ? -1 : 1);
}
