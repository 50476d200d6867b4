import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../electron/books/sqlite/store.ts';
import { verifyJournalFile } from '../../../electron/cli/journal-file.ts';
import { Journal } from '../../../electron/console/journal.ts';
import { createStationKey, readStationKey, type StationKey } from '../../../electron/console/station-key.ts';
import type { Treasury } from '../../../electron/console/treasury.ts';
import { exportJournal } from '../../../electron/console/verify-journal.ts';
import { runChild } from '../../support/start-child.ts';
import { must } from '../../support/treasury-steps.ts';

const program = new URL('../../../electron/cli/verify-journal.ts', import.meta.url);
const effects = {
  uuid: () => crypto.randomUUID(),
  random: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
};
const any = { head: null, stationKey: null };

let folder: string;
let journal: string;
let lines: string[];
let station: StationKey;

/** An exported journal of so many entries, without a treasury around it. */
async function exportSample(name: string, entries: number): Promise<{ file: string; station: StationKey }> {
  const key = path.join(folder, `${name}.key`);
  await createStationKey(key, effects);
  const station = must(await readStationKey(key));
  const store = must(openStore(path.join(folder, `${name}.sqlite`)));
  const writer = new Journal(store, station, Date.now);
  must(
    await writer.record({
      kind: 'treasury-created',
      body: { name: `Treasury ${name}`, stationKey: station.publicKey, officers: [] },
    }),
  );
  for (let i = 1; i < entries; i++) must(await writer.record({ kind: 'vault-opened', body: { counter: i } }));
  const file = path.join(folder, `${name}.jsonl`);
  must(await exportJournal({ store, station } as Treasury, file));
  store.close();
  return { file, station };
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

/** Entry 5 with something in it changed. */
const edited = (change: (entry: Record<string, unknown>) => unknown): string[] => {
  const entry = JSON.parse(lines[4]!) as Record<string, unknown>;
  change(entry);
  return lines.with(4, JSON.stringify(entry));
};

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
      () => fileOf(lines.with(4, lines[5]!).with(5, lines[4]!)),
      { code: 'journal-sequence-broken', line: 5 },
    ],
    [
      'an entry doubled',
      () => fileOf(lines.toSpliced(4, 0, lines[4]!)),
      { code: 'journal-sequence-broken', line: 6 },
    ],
    [
      'a body edited',
      () => fileOf(edited((entry) => Object.assign(entry['body'] as object, { counter: 99 }))),
      { code: 'journal-chain-broken', line: 5 },
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
      'a member added',
      () => fileOf(edited((entry) => Object.assign(entry, { x: 1 }))),
      { code: 'journal-malformed', line: 5 },
    ],
    [
      'a member written twice',
      () => fileOf(lines.with(4, lines[4]!.replace('{', '{"seq":5,'))),
      { code: 'journal-malformed', line: 5 },
    ],
    [
      'white space added',
      () => fileOf(lines.with(4, `${lines[4]} `)),
      { code: 'journal-malformed', line: 5 },
    ],
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
    [
      'its last line end cut off',
      () => written(readFileSync(journal).subarray(0, -1)),
      { code: 'journal-truncated', line: 13 },
    ],
    ['the seal alone left', () => fileOf(lines.slice(-1)), { code: 'journal-truncated', line: 1 }],
    ['something after the seal', () => fileOf([...lines, '{}']), { code: 'journal-malformed', line: 13 }],
    [
      'line ends of another system',
      () => written(`${lines.join('\r\n')}\r\n`),
      { code: 'journal-malformed', line: 1 },
    ],
    ['a line that is no JSON', () => fileOf(lines.with(4, 'hello')), { code: 'journal-malformed', line: 5 }],
    ['an empty line', () => fileOf(lines.toSpliced(4, 0, '')), { code: 'journal-malformed', line: 5 }],
    [
      'a line of another JSON value',
      () => fileOf(lines.with(4, 'null')),
      { code: 'journal-malformed', line: 5 },
    ],
    [
      'a byte order mark',
      () => written(Buffer.concat([Buffer.from('efbbbf', 'hex'), readFileSync(journal)])),
      { code: 'journal-malformed', line: 1 },
    ],
    [
      'bytes that are no UTF-8',
      () => written(Buffer.concat([readFileSync(journal), Buffer.from([0xff, 0x0a])])),
      { code: 'journal-malformed', line: 14 },
    ],
    [
      'a line without end',
      () => written(Buffer.alloc(3_000_000, 97)),
      { code: 'journal-malformed', line: 1 },
    ],
    ['no content', () => written(''), { code: 'journal-truncated', line: null }],
    ['no content but a line end', () => written('\n'), { code: 'journal-malformed', line: 1 }],
    ['no file', () => path.join(folder, 'gone.jsonl'), { code: 'file-not-read', line: null }],
    ['a folder in its place', () => folder, { code: 'file-not-read', line: null }],
  ])('with %s is found out', async (_, make, expected) => {
    expect(await verdict(make())).toEqual(expected);
  });

  it("with another station's seal is found out", async () => {
    const foreign = await exportSample('foreign', 12);
    const seal = readFileSync(foreign.file, 'utf8').trimEnd().split('\n').at(-1)!;
    expect(await verdict(fileOf([...lines.slice(0, -1), seal]))).toMatchObject({ code: 'journal-truncated' });
    const forged = {
      ...(JSON.parse(lines.at(-1)!) as object),
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
      changed[at]! ^= 1;
      expect(await verdict(written(changed)), `byte ${at}`).not.toBeNull();
    }
  });

  it('is held against the head and the station key that the auditor brings along', async () => {
    const { head } = JSON.parse(lines.at(-1)!) as { head: string };
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
  });

  it('prints one line with code, place and meaning and ends with 1 for a bad file', async () => {
    const { code, stdout, stderr } = await runChild(program, [fileOf(lines.toSpliced(4, 1))]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(
      /^NOT VERIFIED \(journal-sequence-broken\) at line 5: .*Entries are missing, doubled or out of order here\.$/m,
    );
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
