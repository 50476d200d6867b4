import { describe, expect, it } from 'vitest';
import type { Line } from '../../../../electron/chains/line.ts';
import { ok, refuse } from '../../../../electron/core/result.ts';
import { hot } from '../../../support/signer-fixture.ts';
import {
  checkpoint,
  deposit,
  followed,
  GENESIS,
  given,
  history,
  own,
  ownInput,
  paymentId,
  signedPayment,
  spend,
  stranger,
} from './followed.ts';

const empty = history(checkpoint(0));

/** A line that writes down from where and how many checkpoints it was asked for. */
function watched(line: Partial<Line>) {
  const asked: [bigint, number][] = [];
  const checkpoints: Line['checkpoints'] = async (from, limit) => {
    asked.push([from, limit]);
    return line.checkpoints?.(from, limit) ?? ok(given([]));
  };
  return { asked, line: { ...line, checkpoints } };
}

describe('reading checkpoints', () => {
  it('begins with the newest where none was chosen yet', async () => {
    const { look, books, deposits } = await followed(null);
    await look(history(checkpoint(0, deposit('old')), checkpoint(1, deposit('new'))));
    expect(await deposits()).toMatchObject([{ transactionId: 'new' }]);
    expect(await books.cursor.get()).toMatchObject({ next: 2n, digest: 'checkpoint 1' });
  });

  it('of a node that names ever more of them ends after 200 batches, and goes on with the next look', async () => {
    const { follower, books } = await followed();
    const { asked, line } = watched({
      latestCheckpoint: async () => ok(2n ** 62n),
      checkpoints: async (from) => ok(given([checkpoint(Number(from))])),
    });
    const followsForEver = await follower(line);
    await followsForEver.look();
    expect(asked).toHaveLength(200);
    expect(await books.cursor.get()).toMatchObject({ next: 200n });
    expect(await followsForEver.isOfPresentEpoch(), 'nothing leaves with an epoch that is over').toBe(false);
    await followsForEver.look();
    // The last one known is asked for by its digest once more.
    expect(await books.cursor.get()).toMatchObject({ next: 400n });
  });

  it('asks for at most 50 at a time, and for none beyond the newest', async () => {
    const { look } = await followed();
    const { asked, line } = watched(history(...Array.from({ length: 120 }, (_, i) => checkpoint(i))));
    await look(line);
    expect(asked).toEqual([
      [0n, 50],
      [50n, 50],
      [100n, 20],
    ]);
  });

  it('names a node that gives no more than it says to have: it has thrown that away', async () => {
    const { look } = await followed();
    const { asked, line } = watched({ latestCheckpoint: async () => ok(2n ** 62n) });
    expect((await look(line)).problem?.code).toBe('node-pruned');
    expect(asked).toHaveLength(1);
  });

  it('keeps what was taken in before a gap', async () => {
    const { look, books, deposits } = await followed();
    const view = await look({
      latestCheckpoint: async () => ok(2n),
      checkpoints: async () => ok(given([checkpoint(0, deposit('early')), checkpoint(2, deposit('late'))])),
    });
    expect(view).toMatchObject({ problem: { code: 'node-answer-malformed' }, checkpoint: '0' });
    expect(await deposits()).toMatchObject([{ transactionId: 'early' }]);
    expect(await books.cursor.get()).toMatchObject({ next: 1n, digest: 'checkpoint 0' });
  });

  it('refuses another history inside of one answer, and a node that hides the last one taken in', async () => {
    const { look, books, deposits } = await followed();
    const broken = { ...checkpoint(2, deposit('false')), previous: 'another' };
    expect((await look(history(checkpoint(0), checkpoint(1), broken))).problem?.code).toBe(
      'node-other-history',
    );
    await look(history(checkpoint(0)));
    expect((await look({ latestCheckpoint: async () => ok(3n) })).problem?.code).toBe('node-pruned');
    expect(await deposits()).toEqual([]);
    expect((await books.cursor.get())?.next).toBeLessThanOrEqual(2n);
  });

  it('asks a node once whether it knows the last one taken in, and again after any trouble with it', async () => {
    const { look, follower } = await followed();
    await look(empty);
    const { asked, line } = watched(empty);
    let genesis = GENESIS;
    const one = await follower({ ...line, genesis: async () => ok(genesis) });
    for (let times = 0; times < 3; times++) await one.look();
    expect(asked).toEqual([[0n, 1]]);
    genesis = 'another';
    await one.look();
    genesis = GENESIS;
    await one.look();
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['further on: it is not put back', 40n],
    ['back: what is between is not passed over', 1n],
  ])('without anything of ours leaves a cursor that another has moved %s', async (_, next) => {
    const { look, write, books } = await followed();
    await look(history(checkpoint(0), checkpoint(1)));
    const all = Array.from({ length: 20 }, (__, i) => checkpoint(i));
    const view = await look({
      ...history(...all),
      checkpoints: async (from, limit) => {
        if (from === 2n) await write({ kind: 'cursor-moved', next, at: 0, digest: 'moved' });
        return ok(given(all.slice(Number(from), Number(from) + limit)));
      },
    });
    expect(view.problem?.code).toBe('books-changed');
    expect(await books.cursor.get()).toMatchObject({ next, digest: 'moved' });
  });

  it('that pay us are not taken in from a cursor that another has moved', async () => {
    const { look, write, books, deposits } = await followed();
    const all = [checkpoint(0), checkpoint(1, deposit('one'))];
    const view = await look({
      ...history(...all),
      checkpoints: async () => {
        await write({ kind: 'cursor-moved', next: 40n, at: 0, digest: 'moved' });
        return ok(given(all));
      },
    });
    expect(view.problem?.code).toBe('books-changed');
    expect(await books.cursor.get()).toMatchObject({ next: 40n, digest: 'moved' });
    expect(await deposits()).toEqual([]);
  });

  it('decides again where the books changed while the node was asked', async () => {
    const { look, write, deposits, journal } = await followed();
    let asked = 0;
    const early = { transactionId: 'one', address: own, units: 9n, sender: stranger, at: 300 };
    const view = await look({
      ...history(checkpoint(0, deposit('one'), spend('theirs'))),
      provenSpend: async () => {
        asked += 1;
        if (asked === 1) await write({ kind: 'deposit-seen', ...early });
        return ok({ signers: [own], inputKeys: [ownInput(1).key] });
      },
    });
    expect([view.state, asked]).toEqual(['connected', 2]);
    expect(await deposits()).toMatchObject([{ state: 'final', units: 5n, seenAt: 300 }]);
    expect(await journal()).toMatchObject([{ kind: 'deposit-final' }, { kind: 'node-alarm' }]);
  });

  it('ends an own payment with its inputs: neither ours nor reserved any more', async () => {
    const { look, write, books } = await followed();
    const [spent, left] = [ownInput(1), ownInput(2)];
    await write({ kind: 'holdings-read', owner: own, inputs: [spent, left] }, ...signedPayment([spent]));
    await look({
      ...history(checkpoint(0, spend('own payment', { feePaid: 3n }))),
      holdings: async () => refuse('node-timeout', 'later'),
    });
    expect(await books.movements.transaction(paymentId)).toMatchObject({ checkpoint: '0', feePaid: 3n });
    expect(await books.inputs.of(own)).toEqual([left]);
    expect(await books.figures.vault(hot.id)).toMatchObject({
      reserved: 0n,
      balance: BigInt(left.amount.units),
    });
    expect(await books.inputs.hasSpend('own payment')).toBe(true);
  });

  it('follows one history across answers and looks, and notices where the next answer leaves it', async () => {
    const { look, books } = await followed();
    const all = Array.from({ length: 160 }, (_, i) => checkpoint(i));
    await look(history(...all.slice(0, 20)));
    expect(await look(history(...all))).toMatchObject({ state: 'connected', checkpoint: '159' });
    const more = Array.from({ length: 220 }, (_, i) =>
      i === 210 ? { ...checkpoint(i), previous: 'another' } : checkpoint(i),
    );
    expect((await look(history(...more))).problem?.code).toBe('node-other-history');
    expect(await books.cursor.get()).toMatchObject({ next: 210n, digest: 'checkpoint 209' });
  });

  it('asks once who signed a spend, and alarms once, however often its checkpoint is taken in', async () => {
    const { look, write, books, journal } = await followed();
    await write({ kind: 'holdings-read', owner: own, inputs: [ownInput(1)] });
    let asked = 0;
    for (let times = 0; times < 2; times++) {
      await write({ kind: 'cursor-moved', next: 0n, at: 0, digest: null });
      await look({
        ...history(checkpoint(0, spend('theirs'))),
        provenSpend: async () => {
          asked += 1;
          return ok({ signers: [own], inputKeys: [ownInput(1).key] });
        },
      });
    }
    expect(asked).toBe(1);
    expect(await journal()).toHaveLength(1);
    expect(await books.inputs.of(own)).toEqual([]);
  });
});
