import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { changeChannel } from '../../electron/contract/channels.ts';
import { diagnosticsTexts } from '../../renderer/texts/diagnostics-texts.ts';
import { networkTexts } from '../../renderer/texts/network-texts.ts';
import { nodeTexts } from '../../renderer/texts/node-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { startTreasuryNode } from '../support/treasury-node.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { greenPlaces } from './support/green-places.ts';
import { needElectron } from './support/launch.ts';

needElectron();

const here = freshDesk({ byHand: true });

test('a node that is gone is told on every screen; another address is tested, used, and named in the journal', async () => {
  const { prepared } = here;
  await prepared.node.deposit(prepared.hotAddress, 3_000_000_000_000n);
  await here.start();
  const { page } = here.running;
  await expect(page.getByRole('region', { name: texts.dashboard.hot })).toContainText('3\u202f000');
  const strip = page.getByRole('status').filter({ hasText: 'Figures are those of checkpoint' });
  await expect(strip).toHaveCount(0);
  await here.desk.go(texts.deposits.title);
  await expect(here.desk.row(/Final/)).toBeVisible();
  expect(await greenPlaces(page)).not.toEqual([]);

  await prepared.node.faults({ kind: 'drop' });
  await expect(strip).toBeVisible();
  await expect(page.locator('.shell')).toHaveAttribute('data-stale', 'true');
  for (const screen of [
    texts.deposits.title,
    texts.dashboard.title,
    networkTexts.title,
    texts.settings.title,
  ]) {
    await here.desk.go(screen);
    await expect(strip).toBeVisible();
    expect.soft(await greenPlaces(page), `nothing is green on ${screen}`).toEqual([]);
  }
  await page.getByRole('button', { name: nodeTexts.toNetwork }).click();
  const policy = page.getByRole('region', { name: networkTexts.root });
  for (const digest of prepared.node.trustRoot.split(':').slice(1)) {
    await expect(policy.getByText(digest, { exact: true })).toBeVisible();
  }
  const standing = page.getByRole('region', { name: networkTexts.standing });
  await expect(standing).toContainText(networkTexts.says.away.word);
  await here.desk.go(texts.settings.title);

  // Another network at another address is refused with both digests, and nothing is offered to be used.
  const card = page.getByRole('region', { name: nodeTexts.title, exact: true });
  const young = await startTreasuryNode();
  await card.getByLabel(nodeTexts.field).fill(young.url);
  await card.getByRole('button', { name: nodeTexts.test }).click();
  await expect(card.getByRole('alert')).toBeVisible();
  await expect(card.getByRole('button', { name: nodeTexts.save })).toHaveCount(0);
  await young.stop();

  await prepared.node.faults();
  const alias = prepared.node.url.replace('127.0.0.1', 'localhost');
  const pass = async () => {
    await card.getByLabel(nodeTexts.field).fill(alias);
    await card.getByRole('button', { name: nodeTexts.test }).click();
    await expect(card.getByText(nodeTexts.passed)).toBeVisible();
  };
  const endpoints = card.getByRole('list', { name: nodeTexts.endpoints }).getByRole('listitem');
  await pass();
  await card.getByRole('button', { name: nodeTexts.add }).click();
  await expect(endpoints).toHaveCount(2);
  await expect(endpoints.nth(1)).toContainText(alias);
  await card.getByRole('button', { name: nodeTexts.moveUpOf(alias) }).click();
  await expect(endpoints.first()).toContainText(alias);
  await expect(endpoints.first()).toContainText(nodeTexts.endpointState.followed);
  await card.getByRole('button', { name: nodeTexts.removeOf(prepared.node.url) }).click();
  await expect(endpoints).toHaveCount(1);
  await expect(strip).toHaveCount(0);
  await expect(page.locator('.shell')).toHaveAttribute('data-stale', 'false');

  await page.getByRole('button', { name: diagnosticsTexts.make }).click();
  const report = page.getByRole('region', { name: diagnosticsTexts.text });
  await expect(report).toContainText('node         an address on this computer, connected');
  await expect(report).not.toContainText('localhost');
  const log = readFileSync(path.join(here.running.userData, 'logs', 'sallyport.log'), 'utf8');
  expect(log).toContain('node problem: node-unreachable');
  expect(log).not.toContain('Dev');

  await here.desk.go(texts.journal.title);
  await expect(page.getByText(`to ${alias}`).first()).toBeVisible();
});

test('a window that cannot read the treasury again says that what it shows is old', async () => {
  await here.start();
  const { app, page } = here.running;
  await expect(page.getByRole('region', { name: texts.dashboard.hot })).toBeVisible();
  const alarm = page.getByRole('alert').filter({ hasText: texts.band.outdated });
  await expect(alarm).toHaveCount(0);
  await app.evaluate(
    ({ BrowserWindow, ipcMain }, [change, read]) => {
      ipcMain.removeHandler(read);
      for (const window of BrowserWindow.getAllWindows())
        window.webContents.send(change, { topics: ['app'] });
    },
    [changeChannel, 'app.read'] as const,
  );
  await expect(alarm).toBeVisible();
  await expect(alarm.getByRole('button', { name: texts.common.retry })).toBeVisible();
});
