import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBooks } from '../../../electron/books/sqlite/client.ts';
import { spawnSourceBooks } from '../../../electron/books/sqlite/source-worker.ts';
import type { HarmlessChange } from '../../../electron/cli/harmless-changes.ts';
import { verifyJournalFile } from '../../../electron/cli/journal-file.ts';
import { asOfficer, theStation } from '../../../electron/console/actor.ts';
import { writeJournal } from '../../../electron/console/journal/export-journal.ts';
import { type EntryDraft, Recorder } from '../../../electron/console/recorder.ts';
import type { TreasuryPart } from '../../../electron/console/station.ts';
import {
  createStationKey,
  readStationKey,
  type StationKey,
} from '../../../electron/console/treasury/station-key.ts';
import { journalWitnessDigest } from '../../../electron/core/journal/journal-entry.ts';
import { ok } from '../../../electron/core/result.ts';
import {
  address,
  hot,
  NOW,
  network,
  officers,
  policy,
  request,
  signAs,
  signPolicy,
} from '../../support/core-samples.ts';
import { sampleBodies } from '../../support/journal-bodies.ts';
import {
  accountCreated,
  attestedAddresses,
  type Event,
  journalOf,
  sealOf,
} from '../../support/journal-samples.ts';
import { must } from '../../support/must.ts';
import { runChild } from '../../support/start-child.ts';

const program = new URL('../../../electron/cli/verify-journal.ts', import.meta.url);
const effects = {
  keychain: null,
  uuid: () => crypto.randomUUID(),
  random: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
};
const any = { head: null, stationKey: null };

let folder: string;
let journal: string;
let lines: string[];
let station: StationKey;

/** Mara, whose signer signs what it is asked for. */
const mara = asOfficer({
  officer: officers.mara,
  signer: {
    ask: async (_, statement) =>
      ok({
        signature:
          statement.kind === 'journal' ? signAs(officers.mara, journalWitnessDigest(statement.hash)) : '',
      }),
  },
});

/** What the journal says: the treasury, a withdrawal that an officer asks for, and a vault that is opened again and again. */
function draftsOf(name: string, stationKey: string, count: number): readonly EntryDraft[] {
  const document = request();
  const opened = (counter: number): EntryDraft => ({
    kind: 'vault-opened',
    actor: theStation('ledger-followed'),
    body: { vaultId: hot.id, era: 'e4'.repeat(16), counter, rejected: [] },
  });
  return [
    {
      kind: 'treasury-created',
      actor: theStation('ledger-followed'),
      documents: [{ kind: 'policy', document: signPolicy(policy()) }],
      body: { ...sampleBodies['treasury-created'], name: `Treasury ${name}`, stationKey, addresses: [] },
    },
    {
      kind: 'withdrawal-requested',
      actor: mara,
      documents: [{ kind: 'request', document }],
      body: { movementId: document.statement.id },
    },
    ...Array.from({ length: count - 2 }, (_, i) => opened(i + 2)),
  ];
}

/** An exported journal of so many entries, without a treasury around it. */
async function exportSample(
  name: string,
  entries: number,
  called = name,
): Promise<{ file: string; station: StationKey }> {
  const keyFile = path.join(folder, `${name}.key`);
  await createStationKey(keyFile, effects);
  const key = must(await readStationKey(keyFile, null));
  const books = must(await openBooks(path.join(folder, `${name}.sqlite`), spawnSourceBooks));
  const recorder = new Recorder({ books, key, now: () => NOW });
  const drafts = draftsOf(called, key.publicKey, entries);
  must(await recorder.commit({ expects: [], entries: drafts, answer: undefined }));
  const treasury: TreasuryPart = {
    folder,
    network,
    key,
    file: () => {
      throw new Error('a journal is exported without the file of its treasury');
    },
    adopt: async () => ok(undefined),
  };
  const file = path.join(folder, `${name}.jsonl`);
  must(await writeJournal({ books, treasury }, file));
  await books.close();
  return { file, station: key };
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sallyport-journal-'));
  const sample = await exportSample('true', 12);
  journal = sample.file;
  station = sample.station;
  lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(text: string | Uint8Array): string {
  const file = path.join(folder, 'attempt.jsonl');
  writeFileSync(file, text);
  return file;
}

const fileOf = (changed: readonly string[]): string => written(`${changed.join('\n')}\n`);

async function verdict(file: string) {
  const outcome = await verifyJournalFile(file, any);
  return outcome.ok ? null : { code: outcome.code, line: outcome.line };
}

/** The line of that number, from 1. */
const line = (number: number): string => lines[number - 1] ?? '';
const sealLine = () => line(lines.length);

/** An entry, 5 if nothing else is said, with something in it changed. */
const edited = (change: (entry: Record<string, unknown>) => unknown, number = 5): string[] => {
  const entry = JSON.parse(line(number)) as Record<string, unknown>;
  change(entry);
  return lines.with(number - 1, JSON.stringify(entry));
};

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
      () => fileOf(lines.with(0, line(1).replace(/"signatures":\[\{[^}]*\}\]/, '"signatures":[]'))),
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

