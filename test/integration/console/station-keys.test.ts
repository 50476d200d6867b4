import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { readTreasury } from '../../../electron/console/treasury/treasury-view.ts';
import { createConsole } from '../../../electron/stations/console.ts';
import { openDesk as openStation } from '../../../electron/stations/desk.ts';
import { shamKeychain } from '../../support/sham-keychain.ts';
import { deskEffects } from '../../support/test-effects.ts';
import { testHost } from '../../support/test-host.ts';
import { openDesk } from '../../support/treasury-fixture.ts';
import { openProgram, outsideTreasury } from '../../support/treasury-lines.ts';
import { codeOf, enter, must } from '../../support/treasury-steps.ts';

const keychain = shamKeychain('mara at this machine');

it('a station key goes into the keychain at the first start that has one, and signs on', async () => {
  const desk = await openDesk();
  await desk.station.close();
  const secret = JSON.parse(readFileSync(path.join(desk.folder, 'station.key'), 'utf8')).privateKey as string;

  for (const _ of ['first start', 'second start']) {
    const station = must(await openStation(desk.folder, { ...desk.effects, keychain }));
    await enter({ station, caller: station.callers.open() }, 'Mara');
    expect((await readTreasury(station, nobody)).stationKey).toBe('keychain');
    expect(codeOf(await verifyJournal(station))).toBeNull();
    await station.close();
    expect(readFileSync(path.join(desk.folder, 'station.key'), 'utf8')).not.toContain(secret);
  }
});

it('a command line does not open a folder whose key is in the keychain of a desktop, and changes nothing', async () => {
  const desk = await openDesk({ keychain });
  await desk.station.close();
  const before = readFileSync(path.join(desk.folder, 'station.key'));
  const refused = await openStation(desk.folder, { ...desk.effects, keychain: null });
  expect(codeOf(refused)).toBe('station-key-in-keychain');
  expect(readFileSync(path.join(desk.folder, 'station.key'))).toEqual(before);
  const again = must(await openStation(desk.folder, { ...desk.effects, keychain }));
  await again.close();
});

it('a command line attaches to the desktop that has the folder open with a key in its keychain', async () => {
  const treasury = await outsideTreasury();
  const desktop = createConsole(testHost({ effects: { ...deskEffects, keychain } }), () => {});
  onTestFinished(() => desktop.close());
  must(await desktop.open(treasury.folder));
  const { get } = await openProgram(treasury.folder);
  expect(await get('app.read', { as: null })).toMatchObject({ treasury: { stationKey: 'keychain' } });
});
