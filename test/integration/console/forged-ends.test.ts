import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { sign } from '../../../electron/console/movements/sign.ts';
import { signedBytes } from '../../../electron/console/movements/submit-stored.ts';
import { rebuildTables, settleAlarm } from '../../../electron/console/treasury/books-alarm.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { stateOf } from '../../support/desk-readings.ts';
import { openAlarms } from '../../support/open-alarms.ts';
import {
  askApproved,
  NO_TIMERS,
  OUTSIDER,
  openDesk,
  settle,
  unlock,
} from '../../support/treasury-fixture.ts';
import { enter, must } from '../../support/treasury-steps.ts';

it('a signed payment does not end by a row of spent inputs that was put into the closed database, and is paid once', async () => {
  const desk = await openDesk(NO_TIMERS, undefined, 'grpc');
  await enter(desk, 'Mara');
  must(await unlock(desk.station, desk.hot));
  const { receiveAddress } = vaultAtWork(desk.station.policy.present(), [], 'hot');
  await desk.node.deposit(receiveAddress, 2_000n * 10n ** 9n);
  await settle(desk);
  const id = await askApproved(desk, '100');
  must(await sign({ ...desk.station, line: null }, desk.as('Ben'), { id }));
  // Whoever can write the folder can read the signed bytes in it, too.
  const { bytes, signature } = must(await signedBytes(desk.station, id));
  await desk.station.close();
  const db = new DatabaseSync(path.join(desk.folder, 'treasury.sqlite'));
  db.exec("INSERT INTO spent_inputs SELECT key, 'forged', '1' FROM reservations");
  db.close();
  const station = await desk.reopen();
  await station.line.follow();
  await station.check.settled();
  const [mara, ben] = [await enter(desk, 'Mara'), await enter(desk, 'Ben')];
  must(await rebuildTables(station, ben));
  must(await settleAlarm(station, ben, { second: mara, alarms: await openAlarms(station) }));
  must(await station.check.settled());
  expect(['signed', 'sent']).toContain(await stateOf(desk, id));
  must(await station.line.line.submit(bytes, signature));
  await settle(desk);
  expect(await stateOf(desk, id)).toBe('final');
  expect(await desk.node.paymentsTo(OUTSIDER)).toHaveLength(1);
});
