import { expect } from '@playwright/test';
import { beginTexts, ceremonyText, stageTexts } from '../../../renderer/texts/ceremony-texts.ts';
import { officialTexts } from '../../../renderer/texts/official-texts.ts';
import type { CeremonyRoom } from './ceremony-room.ts';

const OFFICERS = ['Ben Okafor', 'Chiara Rossi', 'Dev Patel'];
const PASSWORD = 'a long sentence nobody says';
type Look = (scene: string) => Promise<void>;

/** Holds one ceremony of each kind and calls `look` at each page, once where several have it, and at what a mistake leads to. */
export async function walkCeremonies(room: CeremonyRoom, look: Look): Promise<void> {
  const sheet = await walkCreation(room, look);
  const shares = await walkSplitting(room, look, sheet);
  await walkCheck(room, look, shares);
  await walkRestore(room, look);
  await walkRotation(room, look);
}

async function walkCreation(room: CeremonyRoom, look: Look): Promise<readonly string[]> {
  const { page } = room;
  await room.goToVaults();
  await room.button(ceremonyText.create.name).click();
  await look('ceremony, begin');
  await room.begin('create', { officers: OFFICERS, name: 'Deep cold', vaultKind: 'cold' });
  await look('ceremony, entropy');
  await room.button(stageTexts.entropy.skip).click();
  await expect(room.sheetBefore()).toBeVisible();
  await look('ceremony, sheet before its words');
  await room.takeSheet();
  await look('ceremony, covered words');
  await room.button(new RegExp(stageTexts.show.show(1, 6))).click();
  await expect(
    page.getByRole('list', { name: stageTexts.show.list }).locator('[data-word]').first(),
  ).toHaveText(/./);
  await look('ceremony, words shown');
  await room.button(stageTexts.show.cover).click();
  const sheet = await room.copyShown(24);
  await expect(room.field(1)).toBeVisible();
  await look('ceremony, words read back');
  await room.typeWords(
    sheet.with(2, sheet[2] === 'zebra' ? 'abandon' : 'zebra').slice(0, 6),
    stageTexts.enter.check,
  );
  await expect(room.button(stageTexts.enter.again)).toBeVisible();
  await look('ceremony, a wrong word');
  await room.typeWords(sheet, stageTexts.enter.check, stageTexts.enter.check);
  await expect(room.title(stageTexts.label.title)).toBeVisible();
  await look('ceremony, labels');
  await room.button(stageTexts.label.done).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await look('ceremony, a wrong label');
  await room.button(stageTexts.label.show).click();
  await look('ceremony, labels to be written');
  await room.button(stageTexts.label.written).click();
  await room.typeLabels();
  await look('ceremony, rehearsal');
  await room.typeWords([...Array<string>(23).fill('abandon'), 'art'], stageTexts.rehearse.do);
  await expect(page.getByText(stageTexts.rehearse.differs)).toBeVisible();
  await look('ceremony, a rehearsal that differs');
  for (let pages = 0; pages < 3; pages++) await room.button(stageTexts.enter.back).click();
  await room.typeWords(sheet, stageTexts.rehearse.do);
  await page.getByRole('textbox', { name: stageTexts.password.first }).fill(PASSWORD);
  await look('ceremony, password');
  await room.setPassword(PASSWORD);
  await expect(room.title(stageTexts.sign.title)).toBeVisible();
  await look('ceremony, signing');
  await room.signAll(OFFICERS);
  await look('ceremony, end');
  await room.button(stageTexts.end.leave).click();
  return sheet;
}

