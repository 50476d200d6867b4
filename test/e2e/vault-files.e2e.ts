import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { projectFolder } from '../../electron/cli/electron-runtime.ts';
import { readSeedFile } from '../../electron/stronghold/seed-file.ts';
import { addSeedRecord } from '../../electron/stronghold/seed-record.ts';
import { deriveVersion2Key } from '../../electron/stronghold/snapshot-key.ts';
import { emptyState } from '../../electron/stronghold/state.ts';
import { sourceText, stageTexts, vaultTexts } from '../../renderer/texts/ceremony-texts.ts';
import { errorTexts } from '../../renderer/texts/errors.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { outcomeTexts, walletFolderTexts } from '../../renderer/texts/wallet-folder-texts.ts';
import { treasurersAccounts, writeFormerWallet } from '../support/former-wallet-folder.ts';
import { sealVersion2 } from '../support/seal-version-2.ts';
import { chrysalis, version2Files } from '../support/stronghold-fixtures.ts';
import { countingRandom } from '../support/stronghold-samples.ts';
import { must } from '../support/treasury-steps.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { needElectron } from './support/launch.ts';
import { stubDialogs } from './support/stub-dialogs.ts';
import { OUTSIDER, PASSWORD } from './support/treasury.ts';

needElectron();

const ALL = ['Ben Okafor', 'Chiara Rossi', 'Dev Patel'];
const NEXT = 'the next one, a sentence';

const here = freshDesk();

const vaultFile = (name: string) => path.join(here.prepared.folder, 'vaults', name);
const card = (vault: string) => here.running.page.getByRole('article', { name: vault, exact: true });
const dialog = () => here.running.page.getByRole('dialog');

/** Begins a restore from a Stronghold file and chooses it. */
async function chooseFile(file: string, name: string): Promise<void> {
  await here.room.begin('restore', { officers: ALL, name, vaultKind: 'hot', choose: [sourceText.file.name] });
  await stubDialogs(here.running.app, { open: file });
  await here.room.button(stageTexts.file.choose).click();
}

async function openChosen(password: string): Promise<void> {
  await here.running.page.getByRole('textbox', { name: stageTexts.file.password }).fill(password);
  await here.room.button(stageTexts.file.open).click();
}

async function finishRestore(): Promise<void> {
  await here.room.button(stageTexts.address.confirm).click();
  await here.room.button(stageTexts.search.do).click();
  await expect(here.room.title(stageTexts.password.title)).toBeVisible();
  await here.room.setPassword(NEXT);
  await expect(here.room.title(stageTexts.sign.title)).toBeVisible();
  await here.room.signAll(ALL);
}

for (const { fixture, password, version } of [
  { ...version2Files[0], version: 2 },
  { ...chrysalis, version: 3 },
]) {
  test(`another wallet's file of version ${version} is restored (${fixture.name})`, async () => {
    await chooseFile(fixture.file, 'Firefly days');
    await expect(here.running.page.getByText(stageTexts.file.version(version))).toBeVisible();
    await openChosen('a guess');
    await expect(here.running.page.getByRole('alert')).toContainText(errorTexts['password-wrong'].what);
    await expect(here.running.page.getByRole('textbox', { name: stageTexts.file.password })).toHaveValue('');
    await openChosen(password);
    await expect(here.running.page.getByText(stageTexts.address.strange)).toBeVisible();
    const told = here.running.page.getByRole('region', { name: stageTexts.contents.title(version) });
    await expect(told).toBeVisible();
    if (version === 3) await expect(told).toContainText('Alice');
    await finishRestore();
    await here.room.button(stageTexts.end.leave).click();
    await here.desk.tryUnlock('Firefly days', NEXT);
    await expect(here.desk.button(texts.vault.lockName('Firefly days'))).toBeVisible();
  });
}

test("another wallet's folder is shown, then comes in with the restore; its payments are history", async () => {
  const { page } = here.running;
  const vectors = path.join(projectFolder, 'test/vectors/wallet-folder/files/wallet-folder');
  const { mnemonic, password } = JSON.parse(readFileSync(path.join(vectors, 'expected.json'), 'utf8')) as {
    mnemonic: string;
    password: string;
  };
  const parent = path.join(here.prepared.folder, '..', 'old-wallet');
  const folder = await writeFormerWallet(parent, treasurersAccounts(mnemonic));
  await chooseFile(path.join(vectors, 'wallet.stronghold'), 'From Firefly');
  await openChosen(password);
  await here.room.button(stageTexts.address.confirm).click();

  await stubDialogs(here.running.app, { open: path.dirname(folder) });
  await here.room.button(walletFolderTexts.choose).click();
  await expect(page.getByRole('alert')).toContainText(errorTexts['wallet-folder-foreign'].what);
  await stubDialogs(here.running.app, { open: folder });
  await here.room.button(walletFolderTexts.choose).click();
  const row = (name: string) =>
    page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });
  await expect(row('Treasury')).toContainText(outcomeTexts.comes.word);
  await expect(row('Changed by somebody')).toContainText(outcomeTexts.differs.word);
  await expect(page.getByText(walletFolderTexts.sum(2, 3))).toBeVisible();

  await here.room.button(stageTexts.search.do).click();
  await expect(here.room.title(stageTexts.password.title)).toBeVisible();
  await here.room.setPassword(NEXT);
  await here.room.signAll(ALL);
  await here.room.button(stageTexts.end.leave).click();
  await here.room.goToVaults();
  await page.getByRole('button', { name: walletFolderTexts.earlier }).click();
  await expect(dialog().getByRole('row', { name: 'rent May' })).toContainText('Treasury');
});

