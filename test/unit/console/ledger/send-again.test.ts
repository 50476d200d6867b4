import { describe, expect, it } from 'vitest';
import type { Line } from '../../../../electron/chains/line.ts';
import type { Change } from '../../../../electron/core/projection/change.ts';
import { ok, refuse } from '../../../../electron/core/result.ts';
import { EPOCH } from '../../../support/signer-fixture.ts';
import { accepted, counting, empty, outlook, payment } from './counted-sending.ts';
import {
  checkpoint,
  deposit,
  followed,
  history,
  own,
  ownInput,
  paymentId,
  signedPayment,
  spend,
} from './followed.ts';

describe('signed bytes whose acceptance is unknown', () => {
  it('are sent, always the same ones, until the ledger has them', async () => {
    const desk = await followed();
    await desk.write(...signedPayment());
    const { line, sent } = counting(accepted);
    const follower = await desk.follower(line);
    await follower.look();
    expect(await payment(desk)).toMatchObject({ state: 'sent', problem: null });
    for (const [wait, times] of [
      [4_999, 1],
      [1, 2],
      [5_000, 3],
    ] as const) {
      desk.clock.now += wait;
      await follower.look();
      expect(sent).toHaveLength(times);
    }
    expect(new Set(sent).size).toBe(1);
    expect(await desk.journal()).toMatchObject([
      // Once an epoch, before they leave for the first time.
      { kind: 'transaction-leaving', body: { epoch: '0' } },
      { kind: 'transaction-submitted' },
    ]);
  });

  it('that have left in a later epoch than the books know after a kill keep that one', async () => {
    const desk = await followed();
    await desk.write(...signedPayment());
    const { line, sent } = counting(accepted);
    const follower = await desk.follower(line);
    await desk.write({ kind: 'transaction-left', movementId: paymentId, epoch: 3n });
    await follower.look();
    expect(sent).toHaveLength(1);
    expect(await desk.journal()).toMatchObject([{ kind: 'transaction-submitted' }]);
    expect(await desk.books.movements.transaction(paymentId)).toMatchObject({ leftEpoch: 3n });
  });

  it('stay in doubt where a node refuses them: it may keep the bytes', async () => {
    const desk = await followed();
    await desk.write(...signedPayment());
    const view = await desk.look(counting(async () => refuse('node-rejected', 'no')).line);
    expect(view.state).toBe('connected');
    expect(await payment(desk)).toMatchObject({
      state: 'signed',
      problem: { code: 'payment-in-doubt', message: 'no' },
    });
    await desk.look(counting(accepted).line);
    expect(await payment(desk)).toMatchObject({ state: 'sent', problem: null });
  });

  it.each(['inputs-locked', 'address-denied'] as const)(
    'rest for a minute where validators say %s, with the word for it, and go out when they may',
    async (code) => {
      const desk = await followed();
      await desk.write(...signedPayment());
      let taken = false;
      const { line, sent } = counting(async () =>
        taken ? ok(deposit('own payment')) : refuse(code, 'so it is'),
      );
      const follower = await desk.follower(line);
      await follower.look();
      expect(follower.view().state).toBe('connected');
      const noted = await payment(desk);
      expect(noted).toMatchObject({ state: 'signed', problem: { code } });
      expect(noted?.problem?.message).toBe(
        code === 'inputs-locked' ? 'locked until epoch 0 ends: so it is' : 'so it is',
      );
      desk.clock.now += 59_999;
      await follower.look();
      expect(sent).toHaveLength(1);
      desk.clock.now += 1;
      await follower.look();
      expect(sent).toHaveLength(2);
      expect((await payment(desk))?.version, 'the same word is not written twice').toBe(noted?.version);
      taken = true;
      desk.clock.now += 60_000;
      await follower.look();
      expect(await payment(desk)).toMatchObject({ state: 'sent', problem: null });
      expect(new Set(sent).size).toBe(1);
      expect(await desk.journal(), 'nothing has ended').toMatchObject([
        { kind: 'transaction-leaving' },
        { kind: 'facts-noted' },
        { kind: 'transaction-submitted' },
      ]);
    },
  );

  it('sent by a clock that ran ahead are sent again when it is put right', async () => {
    const desk = await followed();
    await desk.write(...signedPayment());
    desk.clock.now += 30 * 86_400_000;
    const { line, sent } = counting(accepted);
    const follower = await desk.follower(line);
    await follower.look();
    expect(sent).toHaveLength(1);
    desk.clock.now -= 30 * 86_400_000;
    await follower.look();
    expect(sent).toHaveLength(2);
  });

  it('stay in doubt where the node says that they were final before, with other signatures', async () => {
    const desk = await followed();
    await desk.write(...signedPayment());
    const view = await desk.look(counting(async () => refuse('payment-in-doubt', 'already finalized')).line);
    expect(view.state).toBe('connected');
    expect(await payment(desk)).toMatchObject({ state: 'signed', problem: { code: 'payment-in-doubt' } });
  });

  it('are not sent without pause to a node that does not answer', async () => {
    const desk = await followed();
    await desk.write(...signedPayment());
    const { line, sent } = counting(async () => refuse('node-timeout', 'later'));
    const follower = await desk.follower(line);
    for (let times = 0; times < 3; times++) await follower.look();
    expect(sent).toHaveLength(1);
    expect(await payment(desk)).toMatchObject({ state: 'signed', problem: { code: 'node-timeout' } });
  });

  it('are sent also to a node that does not know what was taken in: signed bytes may go to any', async () => {
    const desk = await followed();
    await desk.look(history(checkpoint(0), checkpoint(1), checkpoint(2)));
    await desk.write(...signedPayment());
    const { line, sent } = counting(accepted);
    expect((await desk.look(line)).problem?.code).toBe('node-behind');
    expect(sent).toHaveLength(1);
  });

  it('whose time is over by the word of a node are sent no more, and nothing ends', async () => {
    const desk = await followed();
    await desk.write(...signedPayment());
    const { line, sent } = counting(accepted, outlook('expired'));
    for (let times = 0; times < 2; times++) await desk.look(line);
    expect(sent).toEqual([]);
    expect(await payment(desk)).toMatchObject({ state: 'signed', problem: { code: 'payment-expired' } });
    expect(await desk.journal()).toEqual([]);
    await desk.look(counting(accepted).line);
    expect(await payment(desk)).toMatchObject({ state: 'sent', problem: null });
  });

  it('that the ledger proves never executed end, and free what they reserved', async () => {
    const desk = await followed();
    await desk.write({ kind: 'holdings-read', owner: own, inputs: [ownInput(1)] }, ...signedPayment());
    const { line, sent } = counting(accepted, outlook('never'));
    for (let times = 0; times < 2; times++) await desk.look(line);
    expect(sent).toEqual([]);
    expect(await payment(desk)).toMatchObject({ state: 'failed', problem: { code: 'payment-void' } });
    expect(await desk.books.inputs.largest(own, 9)).toEqual([ownInput(1)]);
    expect(await desk.journal()).toMatchObject([
      { kind: 'transaction-failed', body: { code: 'payment-void', checkpoint: null, consumed: [] } },
    ]);
  });

  const created: Change = { kind: 'inputs-moved', checkpoint: '12', consumed: [], created: [ownInput(1)] };
  const listed: Change = { kind: 'holdings-read', owner: own, inputs: [ownInput(1)] };

  it.each([
    [
      'whose last epoch has ended, with an input that is proven unspent, end as never executed',
      created,
      EPOCH + 2n,
      'failed',
      'payment-void',
    ],
    [
      'whose last epoch runs by the checkpoints, whatever the node says, do not end',
      created,
      EPOCH + 1n,
      'signed',
      'payment-expired',
    ],
    ['whose input a node alone lists as unspent do not end', listed, EPOCH + 2n, 'signed', 'payment-expired'],
  ] as const)('%s', async (_, input, epoch, state, code) => {
    const desk = await followed();
    await desk.write(input, ...signedPayment());
    const { line } = counting(accepted, outlook('expired'));
    const follower = await desk.follower(line);
    await follower.look();
    expect(await payment(desk)).toMatchObject({ state: 'signed', problem: { code: 'payment-expired' } });
    await desk.write({ kind: 'epoch-reached', epoch, at: 1 });
    desk.clock.now += 6_000;
    await follower.look();
    expect(await payment(desk)).toMatchObject({ state, problem: { code } });
    expect(await desk.books.inputs.largest(own, 9)).toEqual(state === 'failed' ? [ownInput(1)] : []);
  });

  it('are not sent where the node does not say what can become of them', async () => {
    const { look, write, books, journal } = await followed();
    await write(...signedPayment());
    const view = await look({ ...empty, outlook: async () => refuse('node-timeout', 'later') });
    expect(view.problem?.code).toBe('node-timeout');
    expect(await books.movements.get(paymentId)).toMatchObject({ state: 'signed', problem: null });
    expect(await journal()).toEqual([]);
  });

  it('do not end as void where they became final while the node was asked', async () => {
    const { look, write, books, journal } = await followed();
    await write(...signedPayment());
    const view = await look({
      ...empty,
      outlook: async () => {
        await write({ kind: 'movement-moved', id: paymentId, to: 'final', at: 1 });
        return ok('never');
      },
    });
    expect(view.state).toBe('connected');
    expect(await books.movements.get(paymentId)).toMatchObject({ state: 'final', problem: null });
    expect(await journal()).toEqual([]);
  });

  it('have no problem where they became final while they were sent', async () => {
    const { look, write, books } = await followed();
    await write(...signedPayment());
    await look({
      ...empty,
      submit: async () => {
        await write({ kind: 'movement-moved', id: paymentId, to: 'final', at: 1 });
        return refuse('node-rejected', 'its inputs are gone');
      },
    });
    expect(await books.movements.get(paymentId)).toMatchObject({ state: 'final', problem: null });
  });

  it('are not sent without pause by a program that was started again', async () => {
    const desk = await followed();
    await desk.write(...signedPayment());
    const { line, sent } = counting(accepted);
    for (let times = 0; times < 3; times++) await desk.look(line);
    expect(sent).toHaveLength(1);
    desk.clock.now += 5_000;
    await desk.look(line);
    expect(sent).toHaveLength(2);
  });

  it('whose time is over are noted so once', async () => {
    const desk = await followed();
    await desk.write(...signedPayment());
    const follower = await desk.follower(counting(accepted, outlook('expired')).line);
    await follower.look();
    const noted = await payment(desk);
    desk.clock.now += 60_000;
    await follower.look();
    expect((await payment(desk))?.version).toBe(noted?.version);
  });
});

