import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HarmlessChange } from '../../../electron/cli/harmless-changes.ts';
import { verifyJournalFile } from '../../../electron/cli/journal-file.ts';
import { address } from '../../support/core-samples.ts';
import {
  accountCreated,
  attestedAddresses,
  type Event,
  journalOf,
  sealOf,
} from '../../support/journal-samples.ts';
import {
  any,
  edited,
  exportSample,
  fileOf,
  folder,
  journal,
  line,
  lines,
  sealLine,
  station,
  verdict,
  written,
} from './exported-journal.ts';

describe('an exported journal that names an own address', () => {
  const exported = (...events: readonly Event[]): string => {
    const entries = journalOf(events);
    return fileOf([...entries, sealOf(entries)].map((each) => JSON.stringify(each)));
  };

  it('is whole where its vault has signed it', async () => {
    expect(await verdict(exported(accountCreated()))).toBeNull();
  });

  it("is not where somebody with the station's and an officer's key put in another: the entry is named", async () => {
    const hostile = attestedAddresses.map((each) => ({ ...each, address: address(0xbad + each.path.index) }));
    const outcome = await verifyJournalFile(exported(accountCreated(), accountCreated(hostile)), any);
    expect(outcome).toMatchObject({ ok: false, code: 'address-not-attested', line: 3 });
    expect(outcome).toHaveProperty('message', expect.stringContaining('entry 3'));
  });
});

