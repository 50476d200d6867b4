import { expect, test } from '@playwright/test';
import { finderTexts } from '../../renderer/texts/finder-texts.ts';
import { listTexts } from '../../renderer/texts/list-texts.ts';
import { mandateTexts } from '../../renderer/texts/mandate-texts.ts';
import { networkTexts } from '../../renderer/texts/network-texts.ts';
import { nodeTexts } from '../../renderer/texts/node-texts.ts';
import { periodText, statementTexts } from '../../renderer/texts/statement-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { writeIdleLock } from './support/idle-settings.ts';
import { judgeScene } from './support/judge-scene.ts';
import { needElectron } from './support/launch.ts';
import { OUTSIDER } from './support/treasury.ts';

needElectron();

const here = freshDesk({ byHand: true });

test('filters, the finder, a gather and its mandate, and the ways to a statement, for everybody', async () => {
  // Nobody moves the mouse while a scene is judged.
  writeIdleLock(here.prepared.userData, 3600);
  await here.start({ signedOut: true });
  const { desk } = here;
  const { page } = here.running;
  const dialog = page.getByRole('dialog');
  const look = (scene: string) => judgeScene(here.running, scene);
  const leave = async () => {
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  };

  await desk.signIn('Mara Lindqvist');
  await desk.unlock('Hot vault');
  for (const [alias, amount] of [
    ['user-1001 Aurora Ltd', '700'],
    ['user-1002 Blue Fjord', '600'],
  ] as const) {
    await desk.createAccount(alias);
    await desk.simulateDeposit(amount);
  }
  await desk.go(texts.deposits.title);
  await expect(desk.row(/Final.*Fjord/)).toBeVisible();

  for (const screen of [
    texts.accounts.title,
    texts.deposits.title,
    texts.withdrawals.title,
    texts.journal.title,
  ]) {
    await desk.go(screen);
    await desk.button(listTexts.filter).click();
    await page.getByLabel(listTexts.when, { exact: true }).selectOption({ label: listTexts.periods.days });
    await expect(page.getByRole('textbox', { name: listTexts.from })).toBeVisible();
    await page.getByRole('textbox', { name: listTexts.from }).fill('no day');
    await look(`${screen}, filters`);
    // As a person does: the field of the day, which goes, is left before.
    await page.getByLabel(listTexts.when, { exact: true }).focus();
    await page.getByLabel(listTexts.when, { exact: true }).selectOption({ label: listTexts.periods.any });
    await leave();
  }

  await page.keyboard.press('Control+k');
  await expect(dialog).toBeVisible();
  const { groups } = finderTexts;
  for (const [typed, group, found] of [
    [here.prepared.hotAddress.slice(9, 30), groups.accounts, /./],
    ['600', groups.deposits, /600.*Fjord/],
    ['okafor', groups.officers, finderTexts.acts('Ben Okafor')],
    ['statements', groups.actions, finderTexts.goTo(statementTexts.title)],
    ['lost desk', groups.guide, 'When a desk is lost'],
    ['Aurora', groups.accounts, /Aurora/],
  ] as const) {
    await dialog.getByRole('textbox').fill(typed);
    // The label of a group stands in its style.
    const line = dialog.locator(`[style*="${group}"]`).getByRole('button', { name: found });
    await expect(line.first(), typed).toBeVisible();
  }
  await look(finderTexts.label);
  await leave();

  await desk.go(statementTexts.title);
  await page.getByText(periodText.own, { exact: true }).click();
  await look('statement of an own period');
  await desk.button(statementTexts.save).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await look('files of a statement');
  await page.keyboard.press('Escape');

  await desk.requestWithdrawal(OUTSIDER, '100', 'payout 1');
  await desk.signIn('Ben Okafor');
  await desk.step('reject').click();
  await expect(dialog).toBeVisible();
  await look('reject');
  await dialog.getByLabel(texts.movements.rejectReason).fill('not any more');
  await dialog.getByRole('button', { name: texts.movements.rejectDo }).click();
  await expect(dialog).toBeHidden();
  await look('rejected, with the way to ask again');

  await desk.go(texts.accounts.title);
  await desk.button(mandateTexts.gatherOpen).click();
  await expect(dialog.getByText('user-1001 Aurora Ltd')).toBeVisible();
  // Who is no maker is told before, and one who is may act at once.
  await expect(dialog.getByRole('button', { name: mandateTexts.gatherDo })).toBeDisabled();
  await look('gather, not by a maker');
  await dialog.getByRole('button', { name: texts.officer.actAs('Mara Lindqvist') }).click();
  await expect(dialog.getByRole('button', { name: mandateTexts.gatherDo })).toBeEnabled();
  await look('gather');
  await dialog.getByRole('button', { name: mandateTexts.gatherDo }).click();
  await expect(dialog).toBeHidden();
  await look('gather, requested');
  await desk.signIn('Ben Okafor');
  await desk.step('approve').click();
  await expect(dialog.getByText(mandateTexts.approveTitle)).toBeVisible();
  await look('mandate');
  await leave();
  await desk.step('stop').click();
  await expect(dialog).toBeVisible();
  await look('stop');
  await leave();

  await desk.signIn('Dev Patel');
  await desk.go(texts.settings.title);
  const card = page.getByRole('region', { name: nodeTexts.title, exact: true });
  const { node } = here.prepared;
  await card.getByLabel(nodeTexts.field).fill(node.url.replace('127.0.0.1', 'localhost'));
  await card.getByRole('button', { name: nodeTexts.test }).click();
  await expect(card.getByText(nodeTexts.passed)).toBeVisible();
  await look('an endpoint that passed');
  await card.getByRole('button', { name: nodeTexts.add }).click();
  const endpoints = card.getByRole('list', { name: nodeTexts.endpoints }).getByRole('listitem');
  await expect(endpoints).toHaveCount(2);
  await look('several endpoints');
  await node.faults({ kind: 'drop' });
  await desk.go(networkTexts.title);
  await expect(page.locator('.shell')).toHaveAttribute('data-stale', 'true');
  await expect(page.getByRole('region', { name: networkTexts.endpoints })).toContainText(
    networkTexts.says.away.word,
  );
  await look('network, its endpoints away');
});
