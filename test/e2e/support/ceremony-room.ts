import { expect, type Locator, type Page } from '@playwright/test';
import type { CeremonyKind } from '../../../electron/core/ceremony/ceremony-plan.ts';
import { backupTexts } from '../../../renderer/texts/backup-texts.ts';
import { beginTexts, ceremonyText, stageTexts, vaultTexts } from '../../../renderer/texts/ceremony-texts.ts';
import { texts } from '../../../renderer/texts/texts.ts';
import { needSomebody } from './sign-in-by-call.ts';

const SIX = 6;

/** A ceremony as the officers hold it: everything is found by role and name. */
export class CeremonyRoom {
  readonly page: Page;
  /** What is written on the sheets of the present ceremony. */
  readonly labels: { readonly serial: string; readonly fingerprint: string }[] = [];

  constructor(page: Page) {
    this.page = page;
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  region(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  title(name: string): Locator {
    return this.page.getByRole('heading', { name, exact: true });
  }

  async goToVaults(): Promise<void> {
    await this.page
      .getByRole('navigation', { name: texts.rail.label })
      .getByRole('button', { name: new RegExp(`^${vaultTexts.title}`) })
      .click();
    await expect(this.page.getByRole('heading', { level: 1, name: vaultTexts.title })).toBeVisible();
  }

  /** Begins a ceremony with these officers present; the practice password is filled in. */
  async begin(
    kind: CeremonyKind,
    options: {
      readonly officers: readonly string[];
      readonly name?: string;
      readonly vaultKind?: 'hot' | 'cold';
      /** The vault to be split or replaced. */
      readonly of?: string;
      readonly choose?: readonly string[];
    },
  ): Promise<void> {
    await needSomebody(this.page);
    this.labels.length = 0;
    await this.goToVaults();
    if (options.of === undefined) await this.button(ceremonyText[kind].name).click();
    else {
      const card = this.page.getByRole('article', { name: options.of });
      await card
        .getByRole('button', { name: kind === 'rotate' ? vaultTexts.rotate : vaultTexts.shares })
        .click();
    }
    if (kind === 'restore') await expect(this.region(backupTexts.wordsTitle)).toBeVisible();
    if (options.name !== undefined) await this.page.getByLabel(beginTexts.name).fill(options.name);
    if (options.vaultKind)
      await this.page.getByRole('radio', { name: beginTexts.kinds[options.vaultKind] }).check();
    for (const choice of options.choose ?? []) await this.page.getByText(choice, { exact: true }).click();
    for (const officer of options.officers) await this.page.getByRole('checkbox', { name: officer }).check();
    await this.button(beginTexts.begin).click();
    await expect(this.steps()).toBeVisible({ timeout: 60_000 });
  }

  steps(): Locator {
    return this.page.getByRole('list', { name: stageTexts.steps });
  }

  /** Says that serial and fingerprint of the present sheet are written by hand, and writes them; nothing where that was said. */
  async takeSheet(): Promise<void> {
    await expect(this.sheetBefore()).toBeVisible();
    const [serial, fingerprint] = await this.sheetBefore().locator('.sheet-mark').allTextContents();
    const label = { serial: serial ?? '', fingerprint: fingerprint ?? '' };
    if (!this.labels.some((other) => other.serial === label.serial)) this.labels.push(label);
    const byHand = this.button(stageTexts.label.byHand);
    if (await this.button(new RegExp(stageTexts.show.sheetFirst)).isVisible()) await byHand.click();
  }

  sheetBefore(): Locator {
    return this.page.getByRole('region', { name: stageTexts.label.before });
  }

  /** Types serial and fingerprint back from every sheet that was taken since the last time. */
  async typeLabels(): Promise<void> {
    await expect(this.title(stageTexts.label.title)).toBeVisible();
    const rows = this.page.getByRole('table').getByRole('row');
    for (const [i, { serial, fingerprint }] of this.labels.splice(0).entries()) {
      const fields = rows.nth(i + 1).getByRole('textbox');
      await fields.first().fill(serial);
      await fields.last().fill(fingerprint);
    }
    await this.button(stageTexts.label.done).click();
  }

  /** Copies what is shown, six at a time, as people do with a pen. */
  async copyShown(total: number): Promise<readonly string[]> {
    const sheet: string[] = [];
    for (let first = 1; first <= total; first += SIX) {
      const last = Math.min(first + SIX - 1, total);
      // Once uncovered they stay so from page to page.
      if (first === 1) await this.takeSheet();
      if (first === 1) await this.button(new RegExp(stageTexts.show.show(first, last))).click();
      const lines = this.page.getByRole('list', { name: stageTexts.show.list }).getByRole('listitem');
      const words = lines.locator('[data-word]');
      await expect(words).toHaveText(Array(last - first + 1).fill(/^[a-z]+$/));
      sheet.push(...(await words.allTextContents()));
      await this.button(last === total ? stageTexts.show.written(total) : stageTexts.show.next).click();
    }
    return sheet;
  }

  /** Copies so many SLIP-39 shares of 33 words, and reads each back. */
  async copyShares(count: number): Promise<readonly (readonly string[])[]> {
    const shares: (readonly string[])[] = [];
    for (let share = 0; share < count; share++) {
      const written = await this.copyShown(33);
      await this.typeWords(written, stageTexts.enter.checkShare);
      shares.push(written);
    }
    return shares;
  }

  /** Types words from a sheet, six at a time; `submit` is the button after the last ones, `next` after the others. */
  async typeWords(
    sheet: readonly string[],
    submit: string,
    next: string = stageTexts.enter.next,
  ): Promise<void> {
    const fields = this.page.locator('.word-field input');
    for (let first = 0; first < sheet.length; first += SIX) {
      await expect(this.field(first + 1)).toBeVisible();
      for (const [i, word] of sheet.slice(first, first + SIX).entries()) {
        await fields.nth(i).fill(word);
        await this.page.keyboard.press('Tab');
      }
      await this.button(first + SIX < sheet.length ? next : submit).click();
    }
  }

  field(number: number): Locator {
    return this.page.getByRole('combobox', { name: stageTexts.enter.field(number), exact: true });
  }

  /** Everybody present signs; the last one ends the ceremony. */
  async signAll(officers: readonly string[]): Promise<void> {
    for (const name of officers) {
      await this.page.getByRole('radio', { name }).check();
      await this.button(stageTexts.sign.do(name)).click();
      await expect(
        this.page.getByText(stageTexts.sign.done(name)).or(this.button(stageTexts.end.leave)),
      ).toBeVisible({ timeout: 30_000 });
    }
    await expect(this.button(stageTexts.end.leave)).toBeVisible();
  }

  async abandon(): Promise<void> {
    await this.button(stageTexts.abandon).click();
    await this.page.getByRole('dialog').getByRole('button', { name: stageTexts.abandonDo }).click();
    await expect(this.steps()).toHaveCount(0);
  }

  async setPassword(password: string): Promise<void> {
    await this.page.getByRole('textbox', { name: stageTexts.password.first }).fill(password);
    await this.page.getByRole('textbox', { name: stageTexts.password.again }).fill(password);
    await this.button(stageTexts.password.do).click();
  }
}
