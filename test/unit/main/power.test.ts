import { expect, test } from 'vitest';
import { watchPower } from '../../../electron/main/power.ts';

/** A machine whose idleness and limit are set by hand, looked at by hand. */
function machine() {
  const events = new Map<string, () => void>();
  const locks: string[] = [];
  const state = { idle: 0, limit: 300, ended: false };
  let look: () => void = () => undefined;
  const end = watchPower({
    monitor: {
      on: (event: string, handler: () => void) => events.set(event, handler),
    } as unknown as Parameters<typeof watchPower>[0]['monitor'],
    idleSeconds: () => state.idle,
    limitSeconds: () => state.limit,
    lock: (reason) => locks.push(reason),
    every(milliseconds, looking) {
      expect(milliseconds).toBe(1000);
      look = looking;
      return () => {
        state.ended = true;
      };
    },
  });
  const idle = (seconds: number) => {
    state.idle = seconds;
    look();
  };
  return { events, locks, state, idle, end };
}

test('sleep and the locked screen lock at once', () => {
  const { events, locks } = machine();
  events.get('suspend')!();
  events.get('lock-screen')!();
  expect(locks).toEqual(['suspend', 'lock-screen']);
});

test('idleness locks at its limit, again after as long without a touch, and after a touch', () => {
  const { idle, locks } = machine();
  for (const seconds of [0, 299]) idle(seconds);
  expect(locks).toEqual([]);
  for (const seconds of [300, 301, 599]) idle(seconds);
  expect(locks).toEqual(['idle']);
  for (const seconds of [600, 601]) idle(seconds);
  expect(locks).toEqual(['idle', 'idle']);
  for (const seconds of [0, 300]) idle(seconds);
  expect(locks).toEqual(['idle', 'idle', 'idle']);
});

test('a shorter limit counts at the next look', () => {
  const { idle, locks, state } = machine();
  idle(100);
  state.limit = 60;
  idle(101);
  expect(locks).toEqual(['idle']);
});

test('the watch for idleness can be ended', () => {
  const { end, state } = machine();
  end();
  expect(state.ended).toBe(true);
});