describe('npm run verify-journal', () => {
  it('prints a report and ends with 0 for a good file', async () => {
    const { code, stdout, stderr } = await runChild(program, [journal, '--station-key', station.publicKey]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('The journal of "Treasury true" is whole and unaltered.');
    expect(stdout).toMatch(/entries {6}12, from \d{4}-/);
    expect(stdout).toContain(`${station.publicKey} (as expected)`);
    expect(stdout).toContain('the station: all; officers: 1');
    expect(stdout).toMatch(/^ +1 {2}Mara$/m);
    expect(stdout).toMatch(/^ +0 {2}Ben$/m);
  });

  it('names what a file lost on its way, and ends with 0', async () => {
    const { code, stdout } = await runChild(program, [written(lines.join('\r\n'))]);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'its lines end with CR LF instead of LF; the end of its last line is missing. This changes nothing of what was signed.',
    );
  });

  it('prints one line with code, place and meaning and ends with 1 for a bad file', async () => {
    const { code, stdout, stderr } = await runChild(program, [fileOf(lines.toSpliced(4, 1))]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(
      /^NOT VERIFIED \(journal-sequence-broken\) at line 5: .*Entries are missing, doubled or out of order here\.$/m,
    );
  });

  const steering = '\u001b[2J\u001b[H\u009b2J\r\nThe journal of "X" is whole and unaltered.\u202e';

  it.each([
    ['a member', (entry: Record<string, unknown>) => Object.assign(entry, { [steering]: 1 })],
    [
      'a member of a body',
      (entry: Record<string, unknown>) => Object.assign(entry['body'] as object, { [steering]: 1 }),
    ],
    ['a kind', (entry: Record<string, unknown>) => Object.assign(entry, { kind: steering })],
    ['a format', (entry: Record<string, unknown>) => Object.assign(entry, { format: steering })],
    ['a head', (entry: Record<string, unknown>) => Object.assign(entry, { previous: steering })],
  ])('cannot be cleared, nor told that all is whole, by %s of a hostile journal', async (_, change) => {
    for (const number of [1, 5]) {
      const { code, stdout, stderr } = await runChild(program, [fileOf(edited(change, number))]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^NOT VERIFIED [^\p{Cc}\p{Cf}]+\n$/u);
      expect(stderr).not.toContain('is whole and unaltered');
    }
  });

  it('cannot be cleared by the name of a treasury that signed its journal', async () => {
    const { file } = await exportSample('named', 3, `Tre\u001b[2J\u009bK\r\n"sure`);
    const { code, stdout } = await runChild(program, [file]);
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toBe(
      'The journal of "Treasury Tre\\u{1b}[2J\\u{9b}K\\u{d}\\u{a}"sure" is whole and unaltered.',
    );
  });

  it('says what to do with a journal of another version', async () => {
    const newer = edited((entry) => Object.assign(entry, { format: 'sallyport/journal/3' }), 1);
    const { code, stderr } = await runChild(program, [fileOf(newer)]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^NOT VERIFIED \(file-newer\) at line 1: .* or a newer one\.$/m);
  });

  it('prints how it is called and ends with 2 where it is called wrongly', async () => {
    for (const args of [
      [],
      ['a', 'b'],
      ['--unknown'],
      [journal, '--head', 'xyz'],
      [journal, '--station-key'],
    ]) {
      const { code, stdout, stderr } = await runChild(program, args);
      expect({ code, stdout }, args.join(' ')).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('npm run verify-journal -- FILE');
    }
  });
});
