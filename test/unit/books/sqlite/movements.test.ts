import { describe, expect, it } from 'vitest';
import { typedEntry } from '../../../../electron/core/journal/journal-entry.ts';
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
import {
  alarm,
  chainOf,
  creation,
  journalOf,
  sealOf,
  verifyExport,
} from '../../../support/journal-samples.ts';
import { must } from '../../../support/must.ts';
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
    expect(books.movements.list(everything, { kind: null, open: false, ids: null }).total).toBe(1);
  });

  it('keep their proposal, one approval an officer, one rejection and one transaction', () => {
    const books = open();
    const stored = {
      proposal: proposal(),
      digest: 'ab'.repeat(32),
      viewDigest: 'cd'.repeat(32),
      digestText: 'D1gest',
    };
    const added: Change = { kind: 'proposal-added', movementId: id, ...stored };
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

const typed = (entries: ReturnType<typeof journalOf>) => entries.map((entry) => must(typedEntry(entry)));

describe('the journal', () => {
  it('keeps its entries as they were written, in order, each number once', () => {
    const books = open();
    const built = {
      kind: 'request-cancelled',
      body: { movementId: id },
      by: officers.ben,
    } as const;
    const entries = typed(journalOf([built, alarm('100%')]));
    const append = (...some: typeof entries) => books.commit({ expects: [], entries: some, changes: [] });
    must(append(...entries.slice(0, 2)));
    must(append(...entries.slice(2)));
    const [first, second, third] = entries;
    if (!first || !second || !third) throw new Error('expected three entries');
    expect(() => append(first), 'a number twice').toThrow(/does not follow/);
    const [elsewhere] = typed(chainOf([creation(), alarm('other'), alarm('chain'), alarm('fork')])).slice(3);
    if (!elsewhere) throw new Error('expected an entry');
    expect(() => append(elsewhere), 'the end of another chain').toThrow(/does not follow/);
    const raw = books.journal.raw(0, 9).map((line): unknown => JSON.parse(line));
    expect(verifyExport(raw, sealOf(entries))).toBe('accepted');
    expect(books.journal.raw(1, 1)).toHaveLength(1);
    expect(books.journal.head()).toMatchObject({ seq: 3, hash: third.hash });
    expect(books.journal.ofMovement(id)).toMatchObject([{ seq: 2, hash: second.hash, witnessed: true }]);
    const search = (text: string) => books.journal.list({ ...everything, search: text });
    expect(search('100%').rows).toMatchObject([{ seq: 3, officerId: null, witnessed: false }]);
    expect(search('100_').total).toBe(0);
    expect(search('').rows.map(({ seq }) => seq)).toEqual([3, 2, 1]);
    expect(books.journal.list({ search: '', offset: 1, limit: 1 })).toMatchObject({
      total: 3,
      rows: [{ seq: 2 }],
    });
  });

  it("finds the newest marks of a vault's state, whatever was written in between", () => {
    const books = open();
    const era = 'e4a0'.repeat(8);
    const mark = (vaultId: string, counter: number) =>
      ({ kind: 'vault-opened', body: { vaultId, era, counter, rejected: [] }, by: null }) as const;
    const other = { kind: 'vault-closed', body: { vaultId: hot.id }, by: null } as const;
    const entries = typed(journalOf([mark(hot.id, 1), other, mark(cold.id, 7), mark(hot.id, 2), other]));
    must(books.commit({ expects: [], entries, changes: [] }));
    const marks = (vaultId: string, limit: number) =>
      books.journal.marks(vaultId, limit).map((line): unknown => JSON.parse(line));
    expect(marks(hot.id, 5)).toEqual([entries[4], entries[1]]);
    expect(marks(hot.id, 1)).toEqual([entries[4]]);
    expect(marks(uuid(0xdead), 5)).toEqual([]);
  });
});

describe('the cursor', () => {
  it('has any checkpoint number', () => {
    const books = open();
    expect(books.cursor.get()).toBeUndefined();
    const move = (next: bigint, digest: string | null) =>
      write(books, { kind: 'cursor-moved', next, at: NOW, digest });
    move(2n ** 64n - 1n, null);
    expect(books.cursor.get()).toEqual({ version: 1, next: 2n ** 64n - 1n, asOf: NOW, digest: null });
    move(8n, 'seven');
    expect(books.cursor.get()).toEqual({ version: 2, next: 8n, asOf: NOW, digest: 'seven' });
  });
});

describe('wrong passwords', () => {
  it('are counted by owner, until the right one', () => {
    const books = open();
    for (const at of [NOW, NOW + 5]) write(books, { kind: 'password-failed', ownerId: hot.id, at });
    expect(books.passwords.failures(hot.id)).toEqual({ failures: 2, lastFailureAt: NOW + 5 });
    expect(books.passwords.failures(cold.id)).toEqual({ failures: 0, lastFailureAt: 0 });
    write(books, { kind: 'password-failures-forgotten', ownerId: hot.id });
    expect(books.passwords.failures(hot.id)).toEqual({ failures: 0, lastFailureAt: 0 });
  });
});
