import { describe, expect, it } from 'vitest';
import type { Line } from '../../../../electron/chains/line.ts';
import { ok, refuse } from '../../../../electron/core/result.ts';
import {
  checkpoint,
  deposit,
  followed,
  given,
  history,
  own,
  ownInput,
  paymentId,
  signedPayment,
  spend,
  stranger,
} from './followed.ts';

describe('following the ledger', () => {
  it('refuses a gap in the checkpoints and goes no further than what it knows', async () => {
    const { look, books, deposits } = await followed();
    const view = await look({
      latestCheckpoint: async () => ok(2n),
      checkpoints: async () => ok(given([checkpoint(0), checkpoint(2, deposit('late'))])),
    });
    expect(view.problem?.code).toBe('node-answer-malformed');
    expect(await deposits()).toEqual([]);
    expect((await books.cursor.get())?.next).toBeLessThanOrEqual(1n);
  });

  it('counts a deposit once, however often its checkpoint is taken in', async () => {
    const { look, write, deposits, journal } = await followed();
    const line = history(checkpoint(0, deposit('one')));
    await look(line);
    await write({ kind: 'cursor-moved', next: 0n, at: 0, digest: null }); // as from an older copy of the cursor
    await look(line);
    expect(await deposits()).toMatchObject([{ transactionId: 'one', units: 5n, state: 'final' }]);
    expect(await journal()).toHaveLength(1);
  });

  it('takes no deposit from a failed transaction, from an own address, or from what was paid out', async () => {
    const { look, deposits } = await followed();
    const view = await look({
      ...history(
        checkpoint(
          0,
          deposit('failed', { succeeded: false, error: 'out of gas' }),
          deposit('internal', { payers: [own] }),
          spend('payment'),
        ),
      ),
      provenSpend: async () => ok({ signers: [own], inputKeys: [] }),
    });
    expect(view).toMatchObject({ state: 'connected', problem: null });
    expect(await deposits()).toEqual([]);
  });

  it('moves over checkpoints without anything of ours in one step a batch, and tells nobody', async () => {
    const { look, books, told, journal } = await followed();
    const strange = deposit('theirs', { changes: [{ owner: stranger, units: 5n }] });
    await look(history(...Array.from({ length: 120 }, (_, i) => checkpoint(i, strange))));
    expect(await books.cursor.get()).toMatchObject({ next: 120n, digest: 'checkpoint 119', version: 1 + 3 });
    expect(told.filter((topic) => topic !== 'app' && topic !== 'journal')).toEqual([]);
    expect(await journal()).toEqual([]);
  });

  it('knows the epoch of the ledger, and when it was found to have begun', async () => {
    const { look, books, clock } = await followed();
    const inEpoch = (number: number, epoch: bigint) => ({ ...checkpoint(number), epoch });
    expect(await books.cursor.epoch()).toBeUndefined();
    await look(history(inEpoch(0, 7n)));
    expect(await books.cursor.epoch()).toEqual({ epoch: 7n, beganAt: clock.now });
    const ended = { ...checkpoint(1, deposit('one')), epoch: 8n, timestamp: 5_000 };
    await look(history(inEpoch(0, 7n), ended, inEpoch(2, 8n)));
    expect(await books.cursor.epoch()).toEqual({ epoch: 8n, beganAt: 5_000 });
  });

  it.each([9n, 1_000_000n, 6n, null])(
    'a node that names a far epoch, an earlier one or none after epoch 7 is refused: %s',
    async (epoch) => {
      const { look, books } = await followed();
      await look(history({ ...checkpoint(0), epoch: 7n }));
      const view = await look(history({ ...checkpoint(0), epoch: 7n }, { ...checkpoint(1), epoch }));
      expect(view.problem?.code).toBe('node-answer-malformed');
      expect((await books.cursor.epoch())?.epoch).toBe(7n);
      expect((await books.cursor.get())?.next).toBe(1n);
    },
  );

  it('takes in a payment that the ledger executed without effect as failed, with its fee', async () => {
    const { look, write, books, journal } = await followed();
    await write(...signedPayment());
    const failed = spend('own payment', { succeeded: false, error: 'out of gas', feePaid: 3n });
    await look(history(checkpoint(0, failed)));
    expect(await books.movements.get(paymentId)).toMatchObject({
      state: 'failed',
      problem: { code: 'node-rejected', message: 'out of gas' },
    });
    expect(await books.movements.transaction(paymentId)).toMatchObject({ checkpoint: '0', feePaid: 3n });
    expect(await journal()).toMatchObject([{ kind: 'transaction-failed', body: { checkpoint: '0' } }]);
  });

  it('ends a payment once, by the first checkpoint that has it', async () => {
    const { look, write, books, journal } = await followed();
    await write(...signedPayment());
    const paid = spend('own payment');
    await look(history(checkpoint(0, paid), checkpoint(1, paid)));
    expect(await books.movements.get(paymentId)).toMatchObject({ state: 'final' });
    expect(await journal()).toMatchObject([{ kind: 'transaction-final', body: { checkpoint: '0' } }]);
  });

  it.each<[string, Partial<Line>]>([
    [
      'no own key signed it',
      { provenSpend: async () => ok({ signers: [stranger], inputKeys: [ownInput(1).key] }) },
    ],
    ['the node cannot show its bytes', { provenSpend: async () => refuse('node-answer-malformed', 'none') }],
  ])('takes in no checkpoint with an own spend of which %s', async (_, answers) => {
    const { look, books, deposits } = await followed();
    const view = await look({ ...history(checkpoint(0, spend('spend'), deposit('after'))), ...answers });
    expect(view.problem?.code).toBe('node-answer-malformed');
    expect((await books.cursor.get())?.next).toBe(0n);
    expect(await books.inputs.hasSpend('spend')).toBe(false);
    expect(await deposits()).toEqual([]);
  });
});

