import { addressBlocks } from '../../core/address.ts';
import { transcriptDigest } from '../../core/ceremony/transcript.ts';
import type { TranscriptFile } from '../../core/ceremony/verify-transcript.ts';
import { ink, inner, Paper, page } from './paper.ts';
import { Cursor, drawTable, fieldStyle } from './paper-flow.ts';
import type { PaperFonts } from './paper-fonts.ts';
import {
  ceremonyText,
  clockText,
  importLines,
  networkText,
  originText,
  outcomeText,
  resultText,
  sheetLine,
  stepLine,
  timeText,
} from './transcript-text.ts';

/**
 * The printed transcript of a ceremony, as the exported file says it, with places for ink signatures. It is drawn from
 * the same file that was verified; it proves nothing itself. The same input gives the same bytes.
 * @param createdAt milliseconds since the epoch
 */
export function transcriptPdf(
  file: TranscriptFile,
  fonts: PaperFonts,
  createdAt: number = file.transcript.endedAt,
): Promise<Uint8Array> {
  const { transcript } = file;
  const paper = new Paper(fonts, { title: `Ceremony transcript ${transcript.id}`, createdAt });
  const cursor = new Cursor(paper);
  drawHead(cursor, file);
  drawFacts(cursor, file);
  drawSteps(cursor, file);
  drawImport(cursor, file);
  drawDeviations(cursor, file);
  drawSheets(cursor, file);
  drawOfficers(cursor, file);
  paper.onEachPage((number, count) => drawFoot(paper, { id: transcript.id, number, count }));
  return paper.finish();
}

function drawHead({ paper }: Cursor, { transcript }: TranscriptFile): void {
  paper.text('SALLYPORT', inner.left, 58, { size: 8, color: ink.label, spacing: 2.2, strong: true });
  paper.text('Ceremony transcript', inner.left, 86, { size: 24, strong: true });
  paper.text(ceremonyText[transcript.plan.kind], inner.left, 105, { size: 11, color: ink.label });
  const width = 176;
  paper.box(inner.right - width, 50, { width, height: 58, fill: ink.fill });
  paper.text('RESULT', inner.right - width + 12, 66, fieldStyle);
  const lines = paper.lines(resultText[transcript.result], width - 24, { size: 11.5, strong: true });
  for (const [i, line] of lines.slice(0, 2).entries()) {
    paper.text(line, inner.right - width + 12, 84 + i * 14, { size: 11.5, strong: true });
  }
  paper.rule(inner.left, 122, inner.right, { color: ink.text, weight: 1 });
}

function drawFacts(cursor: Cursor, file: TranscriptFile): void {
  const { paper } = cursor;
  const { transcript, entry } = file;
  const { vault, replaces, station } = transcript;
  const named = (of: typeof vault) => (of ? `${of.name} (${of.kind})` : 'None');
  const facts: readonly (readonly [string, string])[] = [
    ['TREASURY', transcript.treasury.name],
    ['VAULT', named(vault)],
    ['NETWORK', networkText(transcript.network)],
    ['STATION', station.role === 'cold' ? 'Cold station' : 'Desk'],
    ['BEGUN', timeText(transcript.startedAt)],
    ['ENDED', timeText(transcript.endedAt)],
    ...(replaces ? ([['REPLACES', named(replaces)]] as const) : []),
  ];
  const column = inner.width / 2;
  for (const [i, [name, value]] of facts.entries()) {
    const x = inner.left + (i % 2) * column;
    const y = 140 + Math.floor(i / 2) * 31;
    paper.text(name, x, y, fieldStyle);
    paper.fittedText(value, x, y + 14, { size: 10.5, within: column - 14 });
  }
  cursor.y = 146 + Math.ceil(facts.length / 2) * 31;
  const hex: readonly (readonly [string, string])[] = [
    ['FIRST ADDRESS', transcript.firstAddress === null ? 'None' : blocks(transcript.firstAddress)],
    ['TRANSCRIPT', transcript.id],
    ['DIGEST', digestBlocks(transcriptDigest(transcript))],
    ['GENESIS', transcript.network.genesis],
    ['POLICY', `Version ${transcript.policy.version}`],
    ['', digestBlocks(transcript.policy.digest)],
    ['STATION KEY', digestBlocks(station.publicKey)],
    ['JOURNAL', entry ? `Entry ${entry.seq}` : 'Not yet entered'],
    ...(entry ? ([['', digestBlocks(entry.hash)]] as const) : []),
  ];
  for (const [name, value] of hex) {
    paper.text(name, inner.left, cursor.y, fieldStyle);
    paper.text(value, inner.left + 82, cursor.y, { size: 8, mono: true });
    cursor.y += 14;
  }
}

function blocks(address: string): string {
  const { prefix, blocks: four } = addressBlocks(address);
  return [prefix, ...four].filter((part) => part !== '').join(' ');
}

const digestBlocks = (hex: string) => (hex.match(/.{1,4}/g) ?? []).join(' ');

