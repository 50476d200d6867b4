import { expect, it } from 'vitest';
import { killOverAndOver } from '../../support/kills/killed-world.ts';

it('a console, a signer or a node killed with -9 at random while payments are on their way pays each of them once', async () => {
  const { victims, faults } = await killOverAndOver(4, 5);
  expect(faults).toEqual([]);
  // By this seed.
  expect(new Set(victims)).toEqual(new Set(['console', 'signer', 'node']));
});
