import { describe, expect, it } from 'vitest';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { cancel } from '../../../electron/console/movements/cancel.ts';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { stop } from '../../../electron/console/movements/stop.ts';
import { nobody, viewerOf } from '../../../electron/console/officers/viewer.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import type { RejectionStatement } from '../../../electron/core/approval/approval.ts';
import { refuse } from '../../../electron/core/result.ts';
import { reserved, stateOf } from '../../support/desk-readings.ts';
import { ask, askApproved, openFundedDesk, type TestDesk, unlock } from '../../support/treasury-fixture.ts';
import { approveAs, codeOf, enter, must, officerIdOf } from '../../support/treasury-steps.ts';

const unsealed = async ({ station, hot }: TestDesk) =>
  (await station.books.movements.unsealedRejections(hot)).length;

/** What the console would give to the signer: taken before a rejection, to be used again after it. */
async function toSign({ station: { books } }: TestDesk, id: string) {
  const stored = await books.movements.proposal(id);
  if (!stored) throw new Error('expected a proposal');
  const approvals = (await books.movements.approvals(id)).map(({ approval }) => approval);
  return { proposal: stored.proposal, approvals, fields: null, epoch: '0', journal: null };
}

const client = ({ station, hot }: TestDesk) => must(station.keys.vaults.client(hot));

