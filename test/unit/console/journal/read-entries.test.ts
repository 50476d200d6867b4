import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { readEntries } from '../../../../electron/console/journal/read-entries.ts';

/** A journal of so many entries, which remembers what was asked of it. */
function journalOf(count: number) {
  const asked: [number, number][] = [];
  const raw = async (after: number, limit: number) => {
    asked.push([after, limit]);
    const entries = Math.max(0, Math.min(limit, count - after));
    return Array.from({ length: entries }, (_, i) => String(after + i + 1));
  };
  return { books: { journal: { raw } } as never, asked };
}

it.each([0, 1, 99, 100, 101, 250])(
  'reads each of %i entries once, in order, a page at a time',
  async (count) => {
    const { books, asked } = journalOf(count);
    const seen: string[] = [];
    for await (const entry of readEntries(books)) seen.push(entry);
    expect(seen).toEqual(Array.from({ length: count }, (_, i) => String(i + 1)));
    for (const [, limit] of asked) expect(limit).toBeLessThanOrEqual(100);
  },
);

it('lets the event loop go on between entries', async () => {
  let turns = 0;
  let reading = true;
  const counting = (async () => {
    while (reading) {
      await turn();
      turns += 1;
    }
  })();
  const { books } = journalOf(1_000);
  for await (const _ of readEntries(books)) {
    // each entry is checked here
  }
  reading = false;
  await counting;
  expect(turns).toBeGreaterThan(80);
});
