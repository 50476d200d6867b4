import { beforeAll, describe, expect, test } from 'vitest';
import type { PaperFonts } from '../../../../electron/console/papers/paper-fonts.ts';
import { transcriptPdf } from '../../../../electron/console/papers/transcript-pdf.ts';
import {
  importLines,
  outcomeText,
  resultText,
  stepText,
} from '../../../../electron/console/papers/transcript-text.ts';
import { holdsSecretRun } from '../../../../electron/core/ceremony/plain-text.ts';
import { type Transcript, transcriptDigest } from '../../../../electron/core/ceremony/transcript.ts';
import {
  TRANSCRIPT_FORMAT,
  type TranscriptFile,
} from '../../../../electron/core/ceremony/verify-transcript.ts';
import type { JournalEntry } from '../../../../electron/core/journal/journal-entry.ts';
import { plans, sampleOfficers, sampleTranscript, startedAt } from '../../../support/ceremony-samples.ts';
import { readSampleFonts } from '../../../support/paper-font-samples.ts';
import { pdfEverything, pdfTexts } from '../../../support/pdf-text.ts';

let fonts: PaperFonts;
beforeAll(async () => {
  fonts = await readSampleFonts();
});

const exported = (transcript: Transcript): TranscriptFile => ({
  format: TRANSCRIPT_FORMAT,
  transcript,
  signatures: sampleOfficers.map(({ id }) => ({ officerId: id, signature: 'ab'.repeat(64) })),
  officers: sampleOfficers.map(({ id, name }) => ({ id, name, publicKey: '0f'.repeat(32) })),
  entry: null,
});
const text = async (transcript: Transcript) =>
  joined(pdfTexts(await transcriptPdf(exported(transcript), fonts)));
/** One line, for facts that are drawn over several. */
const joined = (texts: readonly string[]) => texts.join(' ').replaceAll(/\s+/g, ' ');
const blocks = (hex: string) => hex.match(/.{4}/g)!.join(' ');

test('a transcript with an import prints what came, and the digest of the payments', async () => {
  const history = '5a'.repeat(32);
  const imported = {
    format: 'sallyport/transcript-import/1' as const,
    accounts: 2,
    accountsLeft: 1,
    addresses: 6,
    changeAddresses: 3,
    outputs: 4,
    payments: 13,
    notes: 5,
    history,
  };
  const printed = await text({ ...sampleTranscript(plans.restore), imported });
  for (const fact of [
    '2 came in, 1 did not',
    '6 given out, 3 of change',
    '4 known there, none taken over',
    '13, 5 with notes',
    blocks(history),
  ]) {
    expect(printed).toContain(fact);
  }
  for (const line of importLines(imported)) expect(holdsSecretRun(line.join(' '))).toBe(false);
  expect(await text(sampleTranscript(plans.restore))).not.toContain('folder');
});

describe.each(Object.entries(plans))('the transcript of the plan %s', (_, plan) => {
  const transcript = sampleTranscript(plan);

  test('prints every fact of the file', async () => {
    const printed = await text(transcript);
    for (const fact of [
      transcript.treasury.name,
      transcript.vault!.name,
      transcript.id,
      blocks(transcriptDigest(transcript)),
      blocks(transcript.firstAddress!.slice(2)),
      blocks(transcript.station.publicKey),
      `${transcript.network.id}: play money, of no worth`,
      transcript.network.genesis,
      `Version ${transcript.policy.version} ${blocks(transcript.policy.digest)}`,
      resultText[transcript.result],
      ...transcript.officers.map(({ name }) => name),
      ...transcript.sheets.map(({ serial }) => serial),
      ...transcript.steps.map(({ step }) => stepText[step]),
      'None were written in.',
      'Not yet entered',
      'SIGNATURE IN INK',
    ]) {
      expect(printed).toContain(fact);
    }
    for (const [name, said] of Object.entries(resultText)) {
      if (name !== transcript.result) expect(printed).not.toContain(said);
    }
  });

  test('has no four words of a backup list in a row', async () => {
    const texts = pdfTexts(await transcriptPdf(exported(transcript), fonts));
    // Digests and keys are hex on purpose; everything else is prose.
    const prose = texts.filter(
      (one) => !/^(0x )?([0-9a-f]{4} ?)+$/.test(one) && one.search(/[0-9a-f]{8}-/) === -1,
    );
    expect(prose.filter(holdsSecretRun)).toEqual([]);
    for (let i = 0; i < prose.length; i++)
      expect(holdsSecretRun(prose.slice(i, i + 8).join(' '))).toBe(false);
  });
});

