import { describe, expect, it } from 'vitest';
import type { Line } from '../../../../electron/chains/line.ts';
import { ok, refuse } from '../../../../electron/core/result.ts';
import { checkpoint, followed, history } from './followed.ts';

const all = [checkpoint(0), checkpoint(1), checkpoint(2), checkpoint(3)];

/** A follower that was well up to checkpoint 2, and then meets what is wrong until it is put right. */
async function wellUntil(wrong: Partial<Line>) {
  const desk = await followed();
  let present: Partial<Line> = history(...all.slice(0, 3));
  const follower = await desk.follower({
    ...history(...all),
    latestCheckpoint: () => present.latestCheckpoint!(),
    checkpoints: (...asked) => present.checkpoints!(...asked),
  });
  await follower.look();
  expect(follower.view()).toMatchObject({ state: 'connected', checkpoint: '2' });
  present = { ...history(...all), ...wrong };
  return {
    ...desk,
    follower,
    heal: () => {
      present = history(...all);
    },
    hurt: () => {
      present = { ...history(...all), ...wrong };
    },
  };
}

describe.each<[string, Partial<Line>, 'node-behind' | 'node-index-late']>([
  [
    'names a newest checkpoint that is a little older',
    { latestCheckpoint: async () => ok(1n) },
    'node-behind',
  ],
  [
    'has not indexed the newest yet',
    { checkpoints: async () => refuse('node-index-late', 'not yet') },
    'node-index-late',
  ],
])('a node that was well and %s', (_, wrong, code) => {
  it('is asked again for ten seconds before anything is said, and then named', async () => {
    const { follower, clock, journal } = await wellUntil(wrong);
    for (const wait of [0, 5_000, 4_999]) {
      clock.now += wait;
      await follower.look();
      expect(follower.view()).toMatchObject({ state: 'connected', problem: null, checkpoint: '2' });
    }
    clock.now += 1;
    await follower.look();
    expect(follower.view()).toMatchObject({ state: 'problem', problem: { code } });
    await follower.look();
    expect(follower.view()).toMatchObject({ state: 'problem', problem: { code } });
    expect((await journal()).filter((entry) => JSON.stringify(entry).includes('node-alarm'))).toEqual([]);
  });

  it('and is so again has ten seconds anew once it was well between', async () => {
    const { follower, clock, heal, hurt } = await wellUntil(wrong);
    await follower.look();
    heal();
    clock.now += 9_000;
    await follower.look();
    expect(follower.view()).toMatchObject({ state: 'connected', problem: null, checkpoint: '3' });
    hurt();
    for (const wait of [2_000, 9_000]) {
      clock.now += wait;
      await follower.look();
      expect(follower.view().problem).toBeNull();
    }
  });
});
