import { describe, expect, it } from 'vitest';
import { ok, refuse } from '../../../../electron/core/result.ts';
import { checkpoint, followed, GENESIS, history, own, paymentId, signedPayment } from './followed.ts';

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

  it('names a clock that is ahead of the newest checkpoint, and not while older ones are still to be read', async () => {
    const { look, clock } = await followed();
    const old = { ...checkpoint(0), timestamp: clock.now - 3_600_000 };
    const network = 'iota:mainnet';
    expect(await look({ ...history(old), network })).toMatchObject({
      state: 'connected',
      caution: { code: 'clock-or-node', message: expect.stringContaining('60 minutes old') },
    });
    const halfway = await look({ ...history(old), network, latestCheckpoint: async () => ok(9n) });
    expect(halfway).toMatchObject({ caution: null });
    expect(await look({ ...history(old), network: 'iota:practice' })).toMatchObject({ caution: null });
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

  it('tells an alarm once, however long the node lies or how often it begins anew, and again after an hour', async () => {
    const { follower, journal, clock } = await followed();
    let genesis = 'another';
    const one = await follower({ ...empty, genesis: async () => ok(genesis) });
    const lieAgain = async () => {
      for (const named of ['another', 'another', GENESIS, 'another', GENESIS, 'another', GENESIS]) {
        genesis = named;
        clock.now += 60_000;
        await one.look();
      }
    };
    const alarms = async () =>
      (await journal()).filter((entry) => JSON.stringify(entry).includes('node-alarm'));
    await lieAgain();
    expect(await alarms(), 'a node that lies at every other look fills no journal').toHaveLength(1);
    clock.now += 60 * 60_000;
    await lieAgain();
    expect(await alarms()).toHaveLength(2);
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

  it('under way when it is stopped ends its step, and begins no other', async () => {
    const { follower, write } = await followed();
    await write(...signedPayment(), { kind: 'address-touched', address: own });
    const steps: string[] = [];
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    const one = await follower({
      ...empty,
      latestCheckpoint: async () => {
        asked.resolve();
        await answer.promise;
        steps.push('answered');
        return ok(0n);
      },
      holdings: async () => {
        steps.push('holdings');
        return ok([]);
      },
      submit: async () => {
        steps.push('sent');
        return refuse('node-timeout', 'later');
      },
    });
    const look = one.look();
    await asked.promise;
    const stopped = one.stop().then(() => steps.push('stopped'));
    answer.resolve();
    await Promise.all([look, stopped]);
    expect(steps).toEqual(['answered', 'stopped']);
  });

  it('tells its first problem, whatever comes after', async () => {
    const { look } = await followed();
    const view = await look({
      latestCheckpoint: async () => refuse('node-timeout', 'first'),
      received: async () => refuse('node-answer-malformed', 'second'),
    });
    expect(view.problem).toEqual({ code: 'node-timeout', message: 'first' });
  });

  it('reads nothing more of a node that is behind what was taken in', async () => {
    const { look, write, books } = await followed();
    await look(history(checkpoint(0), checkpoint(1)));
    await write({ kind: 'address-touched', address: own });
    const view = await look({
      ...empty,
      holdings: () => Promise.reject(new Error('not asked here')),
      received: () => Promise.reject(new Error('not asked here')),
    });
    expect(view.problem?.code).toBe('node-behind');
    expect(await books.addresses.touched(9)).toEqual([own]);
  });

  it('asks a node with another history for no early deposits', async () => {
    const { look } = await followed();
    await look(empty);
    let asked = 0;
    const view = await look({
      ...history({ ...checkpoint(0), digest: 'another' }),
      received: async () => {
        asked += 1;
        return ok([]);
      },
    });
    expect([view.problem?.code, asked]).toEqual(['node-other-history', 0]);
  });

  it('tells screens only what has changed', async () => {
    const { follower, told } = await followed();
    let genesis = GENESIS;
    const one = await follower({ ...empty, genesis: async () => ok(genesis) });
    await one.look();
    expect(told).toEqual(['app', 'journal']);
    await one.look();
    expect(told).toHaveLength(2);
    genesis = 'another';
    await one.look();
    expect(told).toHaveLength(4);
  });
});

it('a follower that was just made shows how far the one before had come', async () => {
  const { look, follower } = await followed();
  expect((await follower({})).view()).toMatchObject({ state: 'connecting', checkpoint: null });
  await look(history(checkpoint(0), checkpoint(1)));
  expect((await follower({})).view()).toMatchObject({ state: 'connecting', problem: null, checkpoint: '1' });
});
