import { describe, expect, it } from 'vitest';
import { pruningNear } from '../../../../electron/console/ledger/pruning-near.ts';
import { fc } from '../../../support/fast-check.ts';

const place = (lowest: number, taken: number, newest: number) => ({
  lowest: `${lowest}`,
  checkpoint: `${taken}`,
  newest: `${newest}`,
});

describe('what a node is about to throw away', () => {
  it('is told while it is still there, with both numbers', () => {
    expect(pruningNear(place(1_000, 1_200, 2_999))).toEqual({
      code: 'node-pruning-near',
      message: 'this node keeps 2000 checkpoints, from 1000 to 2999; this desk is at 1200',
    });
  });

  it('is not told of at the tip, however little the node keeps', () => {
    expect(pruningNear(place(995, 998, 1_000))).toBeNull();
  });

  it('is not told of where nobody says how much is kept, and once it is gone', () => {
    expect(pruningNear({ ...place(0, 5, 9_999), lowest: null })).toBeNull();
    expect(pruningNear({ ...place(0, 5, 9_999), newest: null })).toBeNull();
    expect(pruningNear({ ...place(0, 5, 9_999), checkpoint: null })).toBeNull();
    expect(pruningNear(place(1_000, 900, 9_999))).toBeNull();
  });

  it('is told of before every fall, for a desk that is behind and stands still', () => {
    const number = fc.integer({ min: 1_000, max: 1_000_000 });
    fc.assert(
      fc.property(number, number, (kept, taken) => {
        // The node goes on by one checkpoint after the other, and keeps as many; the desk stays.
        const told = (lowest: number) => pruningNear(place(lowest, taken, lowest + kept - 1)) !== null;
        expect(told(taken + 1)).toBe(true);
        expect(told(taken + 2)).toBe(false);
      }),
    );
  });
});
