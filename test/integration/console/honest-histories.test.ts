import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportJournal } from '../../../electron/console/journal/export-journal.ts';
import { presentEpoch } from '../../../electron/console/movements/present-epoch.ts';
import { signIn } from '../../../electron/console/officers/sign-in.ts';
import { copyFolder } from '../../support/copy-folder.ts';
import { findAlarms } from '../../support/honest-history/find-alarms.ts';
import { InlineNode } from '../../support/honest-history/inline-node.ts';
import { Life, placeAt, type World } from '../../support/honest-history/life.ts';
import { runHistory } from '../../support/honest-history/run-history.ts';
import { makeTemplate, type Template } from '../../support/honest-history/template.ts';
import { seededNumbers } from '../../support/mutate-bytes.ts';
import { codeOf, createTreasury, enter, must, officerIdOf, utf8 } from '../../support/treasury-steps.ts';

let template: Template;
beforeAll(async () => {
  template = await makeTemplate();
});
afterAll(() => template.dispose());

let rooms = 0;

/** The treasury's next life, in a copy of it, and what its world is. */
function firstLife(): { life: Life; world: World; next: () => Life } {
  const room = path.join(template.parent, `room-${rooms++}`);
  const clock = { at: template.at + 60_000 };
  const node = new InlineNode(() => clock.at, template.events);
  const world = { clock, node, draw: seededNumbers(rooms) };
  const [first, second] = [placeAt(path.join(room, '1')), placeAt(path.join(room, '2'))];
  copyFolder(template.place.folder, first.folder);
  copyFolder(template.place.outside, first.outside);
  const life = new Life(first, world, { next: path.join(room, '2'), killAt: null });
  return { life, world, next: () => new Life(second, world, { next: path.join(room, '3'), killAt: null }) };
}

describe('an honest history with kills', () => {
  it.each(Array.from({ length: 8 }, (_, i) => 500 + i))('raises no alarm: seed %i', async (seed) => {
    const { faults, done, kills } = await runHistory(template, seed);
    expect({ done, faults }).toEqual({ done, faults: [] });
    expect(done.length).toBeGreaterThan(0);
    expect(kills.every((kill) => kill.length > 0)).toBe(true);
  });
});

describe('a life that is killed', () => {
  it('in the middle of an export leaves no file open', async () => {
    const { life } = firstLife();
    const station = must(await life.open());
    const caller = station.callers.open();
    const by = await enter({ station, caller }, 'Dev');
    const file = path.join(path.dirname(life.place.folder), 'journal.jsonl');
    const exported = exportJournal(station, by, { file }).then(codeOf, () => 'ended');
    life.kill('now');
    expect(await exported).not.toBeNull();
    life.bury();
  });
});

describe('what honest histories have found', () => {
  it('a wrong password before a restart is no alarm, and stays counted', async () => {
    const { life } = firstLife();
    const station = must(await life.open());
    const officerId = officerIdOf(station, 'Ben');
    const wrong = await signIn(station, station.callers.open(), { officerId, password: utf8('slip') });
    expect(codeOf(wrong)).toBe('password-wrong');
    await station.close();
    const again = must(await life.open());
    expect(await findAlarms(again)).toEqual([]);
    expect(await again.books.passwords.failures(officerId)).toMatchObject({ failures: 1 });
    await again.close();
  });

  it('a kill after an epoch ended, before the journal noted it, does not end the following for ever', async () => {
    const { life, world, next } = firstLife();
    const station = must(await life.open());
    const { receiveAddress } = station.policy.present().vaults[0] ?? {};
    for (let epoch = 0; epoch < 3; epoch++) {
      await world.node.endEpoch();
      await station.line.follow();
    }
    expect(must(await presentEpoch(station))).toBe(3n);
    life.kill('now');
    const later = next();
    const again = must(await later.open());
    await world.node.deposit(receiveAddress ?? '', 7n);
    await world.node.checkpoint();
    await again.line.follow();
    expect(again.line.view()).toMatchObject({ state: 'connected', problem: null });
    expect(must(await presentEpoch(again))).toBe(3n);
    expect(
      (await again.books.deposits.list({ search: '', offset: 0, limit: 9 }, null)).rows[0],
    ).toMatchObject({
      units: 7n,
      state: 'final',
    });
    expect(await findAlarms(again)).toEqual([]);
    await again.close();
  });

  it('an epoch that nobody noted is not believed at the next opening', async () => {
    const { life, world, next } = firstLife();
    const station = must(await life.open());
    await station.line.follow();
    await world.node.endEpoch();
    await station.line.follow();
    life.kill('now');
    const again = must(await next().open());
    expect(must(await presentEpoch(again))).toBe(0n);
    expect(await findAlarms(again)).toEqual([]);
    await again.close();
  });

  it('a kill after the first look of a treasury that was closed without one does not end the following for ever', async () => {
    const room = path.join(template.parent, `room-${rooms++}`);
    const clock = { at: template.at };
    const world = { clock, node: new InlineNode(() => clock.at), draw: seededNumbers(1) };
    const [place, second] = [placeAt(path.join(room, '1')), placeAt(path.join(room, '2'))];
    const life = new Life(place, world, { next: path.join(room, '2'), killAt: null });
    must(await createTreasury(place.folder, world.node, life.effects));
    await must(await life.open()).close(); // notes where it is to begin, and no epoch yet
    const station = must(await life.open());
    for (let epoch = 0; epoch < 2; epoch++) {
      await world.node.endEpoch();
      await station.line.follow();
    }
    expect(must(await presentEpoch(station))).toBe(2n);
    life.kill('now');
    const again = must(await new Life(second, world, { next: path.join(room, '3'), killAt: null }).open());
    expect(codeOf(await presentEpoch(again))).toBe('epoch-unknown');
    await again.line.follow();
    expect(again.line.view()).toMatchObject({ state: 'connected', problem: null });
    expect(must(await presentEpoch(again))).toBe(2n);
    expect(await findAlarms(again)).toEqual([]);
    await again.close();
  });
});
