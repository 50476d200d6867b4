import { expect, test } from 'vitest';
import { ok, refuse } from '../../../electron/core/result.ts';
import { closeStation, type Guard, lockStation } from '../../../electron/main/app-lock.ts';

function guarded(
  lock: Guard['handlers']['station.lock'],
  sleep: Guard['sleep'] = () => new Promise(() => undefined),
) {
  const events: string[] = [];
  const guard: Guard = {
    handlers: {
      'station.lock': (...call) => {
        events.push('lock');
        return lock(...call);
      },
      'treasury.close': async () => {
        events.push('close');
        return ok({});
      },
    },
    killSigners: () => events.push('kill'),
    report: (error) => events.push(`report ${(error as Error).message}`),
    sleep,
  };
  return { guard, events };
}

test('locking asks the station first and then ends every signer', async () => {
  const { guard, events } = guarded(async () => ok({}));
  await lockStation(guard);
  expect(events).toEqual(['lock', 'kill']);
});

test('signers end also where locking is refused, throws or never ends', async () => {
  const refusing = guarded(async () => refuse('treasury-not-open', 'no'));
  await lockStation(refusing.guard);
  expect(refusing.events).toEqual(['lock', 'kill']);

  const throwing = guarded(() => Promise.reject(new Error('bug')));
  await lockStation(throwing.guard);
  expect(throwing.events).toEqual(['lock', 'report bug', 'kill']);

  const hanging = guarded(
    () => new Promise(() => undefined),
    async (milliseconds) => expect(milliseconds).toBe(2000),
  );
  await lockStation(hanging.guard);
  expect(hanging.events).toEqual(['lock', 'kill']);
});

test('quitting closes the treasury and ends every signer', async () => {
  const { guard, events } = guarded(async () => ok({}));
  await closeStation(guard);
  expect(events).toEqual(['close', 'kill']);
});
