import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { beginWords, stageWords, vaultWords } from '../../renderer/text/ceremony-words.ts';
import { words } from '../../renderer/text/words.ts';
import { pdfTexts } from '../support/pdf-text.ts';
import { runChild } from '../support/start-child.ts';
import { CeremonyRoom } from './support/ceremony-room.ts';
import { Desk } from './support/desk.ts';
import { type LaunchedConsole, launchConsole, needElectron } from './support/launch.ts';
import { filesHolding, mainHeapHolding, rendererHeapHolding, runsOf } from './support/secret-scan.ts';
import { stubDialogs } from './support/stub-dialogs.ts';
import { type PreparedTreasury, prepareTreasury } from './support/treasury.ts';

needElectron();
test.setTimeout(240_000);

const ALL = ['Ben Okafor', 'Chiara Rossi', 'Dev Patel'];
const verifyJournal = new URL('../../electron/cli/verify-journal.ts', import.meta.url);
const PASSWORD = 'canary-Kanarienvogel-7319';

let prepared: PreparedTreasury;
let running: LaunchedConsole;
let room: CeremonyRoom;
let desk: Desk;

test.beforeEach(async () => {
  prepared = await prepareTreasury();
  running = await launchConsole({ treasury: prepared.folder, userData: prepared.userData });
  room = new CeremonyRoom(running.page);
  desk = new Desk(running.page);
});
test.afterEach(async () => {
  await running?.close();
  await prepared?.remove();
});

/** Holds a whole creation with one sheet of words. @returns the sheet */
async function createVault(name: string, vaultKind: 'hot' | 'cold'): Promise<readonly string[]> {
  await room.begin('create', { officers: ALL, name, vaultKind });
  await room.button(stageWords.entropy.skip).click();
  const sheet = await room.copyShown(24);
  await room.typeWords(sheet, stageWords.enter.check, stageWords.enter.check);
  await room.button(stageWords.label.done).click();
  await room.typeWords(sheet, stageWords.rehearse.do);
  await room.setPassword(PASSWORD);
  await expect(room.title(stageWords.sign.title)).toBeVisible({ timeout: 60_000 });
  await room.signAll(ALL);
  return sheet;
}

/** Nothing of the sheet and the password is left anywhere that this test can look. */
async function expectNoTrace(sheet: readonly string[]): Promise<void> {
  const runs = runsOf(sheet);
  expect(await rendererHeapHolding(running.page, runs)).toEqual([]);
  const snapshots = mkdtempSync(path.join(tmpdir(), 'sallyport-heap-'));
  try {
    expect(await mainHeapHolding(running.app, path.join(snapshots, 'main.heapsnapshot'), runs)).toEqual([]);
  } finally {
    rmSync(snapshots, { recursive: true, force: true });
  }
  for (const folder of [prepared.folder, prepared.userData]) {
    expect(filesHolding(folder, [...runs, PASSWORD])).toEqual([]);
  }
  expect([...runs, PASSWORD].filter((text) => running.printed().includes(text))).toEqual([]);
  // The clean store of a rehearsal is destroyed.
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('sallyport-rehearsal-'))).toEqual([]);
}

