import { describe, expect, it } from 'vitest';
import { skippable } from '../../../../electron/console/ledger/skip-time.ts';
import { fc } from '../../../support/fast-check.ts';

const pruned = { code: 'node-pruned', message: '' } as const;
const at = (checkpoint: number, lowest: number | null, newest: number) => ({
  problem: pruned,
  checkpoint: `${checkpoint}`,
  lowest: lowest === null ? null : `${lowest}`,
  newest: `${newest}`,
});

describe('time that could be skipped', () => {
  it('ends a little behind the oldest checkpoint that the node gives', () => {
    expect(skippable(at(99, 1_000, 3_000))).toEqual({ from: 100n, to: 1_101n });
    expect(skippable(at(99, 1_000, 1_001))).toEqual({ from: 100n, to: 1_001n });
  });

  it('ends at the newest one where the node does not say how far back it serves', () => {
    expect(skippable(at(99, null, 3_000))).toEqual({ from: 100n, to: 3_000n });
  });

  it('is none where nothing is known to be gone', () => {
    expect(skippable({ ...at(99, 1_000, 3_000), problem: null })).toBeNull();
    const away = { code: 'node-unreachable', message: '' } as const;
    expect(skippable({ ...at(99, 1_000, 3_000), problem: away })).toBeNull();
    expect(skippable({ ...at(99, 1_000, 3_000), checkpoint: null })).toBeNull();
    expect(skippable({ ...at(99, 1_000, 3_000), newest: null })).toBeNull();
  });

  it('never leads back, nor past what the node has', () => {
    const number = fc.nat({ max: 10_000 });
    fc.assert(
      fc.property(number, number, number, (checkpoint, lowest, newest) => {
        const gap = skippable(at(checkpoint, lowest, newest));
        if (gap === null) return;
        expect(gap.from).toBe(BigInt(checkpoint) + 1n);
        expect(gap.to > gap.from && gap.to > BigInt(lowest) && gap.to <= BigInt(newest)).toBe(true);
      }),
    );
  });
});
