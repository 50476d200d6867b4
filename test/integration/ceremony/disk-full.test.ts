import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { theStation } from '../../../electron/console/actor.ts';
import { abandonCeremony, dismissCeremony } from '../../../electron/console/ceremony/end-ceremony.ts';
import { writeVault } from '../../../electron/console/ceremony/write-vault.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import type { Desk } from '../../../electron/stations/desk.ts';
import { openDesk as openStation } from '../../../electron/stations/desk.ts';
import {
  type CeremonyDesk,
  entriesOf,
  openCeremonyDesk,
  provenTranscript,
  unlockWritten,
} from '../../support/ceremony-desk.ts';
import {
  begin,
  complete,
  emptyTable,
  goUpTo,
  signAll,
  signAs,
  stepOf,
  viewOf,
  WORDS,
} from '../../support/ceremony-steps.ts';
import { codeOf, must, utf8 } from '../../support/treasury-steps.ts';

const vault = { name: 'Reserve', kind: 'cold' } as const;
const second = { name: 'Second', kind: 'hot' } as const;
/** What a practice treasury has. */
const OWN_FILES = ['cold.stronghold', 'cold.stronghold.state', 'hot.stronghold', 'hot.stronghold.state'];

let desk: CeremonyDesk;
let station: Desk;

beforeEach(async () => {
  desk = await openCeremonyDesk();
  station = desk.station;
});

const vaultsFolder = () => path.join(desk.folder, 'vaults');
const filesOfVaults = () => readdirSync(vaultsFolder()).toSorted();

/** Nothing can be written into a folder that is open to others; the tests run as root, whom no rights hold up. */
function spoil(folder: string): () => void {
  chmodSync(folder, 0o777);
  return () => chmodSync(folder, 0o700);
}

/** Where the records of ceremonies belong there is a file: none can be written. */
function blockRecords(): () => void {
  const place = path.join(desk.folder, 'ceremonies');
  rmSync(place, { recursive: true, force: true });
  writeFileSync(place, '');
  return () => rmSync(place);
}

/** Holds a ceremony whose record is written, and nothing else: `treasury.json` cannot be. */
async function holdUnsettled(): Promise<() => void> {
  must(await begin(station, { plan: WORDS, vault }));
  await goUpTo(station, null, emptyTable());
  const mend = spoil(desk.folder);
  const codes: (string | null)[] = [];
  for (const { id } of viewOf(station).officers) codes.push(codeOf(await signAs(station, id)));
  expect(codes).toEqual([null, null, 'file-not-written']);
  expect(viewOf(station)).toMatchObject({ status: 'ended', result: 'completed' });
  expect(station.policy.present().version).toBe(1);
  must(await dismissCeremony(station));
  return mend;
}

describe('a ceremony that is signed and not yet carried out', () => {
  it('a ceremony is not begun on a policy that a signed one is still waiting to replace', async () => {
    const mend = await holdUnsettled();
    expect(codeOf(await begin(station, { plan: WORDS, vault: second }))).toBe('file-not-written');
    expect(station.ceremonies.session).toBeNull();
    mend();
    const { vaultId } = await complete(station, { plan: WORDS, vault: second });
    expect(station.policy.present()).toMatchObject({ version: 3 });
    expect(station.policy.present().vaults.map(({ name }) => name)).toEqual([
      'Hot vault',
      'Cold vault',
      'Reserve',
      'Second',
    ]);
    expect(await entriesOf(station, 'ceremony-completed')).toHaveLength(2);
    must(await unlockWritten(station, vaultId));
    must(await verifyJournal(station));
  });

  it('of two that were signed on one base the second is refused before the books', async () => {
    const mend = await holdUnsettled();
    const [name] = readdirSync(path.join(desk.folder, 'ceremonies'));
    const record = path.join(desk.folder, 'ceremonies', name!);
    const text = readFileSync(record);
    rmSync(record);
    mend();
    await complete(station, { plan: WORDS, vault: second });
    writeFileSync(record, text, { mode: 0o600 });
    must(await dismissCeremony(station));
    expect(codeOf(await begin(station, { plan: WORDS, vault }))).toBe('treasury-damaged');
    expect(station.policy.present().version).toBe(2);
    expect(await entriesOf(station, 'ceremony-completed')).toHaveLength(1);
    const named = new Set(station.policy.present().vaults.map(({ id }) => id));
    const everything = { search: '', offset: 0, limit: 100 };
    const { rows } = await station.books.accounts.list(everything, null);
    expect(rows.filter(({ vaultId }) => !named.has(vaultId))).toEqual([]);
  });

  it('does not keep the treasury in use when the next start cannot carry it out either', async () => {
    const mend = await holdUnsettled();
    await station.close();
    const open = () => openStation(desk.folder, desk.effects);
    expect(codeOf(await open())).toBe('file-not-written');
    expect(codeOf(await open()), 'not treasury-in-use').toBe('file-not-written');
    mend();
    const again = await desk.reopen();
    expect(again.policy.present().version).toBe(2);
    expect(await entriesOf(again, 'ceremony-completed')).toHaveLength(1);
  });
});