describe('a rejection', () => {
  it('voids every approval, frees the inputs, and the signer refuses the old approvals for good', async () => {
    const desk = await openFundedDesk(['3000']);
    const { station } = desk;
    const id = await askApproved(desk, '500');
    const old = await toSign(desk, id);
    must(await reject(station, desk.as('Ben'), { id, reason: 'wrong customer' }));
    const detail = must(await readMovement(station, nobody, { id }));
    expect(detail.row.state).toBe('rejected');
    expect(detail.rejection).toMatchObject({ officerName: 'Ben Okafor', reason: 'wrong customer' });
    expect(await reserved(desk)).toBe(0n);
    expect(codeOf(await sign(station, desk.as('Ben'), { id }))).toBe('proposal-state');
    expect(codeOf(await client(desk).ask('sign', old))).toBe('approval-voided');
    must(await verifyJournal(station));
  });

  it('of bytes that cannot be read is a stop of what asked for them; approving them says why not', async () => {
    const desk = await openFundedDesk(['3000']);
    const id = await ask(desk, '500');
    const actor = await enter(desk, 'Ben');
    const { chain } = desk.station;
    const decode: typeof chain.decode = () => refuse('fee-price', 'a price that the network never takes');
    const station = { ...desk.station, chain: { ...chain, decode } };
    const ben = must(viewerOf(desk.caller, officerIdOf(desk.station, 'Ben')));
    const { decoded, unreadable, actions } = must(await readMovement(station, ben, { id }));
    expect([decoded, unreadable?.code]).toEqual([null, 'fee-price']);
    expect(actions.map(({ action, allowed, reason }) => [action, allowed || reason?.code])).toEqual([
      ['approve', 'fee-price'],
      ['stop', true],
    ]);
    const old = await toSign(desk, id);
    must(await stop(station, actor, { id, reason: 'nobody can read it' }));
    expect(await stateOf(desk, id)).toBe('rejected');
    expect(await reserved(desk)).toBe(0n);
    expect(codeOf(await client(desk).ask('sign', old))).toBe('request-ended');
    must(await verifyJournal(desk.station));
  });

  it('while the vault is locked is sealed at the next unlocking, before anything can be signed', async () => {
    const desk = await openFundedDesk(['3000']);
    const id = await ask(desk, '1500');
    await approveAs(desk, 'Ben', id);
    expect(await stateOf(desk, id), 'one of two approvals: nobody could have signed it').toBe('proposed');
    const old = await toSign(desk, id);
    must(await lockVault(desk.station, desk.as('Ben'), { vaultId: desk.hot }));
    must(await reject(desk.station, desk.as('Ben'), { id, reason: '' }));
    expect(await unsealed(desk)).toBe(1);
    const again = await desk.reopen();
    must(await unlock(again, desk.hot));
    expect(await unsealed(desk)).toBe(0);
    expect(codeOf(await client(desk).ask('sign', old))).toBe('approval-voided');
  });

  it('of what was ready to sign waits for its vault: only the vault knows whether it signed', async () => {
    const desk = await openFundedDesk(['3000']);
    const { station, caller, hot } = desk;
    const id = await askApproved(desk, '500');
    const rejectIt = () => reject(station, desk.as('Ben'), { id, reason: '' });
    must(await lockVault(station, desk.as('Ben'), { vaultId: hot }));
    expect(codeOf(await rejectIt())).toBe('vault-locked');
    const ben = must(viewerOf(caller, officerIdOf(station, 'Ben')));
    const { actions } = must(await readMovement(station, ben, { id }));
    expect(actions.find(({ action }) => action === 'reject')).toMatchObject({
      allowed: false,
      reason: { code: 'vault-locked' },
    });
    expect(await stateOf(desk, id)).toBe('approved');
    expect(await reserved(desk)).toBe(3_000_000_000_000n);
    must(await unlock(station, hot));
    must(await rejectIt());
    expect(await unsealed(desk)).toBe(0);
    expect(await reserved(desk)).toBe(0n);
    must(await verifyJournal(station));
  });

  it('ends what the signer takes for rejected already: a treasury from a backup is not stuck with it', async () => {
    const desk = await openFundedDesk(['3000']);
    const { station } = desk;
    const id = await askApproved(desk, '500');
    const { proposal, approvals } = await toSign(desk, id);
    const subject = approvals[0]?.statement.subject;
    const actor = desk.as('Ben');
    if (subject?.kind !== 'transaction' || actor.kind !== 'officer') throw new Error('expected an approval');
    const { officer, signer } = actor.session;
    const statement: RejectionStatement = {
      treasuryId: proposal.treasuryId,
      network: proposal.network,
      policy: station.policy.reference(),
      actor: { kind: 'person', officerId: officer.id },
      subject,
      requestIds: proposal.requests.map((request) => request.statement.id),
      reason: '',
      rejectedAt: Date.now(),
    };
    const { signature } = must(await signer.ask('sign-statement', { kind: 'rejection', statement }));
    must(
      await client(desk).ask('seal', {
        kind: 'void',
        rejections: [{ statement, signature }],
        withdrawals: [],
        journal: null,
      }),
    );
    expect(codeOf(await sign(station, actor, { id }))).toBe('approval-voided');
    must(await reject(station, actor, { id, reason: '' }));
    expect(await stateOf(desk, id)).toBe('rejected');
    must(await verifyJournal(station));
  });

  it('is written once when two clicks come at the same time', async () => {
    const desk = await openFundedDesk(['3000']);
    const id = await askApproved(desk, '500');
    const rejectIt = () => reject(desk.station, desk.as('Ben'), { id, reason: '' });
    const both = await Promise.all([rejectIt(), rejectIt()]);
    expect(both.map(codeOf).toSorted()).toEqual([null, 'proposal-state'].toSorted());
    expect(await stateOf(desk, id)).toBe('rejected');
    expect(await unsealed(desk)).toBe(0);
  });

  it('by the maker is one, too; a reason with controls is none', async () => {
    const desk = await openFundedDesk(['300']);
    const id = await ask(desk, '100');
    const rejectIt = async (reason: string) =>
      codeOf(await reject(desk.station, desk.as('Mara'), { id, reason }));
    expect(await rejectIt('a\u202eb')).toBe('reference-control-character');
    expect(await rejectIt('typed wrongly')).toBeNull();
    expect(await rejectIt('again')).toBe('proposal-state');
  });

  it('by somebody who neither made nor approves it is none', async () => {
    const desk = await openFundedDesk(['300']);
    const id = await ask(desk, '100');
    const dev = await enter(desk, 'Dev');
    expect(codeOf(await reject(desk.station, dev, { id, reason: '' }))).toBe('role-missing');
    expect(await stateOf(desk, id)).toBe('proposed');
  });

  it('is impossible once the payment is signed', async () => {
    const desk = await openFundedDesk(['300']);
    const { station } = desk;
    const id = await askApproved(desk, '100');
    must(await sign(station, desk.as('Ben'), { id }));
    expect(codeOf(await reject(station, desk.as('Ben'), { id, reason: '' }))).toBe('proposal-state');
    expect(codeOf(await cancel(station, desk.as('Ben'), { id }))).toBe('proposal-state');
  });
});
