import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runLiedToRound } from '../../support/lying-nodes/run-round.ts';
import { type LiedToTemplate, makeLiedToTemplate } from '../../support/lying-nodes/template.ts';

let template: LiedToTemplate;
beforeAll(async () => {
  template = await makeLiedToTemplate();
});
afterAll(() => template.dispose());

describe('a node that lies, hides, prunes and forks', () => {
  it.each(Array.from({ length: 8 }, (_, i) => 700 + i))(
    'has nothing credited that was not certified, and an honest one everything, once: seed %i',
    async (seed) => {
      const { faults, done, credited } = await runLiedToRound(template, seed);
      expect({ done, faults }).toEqual({ done, faults: [] });
      expect(credited).toBeGreaterThan(0);
    },
  );
});
