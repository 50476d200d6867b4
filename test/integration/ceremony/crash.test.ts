import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { listCeremonies } from '../../../electron/console/ceremony/ceremony-view.ts';
import { settleWaiting } from '../../../electron/console/ceremony/settle-ceremony.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { settleAlarm } from '../../../electron/console/treasury/books-alarm.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import type { Desk } from '../../../electron/stations/desk.ts';
import { practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
import { entriesOf, openCeremonyDesk, provenTranscript, unlockWritten } from '../../support/ceremony-desk.ts';
import { editTables, repair } from '../../support/folder-attack/opened-attack.ts';
import { openAlarms } from '../../support/open-alarms.ts';
import { bundleOf } from '../../support/run-folder.ts';
import { startChild } from '../../support/start-child.ts';
import { settle } from '../../support/treasury-fixture.ts';
import { codeOf, enter, must } from '../../support/treasury-steps.ts';

const child = bundleOf('ceremony-child');

/** All that a ceremony can change, to be compared. */
const everything = async (station: Desk) => ({
  policies: station.treasury.file().policies,
  vaultFiles: station.treasury.file().vaultFiles,
  retired: await station.books.vaults.retired(),
  accounts: await station.books.accounts.list({ search: '', offset: 0, limit: 100 }, null),
  positions: await Promise.all(
    station.policy.present().vaults.map(({ id }) => station.books.addresses.nextPosition(id, 0)),
  ),
  movements: (await station.books.movements.inState(['queued', 'proposed'])).map(({ id, units }) => [
    id,
    units,
  ]),
  completed: await entriesOf(station, 'ceremony-completed'),
});

describe('a station that is killed at the end of a ceremony', () => {
  it.each(['after-record', 'before-treasury', 'after-treasury', 'after-journal', 'after-all'])(
    '%s: the next start carries it out, exactly once',
    async (moment) => {
      const desk = await openCeremonyDesk();
      const old = desk.hot;
      const { receiveAddress } = vaultAtWork(desk.station.policy.present(), [], 'hot');
      must(await practiceDeposit(desk.station, { address: receiveAddress, amount: '100' }));
      await settle(desk);
      await desk.station.close();
      const killed = startChild(child, [desk.folder, moment]);
      expect(await killed.exited, 'killed by the signal').toBeNull();
      expect(killed.output()).toBe('open\n');

      const station = await desk.reopen();
      const notes = readdirSync(path.join(desk.folder, 'vaults')).filter((file) => /unfinished/.test(file));
      expect(notes).toEqual([]);
      const [name, ...more] = readdirSync(path.join(desk.folder, 'ceremonies'));
      expect(more).toEqual([]);
      await provenTranscript(station, name!.slice(0, -'.json'.length));
      const after = await everything(station);
      expect(after.policies).toHaveLength(2);
      expect(after.completed).toHaveLength(1);
      expect(after.retired).toEqual([old]);
      const { id, receiveAddress: next } = vaultAtWork(station.policy.present(), [old], 'hot');
      expect(after.positions.at(-1), 'one is given out, twenty are ready').toBe(21);
      expect((await station.books.addresses.find(next))?.issuedAt).not.toBeNull();
      expect(after.movements).toHaveLength(1);
      const sweep = must(await readMovement(station, nobody, { id: after.movements[0]![0] as string }));
      expect(sweep.row.state).toBe(moment === 'after-all' ? 'queued' : 'proposed');
      must(await unlockWritten(station, id));

      const again = await desk.reopen();
      expect(await everything(again)).toEqual(after);
      must(await verifyJournal(again));
    },
  );

  it('and in whose record somebody has changed names and marks then: it is set aside with an alarm', async () => {
    const desk = await openCeremonyDesk();
    await desk.station.close();
    expect(await startChild(child, [desk.folder, 'after-record']).exited).toBeNull();
    const ceremonies = path.join(desk.folder, 'ceremonies');
    const file = path.join(ceremonies, readdirSync(ceremonies)[0] ?? '');
    const record = JSON.parse(readFileSync(file, 'utf8'));
    const accounts = record.accounts.map((each: object) => ({ ...each, alias: 'Somebody else' }));
    writeFileSync(file, JSON.stringify({ ...record, accounts, mark: { ...record.mark, counter: 9 } }));
    const station = await desk.reopen();
    expect(await entriesOf(station, 'ceremony-completed')).toEqual([]);
    expect(readdirSync(ceremonies)).toEqual([`${path.basename(file)}.set-aside`]);
    expect(codeOf(await station.check.settled())).toBe('books-unsettled');
    expect(station.treasury.file().policies).toHaveLength(1);
  });

  it('and whose rows somebody has edited then: it is carried out once the tables are made anew', async () => {
    const desk = await openCeremonyDesk();
    await desk.station.close();
    expect(await startChild(child, [desk.folder, 'after-record']).exited).toBeNull();
    editTables(desk.folder, "UPDATE accounts SET alias = alias || ' 2', alias_key = alias_key || ' 2'");
    const station = await desk.reopen();
    expect(await entriesOf(station, 'ceremony-completed')).toEqual([]);
    await repair({ station, caller: desk.caller });
    await settleWaiting(station);
    expect(await entriesOf(station, 'ceremony-completed')).toHaveLength(1);
    must(await (await desk.reopen()).check.settled());
  });

  it('after all of it, and whose record somebody deletes or alters: it is written anew from the journal, with an alarm', async () => {
    const desk = await openCeremonyDesk();
    await desk.station.close();
    expect(await startChild(child, [desk.folder, 'never']).exited).toBe(0);
    const ceremonies = path.join(desk.folder, 'ceremonies');
    const file = path.join(ceremonies, readdirSync(ceremonies)[0] ?? '');
    const id = path.basename(file, '.json');
    const fileNamed = () => JSON.parse(readFileSync(file, 'utf8')).vaultFile.file;
    const vaultFile = fileNamed();
    const settleAll = async (station: Desk) => {
      const at = { station, caller: desk.caller };
      const [mara, ben] = [await enter(at, 'Mara'), await enter(at, 'Ben')];
      must(await settleAlarm(station, ben, { second: mara, alarms: await openAlarms(station) }));
    };
    rmSync(file);
    const station = await desk.reopen();
    expect(codeOf(await station.check.settled())).toBe('books-unsettled');
    expect(must(await listCeremonies(station)).map((each) => each.id)).toEqual([id]);
    expect(fileNamed()).toBe(vaultFile);
    await provenTranscript(station, id);
    await settleAll(station);
    await station.close();
    const record = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...record, vaultFile: null }));
    const altered = await desk.reopen();
    expect(codeOf(await altered.check.settled())).toBe('books-unsettled');
    expect(fileNamed()).toBe(vaultFile);
    await settleAll(altered);
    const whole = await desk.reopen();
    must(await whole.check.settled());
    expect(await openAlarms(whole)).toEqual([]);
    expect(must(await listCeremonies(whole)).map((each) => each.id)).toEqual([id]);
  });

  it('before it is written down: it was not completed, and can be begun again', async () => {
    const desk = await openCeremonyDesk();
    await desk.station.close();
    const killed = startChild(child, [desk.folder, 'before-record']);
    expect(await killed.exited).toBeNull();
    const files = () => readdirSync(path.join(desk.folder, 'vaults')).toSorted();
    expect(files(), 'the seed that nobody signed for').toHaveLength(7);
    const station = await desk.reopen();
    expect(files()).toEqual([
      'cold.stronghold',
      'cold.stronghold.state',
      'hot.stronghold',
      'hot.stronghold.state',
    ]);
    expect(station.policy.present().version).toBe(1);
    expect(await station.books.vaults.retired()).toEqual([]);
    expect(await entriesOf(station, 'ceremony-completed')).toEqual([]);
    await station.close();
    const completed = startChild(child, [desk.folder, 'never']);
    expect(await completed.exited).toBe(0);
    const again = await desk.reopen();
    expect(again.policy.present().version).toBe(2);
    must(await verifyJournal(again));
  });
});
