import { beforeEach, describe, expect, it } from 'vitest';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { expireApprovals } from '../../../electron/console/movements/expire-approvals.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { sign, submit } from '../../../electron/console/movements/sign.ts';
import type { JournalKind } from '../../../electron/core/journal/bodies.ts';
import { Refused, refuse } from '../../../electron/core/result.ts';
import { entriesOf } from '../../support/ceremony-desk.ts';
import { type HeldAnswers, holdAnswers } from '../../support/held-answers.ts';
import {
  askApproved,
  OUTSIDER,
  openFundedDesk,
  settle,
  type TestDesk,
  unlock,
} from '../../support/treasury-fixture.ts';
import { codeOf, enter, must } from '../../support/treasury-steps.ts';

const LONG_AFTER = 48 * 3_600_000;

let answers: HeldAnswers;
let desk: TestDesk;

beforeEach(async () => {
  answers = holdAnswers();
  desk = await openFundedDesk(['100'], { spawnSigner: answers.spawn });
});

const stateOf = async (id: string) => (await desk.station.books.movements.get(id))?.state;
const reserved = async () => (await desk.station.books.figures.vault(desk.hot)).reserved;
const open = () => unlock(desk.station, desk.hot);
/** Ben signs, who has approved it. */
const signIt = (id: string) => sign(desk.station, desk.as('Ben'), { id });
const rejectIt = async (name: string, id: string, reason = '') =>
  reject(desk.station, await enter(desk, name), { id, reason });

describe('a signature that the station did not hear of', () => {
  it('is found when the vault opens, though the approvals have expired meanwhile: no coin is stranded', async () => {
    const id = await askApproved(desk, '40');
    answers.next('sign', 'dies');
    expect(codeOf(await signIt(id))).toBe('signer-crashed');
    await desk.pass(LONG_AFTER);
    const station = await desk.reopen();
    await station.line.follow();
    await expireApprovals(station);
    expect(await stateOf(id), 'the vault is locked: nobody knows').toBe('approved');
    must(await open());
    expect(await stateOf(id)).toBe('signed');
    expect((await entriesOf(station, 'proposal-signed')).at(-1)?.body).toMatchObject({
      movementId: id,
      recovered: true,
    });
    await settle(desk);
    await settle(desk);
    expect(await stateOf(id)).toBe('final');
    must(await verifyJournal(station));
  });

  it('is found where the vault stayed open, and the approvals expire', async () => {
    const id = await askApproved(desk, '40');
    answers.next('sign-statement', 'dies');
    const signed = await signIt(id);
    expect(codeOf(signed), "the officer's key could not sign the journal").toBe('signed-not-noted');
    expect(await stateOf(id)).toBe('approved');
    await desk.pass(LONG_AFTER);
    await expireApprovals(desk.station);
    expect(await stateOf(id)).toBe('signed');
  });

  it('is not given up by a rejection: the locked vault is asked first, and no coin is stranded', async () => {
    const id = await askApproved(desk, '40');
    answers.next('sign', 'dies');
    expect(codeOf(await signIt(id))).toBe('signer-crashed');
    const station = await desk.reopen();
    expect(codeOf(await rejectIt('Ben', id, 'too late'))).toBe('vault-locked');
    expect(await stateOf(id)).toBe('approved');
    expect(await reserved()).toBe(100_000_000_000n);
    must(await open());
    expect(codeOf(await rejectIt('Ben', id, 'too late'))).toBe('proposal-state');
    await settle(desk);
    await settle(desk);
    expect(await stateOf(id)).toBe('final');
    const next = await askApproved(desk, '40');
    must(await signIt(next));
    await settle(desk);
    expect(await stateOf(next), 'the rest of the coin pays').toBe('final');
    must(await verifyJournal(station));
  });

  it('is found by a rejection where the vault stayed open, and the payment happens', async () => {
    const id = await askApproved(desk, '40');
    answers.next('sign-statement', 'dies');
    expect(codeOf(await signIt(id))).toBe('signed-not-noted');
    expect(codeOf(await rejectIt('Chiara', id, 'too late'))).toBe('proposal-state');
    expect(await stateOf(id)).toBe('signed');
    expect(await entriesOf(desk.station, 'proposal-rejected')).toEqual([]);
    await settle(desk);
    await settle(desk);
    expect(await stateOf(id)).toBe('final');
    must(await verifyJournal(desk.station));
  });

  it('is not given up either where the signer dies while it is asked', async () => {
    const id = await askApproved(desk, '40');
    answers.next('recall', 'dies');
    expect(codeOf(await rejectIt('Ben', id))).toBe('signer-crashed');
    expect(await stateOf(id)).toBe('approved');
    must(await open());
    must(await rejectIt('Ben', id));
    expect(await stateOf(id)).toBe('rejected');
    expect(await reserved()).toBe(0n);
  });

  it('is not invented: what was never signed waits for approvals again once the vault is open', async () => {
    const id = await askApproved(desk, '40');
    await desk.pass(LONG_AFTER);
    const station = await desk.reopen();
    await station.line.follow();
    await expireApprovals(station);
    expect(await stateOf(id)).toBe('approved');
    must(await open());
    expect(await stateOf(id)).toBe('proposed');
    await enter(desk, 'Ben');
    expect(codeOf(await signIt(id))).toBe('proposal-state');
    expect(await entriesOf(station, 'proposal-signed')).toEqual([]);
    must(await rejectIt('Ben', id));
    expect(await reserved()).toBe(0n);
  });

  it('is not made by the opening: an approved movement still waits for a person', async () => {
    const id = await askApproved(desk, '40');
    await desk.reopen();
    must(await open());
    expect(await stateOf(id)).toBe('approved');
  });
});

