import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type Actor, theStation } from '../../../electron/console/actor.ts';
import { settleAlarm } from '../../../electron/console/treasury/books-alarm.ts';
import { lockStation } from '../../../electron/console/treasury/lock-station.ts';
import { treasuryPaths } from '../../../electron/console/treasury/treasury-folder.ts';
import { askOfficialLibrary, removeOpinions } from '../../../electron/console/vaults/second-opinion.ts';
import type { AddressQuestion } from '../../../electron/official/library.ts';
import { entriesOf } from '../../support/ceremony-desk.ts';
import {
  answering,
  asStardust,
  type FakeLibrary,
  keyOfPath,
  tableLibrary,
} from '../../support/fake-library.ts';
import { libraryLater } from '../../support/library-later.ts';
import { must } from '../../support/must.ts';
import { openAlarms } from '../../support/open-alarms.ts';
import { NO_TIMERS, openDesk, type TestDesk, temporaryFolder } from '../../support/treasury-fixture.ts';
import { codeOf, enter, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

/** A desk whose library is decided on later, when its addresses are known. */
async function deskWith(): Promise<TestDesk & { readonly put: (fake: FakeLibrary) => Promise<void> }> {
  const { official, put } = libraryLater();
  return Object.assign(await openDesk({ ...NO_TIMERS, official }), { put });
}

/** What the vault has attested, as the library would write it. */
async function truth({ station, hot }: TestDesk): Promise<Map<string, string>> {
  const vault = station.policy.present().vaults.find(({ id }) => id === hot)!;
  const table = new Map([['0/0/0', asStardust(vault.receiveAddress)]]);
  const all = { search: '', offset: 0, limit: 50 };
  for (const { index } of (await station.books.accounts.list(all, hot)).rows) {
    for (const own of (await station.books.addresses.issued(all, hot, index)).rows) {
      table.set(keyOfPath(own.path), asStardust(own.address));
    }
  }
  return table;
}

const ask = (desk: TestDesk, actor: Actor, password = PASSWORD) =>
  askOfficialLibrary(desk.station, actor, { vaultId: desk.hot, password: utf8(password), unenclosed: true });

const copiesOf = ({ folder }: TestDesk) => treasuryPaths(folder).opinions;

it('the same addresses are journaled by the officer who asked, and nothing is left of the copy', async () => {
  const desk = await deskWith();
  const table = await truth(desk);
  await desk.put(tableLibrary(table));
  const mara = await enter(desk, 'Mara');
  const agreed = must(await ask(desk, mara));
  expect(agreed.compared).toBeGreaterThan(0);
  const [entry, ...more] = await entriesOf(desk.station, 'second-opinion-agreed');
  expect(more).toEqual([]);
  expect(entry?.actor.kind).toBe('person');
  expect(entry?.body).toMatchObject({ vaultId: desk.hot, compared: agreed.compared, version: '2.0.3-rc.32' });
  expect(existsSync(copiesOf(desk))).toBe(false);
  expect(codeOf(await desk.station.check.settled())).toBeNull();
});

it('another address is an alarm: nothing goes on until two officers have settled it', async () => {
  const desk = await deskWith();
  const table = await truth(desk);
  table.set('0/0/0', asStardust(`0x${'66'.repeat(32)}`));
  await desk.put(tableLibrary(table));
  const mara = await enter(desk, 'Mara');
  expect(codeOf(await ask(desk, mara))).toBe('official-differs');
  const [entry] = await entriesOf(desk.station, 'second-opinion-differed');
  expect(entry?.body.differences).toEqual([
    expect.stringMatching(/expected 0x[0-9a-f]{64}, .* derives another$/),
  ]);
  expect(codeOf(await desk.station.check.settled())).toBe('books-unsettled');
  expect(
    codeOf(await settleAlarm(desk.station, mara, { second: null, alarms: await openAlarms(desk.station) })),
  ).toBe('second-officer-needed');
  must(
    await settleAlarm(desk.station, mara, {
      second: await enter(desk, 'Ben'),
      alarms: await openAlarms(desk.station),
    }),
  );
  expect(codeOf(await desk.station.check.settled())).toBeNull();
  expect(existsSync(copiesOf(desk))).toBe(false);
});

it('the alarm stays over a restart', async () => {
  const desk = await deskWith();
  const table = await truth(desk);
  table.set('0/0/0', 'nonsense');
  await desk.put(tableLibrary(table));
  expect(codeOf(await ask(desk, await enter(desk, 'Mara')))).toBe('official-differs');
  const again = await desk.reopen();
  expect(codeOf(await again.check.settled())).toBe('books-unsettled');
});

it('a wrong password asks nobody, and nothing is left of it', async () => {
  const desk = await deskWith();
  await desk.put(answering('throw new Error("asked")'));
  expect(codeOf(await ask(desk, await enter(desk, 'Mara'), 'not the password'))).toBe('password-wrong');
  expect(existsSync(copiesOf(desk))).toBe(false);
});

it('a library that crashes is told as that: no agreement, no alarm, no copy', async () => {
  const desk = await deskWith();
  await desk.put(answering('process.abort()'));
  expect(codeOf(await ask(desk, await enter(desk, 'Mara')))).toBe('official-ended');
  expect(await entriesOf(desk.station, 'second-opinion-agreed')).toEqual([]);
  expect(await entriesOf(desk.station, 'second-opinion-differed')).toEqual([]);
  expect(codeOf(await desk.station.check.settled())).toBeNull();
  expect(existsSync(copiesOf(desk))).toBe(false);
});

it('whoever is not signed in cannot ask, with the right password', async () => {
  const desk = await deskWith();
  expect(codeOf(await ask(desk, theStation('ledger-followed')))).toBe('officer-not-signed-in');
});

it('a copy that a kill has left is gone after the next opening', async () => {
  const desk = await deskWith();
  const left = path.join(copiesOf(desk), 'a-question');
  await mkdir(left, { recursive: true });
  await writeFile(path.join(left, 'vault.stronghold'), 'a copy');
  await desk.reopen();
  expect(existsSync(copiesOf(desk))).toBe(false);
});

it('a lock ends a library that is being asked: it must not keep the key for its minute', async () => {
  const { official, put } = libraryLater();
  const locking = { ...official, addresses: asks };
  const desk: TestDesk = await openDesk({ ...NO_TIMERS, official: locking });
  function asks(question: AddressQuestion) {
    const asked = official.addresses(question);
    void lockStation(desk.station, desk.station.callers, { rule: 'folder-held' });
    return asked;
  }
  await put(answering('for (;;);'));
  expect(codeOf(await ask(desk, await enter(desk, 'Mara')))).toBe('official-ended');
  expect(existsSync(copiesOf(desk))).toBe(false);
});

it('a folder that the library has closed to us is removed all the same', async () => {
  const treasury = await temporaryFolder();
  const { opinions } = treasuryPaths(treasury);
  const closed = path.join(opinions, 'a-question', 'storage', 'closed');
  await mkdir(closed, { recursive: true });
  await writeFile(path.join(closed, 'what the library wrote'), 'x');
  await chmod(closed, 0);
  await chmod(path.dirname(closed), 0);
  await removeOpinions(treasury);
  expect(existsSync(opinions)).toBe(false);
});

it('a lock while the copy is made: the library is not asked', async () => {
  const { official, put } = libraryLater();
  let asked = 0;
  const counting = {
    ...official,
    addresses: (question: AddressQuestion) => {
      asked += 1;
      return official.addresses(question);
    },
  };
  const desk = await openDesk({ ...NO_TIMERS, official: counting });
  await put(answering('return ""'));
  const mara = await enter(desk, 'Mara');
  const { passwords } = desk.station.keys;
  const tried = passwords.try.bind(passwords);
  passwords.try = async (owner, password, attempt) => {
    const done = await tried(owner, password, attempt);
    passwords.lock(); // as a lock does that comes when the copy is written
    return done;
  };
  expect(codeOf(await ask(desk, mara))).toBe('vault-locked');
  expect(asked).toBe(0);
  expect(existsSync(copiesOf(desk))).toBe(false);
});
