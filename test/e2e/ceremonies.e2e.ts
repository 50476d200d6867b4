import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { originText } from '../../electron/console/papers/transcript-text.ts';
import { beginTexts, stageTexts, vaultTexts } from '../../renderer/texts/ceremony-texts.ts';
import { errorTexts } from '../../renderer/texts/errors.ts';
import { officialTexts } from '../../renderer/texts/official-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { pdfTexts } from '../support/pdf-text.ts';
import { runChild } from '../support/start-child.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { needElectron } from './support/launch.ts';
import { filesHolding, heapsHolding, runsOf } from './support/secret-scan.ts';
import { stubDialogs } from './support/stub-dialogs.ts';

needElectron();

const ALL = ['Ben Okafor', 'Chiara Rossi', 'Dev Patel'];
const verifyJournal = new URL('../../electron/cli/verify-journal.ts', import.meta.url);
const PASSWORD = 'canary-Kanarienvogel-7319';

const here = freshDesk();

/** From the drawing of the words, without dice, to the password of their file. @returns the sheet */
async function drawAndWrite(): Promise<readonly string[]> {
  await here.room.button(stageTexts.entropy.skip).click();
  const sheet = await here.room.copyShown(24);
  await here.room.typeWords(sheet, stageTexts.enter.check, stageTexts.enter.check);
  await here.room.typeLabels();
  await here.room.typeWords(sheet, stageTexts.rehearse.do);
  await here.room.setPassword(PASSWORD);
  return sheet;
}

/** Holds a whole creation with one sheet of words. @returns the sheet */
async function createVault(name: string, vaultKind: 'hot' | 'cold'): Promise<readonly string[]> {
  await here.room.begin('create', { officers: ALL, name, vaultKind });
  const sheet = await drawAndWrite();
  await expect(here.room.title(stageTexts.sign.title)).toBeVisible();
  await here.room.signAll(ALL);
  return sheet;
}

/** Nothing of the sheets and the password is left anywhere that this test can look. */
async function expectNoTrace(...sheets: readonly (readonly string[])[]): Promise<void> {
  const runs = sheets.flatMap(runsOf);
  expect(await heapsHolding(here.running.app, runs)).toEqual([]);
  for (const folder of [here.prepared.folder, here.prepared.userData]) {
    expect(filesHolding(folder, [...runs, PASSWORD])).toEqual([]);
  }
  expect([...runs, PASSWORD].filter((text) => here.running.printed().includes(text))).toEqual([]);
  // The clean store of a rehearsal is destroyed; one of another program of this machine goes sooner or later.
  const stores = readdirSync(tmpdir()).filter((name) => name.startsWith('sallyport-rehearsal-'));
  await expect.poll(() => stores.filter((name) => existsSync(path.join(tmpdir(), name)))).toEqual([]);
}

