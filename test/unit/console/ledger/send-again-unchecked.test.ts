import { describe, expect, it } from 'vitest';
import type { BooksCheck } from '../../../../electron/books/books-check.ts';
import type { Line } from '../../../../electron/chains/line.ts';
import type { ErrorCode } from '../../../../electron/core/error-code.ts';
import type { Change } from '../../../../electron/core/projection/change.ts';
import { ok, refuse } from '../../../../electron/core/result.ts';
import { wholeCheck } from '../../../support/free-hold.ts';
import { EPOCH, request } from '../../../support/signer-fixture.ts';
import { accepted, counting, outlook, payment } from './counted-sending.ts';
import { checkpoint, followed, ownInput, paymentId, proving, signedPayment } from './followed.ts';

describe('signed bytes whose acceptance is unknown, by books that are not checked', () => {
  const created: Change = { kind: 'inputs-moved', checkpoint: '12', consumed: [], created: [ownInput(1)] };

  it.each(['checking', 'differs'] as const)(
    'do not end by rows that somebody may have put into the closed database: the books are %s',
    async (state) => {
      const desk = await followed();
      await desk.write(created, ...signedPayment());
      await desk.write({ kind: 'epoch-reached', epoch: EPOCH + 2n, at: 1 });
      let found: BooksCheck =
        state === 'differs'
          ? { state, entries: 0, differences: [], count: 1, rebuild: null }
          : { state, entries: 0, of: 1 };
      const { line } = counting(accepted, outlook('expired'));
      const follower = await desk.follower(line, { check: { ...wholeCheck, view: () => found } });
      await follower.look();
      expect(await payment(desk)).toMatchObject({ state: 'signed', problem: null });
      const keys = [ownInput(1).key];
      await desk.write({ kind: 'inputs-spent', keys, transactionId: 'forged', checkpoint: '1' });
      desk.clock.now += 6_000;
      await follower.look();
      expect(await payment(desk)).toMatchObject({ state: 'signed', problem: null });
      found = { state: 'whole', entries: 0, head: '' };
      await follower.look();
      expect(await payment(desk)).toMatchObject({
        state: 'failed',
        problem: { code: 'input-spent-elsewhere' },
      });
    },
  );

  const checking: BooksCheck = { state: 'checking', entries: 0, of: 9 };
  const differs: BooksCheck = { state: 'differs', entries: 9, differences: [], count: 1, rebuild: 'kept' };

  it.each<readonly [string, BooksCheck, ErrorCode | null, readonly string[], number]>([
    [
      'are sent while the books are being checked, once their own rows are compared',
      checking,
      null,
      [paymentId],
      1,
    ],
    [
      'whose row somebody put into the closed database are not sent',
      checking,
      'books-differ',
      [paymentId],
      0,
    ],
    ['that only the whole check can tell of wait for it', checking, 'books-being-checked', [paymentId], 0],
    ['wait where anything differs', differs, null, [], 0],
  ])('%s', async (_, view, code, compared, times) => {
    const desk = await followed();
    await desk.write({ kind: 'epoch-reached', epoch: 0n, at: 0 }, ...signedPayment());
    const { line, sent } = counting(accepted, proving(checkpoint(0)).line);
    const asked: string[] = [];
    const check = {
      view: () => view,
      whole: async () => refuse('books-being-checked', ''),
      rowsOf: async (id: string) => {
        asked.push(id);
        return code === null ? ok(undefined) : refuse(code, '');
      },
    };
    const follower = await desk.follower(line, { check });
    for (let looks = 0; looks < 2; looks++) await follower.look();
    expect([asked, sent.length]).toEqual([compared, times]);
    expect((await payment(desk))?.state).toBe(times === 1 ? 'sent' : 'signed');
  });

  it.each<readonly [string, Partial<Line>]>([
    ['in an epoch that ended while the desk was away', proving({ ...checkpoint(0), epoch: 1n }).line],
    [
      'before the newest checkpoint is read',
      { ...proving(checkpoint(0)).line, latestCheckpoint: async () => ok(3n) },
    ],
    ['at a node that proves nothing', {}],
  ])(
    '%s wait for the check: a cancellation may leave once the epoch is over that was written down',
    async (_, answers) => {
      const desk = await followed();
      await desk.write({ kind: 'epoch-reached', epoch: 0n, at: 0 }, ...signedPayment());
      const { line, sent } = counting(accepted, answers);
      const check = {
        ...wholeCheck,
        view: () => checking,
        whole: async () => refuse('books-being-checked', ''),
      };
      await desk.look(line, { check });
      expect(sent).toEqual([]);
      expect(await desk.journal()).toEqual([]);
    },
  );

  it('of a cancellation wait for the whole check: they rest on two payments', async () => {
    const desk = await followed();
    const cancellation = request({ id: paymentId, kind: 'cancellation', cancels: 'ee'.repeat(32) });
    const [, ...rest] = signedPayment();
    await desk.write({ kind: 'movement-added', request: cancellation }, ...rest);
    const { line, sent } = counting(accepted, proving(checkpoint(0)).line);
    await desk.look(line, {
      check: { ...wholeCheck, view: () => checking, whole: async () => refuse('books-being-checked', '') },
    });
    expect(sent).toEqual([]);
  });

  it('that the ledger proves never executed do not end while the books are being checked', async () => {
    const desk = await followed();
    await desk.write(...signedPayment());
    const { line } = counting(accepted, { ...proving(checkpoint(0)).line, ...outlook('never') });
    await desk.write({ kind: 'epoch-reached', epoch: 0n, at: 0 });
    await desk.look(line, { check: { ...wholeCheck, view: () => checking } });
    expect(await payment(desk)).toMatchObject({ state: 'signed', problem: null });
    expect(await desk.journal()).toEqual([]);
  });
});
