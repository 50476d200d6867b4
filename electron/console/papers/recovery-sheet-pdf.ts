import { WRONG_LINE } from '../../core/ceremony/wrong-line.ts';
import { ink, inner, Paper, page } from './paper.ts';
import { fieldStyle } from './paper-flow.ts';
import type { PaperFonts } from './paper-fonts.ts';

/** What a blank recovery sheet shows. Its lines are filled by hand; nothing secret is ever passed in. */
export interface RecoverySheet {
  /** `SP-XXXX-XXXX`. */
  readonly serial: string;
  /** `A1B2-C3D4`; null where the sheet is printed before the vault is made: then its boxes are left to be filled. */
  readonly fingerprint: string | null;
  readonly treasuryName: string;
  readonly vaultName: string;
  readonly content:
    | { readonly kind: 'words' }
    | {
        readonly kind: 'share';
        /** Counted from 1. */
        readonly group: number;
        readonly groups: number;
        readonly share: number;
        readonly of: number;
      };
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

const ROW_HEIGHT = { words: 26, share: 28 } as const;
const LINES_TOP = 252;

/**
 * A blank sheet to print and fill by hand: 24 numbered lines for words, 33 for a share, with places for who wrote and
 * checked it and for the bags that it is kept in. The same input gives the same bytes.
 */
export function recoverySheetPdf(sheet: RecoverySheet, fonts: PaperFonts): Promise<Uint8Array> {
  const share = sheet.content.kind === 'share';
  const paper = new Paper(fonts, { title: `Recovery sheet ${sheet.serial}`, createdAt: sheet.createdAt });
  drawHead(paper, sheet);
  drawFacts(paper, sheet);
  drawAdvice(paper, share);
  const bottom = drawLines(paper, share ? 33 : 24, share ? ROW_HEIGHT.share : ROW_HEIGHT.words);
  drawSignatures(paper, bottom + 22);
  drawCustody(paper, bottom + 92);
  drawFoot(paper, sheet);
  return paper.finish();
}

function drawHead(paper: Paper, { serial, content }: RecoverySheet): void {
  paper.text('SALLYPORT', inner.left, 58, { size: 8, color: ink.label, spacing: 2.2, strong: true });
  paper.text('Recovery sheet', inner.left, 86, { size: 24, strong: true });
  paper.text(contentText(content), inner.left, 104, { size: 10, color: ink.label });
  const width = 176;
  paper.box(inner.right - width, 50, { width, height: 58, fill: ink.fill });
  paper.text('SHEET SERIAL', inner.right - width + 12, 66, fieldStyle);
  paper.text(serial, inner.right - width + 12, 93, { size: 19, mono: true });
  paper.rule(inner.left, 122, inner.right, { color: ink.text, weight: 1 });
}

function contentText(content: RecoverySheet['content']): string {
  if (content.kind === 'words') return 'All 24 words of one vault';
  const { share, of, group, groups } = content;
  return groups === 1 ? `Share ${share} of ${of}` : `Share ${share} of ${of}, group ${group} of ${groups}`;
}

function drawFacts(paper: Paper, sheet: RecoverySheet): void {
  const columns = [
    { label: 'VAULT', x: inner.left, width: 190, value: sheet.vaultName },
    { label: 'TREASURY', x: inner.left + 200, width: 160, value: sheet.treasuryName },
  ];
  for (const { label, x, width, value } of columns) {
    paper.text(label, x, 140, fieldStyle);
    paper.fittedText(value, x, 159, { size: 12, within: width });
  }
  const x = inner.left + 372;
  paper.text('FINGERPRINT', x, 140, fieldStyle);
  if (sheet.fingerprint !== null) {
    paper.text(sheet.fingerprint, x, 160, { size: 14, mono: true });
    return;
  }
  for (let i = 0; i < 8; i++) paper.box(x + i * 13 + (i > 3 ? 10 : 0), 146, { width: 13, height: 18 });
  paper.rule(x + 55, 155, x + 59, { color: ink.label });
}

function drawAdvice(paper: Paper, share: boolean): void {
  paper.box(inner.left, 176, { width: inner.width, height: 54, fill: ink.fill });
  const advice = [
    share
      ? 'One share opens nothing; enough shares of its set open the vault. Keep the shares in different places.'
      : 'Whoever has this sheet, filled in, has the money. The vault file and its password do not replace it.',
    `Write by hand in capitals with a permanent pen. ${WRONG_LINE}`,
    'Never photographed, scanned or copied; never dictated; typed into Sallyport only, during a ceremony.',
  ];
  for (const [i, line] of advice.entries()) {
    paper.text('–', inner.left + 11, 193 + i * 14, { size: 8.2, color: ink.label });
    paper.text(line, inner.left + 22, 193 + i * 14, { size: 8.2 });
  }
}

/** Numbered lines in columns, top to bottom. @returns where they end */
function drawLines(paper: Paper, count: number, height: number): number {
  const columns = count === 24 ? 2 : 3;
  const rows = count / columns;
  const gap = 18;
  const width = (inner.width - gap * (columns - 1)) / columns;
  for (let i = 0; i < count; i++) {
    const x = inner.left + Math.floor(i / rows) * (width + gap);
    const base = LINES_TOP + (i % rows) * height + height - 6;
    paper.text(String(i + 1), x + 18, base - 2, { size: 10, mono: true, color: ink.label, align: 'right' });
    paper.rule(x + 25, base, x + width, { color: ink.rule, weight: 0.7 });
  }
  return LINES_TOP + rows * height;
}

function drawSignatures(paper: Paper, top: number): void {
  const fields = [
    { label: 'WRITTEN BY', width: 130 },
    { label: 'INITIALS', width: 62 },
    { label: 'CHECKED BY', width: 130 },
    { label: 'INITIALS', width: 62 },
    { label: 'DATE', width: inner.width - 384 },
  ];
  let x = inner.left;
  for (const { label, width } of fields) {
    paper.box(x, top, { width, height: 46 });
    paper.text(label, x + 7, top + 12, fieldStyle);
    x += width;
  }
}

function drawCustody(paper: Paper, top: number): void {
  paper.text('Custody', inner.left, top, { size: 11, strong: true });
  paper.text('A line for each time the bag is sealed or opened.', inner.left + 54, top, {
    size: 8.5,
    color: ink.label,
  });
  const columns = [
    { label: 'DATE', width: 74 },
    { label: 'BAG NUMBER', width: 118 },
    { label: 'SEALED OR OPENED, WHY', width: 149 },
    { label: 'OFFICER', width: 77 },
    { label: 'WITNESS', width: inner.width - 418 },
  ];
  const rows = 4;
  const [head, height] = [18, 23];
  paper.doc.rect(inner.left, top + 9, inner.width, head).fill(ink.fill);
  let x = inner.left;
  for (const { label, width } of columns) {
    paper.text(label, x + 7, top + 21, fieldStyle);
    for (let row = 0; row < rows; row++) paper.box(x, top + 9 + head + row * height, { width, height });
    x += width;
  }
  paper.box(inner.left, top + 9, { width: inner.width, height: head });
}

function drawFoot(paper: Paper, { serial, fingerprint }: RecoverySheet): void {
  const y = page.height - 34;
  paper.rule(inner.left, y - 12, inner.right, { color: ink.faint });
  const style = { size: 7.5, color: ink.label };
  paper.text(
    paper.lacking
      ? 'Printed blank. Signs that its fonts lack are printed as code points.'
      : 'Printed blank: no secret is printed on this sheet.',
    inner.left,
    y,
    style,
  );
  paper.text(fingerprint === null ? serial : `${serial}   ${fingerprint}`, inner.right, y, {
    ...style,
    mono: true,
    align: 'right',
  });
}
