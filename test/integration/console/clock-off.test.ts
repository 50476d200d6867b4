import { describe, expect, it } from 'vitest';
import { checkClock, clockCaution } from '../../../electron/console/movements/check-clock.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { ask, askApproved, openFundedDesk, unlock } from '../../support/treasury-fixture.ts';
import { approveAs, approveShown, codeOf, enter, must } from '../../support/treasury-steps.ts';

const MINUTE = 60_000;

describe('a clock that was set back', () => {
  it('is named in the band, approves nothing and signs nothing, until it is right again', async () => {
    const desk = await openFundedDesk(['2000', '2000']);
    const { station } = desk;
    const id = await ask(desk, '5');
    const approved = await askApproved(desk, '6');
    const ben = await enter(desk, 'Ben');
    desk.wait(-5 * MINUTE);
    await station.line.follow();
    expect(station.line.view()).toMatchObject({ state: 'problem', problem: { code: 'clock-off' } });
    expect(codeOf(await approveShown(station, ben, id))).toBe('clock-off');
    expect(codeOf(await sign(station, ben, { id: approved }))).toBe('clock-off');
    expect((await station.books.movements.get(id))?.state).toBe('proposed');
    expect((await station.books.movements.get(approved))?.state).toBe('approved');
    desk.wait(5 * MINUTE);
    await station.line.follow();
    expect(station.line.view()).toMatchObject({ state: 'connected', problem: null });
    await approveAs(desk, 'Ben', id);
    must(await sign(station, ben, { id: approved }));
  });

  it('is named after a new start too, where no new checkpoint has come since', async () => {
    const desk = await openFundedDesk();
    const id = await ask(desk, '5');
    desk.wait(-5 * MINUTE);
    const station = await desk.reopen();
    await station.line.follow();
    must(await unlock(station, desk.hot));
    expect(codeOf(await approveShown(station, await enter(desk, 'Ben'), id))).toBe('clock-off');
  });
});

describe('a clock that was set ahead', () => {
  it('is named above every screen before anyone approves or signs, and no longer when it is right again', async () => {
    const desk = await openFundedDesk(['2000']);
    const { station } = desk;
    expect(station.line.view()).toMatchObject({ state: 'connected', caution: null });
    desk.wait(5 * MINUTE);
    await station.line.follow();
    expect(station.line.view()).toMatchObject({
      state: 'connected',
      problem: null,
      caution: { code: 'clock-ahead', message: expect.stringContaining('5 minutes') },
    });
    desk.wait(-5 * MINUTE);
    await station.line.follow();
    expect(station.line.view().caution).toBeNull();
  });
});

describe("what is named of the clock, the node's own and the newest checkpoint", () => {
  const NOW = 1_700_000_000_000;
  const at = (ledger: number | null, node: number | null, quiet = false) =>
    clockCaution({
      ledgerAt: ledger === null ? null : NOW + ledger * MINUTE,
      nodeAt: node === null ? null : NOW + node * MINUTE,
      now: NOW,
      quiet,
    });

  it.each([
    ['all three agree', at(0, 0), null],
    ['two minutes are borne', at(-2, -2), null],
    ['the clock is ahead of both', at(-3, -3), 'clock-ahead'],
    ['the clock is ahead of both, and the ledger is idle', at(-3, -3, true), 'clock-ahead'],
    ['the clock is ahead of a node whose last checkpoint is old', at(-60, -3), 'clock-or-node'],
    ['the clock is behind a node that makes no checkpoint', at(-60, 3), 'clock-or-node'],
    ['the node stopped taking checkpoints, its clock is right', at(-30, 0), 'clock-or-node'],
    [
      'the same on a network that is idle by itself, or where old ones are being read',
      at(-30, 0, true),
      null,
    ],
    ['the node tells no time, its last checkpoint is old', at(-30, null), 'clock-or-node'],
    ['the node tells no time and the ledger is idle', at(-30, null, true), null],
    ['nothing is known yet', at(null, null), null],
  ])('%s', (_, caution, code) => {
    expect(caution?.code ?? null).toBe(code);
  });

  it('says how old the last checkpoint of a node is that stopped', () => {
    expect(at(-30, 0)?.message).toBe("the node's last checkpoint is 30 minutes old: clock or node");
  });
});

describe('the clock beside the ledger', () => {
  const NOW = 1_700_000_000_000;

  it.each([
    ['two minutes behind the newest checkpoint', NOW + 2 * MINUTE, null],
    ['more than two minutes behind it', NOW + 2 * MINUTE + 1, 'clock-off'],
    ['a day ahead of an idle ledger', NOW - 24 * 60 * MINUTE, null],
    ['beside no ledger', null, null],
  ])('%s', (_, ledgerAt, code) => {
    expect(codeOf(checkClock(ledgerAt, NOW))).toBe(code);
  });
});
