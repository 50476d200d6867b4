import { expect, it } from 'vitest';
import { pageOf, pages } from '../../../../renderer/guide/pages.ts';
import { searchGuide } from '../../../../renderer/guide/search-guide.ts';

const one = [
  pageOf(
    'day',
    '# The day\nBegin with résumé.\n## Doors\nThe **red** door\nis shut.\n## Windows\n| what | how |\n|---|---|\n| glass | red |',
  ),
];
const headings = (query: string) => searchGuide(one, query).map(({ heading }) => heading);

it('finds the part of a page that has all words, in any order, without case and accents', () => {
  expect(headings('shut RED')).toEqual(['Doors']);
  expect(headings('resume')).toEqual(['The day']);
  expect(headings('red')).toEqual(['Doors', 'Windows']);
  expect(headings('red glass shut')).toEqual([]);
  expect(headings('  ')).toEqual([]);
});

it('shows those first that say it in their heading, and where they are', () => {
  expect(searchGuide(one, 'windows')[0]).toMatchObject({
    heading: 'Windows',
    place: { page: 'day', at: 'windows' },
  });
  expect(searchGuide(one, 'shut')[0]?.around).toBe('The red door is shut.');
});

it.each([
  ['books-differ', 'alarms'],
  ['word code', 'a-withdrawal'],
  ['rate limited', 'node-down'],
  ['share leaves', 'someone-leaves'],
])('the guide answers %j', (query, page) => {
  expect(searchGuide(pages, query).map(({ place }) => place.page)).toContain(page);
});
