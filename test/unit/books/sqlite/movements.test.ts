import { describe, expect, it } from 'vitest';
import type { Change } from '../../../../electron/core/projection/change.ts';
import {
  approval,
  cold,
  hot,
  NOW,
  officers,
  policy,
  proposal,
  rejection,
  request,
  uuid,
} from '../../../support/core-samples.ts';
import { everything, movement, movementId, temporaryBooks, write } from './samples.ts';

const { open } = temporaryBooks();
const id = movementId(1);
const moved = (to: 'proposed' | 'approved' | 'signed', at = NOW): Change => ({
  kind: 'movement-moved',
  id,
  to,
  at,
});
const approved = (by = officers.ben, at = NOW): Change => ({
  kind: 'approval-added',
  movementId: id,
  approval: approval(by),
  at,
});
const transaction = (number = 1, transactionId = 'T'): Change => ({
  kind: 'transaction-added',
  movementId: movementId(number),
  transactionId,
  signature: 'S',
  fields: { height: 7 },
  ruleId: 'everyday',
  signedAt: NOW,
  leftEpoch: 7n,
});

describe('movements', () => {
  it('are as they were asked for, and go on by named states', () => {
    const books = open();
    write(books, movement(1, { memo: 'invoice 7' }));
    expect(books.movements.get(id)).toMatchObject({
      version: 1,
      state: 'queued',
      makerId: officers.mara.id,
      memo: 'invoice 7',
      approvedBy: [],
      problem: null,
    });
    const asked = request({ id, reference: 'W-1', createdAt: NOW + 1, memo: 'invoice 7' });
    expect(books.movements.request(id)).toEqual(asked);
    write(books, moved('proposed', NOW + 7));
    expect(books.movements.get(id)).toMatchObject({ version: 2, state: 'proposed', updatedAt: NOW + 7 });
    write(books, { kind: 'movement-moved', id: uuid(0xdead), to: 'final', at: NOW });
    expect(books.movements.inState(['proposed']).map((each) => each.id)).toEqual([id]);
    expect(books.movements.inState([])).toEqual([]);
  });

  it('are asked for once by one id', () => {
    const books = open();
    write(books, movement(1));
    expect(() => write(books, movement(1, { reference: 'again' }))).toThrow(/UNIQUE/);
    expect(books.movements.get(id)?.reference).toBe('W-1');
    expect(books.movements.list(everything, { kind: null, open: false, nextStep: null }).total).toBe(1);
  });

  it('keep their proposal, one approval an officer, one rejection and one transaction', () => {
    const books = open();
    const stored = {
      proposal: proposal(),
      digest: 'ab'.repeat(32),
      viewDigest: 'cd'.repeat(32),
      digestText: 'D1gest',
    };
    const added: Change = { kind: 'proposal-added', movementId: id, ...stored, lastEpoch: 7n };
    write(books, movement(1), added);
    expect(books.movements.proposal(id)).toEqual(stored);
    expect([books.movements.hasProposed(stored.digest), books.movements.hasProposed('other')]).toEqual([
      true,
      false,
    ]);
    expect(() => write(books, added)).toThrow(/UNIQUE/);

    write(books, approved());
    expect(() => write(books, approved(officers.ben, NOW + 1))).toThrow(/UNIQUE/);
    write(books, approved(officers.chiara, NOW + 1));
    expect(books.movements.approvals(id).map((each) => each.approval)).toEqual([
      approval(officers.ben),
      approval(officers.chiara),
    ]);
    expect(books.movements.get(id)?.approvedBy).toEqual([officers.ben.id, officers.chiara.id]);

    write(books, { kind: 'rejection-added', movementId: id, rejection: rejection() });
    expect(books.movements.rejection(id)).toEqual(rejection());
    const unsealed = { movementId: id, rejection: rejection() };
    expect(books.movements.unsealedRejections(hot.id)).toEqual([unsealed]);
    expect(books.movements.unsealedRejections(cold.id)).toEqual([]);
    write(books, { kind: 'rejections-sealed', movementIds: [id] });
    expect(books.movements.unsealedRejections(hot.id)).toEqual([]);

    write(books, transaction());
    expect(() => write(books, transaction(1, 'other'))).toThrow(/UNIQUE/);
    for (const at of [NOW + 1, NOW + 2]) write(books, { kind: 'transaction-sent', movementId: id, at });
    expect(books.movements.transaction(id)).toEqual({
      movementId: id,
      transactionId: 'T',
      signature: 'S',
      fields: { height: 7 },
      signedAt: NOW,
      leftEpoch: 7n,
      sentAt: NOW + 1,
      finalAt: null,
      checkpoint: null,
      feePaid: null,
    });
    const end = { movementId: id, at: NOW + 3, checkpoint: '9', feePaid: -5n };
    write(books, { kind: 'transaction-final', ...end });
    const [known] = books.movements.transactionsKnown(['other', 'T']);
    expect(known).toMatchObject({ sentAt: NOW + 1, finalAt: NOW + 3, checkpoint: '9', feePaid: -5n });
    expect(known).toEqual(books.movements.transactionById('T'));
  });

  it('share no transaction', () => {
    const books = open();
    write(books, movement(1), movement(2), transaction(1));
    expect(() => write(books, transaction(2))).toThrow(/UNIQUE/);
  });

  it('tell their problem until they go on', () => {
    const books = open();
    const problem = { code: 'payment-in-doubt', message: 'no answer' } as const;
    write(books, movement(1), { kind: 'movement-problem', id, problem });
    expect(books.movements.get(id)?.problem).toEqual(problem);
    write(books, moved('proposed'));
    expect(books.movements.get(id)?.problem).toBeNull();
  });

  it('that wait to be built under a mandate whose approval has expired are found too', () => {
    const books = open();
    write(books, movement(1), approved());
    const { version } = policy();
    const { expiresAt } = approval().statement;
    expect(books.movements.withVoidApproval(expiresAt - 1, version)).toEqual([]);
    expect(books.movements.withVoidApproval(expiresAt, version)).toEqual([id]);
  });

  it('whose approvals expire are found at that moment, while they are unsigned', () => {
    const books = open();
    write(books, movement(1), moved('proposed'), approved());
    const { version } = policy();
    const { expiresAt } = approval().statement;
    expect(books.movements.withVoidApproval(expiresAt - 1, version)).toEqual([]);
    expect(books.movements.withVoidApproval(expiresAt, version)).toEqual([id]);
    expect(books.movements.withVoidApproval(NOW, version + 1), 'given under another policy').toEqual([id]);
    write(books, moved('signed'));
    expect(books.movements.withVoidApproval(expiresAt, version)).toEqual([]);
  });
});
