import { expect, it } from 'vitest';
import { decodeObject } from '../../../../../electron/chains/iota/pure/ledger/object.ts';
import { whatObjectIs } from '../../../../../electron/chains/iota/pure/others/what-it-is.ts';
import { checkpointParts } from '../../../../support/certified-samples.ts';
import { must } from '../../../../support/must.ts';

it('the stakes in official closing checkpoints are read, with their pools', () => {
  const objects = (['528', '788'] as const).flatMap((name) =>
    checkpointParts(name).transactions.flatMap((each) => each.outputObjects),
  );
  const stakes = objects.flatMap(({ bcs }) => {
    const { id, type, owner } = must(decodeObject(bcs));
    return owner.kind === 'address' && type === '0x3::staking_pool::StakedIota'
      ? [whatObjectIs(bcs, id, owner.address)]
      : [];
  });
  // What validators get for an epoch's work is staked with their own pools from the next epoch on.
  expect(stakes.length).toBe(8);
  for (const stake of stakes) {
    expect(stake).toMatchObject({ kind: 'stake', amount: { asset: null }, lockedUntil: null });
    expect([2n, 3n]).toContain(stake?.stake?.from);
  }
  expect(stakes.map((stake) => stake?.amount?.units)).toEqual(Array(8).fill(3_835_000_000_000n));
});
