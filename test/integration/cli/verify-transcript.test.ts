import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HarmlessChange } from '../../../electron/cli/harmless-changes.ts';
import { isTranscriptFile, verifyTranscriptFile } from '../../../electron/cli/transcript-file.ts';
import { transcriptDigest } from '../../../electron/core/ceremony/transcript.ts';
import type { TranscriptFile } from '../../../electron/core/ceremony/verify-transcript.ts';
import { plans, sampleOfficers } from '../../support/ceremony-samples.ts';
import { keyOf, signedTranscript, stationKey, stationTranscript } from '../../support/signed-transcript.ts';
import { runChild } from '../../support/start-child.ts';

const program = new URL('../../../electron/cli/verify-journal.ts', import.meta.url);
const transcript = stationTranscript(plans.both);
const good = signedTranscript(transcript);
const compact = JSON.stringify(good);
const indented = `${JSON.stringify(good, null, 2)}\n`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sallyport-transcript-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(text: string | Uint8Array): string {
  const file = path.join(folder, 'transcript.json');
  writeFileSync(file, text);
  return file;
}

async function verdict(file: string, key: string | null = null): Promise<string | null> {
  const outcome = await verifyTranscriptFile(file, { stationKey: key });
  return outcome.ok ? null : outcome.code;
}

const changed = (change: (file: TranscriptFile) => unknown): string => JSON.stringify(change(good));

describe('an exported transcript', () => {
  it('is whole and signed, on one line or on many', async () => {
    for (const text of [compact, `${compact}\n`, indented]) {
      expect(await isTranscriptFile(written(text))).toBe(true);
      expect(await verdict(written(text), stationKey.publicKey)).toBeNull();
    }
  });

  it.each<[string, () => string, readonly HarmlessChange[]]>([
    ['line ends of another system', () => indented.replaceAll('\n', '\r\n'), ['line-ends']],
    ['a byte-order mark', () => `\ufeff${compact}\r\n`, ['byte-order-mark', 'line-ends']],
  ])('with %s is whole, and the change is named', async (_, make, changes) => {
    const file = written(make());
    expect(await isTranscriptFile(file)).toBe(true);
    const outcome = await verifyTranscriptFile(file, { stationKey: null });
    expect(outcome).toMatchObject({ ok: true });
    expect(outcome.ok && [...outcome.changes]).toEqual(changes);
  });

  it.each<[string, () => string | Uint8Array, string]>([
    ['a name changed', () => compact.replace('Cold vault 2', 'Cold vault 3'), 'transcript-signature-bad'],
    [
      'a signature left out',
      () => changed((file) => ({ ...file, signatures: file.signatures.slice(1) })),
      'transcript-signature-missing',
    ],
    [
      'another time of its entry',
      () => changed((file) => ({ ...file, entry: { ...file.entry, at: 1 } })),
      'journal-chain-broken',
    ],
    [
      'a member more',
      () => changed((file) => ({ ...file, note: 'done in the vault' })),
      'transcript-malformed',
    ],
    [
      'a member written twice',
      () => compact.replace('"result":"completed"', '"result":"belongs","result":"completed"'),
      'transcript-malformed',
    ],
    [
      'a letter written as an escape',
      () => compact.replace('Harbour', '\\u0048arbour'),
      'transcript-malformed',
    ],
    ['white space added', () => compact.replace(':', ' : '), 'transcript-malformed'],
    ['a second text after it', () => `${compact}\n${compact}`, 'transcript-malformed'],
    ['a later format', () => compact.replace('transcript-file/2', 'transcript-file/3'), 'file-newer'],
    [
      'the format of the first version',
      () => compact.replace('sallyport/transcript-file/2', 'sallyport/transcript/1'),
      'file-older',
    ],
    [
      'another transcript in its entry',
      () => {
        const other = signedTranscript(stationTranscript(plans.words)).entry;
        return changed((file) => ({ ...file, entry: other }));
      },
      'transcript-other-entry',
    ],
    ['its end cut off', () => indented.slice(0, -400), 'transcript-malformed'],
    [
      'bytes that are no UTF-8',
      () => Buffer.from(compact.replace('Harbour', 'H\u00e4fen'), 'latin1'),
      'transcript-malformed',
    ],
    [
      'more nesting than a stack holds',
      () => compact.replace('"entry":{', `"entry":{"x":${'['.repeat(200_000)}${']'.repeat(200_000)},`),
      'transcript-malformed',
    ],
    ['a size beyond any ceremony', () => compact.padEnd(9_000_000), 'transcript-malformed'],
  ])('with %s is found out, and still taken for a transcript', async (_, make, code) => {
    const file = written(make());
    expect(await isTranscriptFile(file)).toBe(true);
    expect(await verdict(file)).toBe(code);
  });

  it('with any one byte changed is found out', async () => {
    const bytes = Buffer.from(compact);
    for (let at = 0; at < bytes.length; at += 41) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at);
      expect(await verdict(written(flipped)), `byte ${at}`).not.toBeNull();
    }
  });

  it('of another station than the auditor expects is refused', async () => {
    expect(await verdict(written(compact), '12'.repeat(32))).toBe('transcript-other-entry');
  });

  it('that is gone is not read; a journal, a folder and nothing are no transcript', async () => {
    const gone = path.join(folder, 'gone.json');
    expect(await verdict(gone)).toBe('file-not-read');
    const journal = written(
      '{"format":"sallyport/journal/2","body":{"format":"sallyport/transcript-file/2"}}\n',
    );
    for (const file of [journal, gone, folder]) expect(await isTranscriptFile(file)).toBe(false);
  });
});

