import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AttackedOfficer, makeAttackedOfficer } from '../../support/folder-attack/attacked-officer.ts';
import { officerRound } from '../../support/folder-attack/officer-round.ts';

let world: AttackedOfficer;
beforeAll(async () => {
  world = await makeAttackedOfficer();
});
afterAll(() => world.dispose());

describe('somebody who writes into the closed folder of an officer’s desk, at random', () => {
  it('does nothing: it opens, and its officer answers', async () => {
    expect(await officerRound(world, null)).toEqual({
      seed: 0,
      done: [],
      refused: null,
      repair: 'none',
      faults: [],
    });
  });

  it.each([1000, 1001, 1002])(
    'attack %i: nothing untrue is shown, and no yes leaves for what had a no',
    async (seed) => {
      const { faults, done } = await officerRound(world, seed);
      expect({ done, faults }).toEqual({ done, faults: [] });
    },
  );
});
