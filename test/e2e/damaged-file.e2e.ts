import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { nodeTexts } from '../../renderer/texts/node-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { fillLargeBooks } from '../support/large-books.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { judgeScene } from './support/judge-scene.ts';
import { needElectron } from './support/launch.ts';

needElectron();

const here = freshDesk({ byHand: true });
const PAGE = 4096;
const { accounts, dashboard, deposits, journal, withdrawals } = texts;
const lists = [accounts.title, deposits.title, withdrawals.title, journal.title];

/** Overwrites all of a file but its first page, as a failing disk would. */
function damage(file: string): void {
  const open = openSync(file, 'r+');
  try {
    const noise = new Uint8Array(PAGE).fill(0xee);
    for (let at = PAGE; at < fstatSync(open).size; at += PAGE) writeSync(open, noise, 0, PAGE, at);
  } finally {
    closeSync(open);
  }
}

test('a file that is damaged under a running desk is said on every screen, whatever is still in memory', async () => {
  const size = { accounts: 3000, addresses: 3000, deposits: 3000, movements: 3000 };
  await fillLargeBooks(here.prepared.folder, { ...size, entries: 15_000 });
  await here.start();
  const { desk } = here;
  const { page } = here.running;
  const booksState = () =>
    page.evaluate(async () => {
      const read = await window.sallyport.call('app.read', { as: null });
      return read.ok ? read.value.treasury?.books.state : read.code;
    });
  await expect.poll(booksState).toBe('whole');
  // What was looked at before is in memory: it can be shown without the file.
  for (const screen of lists) {
    await desk.go(screen);
    await expect(desk.row(/./).first()).toBeVisible();
  }

  damage(path.join(here.prepared.folder, 'treasury.sqlite'));
  const alarm = page.getByRole('alert').filter({ hasText: texts.band.booksDamagedNext });
  for (const screen of [accounts.title, dashboard.title, ...lists]) {
    await desk.go(screen);
    await expect(alarm).toBeVisible();
  }
  // The node's strip says how old the figures are, and offers no other node for a damaged file.
  await expect(page.getByRole('button', { name: nodeTexts.tryNow })).toHaveCount(0);
  await judgeScene(here.running, 'damaged file');

  // What such a file says is put in the place of no table.
  const refused = await page.evaluate(async () => {
    const read = await window.sallyport.call('app.read', { as: null });
    const as = read.ok ? (read.value.treasury?.signedIn[0] ?? null) : null;
    const answer = await window.sallyport.call('books.rebuild', { as });
    return answer.ok ? null : answer.code;
  });
  expect(refused).toBe('books-not-rebuilt');
});
