import { copyFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { settleAlarm } from '../../../electron/console/treasury/books-alarm.ts';
import { treasuryPaths } from '../../../electron/console/treasury/treasury-folder.ts';
import { openCeremonyDesk, unlockWritten } from '../../support/ceremony-desk.ts';
import { complete, WORDS } from '../../support/ceremony-steps.ts';
import { openAlarms } from '../../support/open-alarms.ts';
import { enter, must } from '../../support/treasury-steps.ts';

it('an older treasury.json, put back alone, brings no older policy into force: the journal’s is followed, and two officers settle that', async () => {
  const desk = await openCeremonyDesk();
  const { treasury } = treasuryPaths(desk.folder);
  const older = `${treasury}.older`;
  copyFileSync(treasury, older);
  const { vaultId } = await complete(desk.station, { plan: WORDS, vault: { name: 'Reserve', kind: 'cold' } });
  await desk.station.close();
  copyFileSync(older, treasury);
  const station = await desk.reopen();
  expect(station.policy.present().version).toBe(2);
  const [mara, ben] = [await enter(desk, 'Mara'), await enter(desk, 'Ben')];
  const alarms = await openAlarms(station);
  expect(alarms).toHaveLength(1);
  must(await settleAlarm(station, ben, { second: mara, alarms }));
  must(await unlockWritten(station, vaultId));
  await desk.reopen();
  expect(await openAlarms(desk.station)).toEqual([]);
  expect(desk.station.policy.present().version).toBe(2);
});
