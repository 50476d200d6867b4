import { describe, expect, it } from 'vitest';
import { isHeld, isRowHeld, measureLine, median, ms, only, ratioRow, reported } from '../../bench/measure.ts';
import { readCommandLine } from '../../bench/options.ts';

describe('a measure as a line of JSON', () => {
  it('has a name, a ratio or a value, the target and whether it is met', () => {
    expect(measureLine({ name: 'a.b', value: 12.34567891, unit: 'x', target: { atLeast: 10 } })).toBe(
      '{"name":"a.b","ratio":12.3457,"target":"at least 10","held":true}',
    );
    expect(measureLine(ms('a.c', 51, 50))).toBe(
      '{"name":"a.c","value":51,"unit":"ms","target":"at most 50","held":false}',
    );
    expect(measureLine(only('a.d', 3, 'MiB'))).toBe(
      '{"name":"a.d","value":3,"unit":"MiB","target":null,"held":null}',
    );
  });

  it('that could not be measured meets no target', () => {
    expect(measureLine(ms('a.b', Number.NaN, 50))).toBe(
      '{"name":"a.b","value":null,"unit":"ms","target":"at most 50","held":false}',
    );
  });
});

describe('a row of the table', () => {
  it('is met where each of its targets is', () => {
    const row = { what: '', measured: '', target: '' };
    expect(isRowHeld({ ...row, measures: [ms('a', 1, 2), ms('b', 9)] })).toBe(true);
    expect(isRowHeld({ ...row, measures: [ms('a', 1, 2), ms('b', 9, 8)] })).toBe(false);
    expect(isRowHeld(reported('', '', ms('a', 1)))).toBeNull();
    expect(isRowHeld(ratioRow('a', '', '', { ratio: 2, least: 3 }))).toBe(false);
    expect(isHeld({ name: 'a', value: 3, unit: 'x', target: { atMost: 3 } })).toBe(true);
  });
});

it('the median is the middle, or between the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNaN();
});

describe('the command line of the bench', () => {
  const read = (...given: string[]) => readCommandLine(given, ['lists', 'fuzz']);

  it('names benches and says who the output is for', () => {
    expect(read('lists', '--json', '--seed', '5')).toMatchObject({
      names: ['lists'],
      json: true,
      options: { seed: 5, seconds: 60 },
    });
    expect(read()).toMatchObject({ names: [], json: false, options: { rounds: null, progress: null } });
    expect(read('--rounds', '10', '--progress', 'kept.json')).toMatchObject({
      options: { rounds: 10, progress: 'kept.json' },
    });
  });

  it.each([
    ['nothing'],
    ['--seconds', '0'],
    ['--seed', '-1'],
    ['--seed', '1.5'],
    ['--unknown'],
    ['--rounds', '0'],
    ['--rounds', '1.5'],
  ])('is refused with a sentence: %s %s', (...given) => {
    expect(read(...given.filter((one) => one !== undefined))).toMatchObject({ wrong: expect.any(String) });
  });
});
