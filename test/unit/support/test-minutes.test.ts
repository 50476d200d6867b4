import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  folderOf,
  MINUTES_IN_ALL,
  minuteLines,
  minutesByFolder,
  projectBudget,
  readBudget,
} from '../../support/test-minutes.ts';

it('the budget of CONTRIBUTING.md names every folder of tests and sums to half an hour at the most', () => {
  const budget = projectBudget();
  const folders = readdirSync('test').filter((folder) => !['bench', 'support'].includes(folder));
  expect([...budget.keys()].sort()).toEqual(folders.sort());
  expect([...budget.values()].reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(MINUTES_IN_ALL);
});

it('a budget is read from its table only', () => {
  expect(readBudget('| folder | minutes |\n|---|---|\n| `test/unit` | 2.5 | why |\n| other | 3 |\n')).toEqual(
    new Map([['unit', 2.5]]),
  );
});

it('the time of a run is shared by work', () => {
  const worked = [
    ['/project/test/unit/a.test.ts', 1_000],
    ['/project/test/unit/core/b.test.ts', 2_000],
    ['test/integration/c.test.ts', 9_000],
  ] as const;
  const minutes = minutesByFolder(worked, 120_000);
  expect(minutes).toEqual(
    new Map([
      ['unit', 0.5],
      ['integration', 1.5],
    ]),
  );
  expect(minutesByFolder([['test/unit/a.test.ts', 0]], 60_000)).toEqual(new Map([['unit', 0]]));
  expect(folderOf('other/place.ts')).toBe('elsewhere');
});

it('a folder over its budget is reported as such', () => {
  const lines = minuteLines(
    new Map([
      ['unit', 2],
      ['e2e', 20],
      ['new', 1],
    ]),
    new Map([
      ['unit', 2],
      ['e2e', 12],
    ]),
  );
  expect(lines).toEqual([
    'test/unit            2.0 minutes of 2',
    'test/e2e            20.0 minutes of 12, OVER THE BUDGET',
    'test/new             1.0 minutes no budget',
  ]);
});
