import { describe, expect, it } from 'vitest';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { approve } from '../../../electron/console/movements/approve.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import {
  previewWithdrawal,
  requestWithdrawal,
} from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { detailOf, stateOf } from '../../support/desk-readings.ts';
import { OUTSIDER, openFundedDesk, settle, type TestDesk } from '../../support/treasury-fixture.ts';
import { approveAs, codeOf, enter, must } from '../../support/treasury-steps.ts';

const typed = ({ hot }: TestDesk) => ({
  vaultId: hot,
  recipient: OUTSIDER,
  amount: '10',
  reference: 'Invoice 7',
});
const request = (desk: TestDesk, more: { repeats?: string; externalId?: string } = {}) =>
  requestWithdrawal(desk.station, desk.as('Mara'), { ...typed(desk), ...more });

/** What an approver has on the screen. */
async function seenOf(desk: TestDesk, id: string) {
  const { decoded } = await detailOf(desk, id);
  if (!decoded) throw new Error('expected a proposal');
  return { id, digest: decoded.digest, viewDigest: decoded.viewDigest };
}

describe('the same payment asked for twice', () => {
  it('is held until its maker and each approver have said that it is meant, and all of it is journaled', async () => {
    const desk = await openFundedDesk(['50', '50']);
    const { station, node } = desk;
    const first = must(await request(desk)).id;
    await approveAs(desk, 'Ben', first);
    must(await sign(station, desk.as('Ben'), { id: first }));
    await settle(desk);
    expect(await stateOf(desk, first)).toBe('final');

    expect(codeOf(await request(desk))).toBe('payment-repeated');
    expect(must(await previewWithdrawal(station, typed(desk))).repeats).toMatchObject([
      { id: first, state: 'final', makerName: 'Mara Lindqvist' },
    ]);
    const second = must(await request(desk, { repeats: first })).id;
    expect((await detailOf(desk, second)).repeats).toMatchObject({ earlier: [{ id: first }], meant: true });
    expect((await detailOf(desk, first)).repeats.earlier).toEqual([]);

    const ben = await enter(desk, 'Ben');
    const seen = await seenOf(desk, second);
    expect(codeOf(await approve(station, ben, seen))).toBe('payment-repeated');
    expect(codeOf(await approve(station, ben, { ...seen, repeats: second }))).toBe('payment-repeated');
    must(await approve(station, ben, { ...seen, repeats: first }));
    const history = (await detailOf(desk, second)).history.map(({ note }) => note);
    expect(history.some((note) => note.includes('beside an earlier payment of the same'))).toBe(true);
    must(await sign(station, ben, { id: second }));
    await settle(desk);
    expect(await node.paymentsTo(OUTSIDER)).toHaveLength(2);
    must(await verifyJournal(station));
  });

  it('at the very same moment is asked for once', async () => {
    const desk = await openFundedDesk(['50', '50']);
    const both = await Promise.all([request(desk), request(desk)]);
    expect(both.map(codeOf).toSorted()).toEqual([null, 'payment-repeated'].toSorted());
  });

  it("by a program's id is never asked for again, not even after a rejection", async () => {
    const desk = await openFundedDesk(['50', '50']);
    const { station } = desk;
    const id = must(await request(desk, { externalId: 'order-7' })).id;
    must(await reject(station, desk.as('Mara'), { id, reason: 'not now' }));
    expect(codeOf(await request(desk, { externalId: 'order-7' }))).toBe('external-id-used');
    const both = await Promise.all([
      request(desk, { externalId: 'order-8' }),
      requestWithdrawal(station, desk.as('Mara'), { ...typed(desk), amount: '11', externalId: 'order-8' }),
    ]);
    expect(both.map(codeOf).toSorted()).toEqual([null, 'external-id-used'].toSorted());
    expect((await detailOf(desk, id)).requested.externalId).toBe('order-7');
  });
});
