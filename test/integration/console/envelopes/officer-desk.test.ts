import { describe, expect, it } from 'vitest';
import { envelopeView } from '../../../../electron/console/envelopes/envelope-views.ts';
import { lookAtEnvelope } from '../../../../electron/console/envelopes/look-at-envelope.ts';
import { statusContents } from '../../../../electron/console/envelopes/status-contents.ts';
import { verifyJournal } from '../../../../electron/console/journal/verify-journal.ts';
import { sign } from '../../../../electron/console/movements/sign.ts';
import {
  envelopeOf,
  forged,
  knownOfficerDesk,
  proposalsOf,
  repliesOf,
  take,
} from '../../../support/officer-desks.ts';
import { ask, OUTSIDER, openFundedDesk, settle } from '../../../support/treasury-fixture.ts';
import { approveShown, codeOf, enter, must } from '../../../support/treasury-steps.ts';

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
    const stateThere = async () => (await ben.station.books.movements.get(id))?.state;
    expect(await stateThere()).toBe('approved');

    // How things stand at the desk: other bytes end nothing, the very ones do.
    const status = await envelopeOf(desk.station, mara, must(await statusContents(desk.station)));
    const lie = await forged(desk.station, status, (statement) =>
      statement.kind === 'status'
        ? {
            ...statement,
            contents: {
              ...statement.contents,
              ended: statement.contents.ended.map((each) => ({ ...each, digest: 'ab'.repeat(32) })),
            },
          }
        : statement,
    );
    expect(must(await take(ben.station, await ben.as(), lie))).toMatchObject([
      { movementId: id, late: { code: 'reply-other-bytes' } },
    ]);
    expect(await stateThere()).toBe('approved');
    // It has the number of the one before.
    expect(codeOf(await take(ben.station, await ben.as(), status))).toBe('journal-forked');
    const next = await envelopeOf(desk.station, mara, must(await statusContents(desk.station)));
    const looked = must(await lookAtEnvelope(ben.station, next));
    expect(must(await envelopeView(ben.station, looked)).inside).toMatchObject({
      kind: 'status',
      frozen: [],
      ended: [{ movementId: id, state: 'final', here: 'approved' }],
    });
    expect(must(await take(ben.station, await ben.as(), next))).toEqual([{ movementId: id, late: null }]);
    expect(await stateThere()).toBe('final');
    await ben.reopen();
    must(await verifyJournal(ben.station));
    expect(await stateThere()).toBe('final');
  });
});
