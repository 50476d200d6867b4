import { productLines } from '../../../electron/chains/lines.ts';
import { freezeVaults } from '../../../electron/console/freezes/freeze-vaults.ts';
import { requestGather } from '../../../electron/console/mandates/gather.ts';
import { requestWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { stop } from '../../../electron/console/movements/stop.ts';
import { voidPayment } from '../../../electron/console/movements/void-payment.ts';
import { openDesk } from '../../../electron/stations/desk.ts';
import { borderLines } from '../honest-history/borders.ts';
import { findAlarms } from '../honest-history/find-alarms.ts';
import { approveAs, must } from '../treasury-steps.ts';
import { beginWork, doWhatWaits, followToEnd, inState } from './desk-work.ts';
import { dieAt, effectsWithBorders } from './die-at.ts';

/**
 * A desk in a process of its own that kills itself at a border: `pay FOLDER BORDER RECIPIENT AMOUNT` asks for a payment and
 * brings it to its end; `freeze FOLDER BORDER RECIPIENT AMOUNT` freezes its vault before it is signed; `gather FOLDER BORDER` gathers what lies scattered; `go-on FOLDER BORDER` does whatever waits; `cancel FOLDER BORDER` stops what is signed and has it
 * cancelled. It says `done` where it lived to the end.
 */
const [task, folder = '', border = '', recipient = '', amount = ''] = process.argv.slice(2);
const mortal = dieAt(border);
const lines = borderLines(productLines, mortal);
// A payment that is to be cancelled must not leave beforehand: nothing happens by itself then.
const effects = {
  ...effectsWithBorders(folder, border, mortal),
  ...(task === 'cancel' ? { every: () => () => {} } : {}),
};
const station = must(await openDesk(folder, effects, { lines, nodeTimeoutMs: 5_000 }));
const at = { station, caller: station.callers.open() };
for (const alarm of await findAlarms(station)) console.log(`alarm ${alarm}`);
const { mara, ben, vaultId } = await beginWork(at);
if (task === 'pay') {
  const typed = { vaultId, recipient, amount, reference: '' };
  const { id } = must(await requestWithdrawal(station, mara, typed));
  await approveAs(at, 'Ben', id);
  must(await sign(station, mara, { id }));
} else if (task === 'freeze') {
  const typed = { vaultId, recipient, amount, reference: '' };
  const { id } = must(await requestWithdrawal(station, mara, typed));
  await approveAs(at, 'Ben', id);
  must(await freezeVaults(station, mara, { vaultId, reason: '' }));
} else if (task === 'gather') {
  const { ids } = must(await requestGather(station, mara, { vaultId }));
  await approveAs(at, 'Ben', ids[0] ?? '');
  must(await sign(station, mara, { id: ids[0] ?? '' }));
} else if (task === 'cancel') {
  for (const { id } of await inState(station, 'signed')) {
    must(await stop(station, ben, { id, reason: 'a slip' }));
    await station.line.follow();
    must(await voidPayment(station, mara, { id, reason: 'a slip' }));
  }
  await doWhatWaits(at);
} else await doWhatWaits(at);
await followToEnd(station);
await station.close();
console.log('done');
