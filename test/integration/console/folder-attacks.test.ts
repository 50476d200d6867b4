import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attackRound } from '../../support/folder-attack/attack-round.ts';
import {
  type AttackedTreasury,
  makeAttackedTreasury,
} from '../../support/folder-attack/attacked-treasury.ts';

let world: AttackedTreasury;
beforeAll(async () => {
  world = await makeAttackedTreasury();
});
afterAll(() => world.dispose());

describe('somebody who writes into the closed folder, at random', () => {
  it('does nothing: it opens, and everything works', async () => {
    expect(await attackRound(world, null)).toEqual({
      seed: 0,
      done: [],
      refused: null,
      repair: 'none',
      faults: [],
    });
  });

  it.each(Array.from({ length: 5 }, (_, i) => 1000 + i))(
    'attack %i: nobody is paid who was refused, nobody twice',
    async (seed) => {
      const { faults, done } = await attackRound(world, seed);
      expect({ done, faults }).toEqual({ done, faults: [] });
    },
  );
});
