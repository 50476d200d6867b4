import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { readSeedFile } from '../../electron/stronghold/seed-file.ts';
import { addSeedRecord } from '../../electron/stronghold/seed-record.ts';
import { deriveVersion2Key } from '../../electron/stronghold/snapshot-key.ts';
import { emptyState } from '../../electron/stronghold/state.ts';
import { sourceText, stageWords, vaultWords } from '../../renderer/text/ceremony-words.ts';
import { errorTexts } from '../../renderer/text/errors.ts';
import { words } from '../../renderer/text/words.ts';
import { sealVersion2 } from '../support/seal-version-2.ts';
import { chrysalis, version2Files } from '../support/stronghold-fixtures.ts';
import { countingRandom } from '../support/stronghold-samples.ts';
import { must } from '../support/treasury-steps.ts';
import { CeremonyRoom } from './support/ceremony-room.ts';
import { Desk } from './support/desk.ts';
import { type LaunchedConsole, launchConsole, needElectron } from './support/launch.ts';
import { stubDialogs } from './support/stub-dialogs.ts';
import { OUTSIDER, PASSWORD, type PreparedTreasury, prepareTreasury } from './support/treasury.ts';

needElectron();
test.setTimeout(240_000);

const ALL = ['Ben Okafor', 'Chiara Rossi', 'Dev Patel'];
const NEXT = 'the next one, a sentence';

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

const vaultFile = (name: string) => path.join(prepared.folder, 'vaults', name);
const card = (vault: string) => running.page.getByRole('article', { name: vault, exact: true });
const dialog = () => running.page.getByRole('dialog');

/** Begins a restore from a Stronghold file and chooses it. */
async function chooseFile(file: string, name: string): Promise<void> {
  await room.begin('restore', { officers: ALL, name, vaultKind: 'hot', choose: [sourceText.file.name] });
  await stubDialogs(running.app, { open: file });
  await room.button(stageWords.file.choose).click();
}

async function openChosen(password: string): Promise<void> {
  await running.page.getByRole('textbox', { name: stageWords.file.password }).fill(password);
  await room.button(stageWords.file.open).click();
}

async function finishRestore(): Promise<void> {
  await room.button(stageWords.address.confirm).click();
  await room.button(stageWords.search.do).click();
  await expect(room.title(stageWords.password.title)).toBeVisible({ timeout: 60_000 });
  await room.setPassword(NEXT);
  await expect(room.title(stageWords.sign.title)).toBeVisible({ timeout: 60_000 });
  await room.signAll(ALL);
}

for (const { fixture, password, version } of [
  { ...version2Files[0], version: 2 },
  { ...chrysalis, version: 3 },
]) {
  test(`another wallet's file of version ${version} is restored (${fixture.name})`, async () => {
    test.skip(!fixture.present, `${fixture.name} is not beside the project`);
    await chooseFile(fixture.file, 'Firefly days');
    await expect(running.page.getByText(stageWords.file.version(version))).toBeVisible();
    await openChosen('a guess');
    await expect(running.page.getByRole('alert')).toContainText(errorTexts['password-wrong'].what, {
      timeout: 30_000,
    });
    await expect(running.page.getByRole('textbox', { name: stageWords.file.password })).toHaveValue('');
    await openChosen(password);
    await expect(running.page.getByText(stageWords.address.strange)).toBeVisible({ timeout: 60_000 });
    const told = running.page.getByRole('region', { name: stageWords.contents.title(version) });
    await expect(told).toBeVisible();
    if (version === 3) await expect(told).toContainText('Alice');
    await finishRestore();
    await room.button(stageWords.end.leave).click();
    await desk.tryUnlock('Firefly days', NEXT);
    await expect(desk.button(words.vault.lockName('Firefly days'))).toBeVisible({ timeout: 30_000 });
  });
}