test('deviations are printed whole, over lines, with who wrote them in', async () => {
  const said =
    'Printer jammed at sheet 2; it was shredded and replaced. The second officer arrived twenty minutes late.';
  const printed = await text({
    ...sampleTranscript(),
    deviations: [{ text: said, officerId: sampleOfficers[1].id, at: startedAt }],
  });
  expect(printed).toContain(said);
  expect(printed).toContain('Олена Бондар');
  expect(printed).not.toContain('None were written in.');
});

test('outcomes and failed tries are printed', async () => {
  const good = sampleTranscript();
  const steps = good.steps.with(3, { ...good.steps[3]!, outcome: 'repeated', failed: 7 });
  expect(await text({ ...good, steps })).toMatch(
    new RegExp(`All words typed again from the sheet ${outcomeText.repeated} 7 2026-11-20 09:04:00`),
  );
});

test('a journal entry is printed with its hash, a missing signature as missing', async () => {
  const file = exported(sampleTranscript());
  const stationId = file.transcript.station.id;
  const entry: JournalEntry = {
    format: 'sallyport/journal/2',
    seq: 12,
    previous: '0'.repeat(64),
    at: startedAt,
    stationId,
    heads: [],
    kind: 'ceremony-completed',
    actor: { kind: 'station', stationId },
    documents: [],
    body: {},
    hash: 'c0de'.repeat(16),
    stationSignature: '0'.repeat(128),
    witness: null,
  };
  const printed = pdfTexts(await transcriptPdf({ ...file, entry, signatures: [], officers: [] }, fonts)).join(
    ' ',
  );
  expect(printed).toContain(`Entry 12 ${blocks('c0de'.repeat(16))}`);
  expect(printed).toContain('Not in this file');
  expect(printed).toContain('Not yet');
});

test('the network is named as it is, and no real one is called play money', async () => {
  const sample = sampleTranscript();
  const printed = await text({ ...sample, network: { id: 'harbour:main', genesis: 'Bq3x9KfT' } });
  expect(printed).toContain('harbour:main');
  expect(printed).toContain('Bq3x9KfT');
  expect(printed).not.toContain('play money');
});

test('a long ceremony goes on over pages, each with its head and number', async () => {
  const plan = {
    kind: 'shares' as const,
    split: { groupThreshold: 2, groups: Array.from({ length: 5 }, () => ({ threshold: 8, count: 16 })) },
  };
  const file = await transcriptPdf(exported(sampleTranscript(plan)), fonts);
  const texts = pdfTexts(file);
  const pages = texts.filter((one) => /^Page \d+ of \d+$/.test(one));
  expect(pages.length).toBeGreaterThan(5);
  expect(pages).toEqual(pages.map((_, i) => `Page ${i + 1} of ${pages.length}`));
  expect(texts.filter((one) => one === 'OUTCOME').length).toBeGreaterThan(3);
  expect(texts.filter((one) => one.startsWith('Share typed again'))).toHaveLength(80);
  expect(texts.filter((one) => /^SP-/.test(one))).toHaveLength(80);
});

test('the same file is the same paper, byte by byte, and names nothing of this machine', async () => {
  const [one, two] = await Promise.all([1, 2].map(() => transcriptPdf(exported(sampleTranscript()), fonts)));
  expect(Buffer.from(one!).equals(two!)).toBe(true);
  expect(pdfEverything(one!)).not.toMatch(
    /node_modules|\/home\/|\/work\/|PDFKit|\/JavaScript|\/Launch|\/URI/,
  );
});
