import { expect, it } from 'vitest';
import { expireApprovals } from '../../../electron/console/movements/expire-approvals.ts';
import { expireRequests } from '../../../electron/console/movements/expire-requests.ts';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { spentOf } from '../../../electron/console/movements/spent.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { clockedSigners } from '../../support/clocked-signers.ts';
import { ask, askApproved, openFundedDesk, settle, type TestDesk } from '../../support/treasury-fixture.ts';
import { approveAs, enter, must } from '../../support/treasury-steps.ts';

const MONTH = 30 * 86_400_000;

let ahead = 0;
const now = () => Date.now() + ahead;

const stateOf = async ({ station }: TestDesk, id: string) => (await station.books.movements.get(id))?.state;
const waits = async ({ station }: TestDesk, id: string) =>
  must(await readMovement(station, nobody, { id })).waitsToEnd;

/** What the station does by itself, again and again. */
async function endWhatIsOver({ station }: TestDesk): Promise<void> {
  await station.line.follow();
  await expireApprovals(station);
  await expireRequests(station);
}

async function spent({ station, hot: vaultId }: TestDesk): Promise<bigint> {
  const [at, policy] = [now(), station.policy.present()];
  const spends = await spentOf(station.books, policy, { vaultId, now: at });
  const windows = policy.rules
    .filter(({ source }) => source.vaultId === vaultId)
    .flatMap(({ id, windows }) => windows.map(({ seconds }) => spends.after(id, at - seconds * 1000).units));
  return windows.reduce((sum, each) => sum + each, 0n);
}

it('a clock that is set 30 days ahead for a minute and put right voids nothing and consumes no window', async () => {
  ahead = 0;
  const desk = await openFundedDesk(['100', '100', '100'], { spawnSigner: clockedSigners(now), now });
  const paid = await askApproved(desk, '10');
  must(await sign(desk.station, desk.as('Ben'), { id: paid }));
  await settle(desk);
  const [asked, approved] = [await ask(desk, '20'), await askApproved(desk, '30')];
  const before = await spent(desk);
  expect(before).toBeGreaterThan(0n);
  expect([await waits(desk, asked), await waits(desk, approved)]).toEqual([false, false]);

  ahead = MONTH;
  await endWhatIsOver(desk);
  expect(desk.station.line.view().caution?.code).toBe('clock-ahead');
  expect([await stateOf(desk, asked), await stateOf(desk, approved)]).toEqual(['proposed', 'approved']);
  expect([await waits(desk, asked), await waits(desk, approved), await waits(desk, paid)]).toEqual([
    true,
    true,
    false,
  ]);

  ahead = 0;
  await endWhatIsOver(desk);
  expect([await stateOf(desk, asked), await stateOf(desk, approved)]).toEqual(['proposed', 'approved']);
  expect(await spent(desk)).toBe(before);
  must(await sign(desk.station, await enter(desk, 'Ben'), { id: approved }));
  await approveAs(desk, 'Ben', asked);
  must(await sign(desk.station, desk.as('Ben'), { id: asked }));
  await settle(desk);
  expect([await stateOf(desk, asked), await stateOf(desk, approved)]).toEqual(['final', 'final']);
});
