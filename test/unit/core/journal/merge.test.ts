import { describe, expect, it } from 'vitest';
import type { JournalHead } from '../../../../electron/core/journal/journal-entry.ts';
import { mergeChains } from '../../../../electron/core/journal/merge.ts';

interface Sample {
  readonly stationId: string;
  readonly seq: number;
  readonly at: number;
  readonly heads: JournalHead[];
  readonly hash: string;
}

const headOf = ({ stationId, seq, hash }: Sample): JournalHead => ({ stationId, seq, hash });

function entry(name: string, at: number, ...known: readonly Sample[]): Sample {
  const stationId = name.slice(0, 1);
  return { stationId, seq: Number(name.slice(1)), at, heads: known.map(headOf), hash: `hash of ${name}` };
}

const merged = (...chains: readonly Sample[][]) =>
  mergeChains(chains).map(({ stationId, seq }) => `${stationId}${seq}`);

describe('chains of several stations are merged', () => {
  it('to nothing, where nothing is there', () => {
    expect(merged()).toEqual([]);
    expect(merged([], [])).toEqual([]);
  });

  it('one chain in its own order, whatever its clock says', () => {
    expect(merged([entry('a1', 9), entry('a2', 5), entry('a3', 7)])).toEqual(['a1', 'a2', 'a3']);
  });

  it('by time, and at one time by the name of the station', () => {
    const [a, b] = [
      [entry('a1', 1), entry('a2', 4)],
      [entry('b1', 1), entry('b2', 2)],
    ];
    expect(merged(a, b)).toEqual(['a1', 'b1', 'b2', 'a2']);
    expect(merged(b, a)).toEqual(['a1', 'b1', 'b2', 'a2']);
  });

  it('what a station knew comes before what it wrote then, whatever the clocks say', () => {
    const b1 = entry('b1', 900);
    const b2 = entry('b2', 901);
    expect(merged([entry('a1', 1), entry('a2', 2, b1)], [b1, b2])).toEqual(['a1', 'b1', 'a2', 'b2']);
  });

  it('and what has to wait for an entry that has not arrived is left out, with all that follow it', () => {
    const c1 = entry('c1', 1);
    const chain = [entry('a1', 1), entry('a2', 2, c1), entry('a3', 3)];
    expect(merged(chain, [entry('b1', 5)])).toEqual(['a1', 'b1']);
    expect(merged(chain, [entry('b1', 5)], [c1])).toEqual(['a1', 'c1', 'a2', 'a3', 'b1']);
  });

  it('a chain with a gap ends before it', () => {
    expect(merged([entry('a1', 1), entry('a3', 3)], [entry('b2', 1)])).toEqual(['a1']);
  });

  it('an entry that knows another entry of that number than is there is left out: somebody forked a chain', () => {
    const shown = { ...entry('b1', 1), hash: 'hash of what was shown to a' };
    expect(merged([entry('a1', 2, shown), entry('a2', 3)], [entry('b1', 1)])).toEqual(['b1']);
  });

  it('entries that claim to know each other are left out', () => {
    const a1 = entry('a1', 1, entry('b1', 1));
    const b1 = entry('b1', 1, entry('a1', 1));
    expect(merged([a1], [b1], [entry('c1', 3)])).toEqual(['c1']);
  });

  it('an entry may know its own chain', () => {
    const a1 = entry('a1', 1);
    expect(merged([a1, entry('a2', 2, a1)])).toEqual(['a1', 'a2']);
  });
});
