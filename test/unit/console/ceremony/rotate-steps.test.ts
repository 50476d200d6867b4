import { describe, expect, it } from 'vitest';
import { planMoves } from '../../../../electron/console/ceremony/rotate-steps.ts';

const terms = { chain: 'toy', terms: null };
/** Ten units an input. */
const chain = { feeFor: ({ inputs }: { readonly inputs: number }) => BigInt(inputs) * 10n };
const path = { account: 0, change: 0, index: 0 };
const owner = (name: string, units: bigint, inputs = 1) => ({ owner: name, path, units, inputs });

describe('the moves that empty a vault', () => {
  it('leave the fee of each with its address, in the order of addresses', () => {
    expect(planMoves([owner('b', 100n), owner('a', 300n, 2)], { chain, terms })).toEqual([
      { from: 'a', path, units: 280n, feeAtMost: 20n },
      { from: 'b', path, units: 90n, feeAtMost: 10n },
    ]);
  });

  it('leave out what the fee would eat up', () => {
    expect(planMoves([owner('a', 10n), owner('b', 11n)], { chain, terms })).toEqual([
      { from: 'b', path, units: 1n, feeAtMost: 10n },
    ]);
  });

  it('are those of the largest addresses, where there are more than one ceremony can sign', () => {
    const many = Array.from({ length: 1_000 }, (_, i) =>
      owner(`a${String(i).padStart(4, '0')}`, BigInt(i) + 11n),
    );
    const moves = planMoves(many, { chain, terms });
    expect(moves).toHaveLength(900);
    expect(moves[0]).toEqual({ from: 'a0100', path, units: 101n, feeAtMost: 10n });
    expect(moves.at(-1)).toEqual({ from: 'a0999', path, units: 1_000n, feeAtMost: 10n });
  });
});
