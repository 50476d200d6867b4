import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runLiedToRound } from '../../support/lying-nodes/run-round.ts';
import { type LiedToTemplate, makeLiedToTemplate } from '../../support/lying-nodes/template.ts';

let template: LiedToTemplate;
let pair: LiedToTemplate;
beforeAll(async () => {
  template = await makeLiedToTemplate('grpc');
  pair = await makeLiedToTemplate('pair');
});
afterAll(() => {
  template.dispose();
  pair.dispose();
});

describe('a node that lies, hides, prunes and forks', () => {
  it.each(Array.from({ length: 6 }, (_, i) => 700 + i))(
    'has nothing credited that was not certified, and an honest one everything, once: seed %i',
    async (seed) => {
      const { faults, done, credited } = await runLiedToRound(template, seed);
      expect({ done, faults }).toEqual({ done, faults: [] });
      expect(credited).toBeGreaterThan(0);
    },
  );
});

describe('two nodes by JSON-RPC, one of which lies, hides, prunes and forks', () => {
  // Rounds in which a desk that does not compare the two credits what nobody paid (65 541) or not what was paid (65 547), or has a
  // coin that nobody made (65 543).
  it.each([65_541, 65_543, 65_547])(
    'have nothing credited, and no coin counted, that only one of them tells, and honest ones everything, once: seed %i',
    async (seed) => {
      const { faults, done, credited } = await runLiedToRound(pair, seed);
      expect({ done, faults }).toEqual({ done, faults: [] });
      expect(credited).toBeGreaterThan(0);
    },
  );
});
