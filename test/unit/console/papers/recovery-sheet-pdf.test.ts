import { beforeAll, describe, expect, test } from 'vitest';
import type { PaperFonts } from '../../../../electron/console/papers/paper-fonts.ts';
import {
  type RecoverySheet,
  recoverySheetPdf,
} from '../../../../electron/console/papers/recovery-sheet-pdf.ts';
import { holdsSecretRun } from '../../../../electron/core/ceremony/plain-text.ts';
import { readSampleFonts } from '../../../support/paper-font-samples.ts';
import { pdfEverything, pdfFontNames, pdfGlyphs, pdfTexts } from '../../../support/pdf-text.ts';

let fonts: PaperFonts;
beforeAll(async () => {
  fonts = await readSampleFonts();
});

const sheet: RecoverySheet = {
  serial: 'SP-1000-0002',
  fingerprint: 'A1B2-C3D4',
  treasuryName: 'Harbour Exchange',
  vaultName: 'Cold vault 2',
  content: { kind: 'words' },
  createdAt: Date.UTC(2026, 10, 20),
};
const share: RecoverySheet = { ...sheet, content: { kind: 'share', group: 1, groups: 2, share: 2, of: 5 } };
const made = async (change: Partial<RecoverySheet> = {}) => recoverySheetPdf({ ...sheet, ...change }, fonts);
const numbers = (texts: readonly string[]) => texts.filter((text) => /^\d+$/.test(text)).map(Number);
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe('a sheet for words', () => {
  test('says all that it should and nothing else', async () => {
    expect(pdfTexts(await made()).filter((text) => !/^\d+$/.test(text))).toEqual([
      'SALLYPORT',
      'Recovery sheet',
      'All 24 words of one vault',
      'SHEET SERIAL',
      'SP-1000-0002',
      'VAULT',
      'Cold vault 2',
      'TREASURY',
      'Harbour Exchange',
      'FINGERPRINT',
      'A1B2-C3D4',
      '–',
      'Whoever has this sheet, filled in, has the money. The vault file and its password do not replace it.',
      '–',
      'Write by hand in capitals with a permanent pen. Correct nothing: on a mistake, shred the sheet and begin a fresh one.',
      '–',
      'Never photographed, scanned or copied; never dictated; typed into Sallyport only, during a ceremony.',
      'WRITTEN BY',
      'INITIALS',
      'CHECKED BY',
      'INITIALS',
      'DATE',
      'Custody',
      'A line for each time the bag is sealed or opened.',
      'DATE',
      'BAG NUMBER',
      'SEALED OR OPENED, WHY',
      'OFFICER',
      'WITNESS',
      'Printed blank: no secret is printed on this sheet.',
      'SP-1000-0002   A1B2-C3D4',
    ]);
  });

  test('has 24 numbered lines', async () => {
    expect(numbers(pdfTexts(await made()))).toEqual(upTo(24));
  });
});

test('a sheet for a share has 33 numbered lines and says which share it is', async () => {
  const texts = pdfTexts(await recoverySheetPdf(share, fonts));
  expect(numbers(texts)).toEqual(upTo(33));
  expect(texts).toContain('Share 2 of 5, group 1 of 2');
  const single = await made({ content: { kind: 'share', group: 1, groups: 1, share: 3, of: 5 } });
  expect(pdfTexts(single)).toContain('Share 3 of 5');
});

test('before the vault is made the fingerprint is left to be filled in', async () => {
  const texts = pdfTexts(await made({ fingerprint: null }));
  expect(texts.join(' ')).not.toContain('A1B2');
  expect(texts).toContain('FINGERPRINT');
});

test('no sentence of either sheet has four words of a backup list in a row', async () => {
  for (const file of [await made(), await recoverySheetPdf(share, fonts)]) {
    const texts = pdfTexts(file).filter((text) => !/^\d+$/.test(text));
    expect(texts.filter(holdsSecretRun)).toEqual([]);
    expect(holdsSecretRun(texts.join(' '))).toBe(false);
  }
});

test('the same sheet is the same file, byte by byte; another time is another', async () => {
  const [one, two] = [await made(), await made()];
  expect(Buffer.from(one).equals(two)).toBe(true);
  expect(Buffer.from(one).equals(await made({ createdAt: sheet.createdAt + 1000 }))).toBe(false);
  expect(one.length).toBeLessThan(40_000);
});

test('nothing of this machine is in the file', async () => {
  const everything = pdfEverything(await made());
  expect(everything).toContain('(Sallyport)');
  expect(everything).not.toMatch(/node_modules|\/home\/|\/work\/|PDFKit|\/JavaScript|\/Launch|\/URI/);
});

describe('names', () => {
  test('of every script of the fonts are printed as they are', async () => {
    for (const name of ['Łódź Přerov İzmir', 'Склад Їжак Ҡ', 'Ταμείο ᾧ', 'Kho bạc số 2', 'Zürich – Åre']) {
      expect(pdfTexts(await made({ vaultName: name })).join('')).toContain(name);
    }
  });

  test('of other scripts are printed as code points, and a note says so', async () => {
    const texts = pdfTexts(await made({ vaultName: 'A 金 \u{1f600}' }));
    expect(texts.join('')).toContain('A [U+91D1] [U+1F600]');
    expect(texts).toContain('Printed blank. Signs that its fonts lack are printed as code points.');
  });

  test('of 64 characters are printed whole, set smaller; only wider ones are cut, visibly', async () => {
    const long = 'Treasury of the northern harbour, vault for customers, number 12';
    expect(long).toHaveLength(64);
    expect(pdfTexts(await made({ vaultName: 'm'.repeat(64) })).some((text) => /^m+…$/.test(text))).toBe(true);
    expect(pdfTexts(await made({ vaultName: long })).join(' ')).toMatch(/Treasury of the northern harbour/);
  });

  test('with signs nobody would see show their code points', async () => {
    const name = 'Co\u200bld\u202e \ud83d\ude00\ufe0f\u00ad';
    expect(pdfTexts(await made({ vaultName: name }))).toContain(
      'Co[U+200B]ld[U+202E] [U+1F600][U+FE0F][U+00AD]',
    );
  });

  test('are drawn sign by sign: an 0x stays 0x, an arrow of two signs two, a fraction three', async () => {
    const name = '0x12 -> fi != 3x4 1\u20442 <=> www';
    const file = await made({ vaultName: name });
    expect(pdfTexts(file)).toContain(name);
    for (const glyphs of pdfGlyphs(file)) {
      expect(glyphs.filter((meaning) => [...meaning].length !== 1)).toEqual([]);
      expect(glyphs.filter((meaning, i) => glyphs.indexOf(meaning) !== i)).toEqual([]);
    }
  });
});

test('three fonts are embedded, each as a part, and no other is asked for', async () => {
  const file = await made();
  expect(pdfFontNames(file)).toEqual(['Inter-Regular', 'Inter-SemiBold', 'JetBrainsMono-Regular']);
  expect(pdfEverything(file)).not.toMatch(/Helvetica|Times|Courier/);
});
