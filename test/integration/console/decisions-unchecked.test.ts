import { describe, expect, it } from 'vitest';
import { buildQueued } from '../../../electron/console/movements/build-proposal.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { voidPayment } from '../../../electron/console/movements/void-payment.ts';
import { officerKeys } from '../../../electron/core/policy/policy.ts';
import { edit } from '../../support/edit-closed.ts';
import { ask, askApproved, openFundedDesk, type TestDesk } from '../../support/treasury-fixture.ts';
import { approveShown, codeOf, enter, must } from '../../support/treasury-steps.ts';

describe('a decision waits for its own documents alone', () => {
  /** The check of all books never comes to its end. */
  const endless = (desk: TestDesk) => {
    const { check, ...station } = desk.station;
    const expected = {
      stations: station.hold.stations(),
      officers: officerKeys(station.treasury.file().policies),
    };
    const never = { code: 'books-being-checked', message: 'never', ok: false } as const;
    return {
      ...station,
      check: {
        ...check,
        settled: async () => never,
        ofMovement: async (id: string) => {
          const found = await station.books.audit.movement(id, expected, 2_000);
          return found.ok && !found.value
            ? never
            : found.ok
              ? ({ ok: true, value: undefined } as const)
              : found;
        },
      },
    };
  };

  it('approving and signing verify what was signed about their movement while the check goes on; building waits', async () => {
    const desk = await openFundedDesk();
    const id = await ask(desk, '100');
    const other = await ask(desk, '50');
    const station = endless(desk);
    const ben = await enter(desk, 'Ben');
    must(await approveShown(station, ben, id));
    must(await sign(station, ben, { id }));
    await desk.station.books.commit({
      expects: [],
      entries: [],
      changes: [{ kind: 'movement-moved', id: other, to: 'queued', at: 1 }],
    });
    expect(codeOf(await buildQueued(station, ben, other))).toBe('books-being-checked');
  });

  it.each([
    [
      'a rejected one set back to approved',
      "UPDATE movements SET state = 'approved' WHERE state = 'rejected'; DELETE FROM rejections",
    ],
    [
      'the same with the rejection hidden from the list',
      "UPDATE movements SET state = 'approved' WHERE state = 'rejected'; DELETE FROM rejections; UPDATE journal SET movement_id = NULL, kind = 'node-alarm' WHERE kind = 'proposal-rejected'",
    ],
    [
      'the same with the rejection taken out of the journal',
      "UPDATE movements SET state = 'approved' WHERE state = 'rejected'; DELETE FROM rejections; DELETE FROM journal WHERE kind = 'proposal-rejected'",
    ],
    [
      'the same with the movement named by nothing before its approval',
      "UPDATE movements SET state = 'approved' WHERE state = 'rejected'; DELETE FROM rejections; UPDATE journal SET movement_id = NULL WHERE kind <> 'proposal-approved'",
    ],
    [
      'one with an approval that nobody gave',
      "UPDATE approvals SET officer_id = '00000000-0000-4000-8000-00000000feed'",
    ],
  ])('%s is found by its own documents', async (_, statements) => {
    const desk = await openFundedDesk();
    const id = await askApproved(desk, '100');
    must(await reject(desk.station, await enter(desk, 'Ben'), { id, reason: 'no' }));
    // The newest entries, which every opening verifies, are of something else.
    await ask(desk, '5');
    await edit(desk, statements);
    const found = await endless(desk).check.ofMovement(id);
    expect(['books-differ', 'journal-sequence-broken', 'books-being-checked']).toContain(codeOf(found));
    expect(codeOf(await sign(endless(desk), desk.as('Ben'), { id }))).not.toBeNull();
    expect(await desk.station.books.movements.transaction(id)).toBeUndefined();
  });

  it('a cancellation that was taken out of the closed database is missed at its payment, which is not sent beside it', async () => {
    const desk = await openFundedDesk();
    const id = await askApproved(desk, '100');
    must(await sign({ ...desk.station, line: null }, desk.as('Ben'), { id }));
    const mara = await enter(desk, 'Mara');
    const cancellation = must(await voidPayment(desk.station, mara, { id, reason: 'to the wrong one' })).id;
    const before = await endless(desk).check.ofMovement(id);
    expect(codeOf(before)).toBeNull();
    await edit(
      desk,
      `DELETE FROM proposals WHERE movement_id = '${cancellation}'; DELETE FROM movements WHERE id = '${cancellation}'`,
    );
    expect(codeOf(await endless(desk).check.ofMovement(id))).toBe('books-differ');
  });
});