describe('an exported journal', () => {
  it('is whole and unaltered', async () => {
    expect(await verdict(journal)).toBeNull();
    expect(await verdict(fileOf(lines))).toBeNull();
    expect(statSync(journal).mode & 0o777).toBe(0o600);
  });

  it.each<[string, () => string, { code: string; line: number | null }]>([
    ['an entry deleted', () => fileOf(lines.toSpliced(4, 1)), { code: 'journal-sequence-broken', line: 5 }],
    ['the first entry deleted', () => fileOf(lines.slice(1)), { code: 'journal-sequence-broken', line: 1 }],
    [
      'two entries exchanged',
      () => fileOf(lines.with(4, line(6)).with(5, line(5))),
      { code: 'journal-sequence-broken', line: 5 },
    ],
    [
      'an entry doubled',
      () => fileOf(lines.toSpliced(4, 0, line(5))),
      { code: 'journal-sequence-broken', line: 6 },
    ],
    [
      'a body edited',
      () => fileOf(edited((entry) => Object.assign(entry['body'] as object, { counter: 99 }))),
      { code: 'journal-chain-broken', line: 5 },
    ],
    [
      'a document edited',
      () => fileOf(lines.with(1, line(2).replace('"reference":"W-1"', '"reference":"W-2"'))),
      { code: 'journal-chain-broken', line: 2 },
    ],
    [
      'a document taken out',
      () => fileOf(edited((entry) => Object.assign(entry, { documents: [] }), 2)),
      { code: 'journal-chain-broken', line: 2 },
    ],
    [
      'the signature of its policy edited',
      () => fileOf(lines.with(0, line(1).replace(/"signatures":\[[^\]]*\]/, '"signatures":[]'))),
      { code: 'journal-chain-broken', line: 1 },
    ],
    [
      'a time edited',
      () => fileOf(edited((entry) => Object.assign(entry, { at: 1 }))),
      { code: 'journal-chain-broken', line: 5 },
    ],
    [
      'the link to the entry before edited',
      () => fileOf(edited((entry) => Object.assign(entry, { previous: '00'.repeat(32) }))),
      { code: 'journal-chain-broken', line: 5 },
    ],
    [
      'a signature edited',
      () => fileOf(edited((entry) => Object.assign(entry, { stationSignature: 'ab'.repeat(64) }))),
      { code: 'journal-signature-bad', line: 5 },
    ],
    [
      "an officer's signature cut off",
      () => fileOf(edited((entry) => Object.assign(entry, { witness: null }), 2)),
      { code: 'journal-signature-bad', line: 2 },
    ],
    [
      'a member added',
      () => fileOf(edited((entry) => Object.assign(entry, { x: 1 }))),
      { code: 'journal-malformed', line: 5 },
    ],
    [
      'a member written twice',
      () => fileOf(lines.with(4, line(5).replace('{', '{"seq":5,'))),
      { code: 'journal-malformed', line: 5 },
    ],
    ['white space added', () => fileOf(lines.with(4, `${line(5)} `)), { code: 'journal-malformed', line: 5 }],
    ['its last entries cut off', () => fileOf(lines.slice(0, 8)), { code: 'journal-truncated', line: 8 }],
    ['its seal cut off', () => fileOf(lines.slice(0, -1)), { code: 'journal-truncated', line: 12 }],
    [
      'entries cut off before the seal',
      () => fileOf(lines.toSpliced(8, 4)),
      { code: 'journal-truncated', line: 9 },
    ],
    [
      'its end cut in the middle of a line',
      () => written(readFileSync(journal).subarray(0, -40)),
      { code: 'journal-truncated', line: 13 },
    ],
    ['only the seal left', () => fileOf(lines.slice(-1)), { code: 'journal-truncated', line: 1 }],
    ['something after the seal', () => fileOf([...lines, '{}']), { code: 'journal-malformed', line: 13 }],
    ['a line that is no JSON', () => fileOf(lines.with(4, 'hello')), { code: 'journal-malformed', line: 5 }],
    ['an empty line', () => fileOf(lines.toSpliced(4, 0, '')), { code: 'journal-malformed', line: 5 }],
    [
      'a line of another JSON value',
      () => fileOf(lines.with(4, 'null')),
      { code: 'journal-malformed', line: 5 },
    ],
    [
      'bytes that are no UTF-8',
      () => written(Buffer.concat([readFileSync(journal), Buffer.from([0xff, 0x0a])])),
      { code: 'journal-malformed', line: 14 },
    ],
    [
      'a line without end',
      () => written(Buffer.alloc(9_000_000, 97)),
      { code: 'journal-malformed', line: 1 },
    ],
    [
      'more nesting than a stack takes',
      () => fileOf(lines.with(4, `${'['.repeat(500_000)}${']'.repeat(500_000)}`)),
      { code: 'journal-malformed', line: 5 },
    ],
    [
      'a document of more nesting than a stack takes',
      () =>
        fileOf(
          lines.with(
            1,
            line(2).replace('"memo":null', `"memo":${'{"a":'.repeat(300_000)}1${'}'.repeat(300_000)}`),
          ),
        ),
      { code: 'journal-malformed', line: 2 },
    ],
    [
      'an entry of a newer version',
      () => fileOf(edited((entry) => Object.assign(entry, { format: 'sallyport/journal/3' }))),
      { code: 'file-newer', line: 5 },
    ],
    [
      'an export of the first version',
      () =>
        fileOf([
          '{"seq":1,"officerId":null,"body":{},"officerSignature":null}',
          '{"format":"sallyport/journal/1"}',
        ]),
      { code: 'file-older', line: 1 },
    ],
    [
      'the seal of another version',
      () => fileOf(lines.with(-1, sealLine().replace('journal-seal/2', 'journal-seal/3'))),
      { code: 'journal-truncated', line: 13 },
    ],
    ['no content', () => written(''), { code: 'journal-truncated', line: null }],
    ['no content but a line end', () => written('\n'), { code: 'journal-malformed', line: 1 }],
    ['no file', () => path.join(folder, 'gone.jsonl'), { code: 'file-not-read', line: null }],
    ['a folder in its place', () => folder, { code: 'file-not-read', line: null }],
  ])('with %s is found out', async (_, make, expected) => {
    expect(await verdict(make())).toEqual(expected);
  });

  it.each<[string, (text: string) => string, readonly HarmlessChange[]]>([
    ['line ends of another system', (text) => text.replaceAll('\n', '\r\n'), ['line-ends']],
    ['its last line end cut off', (text) => text.slice(0, -1), ['last-line-end']],
    ['a byte-order mark', (text) => `\ufeff${text}`, ['byte-order-mark']],
    [
      'all that an editor does',
      (text) => `\ufeff${text.slice(0, -1).replaceAll('\n', '\r\n')}`,
      ['byte-order-mark', 'line-ends', 'last-line-end'],
    ],
  ])('with %s is whole, and the change is named', async (_, change, changes) => {
    const outcome = await verifyJournalFile(written(change(readFileSync(journal, 'utf8'))), any);
    expect(outcome).toMatchObject({ ok: true });
    expect(outcome.ok && [...outcome.report.changes]).toEqual(changes);
  });

  it('with its end cut off behind a harmless change is found out', async () => {
    const text = readFileSync(journal, 'utf8').replaceAll('\n', '\r\n');
    expect(await verdict(written(text.slice(0, -40)))).toEqual({ code: 'journal-truncated', line: 13 });
  });

  it("with another station's seal is found out", async () => {
    const foreign = await exportSample('foreign', 12);
    const seal = readFileSync(foreign.file, 'utf8').trimEnd().split('\n').at(-1) ?? '';
    expect(await verdict(fileOf([...lines.slice(0, -1), seal]))).toMatchObject({ code: 'journal-truncated' });
    const forged = {
      ...(JSON.parse(sealLine()) as object),
      stationSignature: (JSON.parse(seal) as { stationSignature: string }).stationSignature,
    };
    expect(await verdict(fileOf(lines.with(-1, JSON.stringify(forged))))).toEqual({
      code: 'journal-signature-bad',
      line: 13,
    });
  });

  it('with any one byte changed is found out', async () => {
    const bytes = readFileSync(journal);
    for (let at = 0; at < bytes.length; at += 37) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(await verdict(written(changed)), `byte ${at}`).not.toBeNull();
    }
  });

  it('is compared with the head and the station key that the auditor has from elsewhere', async () => {
    const { head } = JSON.parse(sealLine()) as { head: string };
    const good = { head, stationKey: station.publicKey };
    expect((await verifyJournalFile(journal, good)).ok).toBe(true);
    const other = '12'.repeat(32);
    expect(await verifyJournalFile(journal, { ...good, head: other })).toMatchObject({
      ok: false,
      code: 'journal-chain-broken',
    });
    expect(await verifyJournalFile(journal, { ...good, stationKey: other })).toMatchObject({
      ok: false,
      code: 'journal-signature-bad',
      line: 1,
    });
  });
});