describe('the history of a node', () => {
  it.each<[string, Partial<Line>]>([
    [
      'goes on from another checkpoint',
      history(checkpoint(0), { ...checkpoint(1, deposit('false')), previous: 'another' }),
    ],
    ['has another checkpoint of that number', history({ ...checkpoint(0), digest: 'another' })],
  ])('that %s is another one: nothing of it is believed', async (_, answers) => {
    const { look, follower, write, books, deposits, journal } = await followed();
    await look(history(checkpoint(0)));
    await write({ kind: 'address-touched', address: own });
    const put = await follower(answers);
    for (let times = 0; times < 2; times++) await put.look();
    expect(put.view()).toMatchObject({ state: 'problem', problem: { code: 'node-other-history' } });
    expect(await books.cursor.get()).toMatchObject({ next: 1n, digest: 'checkpoint 0' });
    expect(await books.addresses.touched(1), 'nothing else is read of it').toEqual([own]);
    expect(await deposits()).toEqual([]);
    expect(await journal()).toMatchObject([
      { kind: 'node-alarm', body: { code: 'node-other-history', url: 'memory:', consumed: [] } },
    ]);
  });

  it('that does not reach as far as what was taken in is told without an alarm, until it has caught up', async () => {
    const { look, follower, journal } = await followed();
    const all = [0, 1, 2, 3, 4].map((sequence) => checkpoint(sequence));
    await look(history(...all.slice(0, 3)));
    let latest = 1n;
    const behind = await follower({ ...history(...all), latestCheckpoint: async () => ok(latest) });
    await behind.look();
    expect(behind.view().problem?.code).toBe('node-behind');
    latest = 4n;
    await behind.look();
    expect(behind.view()).toMatchObject({ state: 'connected', problem: null, checkpoint: '4' });
    expect(await journal()).toEqual([]);
  });

  it('is taken as it is where no digest of it is known yet', async () => {
    const { look, write, books } = await followed();
    await write({ kind: 'cursor-moved', next: 1n, at: 0, digest: null });
    const view = await look(history(checkpoint(0), { ...checkpoint(1), previous: 'unknown' }));
    expect(view.state).toBe('connected');
    expect(await books.cursor.get()).toMatchObject({ next: 2n, digest: 'checkpoint 1' });
  });

  it('of another network is not looked at', async () => {
    const { look, books, deposits, journal } = await followed();
    const view = await look({
      ...history(checkpoint(0, deposit('one'))),
      genesis: async () => ok('another'),
    });
    expect(view.problem?.code).toBe('node-network-mismatch');
    expect(await deposits()).toEqual([]);
    expect((await books.cursor.get())?.next).toBe(0n);
    expect(await journal()).toMatchObject([{ kind: 'node-alarm' }]);
  });
});