async function walkSplitting(
  room: CeremonyRoom,
  look: Look,
  sheet: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const { page } = room;
  await room.begin('shares', { officers: OFFICERS.slice(0, 2), of: 'Deep cold' });
  await room.typeWords(sheet, stageTexts.backup.do);
  await expect(room.button(stageTexts.split.do)).toBeVisible();
  await look('shares, split');
  await room.button(stageTexts.split.do).click();
  await expect(room.sheetBefore()).toBeVisible();
  await look('shares, sheet before its share');
  const first = await room.copyShown(33);
  await expect(room.field(1)).toBeVisible();
  await room.typeWords(first, stageTexts.enter.checkShare);
  const shares = [first, ...(await room.copyShares(2))];
  await expect(room.title(stageTexts.label.title)).toBeVisible();
  await look('shares, labels');
  await room.typeLabels();
  await expect(room.title(stageTexts.rehearse.title)).toBeVisible();
  await room.typeWords(shares[0]!, stageTexts.shares.add);
  await expect(page.getByText(stageTexts.shares.item(1, 1, 1), { exact: true })).toBeVisible();
  await look('shares, one of two');
  await room.typeWords(shares[2]!, stageTexts.shares.add);
  await expect(room.button(stageTexts.rehearse.do)).toBeVisible();
  await look('shares, enough');
  await room.button(stageTexts.rehearse.do).click();
  await expect(room.title(stageTexts.sign.title)).toBeVisible();
  await room.signAll(OFFICERS.slice(0, 2));
  await room.button(stageTexts.end.leave).click();
  return shares;
}

async function walkCheck(
  room: CeremonyRoom,
  look: Look,
  shares: readonly (readonly string[])[],
): Promise<void> {
  const { page } = room;
  await room.begin('check-backup', { officers: ['Ben Okafor'], choose: ['Shares'] });
  await look('check, shares');
  for (const share of shares.slice(0, 2)) await room.typeWords(share, stageTexts.shares.add);
  await room.button(stageTexts.backup.do).click();
  await expect(page.getByText(stageTexts.answer.belongs('Deep cold'))).toBeVisible();
  await look('check, answer');
  await room.button(officialTexts.passOver).click();
  await expect(room.title(stageTexts.sign.title)).toBeVisible();
  await room.signAll(['Ben Okafor']);
  await look('check, end');
  await room.button(stageTexts.end.leave).click();
}

async function walkRestore(room: CeremonyRoom, look: Look): Promise<void> {
  await room.begin('restore', {
    officers: OFFICERS,
    name: 'Old treasury',
    vaultKind: 'hot',
    choose: ['Stronghold file'],
  });
  await look('restore, file');
  await room.abandon();
  await room.begin('restore', { officers: OFFICERS, name: 'Old treasury', vaultKind: 'hot' });
  await room.typeWords([...Array<string>(23).fill('abandon'), 'art'], stageTexts.backup.do);
  await expect(room.button(stageTexts.address.confirm)).toBeVisible();
  await look('restore, first address');
  await room.button(stageTexts.address.confirm).click();
  await expect(room.button(stageTexts.search.do)).toBeVisible();
  await look('restore, search');
  await room.button(stageTexts.search.do).click();
  await expect(room.title(stageTexts.password.title)).toBeVisible();
  await look('restore, password');
  await room.setPassword(PASSWORD);
  await expect(room.title(stageTexts.sign.title)).toBeVisible();
  await room.signAll(OFFICERS);
  await look('restore, end');
  await room.button(stageTexts.end.leave).click();
}

async function walkRotation(room: CeremonyRoom, look: Look): Promise<void> {
  const present = ['Mara Lindqvist', ...OFFICERS];
  await room.begin('rotate', {
    officers: present,
    name: 'Hot vault 2',
    of: 'Hot vault',
    choose: [beginTexts.backupChoices.words],
  });
  await room.button(stageTexts.entropy.skip).click();
  const sheet = await room.copyShown(24);
  await room.typeWords(sheet, stageTexts.enter.check, stageTexts.enter.check);
  await room.typeLabels();
  await room.typeWords(sheet, stageTexts.rehearse.do);
  await room.setPassword(PASSWORD);
  await expect(room.title(stageTexts.moves.title)).toBeVisible();
  await look('rotation, moves');
  await room.button(stageTexts.moves.do).click();
  await expect(room.button(stageTexts.retire.do('Hot vault'))).toBeVisible();
  await look('rotation, retire');
  await room.abandon();
}
