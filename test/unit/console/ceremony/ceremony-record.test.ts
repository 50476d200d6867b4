import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type CeremonyRecord,
  hasCeremonyRecord,
  readCeremonyFiles,
  setAside,
  writeCeremonyRecord,
} from '../../../../electron/console/ceremony/ceremony-record.ts';
import { TRANSCRIPT_FORMAT } from '../../../../electron/core/ceremony/verify-transcript.ts';
import { plans, sampleTranscript } from '../../../support/ceremony-samples.ts';
import { makePipe } from '../../../support/start-child.ts';
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
    expect(must(await readCeremonyFiles(folder))).toEqual({ records: [record(), later], strange: [] });
    expect([await hasCeremonyRecord(folder, ids.hot), await hasCeremonyRecord(folder, ids.cold)]).toEqual([
      true,
      false,
    ]);
  });

  it('that are a folder, a link, a pipe or larger than any keep nobody waiting, and nobody out', async () => {
    const folder = emptyTreasury();
    must(await writeCeremonyRecord(folder, record()));
    const at = (name: string) => path.join(folder, 'ceremonies', name);
    mkdirSync(at('a.json'));
    symlinkSync(at(`${record().transcriptFile.transcript.id}.json`), at('b.json'));
    if (process.platform !== 'win32') makePipe(at('c.json'));
    put(folder, '');
    truncateSync(at('one.json'), 2 ** 40);
    const read = must(await readCeremonyFiles(folder));
    expect(read.records).toEqual([record()]);
    const pipe = process.platform === 'win32' ? [] : ['c.json'];
    expect(read.strange.toSorted()).toEqual(['a.json', 'b.json', ...pipe, 'one.json']);
  });

  it('are none where there is no folder for them yet', async () => {
    const folder = emptyTreasury();
    rmSync(path.join(folder, 'ceremonies'), { recursive: true });
    expect(must(await readCeremonyFiles(folder))).toEqual({ records: [], strange: [] });
  });

  const whole = record();
  it.each<[string, string]>([
    ['cut short', JSON.stringify(whole).slice(0, -5)],
    ['no object', '[]'],
    ['of another kind of file', JSON.stringify({ ...whole, format: 'sallyport/treasury/2' })],
    ['with a member too many', JSON.stringify({ ...whole, sealed: true })],
    ['without a member', JSON.stringify({ ...whole, mark: undefined })],
    ['under the name of another one', JSON.stringify(whole)],
  ])('that are %s are named beside the others, and put aside', async (_, text) => {
    const folder = emptyTreasury();
    must(await writeCeremonyRecord(folder, whole));
    put(folder, text);
    expect(must(await readCeremonyFiles(folder))).toEqual({ records: [whole], strange: ['one.json'] });
    await setAside(folder, ['one.json']);
    expect(must(await readCeremonyFiles(folder))).toEqual({ records: [whole], strange: [] });
  });

  it.each<[string, string, string]>([
    ['newer', 'sallyport/ceremony/3', 'file-newer'],
    ['older', 'sallyport/ceremony/1', 'file-older'],
  ])('of a %s program are refused: no ceremony is settled on half of them', async (_, format, code) => {
    const folder = emptyTreasury();
    put(folder, JSON.stringify({ ...whole, format }));
    expect(codeOf(await readCeremonyFiles(folder))).toBe(code);
  });

  it('that cannot be read are not taken for none', async () => {
    const folder = emptyTreasury();
    rmSync(path.join(folder, 'ceremonies'), { recursive: true });
    writeFileSync(path.join(folder, 'ceremonies'), '');
    expect(codeOf(await readCeremonyFiles(folder))).toBe('file-not-read');
    expect(codeOf(await writeCeremonyRecord(folder, record()))).toBe('file-not-written');
  });
});
