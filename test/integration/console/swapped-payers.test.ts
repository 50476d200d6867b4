import { describe, expect, it } from 'vitest';
import { approve } from '../../../electron/console/movements/approve.ts';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import { previewWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { readSweepPlan, requestSweep } from '../../../electron/console/movements/sweep.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { ask, openFundedDesk } from '../../support/treasury-fixture.ts';
import { codeOf, enter, must } from '../../support/treasury-steps.ts';
import { BAD, edit, HOSTILE, swap } from './two-customers.ts';

describe('own addresses that money goes to or comes from', () => {
  it('a sweep target swapped in its row: the sweep pays the address of the signed policy', async () => {
    const desk = await openFundedDesk(['30000']);
    const cold = desk.station.policy.present().vaults.find(({ id }) => id === desk.cold)?.receiveAddress;
    await swap(desk, `vault_id = '${desk.cold}' AND position = 0`);
    const mara = await enter(desk, 'Mara');
    const { ids } = must(await requestSweep(desk.station, mara));
    const movements = await Promise.all(ids.map((id) => desk.station.books.movements.get(id)));
    expect(movements.map((movement) => movement?.recipient)).toEqual([cold]);
    const typed = { vaultId: desk.hot, recipient: HOSTILE, amount: '5' };
    expect(must(await previewWithdrawal(desk.station, typed)).recipient, 'no own address').toBe(HOSTILE);
  });

  it('a payer swapped in its row, coins and all, is in no plan of a sweep', async () => {
    const desk = await openFundedDesk(['30000']);
    const hot = desk.station.policy.present().vaults.find(({ id }) => id === desk.hot)?.receiveAddress;
    expect(must(await readSweepPlan(desk.station)).moves).toMatchObject([
      { from: hot, accountAlias: 'Ops float' },
    ]);
    await edit(desk, (db) => {
      db.exec(`UPDATE addresses SET address = '${HOSTILE}' WHERE address = '${hot}'`);
      db.exec(`UPDATE inputs SET owner = '${HOSTILE}'`);
    });
    expect(must(await readSweepPlan(desk.station)).moves).toEqual([]);
  });

  it('a payer swapped in its row after the bytes were built is named to the approver, who cannot approve them', async () => {
    const desk = await openFundedDesk(['30000']);
    const id = await ask(desk, '20');
    const seen = await readMovement(desk.station, nobody, { id });
    expect(must(seen).decoded).toMatchObject({ payers: [{ problem: null }], changeProblem: null });
    await edit(desk, (db) =>
      db.exec(`UPDATE addresses SET address = '${HOSTILE}' WHERE vault_id = '${desk.hot}' AND account = 0
        AND position = 0`),
    );
    const told = must(await readMovement(desk.station, nobody, { id })).decoded;
    expect(told).toMatchObject({ payers: [{ problem: { code: BAD } }], changeProblem: { code: BAD } });
  });

  it('an approval of bytes whose payer the vault has not signed is refused before the officer signs', async () => {
    const desk = await openFundedDesk(['30000']);
    const id = await ask(desk, '20');
    const { digest, viewDigest } = must(await readMovement(desk.station, nobody, { id })).decoded ?? {};
    const ben = await enter(desk, 'Ben');
    const seen = { id, digest: digest ?? '', viewDigest: viewDigest ?? '' };
    const attested = Object.assign(Object.create(desk.station.attested), {
      known: async () => [],
      received: async () => () => null,
    });
    expect(codeOf(await approve({ ...desk.station, attested }, ben, seen))).toBe(BAD);
    expect((await desk.station.books.movements.approvals(id)).length).toBe(0);
    must(await approve(desk.station, ben, seen));
  });

  it("a payer whose account's name was changed in its row is in the plan of a sweep without a name", async () => {
    const desk = await openFundedDesk(['30000']);
    await edit(desk, (db) =>
      db.exec(
        "UPDATE accounts SET alias = 'user-1001', alias_key = 'user-1001'" +
          ` WHERE vault_id = '${desk.hot}' AND account = 0`,
      ),
    );
    expect(must(await readSweepPlan(desk.station)).moves).toMatchObject([{ accountAlias: '' }]);
  });
});