describe('a payment whose inputs are spent elsewhere', () => {
  it('ends by the spend that an own key signed, once, however late it is looked for', async () => {
    const desk = await followed();
    const taken = ownInput(1);
    await desk.write({ kind: 'holdings-read', owner: own, inputs: [taken] });
    let asked = 0;
    const line: Partial<Line> = {
      ...history(checkpoint(0), checkpoint(1, spend('foreign spend', { changes: [], checkpoint: 1n }))),
      provenSpend: async () => {
        asked += 1;
        return ok({ signers: [own], inputKeys: [taken.key] });
      },
    };
    await desk.look(line);
    expect(asked).toBe(1);
    expect(await desk.journal()).toMatchObject([
      {
        kind: 'node-alarm',
        body: { code: 'input-spent-elsewhere', transactionId: 'foreign spend', consumed: [taken.key] },
      },
    ]);
    await desk.write(...signedPayment([taken])); // signed after the evidence was taken in
    await desk.look(line);
    expect(await payment(desk)).toMatchObject({
      state: 'failed',
      problem: { code: 'input-spent-elsewhere' },
    });
    await desk.look(line);
    expect(asked).toBe(1);
    expect(await desk.journal()).toHaveLength(2);
  });

  it('does not end by its own transaction, nor because a node no longer lists them', async () => {
    const desk = await followed();
    const [one] = [ownInput(1)];
    await desk.write(...signedPayment([one]), { kind: 'holdings-read', owner: own, inputs: [] });
    await desk.write({
      kind: 'inputs-spent',
      keys: [one.key],
      transactionId: 'own payment',
      checkpoint: '0',
    });
    await desk.look(counting(async () => refuse('node-rejected', 'no such coin')).line);
    expect(await payment(desk)).toMatchObject({ state: 'signed', problem: { code: 'payment-in-doubt' } });
  });

  it('that was given up and happened all the same is final', async () => {
    const desk = await followed();
    await desk.write(...signedPayment(), { kind: 'movement-moved', id: paymentId, to: 'failed', at: 0 });
    await desk.look(history(checkpoint(0, spend('own payment'))));
    expect(await payment(desk)).toMatchObject({ state: 'final' });
  });

  it('ends also while the node does not know what was taken in: the evidence is in the books', async () => {
    const desk = await followed();
    await desk.look(history(checkpoint(0), checkpoint(1)));
    const spent = { keys: [ownInput(1).key], transactionId: 'theirs', checkpoint: '1' };
    await desk.write(...signedPayment(), { kind: 'inputs-spent', ...spent });
    expect((await desk.look(empty)).problem?.code).toBe('node-behind');
    expect(await payment(desk)).toMatchObject({
      state: 'failed',
      problem: { code: 'input-spent-elsewhere' },
    });
  });
});
