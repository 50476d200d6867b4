import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readLastBackup } from '../../../electron/console/backup/last-backup.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { readTreasury } from '../../../electron/console/treasury/treasury-view.ts';
import { practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
import { BACKUP_PASSPHRASE, backUp, places } from '../../support/backup-desk.ts';
import { entriesOf } from '../../support/ceremony-desk.ts';
import {
  NO_TIMERS,
  openDesk,
  openFundedDesk,
  settle,
  type TestDesk,
} from '../../support/treasury-fixture.ts';
import { codeOf, enter, must, PASSWORD, utf8, WORK_FACTOR } from '../../support/treasury-steps.ts';

let desk: TestDesk;
let at: Awaited<ReturnType<typeof places>>;
beforeEach(async () => {
  desk = await openDesk({ ...NO_TIMERS, workFactor: WORK_FACTOR });
  at = await places();
});

const look = async () => must(await desk.effects.backups.look(at.file, utf8(BACKUP_PASSPHRASE))).manifest;
const newest = async () => (await entriesOf(desk.station, 'treasury-backed-up')).at(-1)!;

describe('a backup without key files', () => {
  it('has everything but them and the station key, and the journal says who made it', async () => {
    const mara = await enter(desk, 'Mara');
    const written = must(await backUp(desk.station, mara, { target: at.file }));
    const { about, files } = await look();
    expect(files.map(({ name }) => name)).toEqual([
      'treasury.json',
      'treasury.sqlite',
      'vaults/cold.stronghold.state',
      'vaults/hot.stronghold.state',
    ]);
    expect(about.vaults.map(({ hasFile }) => hasFile)).toEqual([false, false]);
    expect(about.officers.every(({ hasFile }) => !hasFile)).toBe(true);
    const entry = await newest();
    expect(entry.actor).toMatchObject({ kind: 'person' });
    expect(entry.body).toMatchObject({ sha256: written.sha256, size: statSync(at.file).size, keys: 'none' });
    expect(entry.body).toMatchObject({ entries: about.head.seq, head: about.head.hash });
    must(await verifyJournal(desk.station));
    expect(existsSync(path.join(desk.folder, 'backup.unfinished'))).toBe(false);
  });

  it('has the books as they are at one moment, while deposits come in', async () => {
    const hot = desk.station.policy.present().vaults.find(({ id }) => id === desk.hot)!;
    const mara = await enter(desk, 'Mara');
    const busy = (async () => {
      for (let i = 0; i < 20; i++) {
        must(await practiceDeposit(desk.station, { address: hot.receiveAddress, amount: '1' }));
        await settle(desk);
      }
    })();
    must(await backUp(desk.station, mara, { target: at.file }));
    await busy;
    const { about } = await look();
    const entry = JSON.parse((await desk.station.books.journal.entry(about.head.seq)) ?? '{}');
    expect(entry).toMatchObject({ hash: about.head.hash, at: about.head.at });
  });

  it('is shown with its time and officer, and as outdated after a later ceremony only', async () => {
    expect(await readLastBackup(desk.station)).toEqual({ last: null, isOutdated: false });
    must(await backUp(desk.station, await enter(desk, 'Mara'), { target: at.file }));
    const { backup } = await readTreasury(desk.station, nobody);
    expect(backup).toMatchObject({ last: { keys: 'none', officerName: expect.stringMatching(/^Mara/) } });
    expect(backup.isOutdated).toBe(false);
  });
});

describe('a backup with key files', () => {
  const both = () => ({
    target: at.file,
    vaults: [{ vaultId: desk.hot, password: utf8(PASSWORD) }],
    officers: true,
  });

  it('takes two officers, and names each vault whose file went along', async () => {
    const [mara, ben] = [await enter(desk, 'Mara'), await enter(desk, 'Ben')];
    must(await backUp(desk.station, mara, { ...both(), second: ben }));
    const { about, files } = await look();
    expect(files.map(({ name }) => name)).toContain('vaults/hot.stronghold');
    expect(files.map(({ name }) => name)).not.toContain('vaults/cold.stronghold');
    expect(about.vaults.filter(({ hasFile }) => hasFile).map(({ id }) => id)).toEqual([desk.hot]);
    expect(about.officers.every(({ hasFile }) => hasFile)).toBe(true);
    expect((await newest()).body).toMatchObject({ keys: 'both', vaults: [desk.hot] });
    expect((await entriesOf(desk.station, 'vault-copied')).map(({ body }) => body.vaultId)).toEqual([
      desk.hot,
    ]);
    expect((await entriesOf(desk.station, 'act-confirmed')).at(-1)?.body.act).toBe('treasury-backed-up');
    must(await verifyJournal(desk.station));
  });

  it('is not made by one officer, or by the same one twice', async () => {
    const mara = await enter(desk, 'Mara');
    expect(codeOf(await backUp(desk.station, mara, both()))).toBe('second-officer-needed');
    expect(codeOf(await backUp(desk.station, mara, { ...both(), second: mara }))).toBe(
      'second-officer-needed',
    );
    expect(codeOf(await backUp(desk.station, mara, { target: at.file, officers: true }))).toBe(
      'second-officer-needed',
    );
    expect(existsSync(at.file)).toBe(false);
  });

  it('takes no vault file along whose password is not known', async () => {
    const [mara, ben] = [await enter(desk, 'Mara'), await enter(desk, 'Ben')];
    const vaults = [{ vaultId: desk.hot, password: utf8('a guess') }];
    expect(codeOf(await backUp(desk.station, mara, { target: at.file, vaults, second: ben }))).toBe(
      'password-wrong',
    );
    expect(readdirSync(at.parent)).toEqual([]);
    expect(existsSync(path.join(desk.folder, 'backup.unfinished'))).toBe(false);
  });
});

describe('a backup that is not made', () => {
  it('with an empty passphrase, or one that was typed differently', async () => {
    const mara = await enter(desk, 'Mara');
    const as = (passphrase: string, again = passphrase) =>
      backUp(desk.station, mara, { target: at.file, passphrase: utf8(passphrase), again: utf8(again) });
    expect(codeOf(await as(''))).toBe('password-empty');
    expect(codeOf(await as('one', 'two'))).toBe('password-mismatch');
    expect(existsSync(at.file)).toBe(false);
  });

  it('over a file that is there, into a folder that is not there', async () => {
    const mara = await enter(desk, 'Mara');
    writeFileSync(at.file, 'mine');
    expect(codeOf(await backUp(desk.station, mara, { target: at.file }))).toBe('backup-exists');
    expect(readFileSync(at.file, 'utf8')).toBe('mine');
    const gone = path.join(at.parent, 'gone', 'backup.age');
    expect(codeOf(await backUp(desk.station, mara, { target: gone }))).toBe('file-not-written');
    expect(await entriesOf(desk.station, 'treasury-backed-up')).toEqual([]);
  });

  it('twice at once', async () => {
    const mara = await enter(desk, 'Mara');
    const second = path.join(at.parent, 'second.age');
    const answers = await Promise.all([
      backUp(desk.station, mara, { target: at.file }),
      backUp(desk.station, mara, { target: second }),
    ]);
    expect(answers.map(codeOf).toSorted()).toEqual(['backup-busy', null]);
  });
});

it('what a killed backup left in the folder goes at the next opening', async () => {
  mkdirSync(path.join(desk.folder, 'backup.unfinished'));
  writeFileSync(path.join(desk.folder, 'backup.unfinished', 'treasury.sqlite'), 'half');
  await desk.reopen();
  expect(existsSync(path.join(desk.folder, 'backup.unfinished'))).toBe(false);
});

it('open vaults go on signing while a backup is made', async () => {
  const funded = await openFundedDesk(['100'], { workFactor: WORK_FACTOR });
  must(await backUp(funded.station, await enter(funded, 'Mara'), { target: at.file }));
  expect(funded.station.keys.vaults.state(funded.hot)).toBe('open');
});