describe('a disk that is full at the last signature', () => {
  async function signOnFullDisk() {
    must(await begin(station, { plan: WORDS, vault }));
    await goUpTo(station, null, emptyTable());
    const unblock = blockRecords();
    const { officers } = viewOf(station);
    const codes: (string | null)[] = [];
    for (const { id } of officers) codes.push(codeOf(await signAs(station, id)));
    expect(codes).toEqual([null, null, 'file-not-written']);
    const { status, result, officers: now } = viewOf(station);
    expect({ status, result }).toEqual({ status: 'signing', result: null });
    expect(
      now.map(({ signed }) => signed),
      'the last one signs again',
    ).toEqual([true, true, false]);
    return { unblock, last: officers.at(-1)!.id };
  }

  it('the last officer signs again when there is room, and it is recorded once', async () => {
    const { unblock, last } = await signOnFullDisk();
    expect(codeOf(await signAs(station, last))).toBe('file-not-written');
    unblock();
    must(await signAs(station, last));
    expect(viewOf(station)).toMatchObject({ status: 'ended', result: 'completed' });
    await provenTranscript(station, viewOf(station).id);
    expect(desk.processes.alive).toBe(0);
    must(await unlockWritten(station, viewOf(station).vault!.id));
    expect(filesOfVaults().filter((name) => name.endsWith('.unfinished'))).toEqual([]);
  });

  it.each<[string, (of: Desk) => Promise<unknown>]>([
    ['abandoning', (of) => abandonCeremony(of, theStation('ceremony-called-off'))],
    ['locking', (of) => of.lock()],
    ['closing', (of) => of.close()],
  ])('%s ends every process, and nothing of it remains', async (_, callOff) => {
    const { unblock } = await signOnFullDisk();
    const { opened } = station.ceremonies.session!;
    const ended = new Promise<void>((resolve) => opened!.onExit(resolve));
    await callOff(station);
    await ended;
    expect(desk.processes.alive).toBe(0);
    expect(filesOfVaults()).toEqual(OWN_FILES);
    unblock();
    const again = await desk.reopen();
    expect(again.policy.present().version).toBe(1);
    expect(await entriesOf(again, 'ceremony-abandoned')).toHaveLength(1);
  });

  it('calling it off while it is being written down: it counts, and no process remains', async () => {
    must(await begin(station, { plan: WORDS, vault }));
    await goUpTo(station, null, emptyTable());
    const officers = viewOf(station).officers.map(({ id }) => id);
    const last = officers.pop()!;
    for (const id of officers) must(await signAs(station, id));
    const session = station.ceremonies.session!;
    let callingOff: Promise<unknown> | null = null;
    let writing: Promise<unknown> | null = null;
    Object.defineProperty(session, 'beingWritten', {
      get: () => writing,
      set: (value: Promise<unknown> | null) => {
        writing = value;
        if (value) callingOff ??= abandonCeremony(station, theStation('ceremony-called-off'));
      },
    });
    must(await signAs(station, last));
    expect(callingOff).not.toBeNull();
    await callingOff;
    expect(desk.processes.alive).toBe(0);
    expect(await entriesOf(station, 'ceremony-abandoned')).toEqual([]);
    await provenTranscript(station, session.id);
    must(await unlockWritten(station, session.vault!.id));
  });
});

describe('a vault file that cannot be written', () => {
  it('leaves nothing, and the password is typed twice again', async () => {
    must(await begin(station, { plan: WORDS, vault }));
    await goUpTo(station, 'password-set', emptyTable());
    const write = async (password: string, again: string) =>
      codeOf(await writeVault(station, { password: utf8(password), again: utf8(again) }));
    const mend = spoil(vaultsFolder());
    expect(await write('one', 'one')).toBe('stronghold-unsafe-path');
    mend();
    expect(filesOfVaults()).toEqual(OWN_FILES);
    expect(stepOf(station)).toBe('vault-written');
    expect(await write('one', 'oen')).toBe('password-mismatch');
    expect(await write('', '')).toBe('password-empty');
    expect(await write('one', 'one')).toBeNull();
    await signAll(station);
    expect(viewOf(station).result).toBe('completed');
  });

  it('what is beside the vaults without its note, or is in use, is left as it is at a start', async () => {
    const place = (name: string) => path.join(vaultsFolder(), name);
    const strays = ['old-reserve-0123abcd.stronghold', 'old-reserve-0123abcd.stronghold.state'];
    for (const name of strays) writeFileSync(place(name), 'somebody keeps this', { mode: 0o600 });
    const left = ['dead-89abcdef.stronghold', 'dead-89abcdef.stronghold.unfinished'];
    for (const name of left) writeFileSync(place(name), '', { mode: 0o600 });
    writeFileSync(place('cold.stronghold.unfinished'), '', { mode: 0o600 });
    mkdirSync(place('.dead-89abcdef.stronghold.folder'));
    station = await desk.reopen();
    expect(existsSync(place(left[0]!))).toBe(false);
    expect(filesOfVaults()).toEqual(
      ['.dead-89abcdef.stronghold.folder', ...OWN_FILES, 'cold.stronghold.unfinished', ...strays].toSorted(),
    );
  });
});