test('the file of a vault is lost: its verified copy takes its place, and it pays', async () => {
  const copy = path.join(here.prepared.folder, '..', 'copy.stronghold');
  await test.step('a verified copy is saved elsewhere', async () => {
    await stubDialogs(here.running.app, { save: copy });
    await here.room.goToVaults();
    await card('Hot vault').getByRole('button', { name: vaultTexts.copy }).click();
    await dialog().getByRole('button', { name: vaultTexts.copyDo }).click();
    await expect(here.running.page.getByText(vaultTexts.copied)).toBeVisible();
    expect(readFileSync(copy)).toEqual(readFileSync(vaultFile('hot.stronghold')));
  });

  await here.prepared.node.deposit(here.prepared.hotAddress, 40_000_000_000n);
  rmSync(vaultFile('hot.stronghold'));
  await here.desk.tryUnlock('Hot vault');
  await expect(dialog().getByRole('alert')).toContainText(errorTexts['stronghold-missing'].what);
  await dialog().getByRole('button', { name: texts.common.cancel }).click();

  await chooseFile(copy, 'Hot vault');
  await openChosen(PASSWORD);
  await expect(here.running.page.getByText(stageTexts.address.known('Hot vault'))).toBeVisible();
  await finishRestore();
  await here.room.button(stageTexts.end.leave).click();

  await here.desk.signIn('Mara Lindqvist');
  await here.desk.tryUnlock('Hot vault', NEXT);
  await expect(here.desk.button(texts.vault.lockName('Hot vault'))).toBeVisible();
  await here.desk.requestWithdrawal(OUTSIDER, '12', 'after the fire');
  await here.desk.signIn('Ben Okafor'); // so small an amount needs one approval
  await here.desk.approve();
  await here.desk.step('sign').click();
  await expect(here.desk.row(/Final.*after the fire/)).toBeVisible();
  expect(await here.prepared.node.paymentsTo(OUTSIDER)).toHaveLength(1);
});

test('a changed password opens, the former one does not, and an open vault stays open', async () => {
  await here.desk.unlock('Hot vault');
  await here.room.goToVaults();
  await card('Hot vault').getByRole('button', { name: vaultTexts.password }).click();
  const field = (name: string) => dialog().getByRole('textbox', { name });
  const change = dialog().getByRole('button', { name: vaultTexts.changeDo });
  await field(stageTexts.password.first).fill(NEXT);
  await field(stageTexts.password.again).fill(`${NEXT}.`);
  await change.click();
  await expect(dialog().getByText(stageTexts.password.differ)).toBeVisible();
  await field(stageTexts.password.again).fill(NEXT);
  await change.click();
  await expect(here.running.page.getByText(vaultTexts.changed('Hot vault'))).toBeVisible();
  await expect(here.desk.button(texts.vault.lockName('Hot vault'))).toBeVisible();

  await here.desk.button(texts.vault.lockName('Hot vault')).click();
  await here.desk.tryUnlock('Hot vault', PASSWORD);
  await expect(dialog().getByRole('alert')).toContainText(errorTexts['password-wrong'].what);
  await dialog().getByRole('textbox', { name: texts.common.password }).fill(NEXT);
  await dialog().getByRole('button', { name: texts.vault.unlock }).click();
  await expect(here.desk.button(texts.vault.lockName('Hot vault'))).toBeVisible();
});

test('a file of version 2 is written again by consent only, and the old one is kept aside', async () => {
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

  await here.desk.tryUnlock('Hot vault');
  await expect(dialog().getByText(texts.vault.oldFile)).toBeVisible();
  expect(readFileSync(file)).toEqual(Buffer.from(old));
  await dialog().getByRole('textbox', { name: texts.common.password }).fill(PASSWORD);
  await dialog().getByRole('button', { name: texts.vault.migrate }).click();
  await expect(here.running.page.getByText(texts.vault.migrated('Hot vault'))).toBeVisible();
  await dialog().getByRole('textbox', { name: texts.common.password }).fill(PASSWORD);
  await dialog().getByRole('button', { name: texts.vault.unlock }).click();
  await expect(here.desk.button(texts.vault.lockName('Hot vault'))).toBeVisible();
  const aside = readdirSync(path.dirname(file)).filter((name) => /^hot\.v2-.*\.stronghold$/.test(name));
  expect(aside.map((name) => readFileSync(vaultFile(name)))).toEqual([Buffer.from(old)]);
});
