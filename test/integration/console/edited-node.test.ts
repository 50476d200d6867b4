import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { noteAccount } from '../../../electron/console/accounts/change-account.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { changeEndpoints } from '../../../electron/console/ledger/change-node.ts';
import { settleNode } from '../../../electron/console/ledger/settle-node.ts';
import { settleAlarm } from '../../../electron/console/treasury/books-alarm.ts';
import type { TreasuryFile } from '../../../electron/console/treasury/treasury-folder.ts';
import { journalHash, parseEntry } from '../../../electron/core/journal/journal-entry.ts';
import { openDesk as openFolder } from '../../../electron/stations/desk.ts';
import { openAlarms } from '../../support/open-alarms.ts';
import { openDesk, type TestDesk } from '../../support/treasury-fixture.ts';
import { codeOf, enter, must } from '../../support/treasury-steps.ts';

const EVIL = 'https://evil.example';

/** The node of the desk by another name. */
const alias = ({ node }: TestDesk) => node.url.replace('127.0.0.1', 'localhost');

/** Edits the file of a folder that is closed, or closed just now. */
async function editFile(
  desk: TestDesk,
  edit: { readonly node: object } | { readonly name: string },
): Promise<void> {
  await desk.station.close();
  const file = path.join(desk.folder, 'treasury.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...edit }));
}

async function openWithAdmin(): Promise<TestDesk> {
  const desk = await openDesk();
  for (const name of ['Mara', 'Ben', 'Dev']) await enter(desk, name);
  return desk;
}

describe('a treasury.json whose node somebody has edited', () => {
  it('to the node before, long after the change, is an alarm, and the node of the journal is followed', async () => {
    const desk = await openWithAdmin();
    must(await changeEndpoints(desk.station, desk.as('Dev'), { urls: [alias(desk)] }));
    for (let i = 0; i < 105; i++) {
      const note = { vaultId: desk.hot, account: 0, note: `n${i}` };
      must(await noteAccount(desk.station, desk.as('Mara'), note));
    }
    await editFile(desk, { node: { kind: 'url', url: desk.node.url } });
    const station = await desk.reopen();
    expect(station.line.view().url).toBe(alias(desk));
    expect(station.treasury.file().node).toEqual({ kind: 'url', url: alias(desk) });
    expect(codeOf(await station.check.settled())).toBe('books-unsettled');

    const [ben, mara] = [await enter(desk, 'Ben'), await enter(desk, 'Mara')];
    must(await settleAlarm(station, ben, { second: mara, alarms: await openAlarms(station) }));
    must(await verifyJournal(station));
    const again = await desk.reopen();
    must(await again.check.settled());
  });

  it('to one that it never had is an alarm at once, which names both and is raised once', async () => {
    const desk = await openWithAdmin();
    must(await changeEndpoints(desk.station, desk.as('Dev'), { urls: [alias(desk)] }));
    await editFile(desk, { node: { kind: 'url', url: EVIL } });
    const station = await desk.reopen();
    expect(station.line.view().url).toBe(alias(desk));
    const [alarm] = await station.books.alarms.open();
    expect(alarm?.differences[0]).toContain(EVIL);
    expect(alarm?.differences[0]).toContain(alias(desk));
    await editFile(desk, { node: { kind: 'url', url: EVIL } });
    expect(await openAlarms(await desk.reopen())).toEqual([alarm?.entry]);
  });

  it('before any change is an alarm too: the journal begins with the address', async () => {
    const desk = await openDesk();
    await editFile(desk, { node: { kind: 'url', url: EVIL } });
    const station = await desk.reopen();
    expect(station.line.view().url).not.toBe(EVIL);
    expect(await openAlarms(station)).toHaveLength(1);
  });

  it('to plain http beside this computer, or with a name and password, is not opened', async () => {
    const desk = await openDesk();
    for (const url of ['http://evil.example', 'https://a:b@evil.example', 'https://evil.example/?key=1']) {
      await editFile(desk, { node: { kind: 'url', url } });
      expect(codeOf(await openFolder(desk.folder, desk.effects)), url).toBe('treasury-damaged');
    }
  });
});

it('a treasury.json that gives the treasury another name is an alarm, and the name of the journal stays', async () => {
  const desk = await openDesk();
  const { name } = desk.station.treasury.file();
  await editFile(desk, { name: 'Harbour Reserve' });
  const station = await desk.reopen();
  expect(station.treasury.file().name).toBe(name);
  expect(await openAlarms(station)).toHaveLength(1);
});

describe('an entry that changes the node', () => {
  const body = (from: string | null) => ({ from, to: EVIL });

  it("of a maker, with the station's key, changes nothing", async () => {
    const desk = await openWithAdmin();
    must(await changeEndpoints(desk.station, desk.as('Dev'), { urls: [alias(desk)] }));
    const entry = { kind: 'node-changed', actor: desk.as('Mara'), body: body(alias(desk)) } as const;
    must(await desk.station.recorder.commit({ expects: [], entries: [entry], answer: undefined }));
    await editFile(desk, { node: { kind: 'url', url: EVIL } });
    const station = await desk.reopen();
    expect(station.line.view().url).toBe(alias(desk));
    expect(await openAlarms(station)).toHaveLength(1);
  });

  it.each<readonly [string, (entry: Record<string, unknown>) => object, number]>([
    ['that is in a later row than its own', (entry) => entry, 1],
    ["whose officer's signature was cut off", (entry) => ({ ...entry, witness: null }), 0],
    ['that was changed after it was written', (entry) => ({ ...entry, body: body(null) }), 0],
  ])('%s is not believed', async (_, change, moved) => {
    const desk = await openWithAdmin();
    const { station } = desk;
    must(await changeEndpoints(station, desk.as('Dev'), { urls: [alias(desk)] }));
    must(await changeEndpoints(station, desk.as('Dev'), { urls: [desk.node.url] }));
    const [newest, older] = await station.books.journal.nodeChanges(2);
    const forged = moved ? older : newest;
    const row = {
      seq: (newest?.seq ?? 0) + moved,
      json: JSON.stringify(change(JSON.parse(forged?.json ?? ''))),
    };
    const rows = moved ? [row, newest, older] : [row, older];
    const nodeChanges = async () => rows.flatMap((one) => one ?? []);
    const journal = { ...station.books.journal, nodeChanges };
    must(await settleNode({ ...station, books: { ...station.books, journal } }));
    // Moved, the older one would be followed; changed, the newer one is no longer.
    const followed = moved ? desk.node.url : alias(desk);
    expect(station.treasury.file().node).toEqual({ kind: 'url', url: followed });
  });
});

describe('a journal', () => {
  it('of before that tells no first address leaves that of the file, without an alarm', async () => {
    const { station } = await openDesk();
    const entry = must(parseEntry(JSON.parse((await station.books.journal.raw(0, 1))[0] ?? '')));
    expect(entry.body).toHaveProperty('node');
    const { node: _, ...old } = entry.body as Record<string, unknown>;
    const hash = journalHash({ ...entry, body: old } as typeof entry);
    const first = { ...entry, body: old, hash, stationSignature: station.treasury.key.sign(hash) };
    const file: TreasuryFile = { ...station.treasury.file(), node: { kind: 'url', url: EVIL } };
    const raw = async () => [JSON.stringify(first)];
    const parts = {
      ...station,
      treasury: { ...station.treasury, file: () => file },
      books: { ...station.books, journal: { ...station.books.journal, raw } },
    };
    must(await settleNode(parts));
    expect(await openAlarms(station)).toEqual([]);
  });

  it('that tells of the own practice node does not open with a file from which that was taken', async () => {
    const { station } = await openDesk();
    const entry = must(parseEntry(JSON.parse((await station.books.journal.raw(0, 1))[0] ?? '')));
    const body = { ...entry.body, node: null };
    const hash = journalHash({ ...entry, body } as typeof entry);
    const first = { ...entry, body, hash, stationSignature: station.treasury.key.sign(hash) };
    const raw = async () => [JSON.stringify(first)];
    const books = { ...station.books, journal: { ...station.books.journal, raw } };
    expect(codeOf(await settleNode({ ...station, books }))).toBe('treasury-damaged');
  });
});