test('create: words are shown, read back, rehearsed and gone; the vault joins the treasury', async () => {
  await room.begin('create', { officers: ALL, name: 'Deep cold', vaultKind: 'cold' });

  await test.step('dice are mixed in', async () => {
    await running.page
      .getByRole('textbox', { name: stageWords.entropy.field })
      .fill('1 2 3 4 5 6 6 5 4 3 2 1');
    await expect(running.page.getByText(stageWords.entropy.counted(12, 31))).toBeVisible();
    await room.button(stageWords.entropy.mix).click();
  });

  const sheet = await room.copyShown(24);
  await test.step('a wrong word is marked where it stands, and the right ones go on', async () => {
    const slip = sheet.with(2, sheet[2] === 'zebra' ? 'abandon' : 'zebra');
    await room.typeWords(slip.slice(0, 6), stageWords.enter.check);
    await expect(room.field(3)).toHaveAttribute('aria-invalid', 'true');
    await expect(room.field(2)).toHaveAttribute('aria-invalid', 'false');
    await room.typeWords(sheet, stageWords.enter.check, stageWords.enter.check);
  });
  await expect(room.title(stageWords.label.title)).toBeVisible();
  await expect(running.page.getByText(/SP-[0-9A-Z]{4}-[0-9A-Z]{4}/).first()).toBeVisible();
  await room.button(stageWords.label.done).click();

  await test.step('a rehearsal with another backup is noticed', async () => {
    const other = [...Array<string>(23).fill('abandon'), 'art'];
    await room.typeWords(other, stageWords.rehearse.do);
    await expect(running.page.getByText(stageWords.rehearse.differs)).toBeVisible({ timeout: 30_000 });
    for (let page = 0; page < 3; page++) await room.button(stageWords.enter.back).click();
    await room.typeWords(sheet, stageWords.rehearse.do);
  });

  await room.setPassword(PASSWORD);
  await expect(room.title(stageWords.sign.title)).toBeVisible({ timeout: 60_000 });
  await room.signAll(ALL);
  await room.button(stageWords.end.leave).click();
  await room.goToVaults();
  await expect(running.page.getByRole('article', { name: 'Deep cold' })).toBeVisible();
  await expectNoTrace(sheet);
  await desk.go(words.journal.title);
  await desk.button(words.journal.verify).click();
  await expect(running.page.getByRole('region', { name: words.journal.verified })).toBeVisible();
  expect(running.pageErrors).toEqual([]);
});

test('shares instead of a sheet: each is read back, two of three restore, a check names the vault', async () => {
  await room.begin('create', {
    officers: ALL,
    name: 'Shared cold',
    vaultKind: 'cold',
    choose: [beginWords.backupChoices.shares],
  });
  await room.button(stageWords.entropy.skip).click();
  await room.button(stageWords.split.do).click();
  const shares: (readonly string[])[] = [];
  for (let share = 0; share < 3; share++) {
    const written = await room.copyShown(33);
    await room.typeWords(written, stageWords.enter.checkShare);
    shares.push(written);
  }
  await room.button(stageWords.label.done).click();
  for (const share of [shares[2]!, shares[0]!]) await room.typeWords(share, stageWords.shares.add);
  await room.button(stageWords.rehearse.do).click();
  await expect(room.title(stageWords.password.title)).toBeVisible({ timeout: 30_000 });
  await room.setPassword(PASSWORD);
  await expect(room.title(stageWords.sign.title)).toBeVisible({ timeout: 60_000 });
  await room.signAll(ALL);
  await room.button(stageWords.end.leave).click();

  await room.begin('check-backup', { officers: ['Ben Okafor'], choose: ['Shares'] });
  for (const share of [shares[1]!, shares[2]!]) await room.typeWords(share, stageWords.shares.add);
  await room.button(stageWords.backup.do).click();
  await expect(running.page.getByText(stageWords.answer.belongs('Shared cold'))).toBeVisible({
    timeout: 30_000,
  });
  await room.signAll(['Ben Okafor']);
  await room.button(stageWords.end.leave).click();
  for (const share of shares) await expectNoTrace(share);
});