test('create: words are shown, read back, rehearsed and gone; the vault joins the treasury', async () => {
  await here.room.begin('create', { officers: ALL, name: 'Deep cold', vaultKind: 'cold' });

  await test.step('dice are mixed in', async () => {
    await here.running.page
      .getByRole('textbox', { name: stageTexts.entropy.field })
      .fill('1 2 3 4 5 6 6 5 4 3 2 1');
    await expect(here.running.page.getByText(stageTexts.entropy.counted(12, 31))).toBeVisible();
    await here.room.button(stageTexts.entropy.mix).click();
  });

  const sheet = await here.room.copyShown(24);
  await test.step('a wrong word is marked in its own place, and the right ones go on', async () => {
    const slip = sheet.with(2, sheet[2] === 'zebra' ? 'abandon' : 'zebra');
    await here.room.typeWords(slip.slice(0, 6), stageTexts.enter.check);
    await expect(here.room.field(3)).toHaveAttribute('aria-invalid', 'true');
    await expect(here.room.field(2)).toHaveAttribute('aria-invalid', 'false');
    await here.room.typeWords(sheet, stageTexts.enter.check, stageTexts.enter.check);
  });
  await expect(here.room.title(stageTexts.label.title)).toBeVisible();
  await test.step('the labels are typed from the paper: they are not on the screen, and another serial is refused', async () => {
    await expect(here.running.page.getByText(/SP-[0-9A-Z]{4}-[0-9A-Z]{4}/)).toHaveCount(0);
    const serial = here.running.page.getByRole('textbox', {
      name: new RegExp(`^${stageTexts.label.serial}`),
    });
    await serial.fill('SP-0000-0000');
    await here.running.page
      .getByRole('textbox', { name: new RegExp(`^${stageTexts.label.fingerprint}`) })
      .fill('0000-0000');
    await here.room.button(stageTexts.label.done).click();
    await expect(here.running.page.getByRole('alert')).toContainText(errorTexts['sheet-other'].what);
    await expect(serial).toBeFocused();
    await expect(serial).toHaveAttribute('aria-invalid', 'true');
  });
  await here.room.typeLabels();

  await test.step('a rehearsal with another backup is noticed', async () => {
    const other = [...Array<string>(23).fill('abandon'), 'art'];
    await here.room.typeWords(other, stageTexts.rehearse.do);
    await expect(here.running.page.getByText(stageTexts.rehearse.differs)).toBeVisible();
    for (let page = 0; page < 3; page++) await here.room.button(stageTexts.enter.back).click();
    await here.room.typeWords(sheet, stageTexts.rehearse.do);
  });

  await test.step('the form of the password shows the work until the file is written', async () => {
    const begunAnew = here.running.page.getByRole('region', { name: stageTexts.password.title }).evaluate(
      (form, title) =>
        new Promise<boolean>((resolve) => {
          new MutationObserver(() => {
            if (!form.isConnected) resolve(document.querySelector(`[aria-label="${title}"]`) !== null);
          }).observe(document.body, { childList: true, subtree: true });
        }),
      stageTexts.password.title,
    );
    await here.room.setPassword(PASSWORD);
    expect(await begunAnew).toBe(false);
    await expect(here.room.title(stageTexts.sign.title)).toBeVisible();
  });
  await here.room.signAll(ALL);
  await here.room.button(stageTexts.end.leave).click();
  await here.room.goToVaults();
  await expect(here.running.page.getByRole('article', { name: 'Deep cold' })).toBeVisible();
  await expectNoTrace(sheet);
  await here.desk.go(texts.journal.title);
  await here.desk.button(texts.journal.verify).click();
  await expect(here.running.page.getByRole('region', { name: texts.journal.verified })).toBeVisible();
  expect(here.running.pageErrors).toEqual([]);
});

test('shares instead of a sheet: each is read back, two of three restore, a check names the vault', async () => {
  await here.room.begin('create', {
    officers: ALL,
    name: 'Shared cold',
    vaultKind: 'cold',
    choose: [beginTexts.backupChoices.shares],
  });
  await here.room.button(stageTexts.entropy.skip).click();
  await here.room.button(stageTexts.split.do).click();
  const shares = await here.room.copyShares(3);
  await here.room.typeLabels();
  for (const share of [shares[2]!, shares[0]!]) await here.room.typeWords(share, stageTexts.shares.add);
  await here.room.button(stageTexts.rehearse.do).click();
  await expect(here.room.title(stageTexts.password.title)).toBeVisible();
  await here.room.setPassword(PASSWORD);
  await expect(here.room.title(stageTexts.sign.title)).toBeVisible();
  await here.room.signAll(ALL);
  await here.room.button(stageTexts.end.leave).click();

  await here.room.begin('check-backup', { officers: ['Ben Okafor'], choose: ['Shares'] });
  for (const share of [shares[1]!, shares[2]!]) await here.room.typeWords(share, stageTexts.shares.add);
  await here.room.button(stageTexts.backup.do).click();
  await expect(here.running.page.getByText(stageTexts.answer.belongs('Shared cold'))).toBeVisible();
  await here.room.button(officialTexts.passOver).click();
  await here.room.signAll(['Ben Okafor']);
  await here.room.button(stageTexts.end.leave).click();
  await expectNoTrace(...shares);
});

