import type { JournalEntry } from './journal-entry.ts';

type Merged = Pick<JournalEntry, 'stationId' | 'seq' | 'at' | 'heads'>;

/**
 * Merges the chains of several stations into one order that every station computes alike, whatever came first: an entry
 * comes after the one before it in its chain and after every entry that its station knew (`heads`); of those that may
 * come next, the earliest goes first, then the station's id decides.
 * @param chains one list a station, each in the order of its numbers, from 1 on
 * @returns all entries whose known heads are there; what waits for an entry that has not come is left out
 */
export function mergeChains<E extends Merged>(chains: readonly (readonly E[])[]): readonly E[] {
  const merged: E[] = [];
  const done = new Map<string, number>();
  const at = chains.map(() => 0);
  for (;;) {
    let best = -1;
    for (const [i, chain] of chains.entries()) {
      const entry = chain[at[i] ?? 0];
      if (!entry || !isReady(entry, done)) continue;
      const rival = best < 0 ? undefined : chains[best]?.[at[best] ?? 0];
      if (!rival || comesFirst(entry, rival)) best = i;
    }
    const next = best < 0 ? undefined : chains[best]?.[at[best] ?? 0];
    if (!next) return merged;
    merged.push(next);
    done.set(next.stationId, next.seq);
    at[best] = (at[best] ?? 0) + 1;
  }
}

function isReady({ stationId, seq, heads }: Merged, done: ReadonlyMap<string, number>): boolean {
  return (
    (done.get(stationId) ?? 0) === seq - 1 &&
    heads.every((head) => (done.get(head.stationId) ?? 0) >= head.seq)
  );
}

function comesFirst(a: Merged, b: Merged): boolean {
  return a.at === b.at ? a.stationId < b.stationId : a.at < b.at;
}
