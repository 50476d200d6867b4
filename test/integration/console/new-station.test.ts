import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { verifyJournalFile } from '../../../electron/cli/journal-file.ts';
import { createAccount } from '../../../electron/console/accounts/create-account.ts';
import { writeJournal } from '../../../electron/console/journal/export-journal.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { settleFolder } from '../../../electron/console/treasury/settle-folder.ts';
import { openDesk as open } from '../../../electron/stations/desk.ts';
import { openAt, outsideAt, settle } from '../../support/held-folder.ts';
import { shamKeychain } from '../../support/sham-keychain.ts';
import {
  askApproved,
  openDesk,
  openFundedDesk,
  type TestDesk,
  unlock,
} from '../../support/treasury-fixture.ts';
import { codeOf, enter, must } from '../../support/treasury-steps.ts';

const keyFile = (folder: string) => path.join(folder, 'station.key');

/** A desk of one computer, and the effects of another one. */
async function twoComputers(make: (effects: object) => Promise<TestDesk>) {
  const parent = mkdtempSync(path.join(tmpdir(), 'sallyport-outside-'));
  const desk = await make({ keychain: shamKeychain('here'), ...outsideAt(path.join(parent, 'here')) });
  const there = {
    ...desk.effects,
    keychain: shamKeychain('there'),
    ...outsideAt(path.join(parent, 'there')),
  };
  return { desk, there, end: () => rmSync(parent, { recursive: true, force: true }) };
}

describe('a folder that was copied to another computer', () => {
  let desk: TestDesk;
  let there: TestDesk['effects'];
  beforeEach(async () => {
    const made = await twoComputers((effects) => openDesk(effects));
    ({ desk, there } = made);
    await desk.station.close();
    return made.end;
  });

  it('is a copy that can be read and in which nothing is changed, until two officers enrol its new station', async () => {
    const before = readFileSync(keyFile(desk.folder));
    const at = await openAt(desk.folder, there);
    expect(at.station.hold.view()).toMatchObject({ enrolment: 'key-locked', older: null });
    const mara = await enter(at, 'Mara');
    const account = { vaultId: desk.hot, alias: 'Elsewhere' };
    expect(codeOf(await createAccount(at.station, mara, account))).toBe('vault-locked');
    expect(codeOf(await unlock(at.station, desk.hot))).toBe('station-not-enrolled');
    expect(codeOf(await verifyJournal(at.station))).toBeNull();
    expect(readFileSync(keyFile(desk.folder))).toEqual(before);

    must(await settle(at));
    expect(at.station.hold.view()).toMatchObject({ enrolment: null });
    must(await unlock(at.station, desk.hot));
    const { stations } = must(await verifyJournal(at.station));
    expect(stations).toHaveLength(2);
    expect(stations[1]?.stationId).toBe(at.station.treasury.key.stationId);
    await at.station.close();

    const again = await openAt(desk.folder, there);
    expect(again.station.hold.check().ok).toBe(true);
    expect(codeOf(await verifyJournal(again.station))).toBeNull();
    await again.station.close();
  });

  it('is not enrolled by one officer, by the same one twice, or by a stranger', async () => {
    const at = await openAt(desk.folder, there);
    const mara = await enter(at, 'Mara');
    const alone = { nothingUnderWay: true, second: null };
    expect(codeOf(await settleFolder(at.station, mara, alone))).toBe('second-officer-needed');
    expect(codeOf(await settleFolder(at.station, mara, { ...alone, second: mara }))).toBe(
      'second-officer-needed',
    );
    expect(at.station.hold.view().enrolment).toBe('key-locked');
    await at.station.close();
  });

  it('and brought home with its new station is a copy there, whose old station stays retired', async () => {
    const old = readFileSync(keyFile(desk.folder));
    const at = await openAt(desk.folder, there);
    must(await settle(at));
    await at.station.close();
    // The old key put back in its place does not sign any more.
    writeFileSync(keyFile(desk.folder), old, { mode: 0o600 });
    const home = await openAt(desk.folder, desk.effects);
    expect(home.station.hold.view().enrolment).toBe('retired');
    expect(codeOf(await unlock(home.station, desk.hot))).toBe('station-not-enrolled');
    await home.station.close();
  });

  it('killed between the enrolment and its key in place, is the enrolled station at the next start', async () => {
    const old = readFileSync(keyFile(desk.folder));
    const at = await openAt(desk.folder, there);
    must(await settle(at));
    const enrolled = at.station.treasury.key.stationId;
    await at.station.close();
    renameSync(keyFile(desk.folder), path.join(desk.folder, 'station.next.key'));
    writeFileSync(keyFile(desk.folder), old, { mode: 0o600 });
    const again = await openAt(desk.folder, there);
    expect(again.station.hold.check().ok).toBe(true);
    expect(again.station.treasury.key.stationId).toBe(enrolled);
    expect(existsSync(path.join(desk.folder, 'station.next.key'))).toBe(false);
    await again.station.close();
  });

  it('killed before the enrolment was written down, is a copy as before', async () => {
    writeFileSync(path.join(desk.folder, 'station.next.key'), readFileSync(keyFile(desk.folder)), {
      mode: 0o600,
    });
    const at = await openAt(desk.folder, there);
    expect(at.station.hold.view().enrolment).toBe('key-locked');
    must(await settle(at));
    await at.station.close();
  });

  it('exports a journal that names both stations, and that an auditor verifies', async () => {
    const at = await openAt(desk.folder, there);
    must(await settle(at));
    const file = path.join(desk.folder, 'journal.jsonl');
    must(await writeJournal(at.station, file));
    const checked = await verifyJournalFile(file, { head: null, stationKey: null });
    expect(checked).toMatchObject({ ok: true });
    await at.station.close();
  });
});

it('a command line opens a folder of a keychain only as a new station, by asking for it', async () => {
  const { desk, end } = await twoComputers((effects) => openDesk(effects));
  await desk.station.close();
  const bare = { ...desk.effects, keychain: null };
  expect(codeOf(await open(desk.folder, bare))).toBe('station-key-in-keychain');
  const at = await openAt(desk.folder, bare, { asNewStation: true });
  expect(at.station.hold.view().enrolment).toBe('key-locked');
  must(await settle(at));
  expect(existsSync(path.join(desk.folder, 'station.next.key'))).toBe(false);
  await at.station.close();
  end();
});

it('payments that were approved before a copy was enrolled are never signed by it', async () => {
  const { desk, there, end } = await twoComputers((effects) => openFundedDesk(['100'], effects));
  const id = await askApproved(desk, '60');
  await desk.station.close();
  const at = await openAt(desk.folder, there);
  must(await settle(at));
  must(await unlock(at.station, desk.hot));
  expect(codeOf(await sign(at.station, await enter(at, 'Ben'), { id }))).toBe('request-settled');
  await at.station.close();
  end();
});
