import { beforeEach, describe, expect, it } from 'vitest';
import { expireApprovals } from '../../../electron/console/expire-approvals.ts';
import { openVault } from '../../../electron/console/open-vault.ts';
import { reject } from '../../../electron/console/reject.ts';
import { sign } from '../../../electron/console/sign.ts';
import { verifyJournal } from '../../../electron/console/verify-journal.ts';
import { entriesOf } from '../../support/ceremony-desk.ts';
import { type HeldAnswers, holdAnswers } from '../../support/held-answers.ts';
import { askApproved, enter, openFundedDesk, settle, type TestDesk } from '../../support/treasury-fixture.ts';
import { codeOf, must, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

const LONG_AFTER = 48 * 3_600_000;

let answers: HeldAnswers;
let desk: TestDesk;

beforeEach(async () => {
  answers = holdAnswers();
  desk = await openFundedDesk(['100'], { spawnSigner: answers.spawn });
});

const stateOf = (id: string) => desk.treasury.store.movements.get(id)?.state;
const unlock = () => openVault(desk.treasury, { vaultId: desk.hot, password: utf8(PASSWORD) });

describe('a signature that the station did not hear of', () => {
  it('is taken up when the vault opens, though the approvals have expired meanwhile: no coin is stranded', async () => {
    const id = await askApproved(desk, '40');
    answers.next('sign', 'dies');
    expect(codeOf(await sign(desk.treasury, { id }))).toBe('signer-crashed');
    desk.wait(LONG_AFTER);
    const treasury = await desk.reopen();
    await expireApprovals(treasury);
    expect(stateOf(id), 'the vault is locked: nobody knows').toBe('approved');
    must(await unlock());
    expect(stateOf(id)).toBe('signed');
    expect(entriesOf(treasury, 'proposal-signed').at(-1)?.body).toMatchObject({
      movementId: id,
      recovered: true,
    });
    await settle(desk);
    await settle(desk);
    expect(stateOf(id)).toBe('final');
    must(await verifyJournal(treasury));
  });

  it('is taken up where the vault stayed open, and the approvals expire', async () => {
    const id = await askApproved(desk, '40');
    answers.next('sign-statement', 'dies');
    expect(codeOf(await sign(desk.treasury, { id })), "the officer's key could not sign the journal").toBe(
      'signer-crashed',
    );
    expect(stateOf(id)).toBe('approved');
    desk.wait(LONG_AFTER);
    await expireApprovals(desk.treasury);
    expect(stateOf(id)).toBe('signed');
  });

  it('is not given up by a rejection: the locked vault is asked first, and no coin is stranded', async () => {
    const id = await askApproved(desk, '40');
    answers.next('sign', 'dies');
    expect(codeOf(await sign(desk.treasury, { id }))).toBe('signer-crashed');
    const treasury = await desk.reopen();
    await enter(treasury, 'Ben');
    expect(codeOf(await reject(treasury, { id, reason: 'too late' }))).toBe('vault-locked');
    expect(stateOf(id)).toBe('approved');
    expect(treasury.store.coins.reservedBalance(desk.hot)).toBe(100_000_000_000n);
    must(await unlock());
    expect(codeOf(await reject(treasury, { id, reason: 'too late' }))).toBe('proposal-state');
    await settle(desk);
    await settle(desk);
    expect(stateOf(id)).toBe('final');
    await enter(treasury, 'Mara');
    const next = await askApproved(desk, '40');
    must(await sign(treasury, { id: next }));
    await settle(desk);
    expect(stateOf(next), 'the rest of the coin pays').toBe('final');
    must(await verifyJournal(treasury));
  });

  it('is taken up by a rejection where the vault stayed open, and the payment happens', async () => {
    const id = await askApproved(desk, '40');
    answers.next('sign-statement', 'dies');
    expect(codeOf(await sign(desk.treasury, { id }))).toBe('signer-crashed');
    await enter(desk.treasury, 'Chiara');
    expect(codeOf(await reject(desk.treasury, { id, reason: 'too late' }))).toBe('proposal-state');
    expect(stateOf(id)).toBe('signed');
    expect(entriesOf(desk.treasury, 'proposal-rejected')).toEqual([]);
    await settle(desk);
    await settle(desk);
    expect(stateOf(id)).toBe('final');
    must(await verifyJournal(desk.treasury));
  });

  it('is not given up either where the signer dies while it is asked', async () => {
    const id = await askApproved(desk, '40');
    answers.next('recall', 'dies');
    expect(codeOf(await reject(desk.treasury, { id, reason: '' }))).toBe('signer-crashed');
    expect(stateOf(id)).toBe('approved');
    must(await unlock());
    must(await reject(desk.treasury, { id, reason: '' }));
    expect(stateOf(id)).toBe('rejected');
    expect(desk.treasury.store.coins.reservedBalance(desk.hot)).toBe(0n);
  });

  it('is not invented: what was never signed expires when the vault opens, and its coins are free', async () => {
    const id = await askApproved(desk, '40');
    desk.wait(LONG_AFTER);
    const treasury = await desk.reopen();
    await expireApprovals(treasury);
    expect(stateOf(id)).toBe('approved');
    must(await unlock());
    expect(stateOf(id)).toBe('expired');
    expect(treasury.store.coins.reservedBalance(desk.hot)).toBe(0n);
    expect(entriesOf(treasury, 'proposal-signed')).toEqual([]);
  });

  it('is not signed by the opening alone: an approved movement still waits for a person', async () => {
    const id = await askApproved(desk, '40');
    await desk.reopen();
    must(await unlock());
    expect(stateOf(id)).toBe('approved');
  });
});

describe('while a signature is on its way', () => {
  it('nothing ends its movement: not an expiry, not a rejection, not a second signing', async () => {
    const id = await askApproved(desk, '40');
    await enter(desk.treasury, 'Chiara');
    answers.next('sign', 'waits');
    const signing = sign(desk.treasury, { id });
    await answers.given();
    desk.wait(LONG_AFTER);
    await expireApprovals(desk.treasury);
    expect(codeOf(await reject(desk.treasury, { id, reason: 'too late' }))).toBe('proposal-state');
    expect(codeOf(await sign(desk.treasury, { id }))).toBe('proposal-state');
    expect(stateOf(id)).toBe('approved');
    answers.release();
    must(await signing);
    await settle(desk);
    expect(stateOf(id)).toBe('final');
  });

  it('and none is begun while a rejection asks the vault', async () => {
    const id = await askApproved(desk, '40');
    answers.next('recall', 'waits');
    const rejecting = reject(desk.treasury, { id, reason: '' });
    await answers.given();
    expect(codeOf(await sign(desk.treasury, { id }))).toBe('proposal-state');
    answers.release();
    must(await rejecting);
    expect(stateOf(id)).toBe('rejected');
  });
});