test('shares of a vault that stands: only its own words are split, and the shares belong to it', async () => {
  const sheet = await createVault('Second hot', 'hot');
  await room.button(stageWords.end.leave).click();
  const begin = () => room.begin('shares', { officers: ALL.slice(0, 2), of: 'Second hot' });

  await begin();
  await room.typeWords([...Array<string>(23).fill('abandon'), 'art'], stageWords.backup.do);
  await expect(room.title(stageWords.proof.title)).toBeVisible({ timeout: 30_000 });
  await room.button(stageWords.abandon).click();
  await running.page.getByRole('dialog').getByRole('button', { name: stageWords.abandonDo }).click();

  await begin();
  await room.typeWords(sheet, stageWords.backup.do);
  await room.button(stageWords.split.do).click();
  const shares: (readonly string[])[] = [];
  for (let share = 0; share < 3; share++) {
    const written = await room.copyShown(33);
    await room.typeWords(written, stageWords.enter.checkShare);
    shares.push(written);
  }
  await room.button(stageWords.label.done).click();
  for (const share of [shares[0]!, shares[2]!]) await room.typeWords(share, stageWords.shares.add);
  await room.button(stageWords.rehearse.do).click();
  await expect(room.title(stageWords.sign.title)).toBeVisible({ timeout: 30_000 });
  await room.signAll(ALL.slice(0, 2));
  await room.button(stageWords.end.leave).click();

  await room.begin('check-backup', { officers: ['Dev Patel'], choose: ['Shares'] });
  for (const share of shares.slice(1)) await room.typeWords(share, stageWords.shares.add);
  await room.button(stageWords.backup.do).click();
  await expect(running.page.getByText(stageWords.answer.belongs('Second hot'))).toBeVisible({
    timeout: 30_000,
  });
  await room.signAll(['Dev Patel']);
  await room.button(stageWords.end.leave).click();
  for (const written of [sheet, ...shares]) await expectNoTrace(written);
});

test('the papers of a ceremony: a blank sheet, and a transcript that verify-journal accepts', async () => {
  const saved = mkdtempSync(path.join(tmpdir(), 'sallyport-papers-'));
  const saveAs = async (name: string, button: string, told: string) => {
    const file = path.join(saved, name);
    await stubDialogs(running.app, { save: file });
    await room.button(button).click();
    await expect(running.page.getByText(told).last()).toBeVisible();
    await expect.poll(() => readdirSync(saved)).toContain(name);
    return file;
  };
  try {
    await room.begin('create', { officers: ALL, name: 'Papers', vaultKind: 'cold' });
    await room.button(stageWords.note).click();
    const dialog = running.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: stageWords.noteText }).fill('The second pen was green.');
    await dialog.getByRole('button', { name: stageWords.noteDo }).click();
    await room.button(stageWords.entropy.skip).click();
    const sheet = await room.copyShown(24);
    await room.typeWords(sheet, stageWords.enter.check, stageWords.enter.check);
    const mark = running.page.getByText(/^SP-[0-9A-Z]{4}-[0-9A-Z]{4}$/).first();
    const serial = (await mark.textContent())!;
    const blank = await saveAs('blank.pdf', stageWords.label.blankOf(serial), stageWords.label.saved);
    await room.button(stageWords.label.done).click();
    await room.typeWords(sheet, stageWords.rehearse.do);
    await room.setPassword(PASSWORD);
    await expect(room.title(stageWords.sign.title)).toBeVisible({ timeout: 60_000 });
    await room.signAll(ALL);
    const pdf = await saveAs('transcript.pdf', stageWords.end.pdf, vaultWords.saved);
    const json = await saveAs('transcript.json', stageWords.end.json, vaultWords.saved);
    await room.button(stageWords.end.leave).click();

    const printed = pdfTexts(readFileSync(blank)).join(' ');
    expect(printed).toContain(serial);
    expect(printed.split(/\s+/).filter((word) => sheet.includes(word) && word.length > 4)).toEqual([]);
    const told = pdfTexts(readFileSync(pdf)).join(' ');
    for (const text of [serial, 'The second pen was green.', ...ALL]) expect(told).toContain(text);
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
    await room.begin('check-backup', { officers: ['Chiara Rossi'] });
    await room.typeWords(elsewhere, stageWords.backup.do);
    await expect(running.page.getByText(answer)).toBeVisible({ timeout: 30_000 });
    await room.signAll(['Chiara Rossi']);
    await room.button(stageWords.end.leave).click();
  };
  await check(stageWords.answer.none);

  await room.begin('restore', { officers: ALL, name: 'Old treasury', vaultKind: 'hot' });
  await room.typeWords(elsewhere, stageWords.backup.do);
  await expect(running.page.getByText(stageWords.address.strange)).toBeVisible({ timeout: 30_000 });
  await room.button(stageWords.address.confirm).click();
  await room.button(stageWords.search.do).click();
  await expect(room.title(stageWords.password.title)).toBeVisible({ timeout: 60_000 });
  await room.setPassword(PASSWORD);
  await expect(room.title(stageWords.sign.title)).toBeVisible({ timeout: 60_000 });
  await room.signAll(ALL);
  await room.button(stageWords.end.leave).click();

  await check(stageWords.answer.belongs('Old treasury'));
  await expectNoTrace(elsewhere);
});