test('shares of an existing vault: only its own words are split, and the shares belong to it', async () => {
  const sheet = await createVault('Second hot', 'hot');
  await here.room.button(stageTexts.end.leave).click();
  const begin = () => here.room.begin('shares', { officers: ALL.slice(0, 2), of: 'Second hot' });

  await begin();
  await here.room.typeWords([...Array<string>(23).fill('abandon'), 'art'], stageTexts.backup.do);
  await expect(here.room.title(stageTexts.proof.title)).toBeVisible();
  await here.room.button(stageTexts.abandon).click();
  await here.running.page.getByRole('dialog').getByRole('button', { name: stageTexts.abandonDo }).click();

  await begin();
  await here.room.typeWords(sheet, stageTexts.backup.do);
  await here.room.button(stageTexts.split.do).click();
  const shares = await here.room.copyShares(3);
  await here.room.typeLabels();
  for (const share of [shares[0]!, shares[2]!]) await here.room.typeWords(share, stageTexts.shares.add);
  await here.room.button(stageTexts.rehearse.do).click();
  await expect(here.room.title(stageTexts.sign.title)).toBeVisible();
  await here.room.signAll(ALL.slice(0, 2));
  await here.room.button(stageTexts.end.leave).click();

  await here.room.begin('check-backup', { officers: ['Dev Patel'], choose: ['Shares'] });
  for (const share of shares.slice(1)) await here.room.typeWords(share, stageTexts.shares.add);
  await here.room.button(stageTexts.backup.do).click();
  await expect(here.running.page.getByText(stageTexts.answer.belongs('Second hot'))).toBeVisible();
  await here.room.button(officialTexts.passOver).click();
  await here.room.signAll(['Dev Patel']);
  await here.room.button(stageTexts.end.leave).click();
  await expectNoTrace(sheet, ...shares);
});

test('the papers of a ceremony: a blank sheet, and a transcript that verify-journal accepts', async () => {
  const saved = mkdtempSync(path.join(tmpdir(), 'sallyport-papers-'));
  const saveAs = async (name: string, button: string, told: string) => {
    const file = path.join(saved, name);
    await stubDialogs(here.running.app, { save: file });
    await here.room.button(button).click();
    await expect(here.running.page.getByText(told).last()).toBeVisible();
    await expect.poll(() => readdirSync(saved)).toContain(name);
    return file;
  };
  try {
    await here.room.begin('create', { officers: ALL, name: 'Papers', vaultKind: 'cold' });
    await here.room.button(stageTexts.note).click();
    const dialog = here.running.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: stageTexts.noteText }).fill('The second pen was green.');
    await dialog.getByRole('button', { name: stageTexts.noteDo }).click();
    await here.room.button(stageTexts.entropy.skip).click();
    // The sheet is there before any word is shown.
    const serial = (await here.room.sheetBefore().locator('.sheet-mark').first().textContent())!;
    await expect(here.room.button(new RegExp(stageTexts.show.sheetFirst))).toBeDisabled();
    await expect(here.running.page.getByRole('list', { name: stageTexts.show.list })).toBeHidden();
    const blank = await saveAs('blank.pdf', stageTexts.label.blankOf(serial), stageTexts.label.saved);
    const sheet = await here.room.copyShown(24);
    await here.room.typeWords(sheet, stageTexts.enter.check, stageTexts.enter.check);
    await here.room.typeLabels();
    await here.room.typeWords(sheet, stageTexts.rehearse.do);
    await here.room.setPassword(PASSWORD);
    await expect(here.room.title(stageTexts.sign.title)).toBeVisible();
    await here.room.signAll(ALL);
    const pdf = await saveAs('transcript.pdf', stageTexts.end.pdf, vaultTexts.saved);
    const json = await saveAs('transcript.json', stageTexts.end.json, vaultTexts.saved);
    await here.room.button(stageTexts.end.leave).click();

    const printed = pdfTexts(readFileSync(blank)).join(' ');
    expect(printed).toContain(serial);
    // The form's own text may have one of the 2048 words by chance, never several of this sheet side by side.
    const beside = sheet.slice(1).map((word, i) => `${sheet[i]} ${word}`);
    expect(beside.filter((pair) => printed.includes(pair))).toEqual([]);
    expect(sheet.filter((word) => printed.split(/\s+/).includes(word)).length).toBeLessThan(6);
    const told = pdfTexts(readFileSync(pdf)).join(' ');
    for (const text of [serial, originText.saved, 'The second pen was green.', ...ALL])
      expect(told).toContain(text);
    const verified = await runChild(verifyJournal, [json]);
    expect(verified.code, verified.stdout + verified.stderr).toBe(0);
    expect(filesHolding(saved, runsOf(sheet))).toEqual([]);
  } finally {
    rmSync(saved, { recursive: true, force: true });
  }
});

