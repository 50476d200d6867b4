import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { firstStepsTexts } from '../../renderer/texts/first-steps-texts.ts';
import { listTexts } from '../../renderer/texts/list-texts.ts';
import { mandateTexts } from '../../renderer/texts/mandate-texts.ts';
import { chartTexts, statementTexts } from '../../renderer/texts/statement-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { readCsv } from '../support/read-csv.ts';
import { Desk } from './support/desk.ts';
import { launchConsole, needElectron } from './support/launch.ts';
import { stubDialogs } from './support/stub-dialogs.ts';
import { OUTSIDER } from './support/treasury.ts';
import { watchNotifications } from './support/watch-notifications.ts';

needElectron();

test('a treasury day by mouse and keyboard: from the empty desk to a verified journal', async () => {
  const running = await launchConsole();
  try {
    const { page } = running;
    const desk = new Desk(page);
    const notifications = await watchNotifications(running.app);

    await test.step('set up in three clicks', async () => {
      await desk.setUpPracticeTreasury();
      const [folder] = readdirSync(path.join(running.userData, 'treasuries'));
      const files = readdirSync(path.join(running.userData, 'treasuries', folder!, 'vaults'));
      expect(files.filter((file) => file.endsWith('.stronghold'))).toEqual([
        'cold.stronghold',
        'hot.stronghold',
      ]);
    });

    const list = page.getByRole('region', { name: firstStepsTexts.title });
    const isTicked = (step: keyof typeof firstStepsTexts.steps) =>
      list
        .getByRole('listitem')
        .filter({ hasText: firstStepsTexts.steps[step].what })
        .getByRole('img', { name: firstStepsTexts.done });
    await test.step('the maker signs in, unlocks the hot vault and opens two accounts', async () => {
      await list.getByRole('button', { name: firstStepsTexts.steps.signIn.go }).click();
      await page.keyboard.press('Escape');
      await desk.signIn('Mara Lindqvist');
      await expect(isTicked('signIn')).toBeVisible();
      await expect(isTicked('unlock')).toBeHidden();
      await expect(page.getByText(texts.dashboard.nothingYet)).toBeVisible();
      await expect(page.getByText(texts.dashboard.below)).toBeHidden();
      await desk.unlock('Hot vault');
      await desk.createAccount('user-1001 Aurora Ltd');
      await desk.simulateDeposit('18000');
      await desk.createAccount('user-1002 Blue Fjord');
      await desk.simulateDeposit('12500.75');
    });

    await test.step('both deposits become final without a refresh', async () => {
      await desk.go(texts.deposits.title);
      await expect(desk.row(/Final.*Aurora/)).toBeVisible();
      await expect(desk.row(/Final.*Blue Fjord/)).toBeVisible();
    });

    let code: readonly string[] = [];
    await test.step('the maker requests a withdrawal and cannot approve it', async () => {
      await desk.requestWithdrawal(OUTSIDER, '2500', 'payout 2026-0417');
      code = await desk.wordCode();
      expect(code).toHaveLength(6);
      await expect(desk.step('approve')).toBeDisabled();
    });

    await test.step('two other officers see the same word code and approve', async () => {
      for (const name of ['Ben Okafor', 'Chiara Rossi']) {
        await desk.signIn(name);
        expect(await desk.wordCode()).toEqual(code);
        await desk.approve();
      }
    });

    await test.step('the vault signs; the payment becomes final by itself', async () => {
      await desk.step('sign').click();
      await expect(desk.row(/Final.*payout 2026-0417/)).toBeVisible();
    });

    await test.step('by keyboard alone: the surplus is swept to the cold vault', async () => {
      await desk.signIn('Mara Lindqvist');
      await page.keyboard.press('Alt+5');
      await desk.button(texts.sweeps.request).focus();
      await page.keyboard.press('Enter');
      await expect(desk.row(/Needs approval/)).toBeVisible();
      // Ben, who can approve it, is signed in here as well. A notification before may hold this one back for a while.
      await expect
        .poll(async () => (await notifications.shown()).at(-1), { timeout: 45_000 })
        .toEqual(['Sallyport', 'A sweep waits for you.']);
      await desk.go(texts.journal.title);
      await notifications.click();
      await expect(desk.row(/Needs approval/)).toHaveAttribute('aria-selected', 'true');
      await desk.signIn('Ben Okafor');
      await page.getByRole('listbox', { name: texts.sweeps.list }).focus();
      await page.keyboard.press('Home');
      await expect(desk.step('approve')).toBeEnabled();
      await desk.step('approve').focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').getByRole('button', { name: texts.movements.approveDo }).focus();
      await page.keyboard.press('Enter');
      await expect(desk.step('sign')).toBeEnabled();
      await desk.step('sign').focus();
      await page.keyboard.press('Enter');
      await expect(desk.row(/Final/)).toBeVisible();
    });

    await test.step('what is left at other addresses is gathered into one, approved by its mandate', async () => {
      await desk.signIn('Mara Lindqvist');
      await desk.go(texts.accounts.title);
      await desk.button(mandateTexts.gatherOpen).click();
      await page.getByRole('dialog').getByRole('button', { name: mandateTexts.gatherDo }).click();
      await expect(page.getByText(mandateTexts.progress(0, 1))).toBeVisible();
      await desk.signIn('Ben Okafor');
      await desk.approve();
      await desk.step('sign').click();
      await expect(page.getByText(mandateTexts.progress(1, 1))).toBeVisible();
    });

    await test.step('hot is inside its band, cold holds the rest, the journal is whole', async () => {
      await desk.go(texts.dashboard.title);
      await expect(page.getByText(texts.dashboard.inside)).toBeVisible();
      await expect(list).toBeHidden();
      await expect(page.getByRole('region', { name: texts.dashboard.cold })).toContainText('17\u202f999');
      await desk.go(texts.journal.title);
      await desk
        .row(/Proposal built/)
        .first()
        .click();
      await expect(page.getByText(/"viewDigest": "[0-9a-f]{64}"/)).toBeVisible();
      await desk.button(texts.journal.verify).click();
      await expect(page.getByRole('region', { name: texts.journal.verified })).toBeVisible();
    });

    await test.step('the statement of the month adds up on the screen and in its file; charts have their table', async () => {
      await desk.go(statementTexts.title);
      const sheet = page.getByRole('region', { name: statementTexts.vaults });
      await expect(sheet.getByRole('row', { name: /^Deposits/ })).toContainText('30\u202f500.75');
      await expect(sheet.getByRole('row', { name: /^Withdrawals/ })).toContainText('-2\u202f500');
      await expect(sheet.getByRole('row', { name: /Difference/ })).toHaveCount(0);
      await desk.row(/Withdrawal.*payout 2026-0417/).click();
      await expect(page.getByRole('region', { name: statementTexts.line })).toContainText(OUTSIDER);
      for (const [item, name] of [
        [statementTexts.saveCsv('Statement'), 'statement.csv'],
        [statementTexts.savePdf, 'statement.pdf'],
      ] as const) {
        const save = path.join(running.userData, name);
        await stubDialogs(running.app, { save });
        await desk.button(statementTexts.save).click();
        await page.getByRole('menuitem', { name: item }).click();
        await expect(page.getByText(statementTexts.savedTo(save))).toBeVisible();
      }
      const rows = readCsv(readFileSync(path.join(running.userData, 'statement.csv')));
      const closing = rows
        .filter(([, entry]) => entry?.text === 'balance as of this time')
        .map((row) => row[8]?.text);
      expect(closing.map((units) => /^'[1-9][0-9]*$/.test(units ?? ''))).toEqual([true, true]);
      expect(readFileSync(path.join(running.userData, 'statement.pdf')).subarray(0, 5).toString()).toBe(
        '%PDF-',
      );

      await desk.go(texts.dashboard.title);
      const flows = page.getByRole('region', { name: chartTexts.flows, exact: true });
      await expect(flows.locator('.recharts-bar-rectangle').last()).toBeVisible();
      await flows.getByRole('radio', { name: chartTexts.chart }).focus();
      await page.keyboard.press('ArrowRight');
      await expect(flows.getByRole('table')).toContainText('30\u202f500.75');
    });

    await test.step('a payment that waits for held coins says so, and is built by itself', async () => {
      await desk.signIn('Mara Lindqvist');
      await desk.requestWithdrawal(OUTSIDER, '600', 'payout 2026-0418');
      await desk.askForWithdrawal(OUTSIDER, '601', 'payout 2026-0419');
      await expect(page.getByText(texts.movements.queuedItself)).toBeVisible();
      await desk.button('payout 2026-0418').click();
      await desk.step('reject').click();
      await page.getByRole('dialog').getByLabel(texts.movements.rejectReason).fill('not any more');
      await page.getByRole('dialog').getByRole('button', { name: texts.movements.rejectDo }).click();
      await expect(desk.row(/Needs approval.*payout 2026-0419/)).toBeVisible();
    });

    await test.step('what was rejected is asked for again in a form that has it all, as a request of its own', async () => {
      await desk.button(texts.movements.askAgain).click();
      const form = page.getByRole('form', { name: texts.withdrawals.create });
      await expect(form.getByLabel(texts.withdrawals.from)).toBeFocused();
      await expect(form.getByLabel(texts.withdrawals.recipient)).toHaveValue(OUTSIDER);
      await expect(form.getByLabel(texts.withdrawals.amount)).toHaveValue('600.000000000');
      await expect(form.getByLabel(texts.withdrawals.reference)).toHaveValue('payout 2026-0418');
      await desk.signIn('Ben Okafor');
      await expect(desk.button(texts.withdrawals.request)).toBeDisabled();
      await desk.signIn('Mara Lindqvist');
      await desk.button(texts.withdrawals.request).click();
      await expect(desk.row(/payout 2026-0418/)).toHaveCount(2);
      const asked = await requestsOf(page, 'payout 2026-0418');
      expect(new Set(asked.map(({ id }) => id)).size).toBe(2);
      expect(asked.map(({ state, makerName }) => [state, makerName])).toEqual([
        ['queued', 'Mara Lindqvist'],
        ['rejected', 'Mara Lindqvist'],
      ]);
      expect(new Set(asked.map(({ recipient, amount }) => `${amount} to ${recipient}`)).size).toBe(1);
    });

    await test.step('an account is renamed, found by its old name, and archived with its money in sight', async () => {
      await desk.go(texts.accounts.title);
      await desk.row(/user-1002/).click();
      await desk.button(texts.accounts.rename).click();
      await page.getByLabel(texts.accounts.alias).fill('user-2002');
      await desk.button(texts.accounts.renameDo).click();
      await desk.button(texts.accounts.archive).click();
      await expect(page.getByRole('dialog')).toContainText(texts.accounts.archiveMoney);
      await desk.button(texts.accounts.archiveDoMoney).click();
      await expect(desk.row(/user-2002/)).toBeHidden();
      await page.getByLabel(texts.accounts.search).fill('user-1002');
      await expect(desk.row(/user-2002.*Archived/)).toBeVisible();
    });

    await test.step('what was done is found by who did it, stays found, and anything is found by Ctrl+K', async () => {
      await desk.go(texts.journal.title);
      await page.keyboard.press('Control+f');
      await page.keyboard.type('chiara signed in');
      await expect(desk.row(/Signed in.*Chiara Rossi/).first()).toBeVisible();
      await expect(desk.row(/Ben Okafor/)).toHaveCount(0);
      await desk.go(texts.deposits.title);
      await desk.go(texts.journal.title);
      await expect(page.getByLabel(texts.journal.search)).toHaveValue('chiara signed in');
      await page.keyboard.press('Control+f');
      await page.keyboard.type('nobody did this');
      await expect(page.getByText(listTexts.hidden)).toBeVisible();
      await desk.button(listTexts.clear).click();
      await expect(desk.row(/./).first()).toBeVisible();
      // Typed at once, as people do: no letter waits for the window.
      await page.keyboard.press('Control+k');
      await page.keyboard.type('0417');
      await expect(page.getByRole('dialog').getByRole('textbox')).toHaveValue('0417');
      const found = page.getByRole('dialog').getByRole('button', { name: /payout 2026-0417/ });
      await found.click();
      await expect(page.getByRole('heading', { level: 1, name: texts.withdrawals.title })).toBeVisible();
      await expect(page.getByRole('dialog')).toBeHidden();
    });

    expect(running.pageErrors).toEqual([]);
  } finally {
    await running.close();
  }
});

/** The requests of a reference, the newest first, as Mara Lindqvist reads them. */
async function requestsOf(page: Page, reference: string) {
  const list = await page.evaluate(async (search) => {
    const read = await window.sallyport.call('app.read', { as: null });
    const officers = read.ok ? read.value.treasury?.officers : undefined;
    const as = officers?.find(({ name }) => name === 'Mara Lindqvist')?.id ?? null;
    const asked = { kind: 'withdrawal', filter: 'all', search, offset: 0, limit: 10 } as const;
    return window.sallyport.call('movement.list', { as, ...asked });
  }, reference);
  if (!list.ok) throw new Error(`${list.code}: ${list.message}`);
  return list.value.rows;
}
