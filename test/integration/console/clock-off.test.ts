import { describe, expect, it } from 'vitest';
import { checkClock } from '../../../electron/console/movements/check-clock.ts';
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