test('the file of a vault is lost: its verified copy takes its place, and it pays', async () => {
  const copy = path.join(prepared.folder, '..', 'copy.stronghold');
  await test.step('a verified copy is saved elsewhere', async () => {
    await stubDialogs(running.app, { save: copy });
    await room.goToVaults();
    await card('Hot vault').getByRole('button', { name: vaultWords.copy }).click();
    await dialog().getByRole('button', { name: vaultWords.copyDo }).click();
    await expect(running.page.getByText(vaultWords.copied)).toBeVisible({ timeout: 30_000 });
    expect(readFileSync(copy)).toEqual(readFileSync(vaultFile('hot.stronghold')));
  });

  await prepared.node.deposit(prepared.hotAddress, 40_000_000_000n);
  rmSync(vaultFile('hot.stronghold'));
  await desk.tryUnlock('Hot vault');
  await expect(dialog().getByRole('alert')).toContainText(errorTexts['stronghold-missing'].what);
  await dialog().getByRole('button', { name: words.common.cancel }).click();

  await chooseFile(copy, 'Hot vault');
  await openChosen(PASSWORD);
  await expect(running.page.getByText(stageWords.address.known('Hot vault'))).toBeVisible({
    timeout: 30_000,
  });
  await finishRestore();
  await room.button(stageWords.end.leave).click();

  await desk.signIn('Mara Lindqvist');
  await desk.tryUnlock('Hot vault', NEXT);
  await expect(desk.button(words.vault.lockName('Hot vault'))).toBeVisible({ timeout: 30_000 });
  await desk.requestWithdrawal(OUTSIDER, '12', 'after the fire');
  await desk.signIn('Ben Okafor'); // so small an amount needs one approval
  await desk.approve();
  await desk.step('sign').click();
  await expect(desk.row(/Final.*after the fire/)).toBeVisible({ timeout: 30_000 });
  expect(await prepared.node.paymentsTo(OUTSIDER)).toHaveLength(1);
});

test('a changed password opens, the former one does not, and an open vault stays open', async () => {
  await desk.unlock('Hot vault');
  await room.goToVaults();
  await card('Hot vault').getByRole('button', { name: vaultWords.password }).click();
  const field = (name: string) => dialog().getByRole('textbox', { name });
  const change = dialog().getByRole('button', { name: vaultWords.changeDo });
  await field(stageWords.password.first).fill(NEXT);
  await field(stageWords.password.again).fill(`${NEXT}.`);
  await change.click();
  await expect(dialog().getByText(stageWords.password.differ)).toBeVisible();
  await field(stageWords.password.again).fill(NEXT);
  await change.click();
  await expect(running.page.getByText(vaultWords.changed('Hot vault'))).toBeVisible({ timeout: 30_000 });
  await expect(desk.button(words.vault.lockName('Hot vault'))).toBeVisible();

  await desk.button(words.vault.lockName('Hot vault')).click();
  await desk.tryUnlock('Hot vault', PASSWORD);
  await expect(dialog().getByRole('alert')).toContainText(errorTexts['password-wrong'].what, {
    timeout: 30_000,
  });
  await dialog().getByRole('textbox', { name: words.common.password }).fill(NEXT);
  await dialog().getByRole('button', { name: words.vault.unlock }).click();
  await expect(desk.button(words.vault.lockName('Hot vault'))).toBeVisible({ timeout: 30_000 });
});

test('a file of version 2 is written anew by consent alone, and the old one is kept aside', async () => {
  const file = vaultFile('hot.stronghold');
  const password = new TextEncoder().encode(PASSWORD);
  const random = countingRandom('old file');
  const seed = must(await readSeedFile({ file, password }));
  const old = sealVersion2(
    must(addSeedRecord(emptyState, seed, random)),
    deriveVersion2Key(password),
    random,
  );
  const beside = `${file}.new`;
  writeFileSync(beside, old, { mode: 0o600 });
  renameSync(beside, file);

  await desk.tryUnlock('Hot vault');
  await expect(dialog().getByText(words.vault.oldFile)).toBeVisible({ timeout: 30_000 });
  expect(readFileSync(file)).toEqual(Buffer.from(old));
  await dialog().getByRole('textbox', { name: words.common.password }).fill(PASSWORD);
  await dialog().getByRole('button', { name: words.vault.migrate }).click();
  await expect(running.page.getByText(words.vault.migrated('Hot vault'))).toBeVisible({ timeout: 30_000 });
  await dialog().getByRole('textbox', { name: words.common.password }).fill(PASSWORD);
  await dialog().getByRole('button', { name: words.vault.unlock }).click();
  await expect(desk.button(words.vault.lockName('Hot vault'))).toBeVisible({ timeout: 30_000 });
  const aside = readdirSync(path.dirname(file)).filter((name) => /^hot\.v2-.*\.stronghold$/.test(name));
  expect(aside.map((name) => readFileSync(vaultFile(name)))).toEqual([Buffer.from(old)]);
});
