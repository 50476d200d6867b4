import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { abandonCeremony, dismissCeremony } from '../../../electron/console/ceremony/end-ceremony.ts';
import { writeVault } from '../../../electron/console/ceremony/write-vault.ts';
import { lockStation } from '../../../electron/console/lock.ts';
import { openTreasury } from '../../../electron/console/open-treasury.ts';
import type { Treasury } from '../../../electron/console/treasury.ts';
import { verifyJournal } from '../../../electron/console/verify-journal.ts';
import {
  type CeremonyDesk,
  entriesOf,
  openCeremonyDesk,
  provenTranscript,
  unlockWritten,
} from '../../support/ceremony-desk.ts';
import {
  begin,
  emptyTable,
  hold,
  holdUpTo,
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
let treasury: Treasury;

beforeEach(async () => {
  desk = await openCeremonyDesk();
  treasury = desk.treasury;
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
  must(await begin(treasury, { plan: WORDS, vault }));
  await holdUpTo(treasury, null, emptyTable());
  const mend = spoil(desk.folder);
  const codes: (string | null)[] = [];
  for (const { id } of viewOf(treasury).officers) codes.push(codeOf(await signAs(treasury, id)));
  expect(codes).toEqual([null, null, 'file-not-written']);
  expect(viewOf(treasury)).toMatchObject({ status: 'ended', result: 'held' });
  expect(treasury.policy.version).toBe(1);
  must(await dismissCeremony(treasury));
  return mend;
}

describe('a ceremony that is held and not yet carried out', () => {
  it('a ceremony is not held on a policy that a signed one is still waiting to replace', async () => {
    const mend = await holdUnsettled();
    expect(codeOf(await begin(treasury, { plan: WORDS, vault: second }))).toBe('file-not-written');
    expect(treasury.ceremonies.session).toBeNull();
    mend();
    const { vaultId } = await hold(treasury, { plan: WORDS, vault: second });
    expect(treasury.policy).toMatchObject({ version: 3 });
    expect(treasury.policy.vaults.map(({ name }) => name)).toEqual([
      'Hot vault',
      'Cold vault',
      'Reserve',
      'Second',
    ]);
    expect(entriesOf(treasury, 'ceremony-held')).toHaveLength(2);
    must(await unlockWritten(treasury, vaultId));
    must(await verifyJournal(treasury));
  });

  it('of two that were signed on one base the second is refused before the books', async () => {
    const mend = await holdUnsettled();
    const [name] = readdirSync(path.join(desk.folder, 'ceremonies'));
    const record = path.join(desk.folder, 'ceremonies', name!);
    const text = readFileSync(record);
    rmSync(record);
    mend();
    await hold(treasury, { plan: WORDS, vault: second });
    writeFileSync(record, text, { mode: 0o600 });
    must(await dismissCeremony(treasury));
    expect(codeOf(await begin(treasury, { plan: WORDS, vault }))).toBe('treasury-damaged');
    expect(treasury.policy.version).toBe(2);
    expect(entriesOf(treasury, 'ceremony-held')).toHaveLength(1);
    const named = new Set(treasury.policy.vaults.map(({ id }) => id));
    expect(treasury.store.accounts.all().filter(({ vaultId }) => !named.has(vaultId))).toEqual([]);
  });

  it('does not keep the treasury in use when the next start cannot carry it out either', async () => {
    const mend = await holdUnsettled();
    await treasury.close();
    const open = () => openTreasury(desk.folder, treasury.effects);
    expect(codeOf(await open())).toBe('file-not-written');
    expect(codeOf(await open()), 'not treasury-in-use').toBe('file-not-written');
    mend();
    const again = await desk.reopen();
    expect(again.policy.version).toBe(2);
    expect(entriesOf(again, 'ceremony-held')).toHaveLength(1);
  });
});

describe('a disk that is full at the last signature', () => {
  async function signOnFullDisk() {
    must(await begin(treasury, { plan: WORDS, vault }));
    await holdUpTo(treasury, null, emptyTable());
    const unblock = blockRecords();
    const { officers } = viewOf(treasury);
    const codes: (string | null)[] = [];
    for (const { id } of officers) codes.push(codeOf(await signAs(treasury, id)));
    expect(codes).toEqual([null, null, 'file-not-written']);
    const { status, result, officers: now } = viewOf(treasury);
    expect({ status, result }).toEqual({ status: 'signing', result: null });
    expect(
      now.map(({ signed }) => signed),
      'the last one signs again',
    ).toEqual([true, true, false]);
    return { unblock, last: officers.at(-1)!.id };
  }

  it('the last officer signs again when there is room, and it is held once', async () => {
    const { unblock, last } = await signOnFullDisk();
    expect(codeOf(await signAs(treasury, last))).toBe('file-not-written');
    unblock();
    must(await signAs(treasury, last));
    expect(viewOf(treasury)).toMatchObject({ status: 'ended', result: 'held' });
    await provenTranscript(treasury, viewOf(treasury).id);
    expect(desk.processes.alive).toBe(0);
    must(await unlockWritten(treasury, viewOf(treasury).vault!.id));
    expect(filesOfVaults().filter((name) => name.endsWith('.unfinished'))).toEqual([]);
  });

  it.each<[string, (of: Treasury) => Promise<unknown>]>([
    ['abandoning', abandonCeremony],
    ['locking', lockStation],
    ['closing', (of) => of.close()],
  ])('%s ends every process, and nothing of it remains', async (_, callOff) => {
    const { unblock } = await signOnFullDisk();
    const { opened } = treasury.ceremonies.session!;
    const ended = new Promise<void>((resolve) => opened!.onExit(resolve));
    await callOff(treasury);
    await ended;
    expect(desk.processes.alive).toBe(0);
    expect(filesOfVaults()).toEqual(OWN_FILES);
    unblock();
    const again = await desk.reopen();
    expect(again.policy.version).toBe(1);
    expect(entriesOf(again, 'ceremony-abandoned')).toHaveLength(1);
  });

  it('calling it off while it is being written down: it is held, and no process remains', async () => {
    must(await begin(treasury, { plan: WORDS, vault }));
    await holdUpTo(treasury, null, emptyTable());
    const officers = viewOf(treasury).officers.map(({ id }) => id);
    const last = officers.pop()!;
    for (const id of officers) must(await signAs(treasury, id));
    const session = treasury.ceremonies.session!;
    let callingOff: Promise<unknown> | null = null;
    let writing: Promise<unknown> | null = null;
    Object.defineProperty(session, 'beingWritten', {
      get: () => writing,
      set: (value: Promise<unknown> | null) => {
        writing = value;
        if (value) callingOff ??= abandonCeremony(treasury);
      },
    });
    must(await signAs(treasury, last));
    expect(callingOff).not.toBeNull();
    await callingOff;
    expect(desk.processes.alive).toBe(0);
    expect(entriesOf(treasury, 'ceremony-abandoned')).toEqual([]);
    await provenTranscript(treasury, session.id);
    must(await unlockWritten(treasury, session.vault!.id));
  });
});

describe('a vault file that cannot be written', () => {
  it('leaves nothing, and the password is typed twice again', async () => {
    must(await begin(treasury, { plan: WORDS, vault }));
    await holdUpTo(treasury, 'password-set', emptyTable());
    const write = async (password: string, again: string) =>
      codeOf(await writeVault(treasury, { password: utf8(password), again: utf8(again) }));
    const mend = spoil(vaultsFolder());
    expect(await write('one', 'one')).toBe('stronghold-unsafe-path');
    mend();
    expect(filesOfVaults()).toEqual(OWN_FILES);
    expect(stepOf(treasury)).toBe('vault-written');
    expect(await write('one', 'oen')).toBe('password-mismatch');
    expect(await write('', '')).toBe('password-empty');
    expect(await write('one', 'one')).toBeNull();
    await signAll(treasury);
    expect(viewOf(treasury).result).toBe('held');
  });

  it('what lies beside the vaults without its note, or is in use, is left alone at a start', async () => {
    const place = (name: string) => path.join(vaultsFolder(), name);
    const strays = ['old-reserve-0123abcd.stronghold', 'old-reserve-0123abcd.stronghold.state'];
    for (const name of strays) writeFileSync(place(name), 'somebody keeps this', { mode: 0o600 });
    const left = ['dead-89abcdef.stronghold', 'dead-89abcdef.stronghold.unfinished'];
    for (const name of left) writeFileSync(place(name), '', { mode: 0o600 });
    writeFileSync(place('cold.stronghold.unfinished'), '', { mode: 0o600 });
    mkdirSync(place('.dead-89abcdef.stronghold.folder'));
    treasury = await desk.reopen();
    expect(existsSync(place(left[0]!))).toBe(false);
    expect(filesOfVaults()).toEqual(
      ['.dead-89abcdef.stronghold.folder', ...OWN_FILES, 'cold.stronghold.unfinished', ...strays].toSorted(),
    );
  });
});