describe('while a signature is on its way', () => {
  it('nothing ends its movement: not an expiry, not a rejection, not a second signing', async () => {
    const id = await askApproved(desk, '40');
    await enter(desk, 'Chiara');
    answers.next('sign', 'waits');
    const signing = signIt(id);
    await answers.given();
    await desk.pass(LONG_AFTER);
    await expireApprovals(desk.station);
    expect(codeOf(await rejectIt('Chiara', id, 'too late'))).toBe('proposal-state');
    expect(codeOf(await signIt(id))).toBe('proposal-state');
    expect(await stateOf(id)).toBe('approved');
    answers.release();
    must(await signing);
    await settle(desk);
    expect(await stateOf(id)).toBe('final');
  });

  it('and none is begun while a rejection asks the vault', async () => {
    const id = await askApproved(desk, '40');
    answers.next('recall', 'waits');
    const rejecting = rejectIt('Ben', id);
    await answers.given();
    expect(codeOf(await signIt(id))).toBe('proposal-state');
    answers.release();
    must(await rejecting);
    expect(await stateOf(id)).toBe('rejected');
  });
});

/** The station, with books that do not take entries of a kind. */
function withoutRoomFor(kind: JournalKind, how: 'says' | 'throws'): TestDesk['station'] {
  const { station } = desk;
  const full = refuse('store-full', 'the disk is full');
  const commit: typeof station.recorder.commit = (decision) => {
    if (!decision.entries.some((entry) => entry.kind === kind)) return station.recorder.commit(decision);
    return how === 'says' ? Promise.resolve(full) : Promise.reject(new Refused(full));
  };
  return { ...station, recorder: { commit } as typeof station.recorder };
}

describe.each(['says', 'throws'] as const)('books that are full (which %s it)', (how) => {
  it('after the vault has signed: the answer says that it is signed; signing once more notes that signature', async () => {
    const id = await askApproved(desk, '40');
    const full = await sign(withoutRoomFor('proposal-signed', how), desk.as('Ben'), { id });
    expect(full).toMatchObject({
      code: 'signed-not-noted',
      message: expect.stringMatching(/^the vault has signed \w+; .*store-full: the disk is full$/),
    });
    expect([await stateOf(id), await desk.node.paymentsTo(OUTSIDER)], 'nothing is sent').toEqual([
      'approved',
      [],
    ]);
    must(await signIt(id));
    const { transactionId = '' } = (await desk.station.books.movements.transaction(id)) ?? {};
    expect(full.ok ? '' : full.message).toContain(transactionId);
    await settle(desk);
    expect([await stateOf(id), (await desk.node.paymentsTo(OUTSIDER)).length]).toEqual(['final', 1]);
    must(await verifyJournal(desk.station));
  });

  it('after the vault has signed: the next opening notes it, too, and it is paid once', async () => {
    const id = await askApproved(desk, '40');
    const full = await sign(withoutRoomFor('proposal-signed', how), desk.as('Ben'), { id });
    expect(codeOf(full)).toBe('signed-not-noted');
    await desk.reopen();
    await enter(desk, 'Mara');
    must(await open());
    expect(await stateOf(id)).toBe('signed');
    await settle(desk);
    await settle(desk);
    expect([await stateOf(id), (await desk.node.paymentsTo(OUTSIDER)).length]).toEqual(['final', 1]);
  });

  it('after the node has taken it: the answer says that it was sent; the ledger ends it, paid once', async () => {
    const id = await askApproved(desk, '40');
    const offline = { ...desk.station, line: null };
    must(await sign(offline, desk.as('Ben'), { id }));
    const sent = await submit(withoutRoomFor('transaction-submitted', how), desk.as('Ben'), { id });
    expect(sent).toMatchObject({ code: 'sent-not-noted' });
    expect(await stateOf(id), 'the books do not know it yet').toBe('signed');
    await settle(desk);
    expect([await stateOf(id), (await desk.node.paymentsTo(OUTSIDER)).length]).toEqual(['final', 1]);
    must(await verifyJournal(desk.station));
  });
});
