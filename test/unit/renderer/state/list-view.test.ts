import { expect, it } from 'vitest';
import { askedOf, filtersOn, isFiltered, type ListView } from '../../../../renderer/state/list-view.ts';

const everything: ListView = {
  search: '',
  order: null,
  when: { period: 'any', from: '', to: '' },
  choice: 'all',
  person: '',
  kind: '',
};

it('a list is filtered by each thing that hides rows, and by no order', () => {
  expect(isFiltered(everything)).toBe(false);
  expect(isFiltered({ ...everything, order: { by: 'amount', down: true } })).toBe(false);
  expect(isFiltered({ ...everything, search: '  ' })).toBe(false);
  for (const change of [
    { search: 'a' },
    { choice: 'open' },
    { person: 'x' },
    { kind: 'final' },
    { when: { ...everything.when, period: 'today' } },
  ] as const) {
    expect(isFiltered({ ...everything, ...change }), JSON.stringify(change)).toBe(true);
  }
  expect(filtersOn({ ...everything, person: 'x', kind: 'y' })).toBe(2);
});

it('a day without an end asks for no end', () => {
  const when = { period: 'days', from: '', to: '2026-11-27' } as const;
  expect(askedOf({ ...everything, when }, 'a')).toMatchObject({ search: 'a', order: null, from: null });
});
