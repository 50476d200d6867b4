import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type CeremonyRecord,
  hasCeremonyRecord,
  readCeremonyRecords,
  writeCeremonyRecord,
} from '../../../../electron/console/ceremony/ceremony-record.ts';
import { TRANSCRIPT_FORMAT } from '../../../../electron/core/ceremony/verify-transcript.ts';
import { plans, sampleTranscript } from '../../../support/ceremony-samples.ts';
import { codeOf, must } from '../../../support/treasury-steps.ts';
import { ids } from './samples.ts';

const record = (changes: { readonly id?: string; readonly endedAt?: number } = {}): CeremonyRecord => ({
  format: 'sallyport/ceremony/2',
  transcriptFile: {
    format: TRANSCRIPT_FORMAT,
    transcript: { ...sampleTranscript(plans.check), ...changes },
    signatures: [{ officerId: ids.admin, signature: '0b'.repeat(64) }],
    officers: [],
    entry: null,
  },
  policy: null,
  vaultFile: null,
  mark: null,
  accounts: [],
  addresses: [],
  attestations: [],
  retires: null,
  requests: [],
});

function emptyTreasury(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-records-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, 'ceremonies'), { mode: 0o700 });
  return folder;
}

const put = (folder: string, text: string) =>
  writeFileSync(path.join(folder, 'ceremonies', 'one.json'), text, { mode: 0o600 });

describe('records of ceremonies', () => {
  it('are read as they were written, the oldest first', async () => {
    const folder = emptyTreasury();
    const { endedAt } = sampleTranscript(plans.check);
    const later = record({ id: ids.hot, endedAt: endedAt + 1 });
    must(await writeCeremonyRecord(folder, later));
    must(await writeCeremonyRecord(folder, record()));
    expect(must(await readCeremonyRecords(folder))).toEqual([record(), later]);
    expect([await hasCeremonyRecord(folder, ids.hot), await hasCeremonyRecord(folder, ids.cold)]).toEqual([
      true,
      false,
    ]);
  });

  it('are none where there is no folder for them yet', async () => {
    const folder = emptyTreasury();
    rmSync(path.join(folder, 'ceremonies'), { recursive: true });
    expect(must(await readCeremonyRecords(folder))).toEqual([]);
  });

  const whole = record();
  it.each<[string, string, string]>([
    ['cut short', JSON.stringify(whole).slice(0, -5), 'treasury-damaged'],
    ['no object', '[]', 'treasury-damaged'],
    [
      'of another kind of file',
      JSON.stringify({ ...whole, format: 'sallyport/treasury/2' }),
      'treasury-damaged',
    ],
    ['with a member too many', JSON.stringify({ ...whole, sealed: true }), 'treasury-damaged'],
    ['without a member', JSON.stringify({ ...whole, mark: undefined }), 'treasury-damaged'],
    ['of a newer program', JSON.stringify({ ...whole, format: 'sallyport/ceremony/3' }), 'file-newer'],
    ['of an older program', JSON.stringify({ ...whole, format: 'sallyport/ceremony/1' }), 'file-older'],
  ])('that are %s are refused: no ceremony is settled on half of them', async (_, text, code) => {
    const folder = emptyTreasury();
    must(await writeCeremonyRecord(folder, whole));
    put(folder, text);
    expect(codeOf(await readCeremonyRecords(folder))).toBe(code);
  });

  it('that cannot be read are not taken for none', async () => {
    const folder = emptyTreasury();
    mkdirSync(path.join(folder, 'ceremonies', 'one.json'));
    expect(codeOf(await readCeremonyRecords(folder))).toBe('file-not-read');
    rmSync(path.join(folder, 'ceremonies'), { recursive: true });
    writeFileSync(path.join(folder, 'ceremonies'), '');
    expect(codeOf(await readCeremonyRecords(folder))).toBe('file-not-read');
    expect(codeOf(await writeCeremonyRecord(folder, record()))).toBe('file-not-written');
  });
});
