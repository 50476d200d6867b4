import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CallerPlace, SaveRequest } from '../../../electron/contract/serve.ts';
import { createPapers, type Papers } from '../../../electron/stations/handlers/papers.ts';
import { drawFromSource } from '../../../electron/stations/spawn-books.ts';
import { plans, sampleSheets } from '../../support/ceremony-samples.ts';
import { codeOf, must } from '../../support/treasury-steps.ts';

type SheetStation = Parameters<Papers['saveSheet']>[0];
type TranscriptStation = Parameters<Papers['saveTranscript']>[0];
const assets = new URL('../../../assets/', import.meta.url);
const papers = createPapers((name) => readFile(new URL(name, assets)), {
  now: () => 1_800_000_000_000,
  drawPaper: drawFromSource,
});

function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-papers-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A station whose ceremony has two sheets, or none. */
const stationWith = (session: object | null, folder = '') =>
  ({
    treasury: { folder, file: () => ({ name: 'Harbour Exchange' }) },
    ceremonies: { session },
  }) as unknown as SheetStation & TranscriptStation;
const session = { sheets: sampleSheets(plans.words), vault: { name: 'Reserve' } };

/** Saves to this file; null: the person chose none. */
function saving(file: string | null) {
  const asked: SaveRequest[] = [];
  const never = () => Promise.reject(new Error('not asked here'));
  const place: CallerPlace = {
    chooseFolder: never,
    chooseStronghold: never,
    chooseBackup: never,
    chooseEnvelope: never,
    chooseEmptyFolder: never,
    chooseWalletFolder: never,
    copyAddress: never,
    copyTransaction: never,
    chooseSaveFile: async (request) => {
      asked.push(request);
      return file;
    },
  };
  return { asked, place };
}

describe('a sheet of a ceremony', () => {
  it('is saved as a PDF under its serial, where the person says', async () => {
    const file = path.join(emptyFolder(), 'sheet.pdf');
    const { asked, place } = saving(file);
    expect(must(await papers.saveSheet(stationWith(session), 0, place))).toEqual({ file });
    expect(readFileSync(file).toString('latin1', 0, 5)).toBe('%PDF-');
    const serial = session.sheets[0]?.serial;
    expect(asked).toEqual([
      { title: 'Save', name: `sheet-${serial}.pdf`, kind: { name: 'PDF', extension: 'pdf' } },
    ]);
  });

  it('that there is none of is refused before anybody is asked where', async () => {
    const { asked, place } = saving('anywhere');
    const wrong = [
      [stationWith(null), 0],
      [stationWith(session), session.sheets.length],
      [stationWith(session), -1],
    ] as const;
    for (const [station, index] of wrong) {
      expect(codeOf(await papers.saveSheet(station, index, place))).toBe('ceremony-step');
    }
    expect(asked).toEqual([]);
  });

  it('is not saved where the person chose no file, and says so where the file cannot be written', async () => {
    expect(must(await papers.saveSheet(stationWith(session), 0, saving(null).place))).toEqual({ file: null });
    const gone = path.join(emptyFolder(), 'gone', 'sheet.pdf');
    expect(codeOf(await papers.saveSheet(stationWith(session), 0, saving(gone).place))).toBe(
      'file-not-written',
    );
  });
});

it('the transcript of a ceremony that never was is not made up', async () => {
  const { asked, place } = saving('anywhere');
  const station = stationWith(null, emptyFolder());
  const request = { id: '0f7a3c52-6a0f-4d4c-9b7e-2d6c1e8f9a10', format: 'json' } as const;
  expect(codeOf(await papers.saveTranscript(station, request, place))).toBe('ceremony-over');
  expect(asked).toEqual([]);
});
