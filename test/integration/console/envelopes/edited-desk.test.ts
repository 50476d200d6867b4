import { expect, it } from 'vitest';
import { makeEnvelope } from '../../../../electron/console/envelopes/make-envelope.ts';
import { repliesContents } from '../../../../electron/console/envelopes/replies-contents.ts';
import { statusContents } from '../../../../electron/console/envelopes/status-contents.ts';
import { stop } from '../../../../electron/console/movements/stop.ts';
import { rebuildTables, settleAlarm } from '../../../../electron/console/treasury/books-alarm.ts';
import { editTables } from '../../../support/folder-attack/opened-attack.ts';
import {
  envelopeOf,
  knownOfficerDesk,
  proposalsOf,
  repliesOf,
  type TestOfficerDesk,
  take,
} from '../../../support/officer-desks.ts';
import { openAlarms } from '../../../support/open-alarms.ts';
import { ask, openFundedDesk, type TestDesk } from '../../../support/treasury-fixture.ts';
import { approveShown, codeOf, enter, must } from '../../../support/treasury-steps.ts';

/** An officer's desk with a proposal of its desk, closed with its rows as somebody has edited them, and open again. */
async function reopenedWith(ben: TestOfficerDesk, sql: string): Promise<void> {
  await ben.station.close();
  editTables(ben.folder, sql);
  await ben.reopen();
}

/** What the officer does about an alarm at a desk where nobody else has a key. */
async function settleAlone({ station, as }: TestOfficerDesk): Promise<void> {
  const ben = await as();
  await station.check.whole();
  must(await rebuildTables(station, ben));
  must(await settleAlarm(station, ben, { second: null, alarms: await openAlarms(station) }));
  must(await station.check.settled());
}

async function withProposal(): Promise<{ desk: TestDesk; ben: TestOfficerDesk; id: string }> {
  const desk = await openFundedDesk(['2000']);
  const ben = await knownOfficerDesk(desk, 'Ben');
  const id = await ask(desk, '40');
  must(await take(ben.station, await ben.as(), await proposalsOf(desk, [id])));
  return { desk, ben, id };
}

it('an officer’s desk sends no approval of what its officer has stopped, whatever its rows say', async () => {
  const { desk, ben, id } = await withProposal();
  must(await approveShown(ben.station, await ben.as(), id));
  must(await stop(ben.station, await ben.as(), { id, reason: 'not ours' }));
  await reopenedWith(
    ben,
    "DELETE FROM rejections; UPDATE movements SET state = 'approved', stopped_at = NULL",
  );
  const { what, about } = must(await repliesContents(ben.station));
  expect(codeOf(await makeEnvelope(ben.station, await ben.as(), what, about))).toBe('books-differ');
  await settleAlone(ben);
  const readings = must(await take(desk.station, await enter(desk, 'Mara'), await repliesOf(ben)));
  expect(readings).toEqual([{ movementId: id, late: null }]);
  expect((await desk.station.books.movements.get(id))?.state).toBe('rejected');
});

it('a proposal whose rows were deleted at an officer’s desk is not taken in as a new one', async () => {
  const { desk, ben, id } = await withProposal();
  const again = await proposalsOf(desk, [id]);
  await reopenedWith(
    ben,
    'DELETE FROM movements; DELETE FROM proposals; DELETE FROM counts; DELETE FROM epoch; UPDATE journal SET movement_id = NULL',
  );
  expect(codeOf(await take(ben.station, await ben.as(), again))).toBe('books-differ');
  await settleAlone(ben);
  must(await take(ben.station, await ben.as(), again));
  must(await approveShown(ben.station, await ben.as(), id));
});

it('a desk whose row calls a payment ended, which waits for approvals, tells no officer’s desk that it is', async () => {
  const { desk, ben, id } = await withProposal();
  await desk.station.close();
  editTables(desk.folder, "UPDATE movements SET state = 'expired'");
  await desk.reopen();
  const what = must(await statusContents(desk.station));
  must(
    await take(ben.station, await ben.as(), await envelopeOf(desk.station, await enter(desk, 'Mara'), what)),
  );
  expect((await ben.station.books.movements.get(id))?.state).toBe('proposed');
  expect(what).toMatchObject({
    contents: { ended: [], frozen: [{ code: 'books-unsettled' }, { code: 'books-differ' }] },
  });
});
