import { expect, it } from 'vitest';
import { fc } from '../../support/fast-check.ts';
import { history } from './changes.ts';
import { apply, checkFigures, checkFlows, readEverything, withBooks } from './read-books.ts';

it('kept figures are what all rows come to, after each commit of any history', async () => {
  let committed = 0;
  let failed = 0;
  await fc.assert(
    fc.asyncProperty(history, (commits) =>
      withBooks(async (books) => {
        await checkFigures(books);
        for (const changes of commits) {
          const before = await readEverything(books);
          if (await apply(books, changes)) {
            committed += 1;
          } else {
            failed += 1;
            expect(await readEverything(books), 'a commit that fails in the middle changes nothing').toEqual(
              before,
            );
          }
          await checkFigures(books);
        }
        await checkFlows(books);
      }),
    ),
    { numRuns: 30 },
  );
  // Else most histories did nothing, and nothing was shown.
  expect(committed).toBeGreaterThan(failed);
});
