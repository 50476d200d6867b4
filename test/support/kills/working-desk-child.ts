import { setTimeout as sleep } from 'node:timers/promises';
import { buildQueued } from '../../../electron/console/movements/build-proposal.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { requestWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { outsideFolder } from '../../../electron/stations/outside-folder.ts';
import { openAt } from '../held-folder.ts';
import { findAlarms } from '../honest-history/find-alarms.ts';
import { seededNumbers } from '../mutate-bytes.ts';
import { testEffects } from '../test-effects.ts';
import { approveShown } from '../treasury-steps.ts';
import { beginWork, inState } from './desk-work.ts';

/**
 * A desk in a process of its own at which two officers work without end, to be killed at any moment: `FOLDER ROUND SEED`.
 * Several payments are on their way at once, each to a payee of its own, and some are rejected. It says `alarm ...` for
 * whatever an opened folder must not show, `asked PAYEE UNITS` before it asks, and `open` when work begins.
 */
const [folder = '', round = '0', seed = '0'] = process.argv.slice(2);
const MOST_OPEN = 6;
const draw = seededNumbers(Number(seed));
const outside = outsideFolder(`${folder}-marks`, testEffects);
const at = await openAt(folder, { ...testEffects, outside });
const { station } = at;
for (const alarm of await findAlarms(station)) console.log(`alarm ${alarm}`);
console.log('open');

let asked = 0;
for (;;) {
  // A signer may be killed at any moment: whatever it leaves undone, is begun again.
  await workOnce().catch(() => {});
  await sleep(draw(20));
}

async function workOnce(): Promise<void> {
  const { mara, ben, vaultId } = await beginWork(at);
  const open = await inState(station, 'queued', 'proposed', 'approved', 'signed', 'sent');
  if (open.length < MOST_OPEN) await ask();
  for (const { id } of await inState(station, 'queued')) await buildQueued(station, mara, id);
  await Promise.all(
    (await inState(station, 'proposed', 'approved')).map(async ({ id, state }) => {
      if (draw(10) === 0) await reject(station, ben, { id, reason: 'no' });
      else if (state === 'proposed') await approveShown(station, ben, id).catch(() => {});
      else await sign(station, mara, { id });
    }),
  );

  async function ask(): Promise<void> {
    const payee = `0x${Number(round).toString(16).padStart(6, '0')}${(asked++).toString(16).padStart(4, '0')}${'cd'.repeat(27)}`;
    const amount = 1 + draw(9);
    console.log(`asked ${payee} ${amount}000000000`);
    const typed = { vaultId, recipient: payee, amount: `${amount}`, reference: '' };
    await requestWithdrawal(station, mara, typed);
  }
}
