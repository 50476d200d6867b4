import { describe, expect, it } from 'vitest';
import { ok, refuse } from '../../../../electron/core/result.ts';
import { checkpoint, followed, GENESIS, history, paymentId, signedPayment } from './followed.ts';

const empty = history(checkpoint(0));

describe('a look at the ledger', () => {
  it('runs every step though one throws, tells it, and rejects nothing', async () => {
    const { look, write, books } = await followed();
    await write(...signedPayment());
    let sent = 0;
    const view = await look({
      ...empty,
      received: () => Promise.reject(new Error('a bug')),
      submit: async () => {
        sent += 1;
        return refuse('node-rejected', 'no');
      },
    });
    expect(view).toMatchObject({ state: 'problem', problem: { code: 'internal-error', message: 'a bug' } });
    expect(sent).toBe(1);
    expect(await books.movements.get(paymentId)).toMatchObject({
      state: 'signed',
      problem: { code: 'payment-in-doubt' },
    });
    const worse = await look({ genesis: () => Promise.reject(new Error('another bug')) });
    expect(worse.problem?.code).toBe('internal-error');
  });

  it('that is asked for twice at once is one', async () => {
    const { follower } = await followed();
    let asked = 0;
    const one = await follower({
      ...empty,
      genesis: async () => {
        asked += 1;
        return ok(GENESIS);
      },
    });
    await Promise.all([one.look(), one.look()]);
    expect(asked).toBe(1);
    await one.look();
    expect(asked).toBe(2);
  });

  it('tells an alarm once, however long the node lies, and again after it told the truth', async () => {
    const { follower, journal } = await followed();
    let genesis = 'another';
    const one = await follower({ ...empty, genesis: async () => ok(genesis) });
    for (const named of ['another', 'another', GENESIS, 'another']) {
      genesis = named;
      await one.look();
    }
    expect(await journal()).toMatchObject([{ kind: 'node-alarm' }, { kind: 'node-alarm' }]);
  });

  it('is none after it was stopped', async () => {
    const { follower } = await followed();
    let asked = 0;
    const one = await follower({
      ...empty,
      genesis: async () => {
        asked += 1;
        return ok(GENESIS);
      },
    });
    await one.look();
    await one.stop();
    await one.look();
    expect(asked).toBe(1);
  });
});