test('rotate: a new vault takes the place of the old one, and everything moves to it', async () => {
  await prepared.node.deposit(prepared.hotAddress, 3_000_000_000_000n);
  await expect(running.page.getByRole('region', { name: words.dashboard.hot })).toContainText('3\u202f000');
  const present = ['Mara Lindqvist', ...ALL];
  await room.begin('rotate', { officers: present, name: 'Hot vault 2', of: 'Hot vault' });
  await room.button(stageWords.entropy.skip).click();
  const sheet = await room.copyShown(24);
  await room.typeWords(sheet, stageWords.enter.check, stageWords.enter.check);
  await room.button(stageWords.label.done).click();
  await room.typeWords(sheet, stageWords.rehearse.do);
  await room.setPassword(PASSWORD);
  await expect(room.title(stageWords.moves.title)).toBeVisible({ timeout: 60_000 });
  await room.button(stageWords.moves.do).click();
  await room.button(stageWords.retire.do('Hot vault')).click();
  await room.signAll(present);
  await room.button(stageWords.end.leave).click();

  await desk.signIn('Ben Okafor');
  await desk.unlock('Hot vault');
  await desk.go(words.sweeps.title);
  await desk.row(/Needs approval.*Rotation of Hot vault/).click();
  await desk.approve();
  await desk.step('sign').click();
  await expect(desk.row(/Final.*Rotation of Hot vault/)).toBeVisible({ timeout: 30_000 });
  await room.goToVaults();
  await expect(running.page.getByRole('article', { name: 'Hot vault 2' })).toContainText('2\u202f999');
  await expect(running.page.getByRole('article', { name: 'Hot vault', exact: true })).toContainText(
    vaultWords.retired,
  );
});

test('a creation that is left alone ends with Ctrl+L: no vault, no words', async () => {
  await room.begin('create', { officers: ALL, name: 'Never', vaultKind: 'cold' });
  await room.button(stageWords.entropy.skip).click();
  const sheet = await room.copyShown(24);
  await running.page.keyboard.press('Control+l');
  await expect(room.steps()).toHaveCount(0);
  await room.goToVaults();
  await expect(running.page.getByRole('article', { name: 'Never' })).toHaveCount(0);
  await expectNoTrace(sheet);
});

test('the created vault opens after a restart, with its own password alone', async () => {
  await createVault('Second hot', 'hot');
  await room.button(stageWords.end.leave).click();
  await running.close();
  running = await launchConsole({ treasury: prepared.folder, userData: prepared.userData });
  desk = new Desk(running.page);
  await desk.tryUnlock('Second hot', 'pässwörd für Übungen');
  await expect(running.page.getByRole('dialog').getByRole('alert')).toBeVisible({ timeout: 30_000 });
  await running.page.getByRole('dialog').getByRole('textbox', { name: words.common.password }).fill(PASSWORD);
  await running.page.getByRole('dialog').getByRole('button', { name: words.vault.unlock }).click();
  await expect(desk.button(words.vault.lockName('Second hot'))).toBeVisible({ timeout: 30_000 });
});
