import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { ErrorCode } from '../../../electron/core/error-code.ts';
import { followInTurn } from '../../../electron/stations/follow-in-turn.ts';

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

/** A follower whose node has this trouble; it counts its looks. */
function followed(code: ErrorCode | null) {
  const node = { code, looks: 0 };
  const following = followInTurn(
    {
      look: async () => {
        node.looks += 1;
      },
      view: () => ({ problem: node.code === null ? null : { code: node.code, message: '' } }),
    },
    { now: Date.now, waits: () => {} },
  );
  const pass = async (milliseconds: number) => {
    for (let at = 0; at < milliseconds; at += 500) {
      following.tick();
      await vi.advanceTimersByTimeAsync(500);
    }
  };
  return { node, following, pass };
}

it('a node that answers is looked at with every tick', async () => {
  const { node, following, pass } = followed(null);
  await pass(5_000);
  expect([node.looks, following.nextTryAt()]).toEqual([10, null]);
});

it('a node that is not there is asked less and less, and told when next', async () => {
  const { node, following, pass } = followed('node-unreachable');
  await pass(60_000);
  expect(node.looks).toBeGreaterThan(12);
  expect(node.looks).toBeLessThan(20);
  expect((following.nextTryAt() ?? 0) - Date.now()).toBeLessThanOrEqual(5_000);
  node.code = null;
  await pass(5_500);
  expect(following.nextTryAt()).toBeNull();
});

it('a problem that is none of reaching the node makes nothing wait', async () => {
  const { node, pass } = followed('node-balance-mismatch');
  await pass(5_000);
  expect(node.looks).toBe(10);
});

it('somebody who does not want to wait looks now, and the waits are short again', async () => {
  const { node, following, pass } = followed('node-timeout');
  await pass(60_000);
  const before = node.looks;
  await following.now();
  expect(node.looks).toBe(before + 1);
  await pass(1_500);
  expect(node.looks).toBeGreaterThanOrEqual(before + 2);
});

it('after its end nothing is asked', async () => {
  const { node, following, pass } = followed('node-unreachable');
  await pass(2_000);
  following.stop();
  const before = node.looks;
  await pass(20_000);
  expect(node.looks).toBe(before);
});

it('a look that fails after the end is the last one', async () => {
  const node = { looks: 0, answer: () => {} };
  const following = followInTurn(
    {
      look: () =>
        new Promise((resolve) => {
          node.looks += 1;
          node.answer = resolve;
        }),
      view: () => ({ problem: { code: 'node-timeout', message: '' } }),
    },
    { now: Date.now, waits: () => {} },
  );
  following.tick();
  following.stop();
  node.answer();
  await vi.advanceTimersByTimeAsync(20_000);
  expect([node.looks, following.nextTryAt()]).toEqual([1, null]);
});