describe('npm run verify-journal', () => {
  it('prints what a transcript proves and ends with 0', async () => {
    const { code, stdout, stderr } = await runChild(program, [
      written(indented),
      '--station-key',
      stationKey.publicKey,
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { vault, firstAddress, id } = transcript;
    expect(vault).not.toBeNull();
    expect(stdout.trimEnd().split('\n')).toEqual([
      'The transcript is whole, unaltered and signed.',
      '  ceremony       Creation of a vault',
      '  result         Completed',
      '  treasury       "Harbour Exchange" (iota:practice: play money, of no worth)',
      `  vault          "Cold vault 2" (cold), ${vault?.id}`,
      `  first address  ${firstAddress}`,
      '  took place     from 2026-11-20 09:00:00 UTC to 2026-11-20 09:18:00 UTC',
      '  steps          18; sheets: 5',
      '  deviations     0',
      `  transcript     ${id}`,
      `  digest         ${transcriptDigest(transcript)}`,
      '  signed by      2, everybody who was present, with these keys',
      ...sampleOfficers.map(({ id, name }) => `                 ${keyOf(id).publicKey}  ${name}`),
      `  journal        entry 12, ${good.entry.hash}`,
      `  station        cold station ${transcript.station.id}`,
      `  station key    ${stationKey.publicKey} (as expected)`,
      'Compare the keys with those you got by another way. Whether the journal has this entry, the journal shows.',
    ]);
  });

  it('says so where the station has signed nothing', async () => {
    const unsigned = written(changed((file) => ({ ...file, entry: null })));
    const { code, stdout } = await runChild(program, [unsigned, '--station-key', stationKey.publicKey]);
    expect(code).toBe(0);
    expect(stdout).toContain('no entry: exported before it had one');
    expect(stdout).toContain('(as expected, but nothing here is signed with it)');
    expect(stdout).toContain('The station itself has signed nothing here.');
  });

  it('shows no sign of a name that would steer the terminal', async () => {
    const { vault } = transcript;
    if (!vault) throw new Error('a creation has a vault');
    const steering = { ...transcript, vault: { ...vault, name: 'Cold\u001b[2J\u202e' } };
    const { code, stdout } = await runChild(program, [written(JSON.stringify(signedTranscript(steering)))]);
    expect(code).toBe(0);
    expect(stdout).toContain('"Cold\\u{1b}[2J\\u{202e}"');
  });

  it('prints one line with code and meaning and ends with 1 for a bad transcript', async () => {
    const file = written(changed((from) => ({ ...from, signatures: from.signatures.slice(1) })));
    const { code, stdout, stderr } = await runChild(program, [file]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trimEnd()).toBe(
      'NOT VERIFIED (transcript-signature-missing): expected the signature of Ada Lindqvist. Somebody who was present has not signed.',
    );
  });

  it('takes no head of a journal for a transcript and ends with 2', async () => {
    const { code, stdout, stderr } = await runChild(program, [written(compact), '--head', '12'.repeat(32)]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Expected no --head: the file is a transcript.');
  });
});
