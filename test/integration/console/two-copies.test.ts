import { expect, it } from 'vitest';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { requestWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { openDesk as openStation } from '../../../electron/stations/desk.ts';
import { copyFolder } from '../../support/copy-folder.ts';
import { askApproved, OUTSIDER, openFundedDesk, unlock } from '../../support/treasury-fixture.ts';
import { approveAs, enter, must } from '../../support/treasury-steps.ts';

it('two copies of one treasury cannot spend one coin twice: the slower payment fails and says so', async () => {
  const desk = await openFundedDesk(['100']);
  const mine = await askApproved(desk, '60');
  await desk.station.close();
  const copy = `${desk.folder}-copy`;
  copyFolder(desk.folder, copy);

  const station = must(await openStation(copy, desk.effects));
  const other = { station, caller: station.callers.open() };
  const ben = await enter(other, 'Ben');
  must(await unlock(station, desk.hot));
  must(await reject(station, ben, { id: mine, reason: '' }));
  const mara = await enter(other, 'Mara');
  const { id: theirs } = must(
    await requestWithdrawal(station, mara, {
      vaultId: desk.hot,
      recipient: OUTSIDER,
      amount: '50',
      reference: '',
    }),
  );
  await approveAs(other, 'Ben', theirs);
  must(await sign(station, ben, { id: theirs }));
  const theirPayment = await station.books.movements.transaction(theirs);
  await desk.node.checkpoint();
  await station.close();

  const again = await desk.reopen();
  await enter(desk, 'Ben');
  must(await unlock(again, desk.hot));
  // What the other copy signed is beyond what this one's state knows; the network keeps the coin to one of them.
  must(await sign(again, desk.as('Ben'), { id: mine }));
  await again.line.follow();
  const movement = await again.books.movements.get(mine);
  // The evidence: what the other copy's key signed is in a checkpoint. Here nobody knows of it: an alarm.
  const spend = theirPayment?.transactionId;
  expect(movement).toMatchObject({
    state: 'failed',
    problem: { code: 'input-spent-elsewhere', message: expect.stringContaining(spend ?? 'no payment') },
  });
  const alarms = await again.books.journal.list({ search: 'node-alarm', offset: 0, limit: 9 });
  expect(alarms.rows.map(({ shown }) => JSON.parse(shown))).toMatchObject([
    { code: 'input-spent-elsewhere', transactionId: spend },
  ]);
  expect((await again.books.figures.vault(desk.hot)).reserved).toBe(0n);
  must(await verifyJournal(again));
});
