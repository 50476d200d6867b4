import { describe, expect, it } from 'vitest';
import type { Line } from '../../../../electron/chains/line.ts';
import { AddressSieve } from '../../../../electron/core/address-sieve.ts';
import { ok, refuse } from '../../../../electron/core/result.ts';
import {
  checkpoint,
  deposit,
  followed,
  history,
  own,
  proving,
  ready,
  signedByHot,
  stranger,
} from './followed.ts';

describe('checkpoints that are proven', () => {
  it('are each read with what the reading before gave, in batches of what the line takes', async () => {
    const { look, deposits } = await followed();
    const { line, given } = proving(checkpoint(0, deposit('paid')), checkpoint(1), checkpoint(2));
    expect(await look(line)).toMatchObject({
      proof: { epoch: '0', members: 4, weight: '7500', total: '10000' },
    });
    expect(given).toEqual([null, 'after 1']);
    expect(await deposits()).toMatchObject([{ transactionId: 'paid' }]);
  });

  it('after a restart go on with what the books keep, which is written once an epoch', async () => {
    const { look, books } = await followed();
    const all = [checkpoint(0), checkpoint(1), checkpoint(2), checkpoint(3)];
    await look(proving(...all.slice(0, 3)).line);
    expect(await books.cursor.proof()).toBe('after 1');
    const { line, given } = proving(...all);
    await look(line);
    expect(given[0]).toBe('after 1');
    expect(await books.cursor.proof()).toBe('after 1');
    await look(proving(...all, { ...checkpoint(4), epoch: 1n }).line);
    expect(await books.cursor.proof()).toBe('after 4');
  });

  it('are not gone on with on the word of a node that proves nothing', async () => {
    const { look, deposits } = await followed();
    await look(proving(checkpoint(0)).line);
    const view = await look(history(checkpoint(0), checkpoint(1, deposit('told'))));
    expect(view).toMatchObject({ state: 'problem', problem: { code: 'node-unproven' } });
    expect(await deposits()).toEqual([]);
  });

  it('that are refused by their proof credit nothing, and the refusal is shown', async () => {
    const { look, deposits, books } = await followed();
    const { line } = proving(checkpoint(0, deposit('forged')));
    const view = await look({
      ...line,
      checkpoints: async () => refuse('certificate-weight', 'expected a weight of 6667, got 5000'),
    });
    expect(view).toMatchObject({ state: 'problem', problem: { code: 'certificate-weight' }, proof: null });
    expect(await deposits()).toEqual([]);
    expect(await books.cursor.proof()).toBeUndefined();
  });

  it('of two certified histories stop everything with an alarm', async () => {
    const { look, deposits, journal } = await followed();
    await look(proving(checkpoint(0), checkpoint(1)).line);
    const other = { ...checkpoint(2, deposit('other')), previous: 'another checkpoint 1' };
    const view = await look(proving(checkpoint(0), checkpoint(1), other).line);
    expect(view.problem?.code).toBe('histories-two');
    expect(await deposits()).toEqual([]);
    expect(await journal()).toContainEqual(
      expect.objectContaining({
        kind: 'node-alarm',
        body: expect.objectContaining({ code: 'histories-two' }),
      }),
    );
  });

  it('are asked for with every own address that was known behind the newest one, and with nobody else', async () => {
    const { look, write } = await followed();
    const late = `0x${'ad'.repeat(32)}`;
    const { line } = proving(checkpoint(0));
    const may: boolean[][] = [];
    await look({
      ...line,
      latestCheckpoint: async () => {
        await write(...signedByHot([{ address: late, path: { account: 0, change: 0, index: 2 } }]));
        return ok(0n);
      },
      checkpoints: async (from, limit, kept, sought) => {
        const sieve = sought && new AddressSieve(sought);
        may.push([own, ready, late, stranger].map((address) => sieve?.mayHave(address) ?? true));
        return proving(checkpoint(0)).line.checkpoints!(from, limit, kept);
      },
    });
    expect(may).toEqual([[true, true, true, false]]);
  });

  it('are read while those before them are written', async () => {
    const { look, books, deposits } = await followed();
    const { line } = proving(
      checkpoint(0, deposit('first')),
      checkpoint(1),
      checkpoint(2, deposit('second')),
    );
    const written: Promise<unknown>[] = [];
    const checkpoints: Line['checkpoints'] = (from, limit, kept) => {
      written.push(books.cursor.get());
      return line.checkpoints!(from, limit, kept);
    };
    await look({ ...line, checkpoints });
    expect(await Promise.all(written)).toMatchObject([{ next: 0n }, { next: 0n }]);
    expect(await deposits()).toHaveLength(2);
  });

  it('that are read ahead and refused leave what was taken in before them', async () => {
    const { look, deposits, books } = await followed();
    const { line } = proving(
      checkpoint(0, deposit('first')),
      checkpoint(1),
      checkpoint(2, deposit('forged')),
    );
    const view = await look({
      ...line,
      checkpoints: async (from, limit, kept) =>
        from < 2n
          ? line.checkpoints!(from, limit, kept)
          : refuse('certificate-weight', 'expected a weight of 6667, got 5000'),
    });
    expect(view.problem?.code).toBe('certificate-weight');
    expect(await deposits()).toMatchObject([{ transactionId: 'first' }]);
    expect(await books.cursor.get()).toMatchObject({ next: 2n });
  });

  it('behind a batch that is refused are not taken in, though they were read ahead', async () => {
    const { look, deposits } = await followed();
    const skipped = { ...checkpoint(1), sequence: 7n };
    const { line } = proving(checkpoint(0), skipped, checkpoint(2, deposit('behind')));
    expect((await look(line)).problem?.code).toBe('node-answer-malformed');
    expect(await deposits()).toEqual([]);
  });
});