function drawSteps(cursor: Cursor, { transcript }: TranscriptFile): void {
  cursor.heading('Steps');
  const columns = [
    { name: 'NO.', x: 5, width: 22, mono: true },
    { name: 'STEP', x: 34, width: 226 },
    { name: 'OUTCOME', x: 266, width: 88 },
    { name: 'FAILED', x: 358, width: 30, mono: true },
    { name: 'TIME, UTC', x: 396, width: 99, mono: true },
  ];
  const rows = transcript.steps.map((step, i) => [
    String(i + 1),
    stepLine(step, transcript.sheets),
    outcomeText[step.outcome],
    String(step.failed),
    clockText(step.at),
  ]);
  if (rows.length > 0) drawTable(cursor, columns, rows);
  else drawNone(cursor, 'No step was reached.');
}

/** Only where something came in: transcripts of most ceremonies have no such part. */
function drawImport(cursor: Cursor, { transcript: { imported } }: TranscriptFile): void {
  if (!imported) return;
  cursor.heading("From another wallet's folder");
  const columns = [
    { name: 'WHAT', x: 5, width: 120 },
    { name: 'HOW MANY', x: 130, width: 365 },
  ];
  drawTable(cursor, columns, importLines(imported));
  cursor.need(16);
  cursor.paper.text('HISTORY', inner.left + 5, cursor.y + 11, fieldStyle);
  cursor.paper.text(digestBlocks(imported.history), inner.left + 82, cursor.y + 11, { size: 8, mono: true });
  cursor.y += 14;
}

function drawDeviations(cursor: Cursor, { transcript }: TranscriptFile): void {
  cursor.heading('Deviations');
  if (transcript.deviations.length === 0) {
    drawNone(cursor, 'None were written in.');
    return;
  }
  const names = new Map(transcript.officers.map(({ id, name }) => [id, name]));
  const columns = [
    { name: 'WHAT', x: 5, width: 255 },
    { name: 'WRITTEN IN BY', x: 266, width: 122 },
    { name: 'TIME, UTC', x: 396, width: 99, mono: true },
  ];
  const rows = transcript.deviations.map(({ text, officerId, at }) => [
    text,
    names.get(officerId) ?? '',
    clockText(at),
  ]);
  drawTable(cursor, columns, rows);
}

function drawSheets(cursor: Cursor, { transcript }: TranscriptFile): void {
  cursor.heading('Sheets');
  if (transcript.sheets.length === 0) {
    drawNone(cursor, 'No sheet was part of it.');
    return;
  }
  const columns = [
    { name: 'SERIAL', x: 5, width: 95, mono: true },
    { name: 'FINGERPRINT', x: 105, width: 70, mono: true },
    { name: 'HOLDS', x: 180, width: 120 },
    { name: 'SHEET', x: 306, width: 86 },
    { name: 'BAG NUMBER', x: 398, width: 97 },
  ];
  const rows = transcript.sheets.map(({ serial, fingerprint, content, origin }) => [
    serial,
    fingerprint,
    sheetLine(content),
    origin === undefined ? '' : originText[origin],
    '',
  ]);
  drawTable(cursor, columns, rows);
}

function drawNone(cursor: Cursor, text: string): void {
  cursor.paper.text(text, inner.left, cursor.y + 9, { size: 9, color: ink.label });
  cursor.y += 14;
}

/** Who was present: the key, the electronic signature, and a line for ink. */
function drawOfficers(cursor: Cursor, file: TranscriptFile): void {
  const { paper } = cursor;
  const height = 92;
  cursor.heading('Officers present', 40 + height);
  for (const { id, name } of file.transcript.officers) {
    cursor.need(height + 8);
    const top = cursor.y + 4;
    paper.box(inner.left, top, { width: inner.width, height });
    paper.fittedText(name, inner.left + 10, top + 24, { size: 11.5, within: 250 });
    const key = file.officers.find((officer) => officer.id === id)?.publicKey;
    const signature = file.signatures.find(({ officerId }) => officerId === id)?.signature;
    const facts = [
      ['KEY', key ? digestBlocks(key) : 'Not in this file'],
      ['SIGNED', signature ? digestBlocks(signature.slice(0, 64)) : 'Not yet'],
      ['', signature ? digestBlocks(signature.slice(64)) : ''],
    ] as const;
    for (const [i, [what, value]] of facts.entries()) {
      paper.text(what, inner.left + 10, top + 53 + i * 13, fieldStyle);
      paper.text(value, inner.left + 52, top + 53 + i * 13, { size: 7, mono: true });
    }
    paper.text('SIGNATURE IN INK', inner.right - 200, top + 12, fieldStyle);
    paper.rule(inner.right - 200, top + 36, inner.right - 10, { color: ink.rule });
    cursor.y = top + height + 6;
  }
}

function drawFoot(
  paper: Paper,
  { id, number, count }: { readonly id: string; readonly number: number; readonly count: number },
): void {
  const y = page.height - 34;
  const style = { size: 7.5, color: ink.label };
  paper.rule(inner.left, y - 12, inner.right, { color: ink.faint });
  paper.text(`Transcript ${id}`, inner.left, y, style);
  if (paper.lacking)
    paper.text('Signs that its fonts lack are printed as code points.', inner.left, y + 11, style);
  paper.text(`Page ${number} of ${count}`, inner.right, y, { ...style, align: 'right' });
}