test('restore and check: words of elsewhere belong to none, come in as a vault, and belong to it then', async () => {
  const elsewhere = [...Array<string>(23).fill('abandon'), 'art'];
  const check = async (answer: string) => {
    await here.room.begin('check-backup', { officers: ['Chiara Rossi'] });
    await here.room.typeWords(elsewhere, stageTexts.backup.do);
    await expect(here.running.page.getByText(answer)).toBeVisible();
    if (answer !== stageTexts.answer.none) await here.room.button(officialTexts.passOver).click();
    await here.room.signAll(['Chiara Rossi']);
    await here.room.button(stageTexts.end.leave).click();
  };
  await check(stageTexts.answer.none);

  await here.room.begin('restore', { officers: ALL, name: 'Old treasury', vaultKind: 'hot' });
  await here.room.typeWords(elsewhere, stageTexts.backup.do);
  await expect(here.running.page.getByText(stageTexts.address.strange)).toBeVisible();
  await here.room.button(stageTexts.address.confirm).click();
  await here.room.button(stageTexts.search.do).click();
  await expect(here.room.title(stageTexts.password.title)).toBeVisible();
  await here.room.setPassword(PASSWORD);
  await expect(here.room.title(stageTexts.sign.title)).toBeVisible();
  await here.room.signAll(ALL);
  const { back } = stageTexts.end;
  for (const line of [
    back.keys,
    back.accounts(1, 1, 0),
    back.unused,
    back.noNames(1),
    back.journal,
    back.open,
  ]) {
    await expect(here.room.region(back.title)).toContainText(line);
  }
  await here.room.button(stageTexts.end.leave).click();

  await check(stageTexts.answer.belongs('Old treasury'));
  await expectNoTrace(elsewhere);
});

test('rotate: a new vault takes the place of the old one, and everything moves to it', async () => {
  await here.prepared.node.deposit(here.prepared.hotAddress, 3_000_000_000_000n);
  await expect(here.running.page.getByRole('region', { name: texts.dashboard.hot })).toContainText(
    '3\u202f000',
  );
  const present = ['Mara Lindqvist', ...ALL];
  await here.room.begin('rotate', { officers: present, name: 'Hot vault 2', of: 'Hot vault' });
  const sheet = await drawAndWrite();
  await expect(here.room.title(stageTexts.moves.title)).toBeVisible();
  await here.room.button(stageTexts.moves.do).click();
  await here.room.button(stageTexts.retire.do('Hot vault')).click();
  await here.room.signAll(present);
  await here.room.button(stageTexts.end.leave).click();
  await here.room.goToVaults();
  await expectNoTrace(sheet);

  await here.desk.signIn('Ben Okafor');
  await here.desk.unlock('Hot vault');
  await here.desk.go(texts.sweeps.title);
  await here.desk.row(/Needs approval.*Rotation of Hot vault/).click();
  await here.desk.approve();
  await here.desk.step('sign').click();
  await expect(here.desk.row(/Final.*Rotation of Hot vault/)).toBeVisible();
  await here.room.goToVaults();
  await expect(here.running.page.getByRole('article', { name: 'Hot vault 2' })).toContainText('2\u202f999');
  await expect(here.running.page.getByRole('article', { name: 'Hot vault', exact: true })).toContainText(
    vaultTexts.retired,
  );
});

test('a creation that is left alone ends with Ctrl+L: no vault, no words', async () => {
  await here.room.begin('create', { officers: ALL, name: 'Never', vaultKind: 'cold' });
  await here.room.button(stageTexts.entropy.skip).click();
  const sheet = await here.room.copyShown(24);
  await here.running.page.keyboard.press('Control+l');
  await expect(here.room.steps()).toHaveCount(0);
  await expect(here.running.page.getByText(stageTexts.lockedTitle)).toBeVisible();
  await expect(here.running.page.getByText(stageTexts.lockedWhat.create)).toBeVisible();
  // Whoever reads it later, in the next ceremony, destroys no other sheet.
  await expect(here.running.page.getByText(`Its sheets: ${here.room.labels[0]?.serial}`)).toBeVisible();
  await here.room.goToVaults();
  await expect(here.running.page.getByRole('article', { name: 'Never' })).toHaveCount(0);
  await expectNoTrace(sheet);
});

test('the created vault opens after a restart, with its own password alone', async () => {
  await createVault('Second hot', 'hot');
  await here.room.button(stageTexts.end.leave).click();
  await here.running.close();
  await here.start();
  await here.desk.tryUnlock('Second hot', 'pässwörd für Übungen');
  await expect(here.running.page.getByRole('dialog').getByRole('alert')).toBeVisible();
  await here.running.page
    .getByRole('dialog')
    .getByRole('textbox', { name: texts.common.password })
    .fill(PASSWORD);
  await here.running.page.getByRole('dialog').getByRole('button', { name: texts.vault.unlock }).click();
  await expect(here.desk.button(texts.vault.lockName('Second hot'))).toBeVisible();
});
