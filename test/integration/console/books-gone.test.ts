import type { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { testEffects } from '../../support/test-effects.ts';
import { openDesk, unlock } from '../../support/treasury-fixture.ts';
import { must } from '../../support/treasury-steps.ts';

it('a desk whose books die in the middle of the work closes all the same, and the folder opens again', async () => {
  const threads: Worker[] = [];
  const desk = await openDesk({
    spawnBooks: (file) => {
      const thread = testEffects.spawnBooks(file);
      threads.push(thread);
      return thread;
    },
  });
  const { station } = desk;
  must(await unlock(station, desk.hot));
  await threads.at(-1)?.terminate();
  await expect(station.books.cursor.get()).rejects.toMatchObject({ refusal: { code: 'store-ended' } });
  await station.line.follow();
  expect(station.line.view().problem?.code).toBe('store-ended');
  const again = await desk.reopen();
  expect(station.keys.vaults.state(desk.hot)).toBe('locked');
  must(await unlock(again, desk.hot));
});
