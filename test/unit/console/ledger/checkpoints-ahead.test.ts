import { describe, expect, it } from 'vitest';
import type { BooksCheck } from '../../../../electron/books/books-check.ts';
import { CheckpointsAhead } from '../../../../electron/console/ledger/checkpoints-ahead.ts';
import { ok, refuse } from '../../../../electron/core/result.ts';
import { wholeCheck } from '../../../support/free-hold.ts';
import { checkpoint, deposit, followed, history, own, proving, signedByHot, spend } from './followed.ts';

const checking: BooksCheck = { state: 'checking', entries: 0, of: 9 };
const whole: BooksCheck = { state: 'whole', entries: 9, head: '' };
const differs: BooksCheck = { state: 'differs', entries: 9, differences: [], count: 1, rebuild: 'kept' };

/** A check of the books that says what the test says. */
function checkOf(first: BooksCheck) {
  const found = { now: first };
  const refused = refuse('books-being-checked', '');
  const answer = async () => (found.now.state === 'whole' ? ok(undefined) : refused);
  return { found, check: { ...wholeCheck, view: () => found.now, whole: answer, rowsOf: answer } };
}

const restored = `0x${'ac'.repeat(32)}`;
const all = [
  checkpoint(0),
  checkpoint(1, deposit('one')),
  checkpoint(2),
  checkpoint(3, deposit('two'), spend('ours', { changes: [] })),
  checkpoint(4),
];

describe('while the books are being checked', () => {
  it('proven checkpoints are read and kept, their deposits are shown, and nothing is taken in', async () => {
    const { follower, deposits, journal, books, told } = await followed();
    const { line, given } = proving(...all);
    const { check } = checkOf(checking);
    const one = await follower(line, { check });
    await one.look();
    await one.look();
    // Each batch was read once, with what the one before it left.
    expect(given).toEqual([null, 'after 1', 'after 3']);
    expect(await deposits()).toMatchObject([
      { transactionId: 'two', state: 'seen', seenAt: 3 },
      { transactionId: 'one', state: 'seen', seenAt: 1 },
    ]);
    expect(told).toContain('deposits');
    expect(await journal()).toEqual([]);
    expect(await books.cursor.get()).toMatchObject({ next: 0n });
    expect(await books.cursor.proof()).toBeUndefined();
    expect(one.view()).toMatchObject({ state: 'catching-up', problem: null });
  });

  it('they are taken in at the end of the check without being read again, as if nothing had waited', async () => {
    const waited = await followed();
    const { line, given } = proving(...all.slice(0, 4));
    const answers = { ...line, provenSpend: async () => ok({ signers: [own], inputKeys: ['gone'] }) };
    const { found, check } = checkOf(checking);
    const one = await waited.follower(answers, { check });
    await one.look();
    found.now = whole;
    await one.look();
    expect(given).toEqual([null, 'after 1']);
    expect(await waited.books.cursor.get()).toMatchObject({ next: 4n, digest: 'checkpoint 3' });
    expect(await waited.books.cursor.proof()).toBe('after 1');

    const never = await followed();
    await (await never.follower({ ...answers, ...proving(...all.slice(0, 4)).line })).look();
    const bodies = async (desk: typeof never) =>
      (await desk.journal()).map((entry) => [
        (entry as { kind: string }).kind,
        (entry as { body: object }).body,
      ]);
    expect(await bodies(waited)).toEqual(await bodies(never));
    expect(await waited.deposits()).toEqual(await never.deposits());
  });

  it('an end of the check within a look is waited for, and what was kept is taken in by it', async () => {
    const { follower, books } = await followed();
    const { found, check } = checkOf(checking);
    const ends = async () => {
      found.now = whole;
      return ok(undefined);
    };
    await (await follower(proving(...all.slice(0, 3)).line, { check: { ...check, whole: ends } })).look();
    expect(await books.cursor.get()).toMatchObject({ next: 3n });
  });

  it('what was read without an address that somebody had taken out of the closed database is read again', async () => {
    const { follower, write, deposits } = await followed();
    const pays = deposit('late', { changes: [{ owner: restored, units: 7n }] });
    const { line, given } = proving(checkpoint(0), checkpoint(1, pays));
    // As a line does: transactions of nobody who is sought are left out.
    let hidden = true;
    const answers = {
      ...line,
      checkpoints: async (...asked: Parameters<NonNullable<typeof line.checkpoints>>) => {
        const read = await line.checkpoints?.(...asked);
        if (!read?.ok) return refuse('node-timeout', '');
        const checkpoints = read.value.checkpoints.map((each) =>
          hidden ? { ...each, transactions: [] } : each,
        );
        return ok({ ...read.value, checkpoints });
      },
    };
    const { found, check } = checkOf(checking);
    const one = await follower(answers, { check });
    await one.look();
    found.now = differs;
    await one.look();
    await write(...signedByHot([{ address: restored, path: { account: 0, change: 0, index: 2 } }]));
    hidden = false;
    found.now = whole;
    await one.look();
    expect(given).toEqual([null, null]);
    expect(await deposits()).toMatchObject([{ transactionId: 'late', state: 'final' }]);
  });

  it('an epoch that was read ahead is known no more where what was read is forgotten', () => {
    const ahead = new CheckpointsAhead();
    ahead.add({ checkpoints: [checkpoint(0)], proof: null });
    ahead.hasAll = true;
    expect([ahead.isAllOf(0n), ahead.isAllOf(1n)]).toEqual([true, false]);
    ahead.forget();
    expect(ahead.isAllOf(0n)).toBe(false);
  });

  it("a node's word is not read ahead", async () => {
    const { follower, deposits } = await followed();
    const { check } = checkOf(checking);
    const asked: bigint[] = [];
    const line = history(...all);
    const one = await follower(
      {
        ...line,
        checkpoints: async (from, limit) => {
          asked.push(from);
          return line.checkpoints?.(from, limit) ?? refuse('node-timeout', '');
        },
      },
      { check },
    );
    await one.look();
    expect(asked).toEqual([]);
    expect(await deposits()).toEqual([]);
    expect(one.view().problem).toBeNull();
  });

  it('nothing is read ahead where something differs', async () => {
    const { follower, deposits } = await followed();
    const { line, given } = proving(...all);
    await (await follower(line, { check: checkOf(differs).check })).look();
    expect(given).toEqual([]);
    expect(await deposits()).toEqual([]);
  });

  it('what was kept ends where another node comes: it is read from that one', async () => {
    const { follower } = await followed();
    const { line, given } = proving(...all.slice(0, 2));
    const one = await follower(line, { check: checkOf(checking).check });
    await one.look();
    one.changed();
    await one.look();
    expect(given).toEqual([null, null]);
  });
});
