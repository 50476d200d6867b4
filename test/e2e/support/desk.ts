import { expect, type Locator, type Page } from '@playwright/test';
import { actionText } from '../../../renderer/texts/states.ts';
import { texts } from '../../../renderer/texts/texts.ts';
import { needSomebody } from './sign-in-by-call.ts';

/** The desk as a person sees it: everything is found by role and name. */
export class Desk {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** The button that says who acts. */
  acts(name: string): Locator {
    return this.button(new RegExp(`^${texts.officer.signedIn(name)}`));
  }

  /** Goes to a screen by the rail. */
  async go(screen: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: texts.rail.label })
      .getByRole('button', { name: new RegExp(`^${screen}`) })
      .click();
    await expect(this.page.getByRole('heading', { level: 1, name: screen })).toBeVisible();
  }

  async setUpPracticeTreasury(): Promise<void> {
    await this.button(texts.setup.practiceChoose).click();
    await this.button(texts.setup.create).click();
    // Six files at work factor 19.
    await expect(this.page.getByRole('heading', { level: 1, name: texts.dashboard.title })).toBeVisible({
      timeout: 90_000,
    });
  }

  /** Signs in, or lets an officer act who is signed in already. */
  async signIn(name: string, password?: string): Promise<void> {
    if (await this.acts(name).isVisible()) return;
    const menu = this.page.getByRole('button', { name: /^Signed in: / });
    if (await menu.isVisible()) {
      await menu.click();
      await expect(this.page.getByRole('menu')).toBeVisible();
      const present = this.page.getByRole('menuitem', { name, exact: true });
      if (await present.isVisible()) {
        await present.click();
        await expect(this.acts(name)).toBeVisible();
        return;
      }
      await this.page.getByRole('menuitem', { name: texts.officer.switchTo }).click();
    } else {
      await this.page
        .getByRole('region', { name: texts.band.label })
        .getByRole('button', { name: texts.officer.signIn })
        .click();
    }
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('radio', { name }).check();
    if (password !== undefined)
      await dialog.getByRole('textbox', { name: texts.common.password }).fill(password);
    await dialog.getByRole('button', { name: texts.officer.signIn }).click();
    await expect(this.acts(name)).toBeVisible();
    await expect(dialog).toBeHidden();
  }

  /** Opens the dialog that unlocks a vault and submits a password (the practice one is filled in). */
  async tryUnlock(vault: string, password?: string): Promise<void> {
    await needSomebody(this.page);
    await this.page
      .getByRole('region', { name: texts.rail.locks })
      .getByRole('button', { name: texts.vault.unlockName(vault), exact: true })
      .click();
    const dialog = this.page.getByRole('dialog');
    if (password !== undefined)
      await dialog.getByRole('textbox', { name: texts.common.password }).fill(password);
    await dialog.getByRole('button', { name: texts.vault.unlock }).click();
  }

  async unlock(vault: string): Promise<void> {
    await this.tryUnlock(vault);
    await expect(this.button(texts.vault.lockName(vault))).toBeVisible({ timeout: 30_000 });
  }

  async createAccount(alias: string): Promise<void> {
    await this.go(texts.accounts.title);
    await this.button(texts.accounts.create).click();
    await this.page.getByLabel(texts.accounts.alias).fill(alias);
    await this.button(texts.accounts.createDo).click();
    await expect(this.page.getByRole('region', { name: alias })).toBeVisible();
  }

  /** Has a customer pay the newest address of the account whose panel is open. */
  async simulateDeposit(amount: string): Promise<void> {
    await this.button(texts.accounts.simulate).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel(texts.accounts.amount).fill(amount);
    await dialog.getByRole('button', { name: texts.accounts.simulateDo }).click();
    await expect(dialog).toBeHidden();
  }

  /** A row of the list in sight. */
  row(name: RegExp): Locator {
    return this.page.getByRole('option', { name });
  }

  async requestWithdrawal(recipient: string, amount: string, reference: string): Promise<void> {
    await this.askForWithdrawal(recipient, amount, reference);
    await expect(this.step('approve')).toBeVisible();
  }

  /** The same for one that may have to wait for its money. */
  async askForWithdrawal(recipient: string, amount: string, reference: string): Promise<void> {
    await this.go(texts.withdrawals.title);
    await this.button(texts.withdrawals.create).click();
    await this.page.getByLabel(texts.withdrawals.recipient).fill(recipient);
    await this.page.getByLabel(texts.withdrawals.amount).fill(amount);
    await this.page.getByLabel(texts.withdrawals.reference).fill(reference);
    await this.button(texts.withdrawals.request).click();
    await expect(this.row(new RegExp(reference))).toBeVisible();
  }

  /** The button of a movement's next step. */
  step(action: keyof typeof actionText): Locator {
    return this.page.getByRole('region', { name: texts.movements.actions }).getByRole('button', {
      name: actionText[action],
      exact: true,
    });
  }

  async approve(): Promise<void> {
    await this.step('approve').click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('button', { name: texts.movements.approveDo }).click();
    await expect(dialog).toBeHidden();
  }

  /** The six words on the panel. */
  async wordCode(): Promise<readonly string[]> {
    const list = this.page
      .locator('#details')
      .getByRole('list', { name: new RegExp(`^${texts.common.wordCode}`) });
    return (await list.getByRole('listitem').allInnerTexts()).map(
      (word) => word.trim().split(/\s+/).at(-1) ?? '',
    );
  }
}
