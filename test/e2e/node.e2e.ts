import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { diagnosticsTexts } from '../../renderer/texts/diagnostics-texts.ts';
import { nodeTexts } from '../../renderer/texts/node-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { startTreasuryNode } from '../support/treasury-node.ts';
import { freshDesk } from './support/fresh-desk.ts';
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

  await prepared.node.faults({ kind: 'drop' });
  await expect(strip).toBeVisible();
  await expect(page.locator('.shell')).toHaveAttribute('data-stale', 'true');
  await here.desk.go(texts.settings.title);
  await expect(strip).toBeVisible();

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
  await card.getByLabel(nodeTexts.field).fill(alias);
  await card.getByRole('button', { name: nodeTexts.test }).click();
  await expect(card.getByText(nodeTexts.passed)).toBeVisible();
  await card.getByRole('button', { name: nodeTexts.save }).click();
  await expect(card.getByText(alias)).toBeVisible();
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
