import { describe, expect, it } from 'vitest';
import { verifyJournal } from '../../../../electron/console/journal/verify-journal.ts';
import { sign } from '../../../../electron/console/movements/sign.ts';
import { knownOfficerDesk, proposalsOf, repliesOf, take } from '../../../support/officer-desks.ts';
import { ask, OUTSIDER, openFundedDesk, settle } from '../../../support/treasury-fixture.ts';
import { approveShown, enter, must } from '../../../support/treasury-steps.ts';

describe('an officer’s desk', () => {
  it('approves a withdrawal that its desk has sent, and the desk pays it', async () => {
    const desk = await openFundedDesk(['2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const id = await ask(desk, '40');
    const mara = await enter(desk, 'Mara');

    const taken = must(await take(ben.station, await ben.as(), await proposalsOf(desk, [id])));
    expect(taken).toEqual([{ movementId: id, late: null }]);
    expect(await ben.station.books.movements.get(id)).toMatchObject({ state: 'proposed', approvedBy: [] });
    must(await approveShown(ben.station, await ben.as(), id));

    expect(must(await take(desk.station, mara, await repliesOf(ben)))).toEqual([
      { movementId: id, late: null },
    ]);
    expect((await desk.station.books.movements.get(id))?.state).toBe('approved');
    must(await sign(desk.station, mara, { id }));
    await settle(desk);
    await settle(desk);
    expect((await desk.station.books.movements.get(id))?.state).toBe('final');
    expect(await desk.node.paymentsTo(OUTSIDER)).toHaveLength(1);
    must(await verifyJournal(desk.station));
    must(await verifyJournal(ben.station));
    await ben.reopen();
    must(await verifyJournal(ben.station));
    expect((await ben.station.books.movements.get(id))?.state).toBe('approved');
  });
});
