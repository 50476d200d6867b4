import { expect, test } from 'vitest';
import { ok, refuse } from '../../../electron/core/result.ts';
import { closeStation, type Guard, lockStation } from '../../../electron/main/app-lock.ts';

function guarded(
  lock: Guard['console']['lock'],
  changes: Partial<Pick<Guard, 'sleep'>> & { readonly close?: Guard['console']['close'] } = {},
) {
  const events: string[] = [];
  const { sleep = () => new Promise(() => undefined), close = async () => undefined } = changes;
  const guard: Guard = {
    console: {
      lock: (rule) => {
        events.push(rule);
        return lock(rule);
      },
      close: () => {
        events.push('close');
        return close();
      },
    },
    killSigners: () => events.push('kill'),
    report: (error) => events.push(`report ${error instanceof Error ? error.message : String(error)}`),
    sleep,
  };
  return { guard, events };
}

test('locking asks the station first and then ends every signer', async () => {
  const { guard, events } = guarded(async () => ok(undefined));
  await lockStation(guard, 'lock-idle');
  expect(events).toEqual(['lock-idle', 'kill']);
});

test('signers end also where locking is refused, throws or never ends', async () => {
  const refusing = guarded(async () => refuse('treasury-not-open', 'no'));
  await lockStation(refusing.guard, 'lock-system');
  expect(refusing.events).toEqual(['lock-system', 'kill']);

  const throwing = guarded(() => Promise.reject(new Error('bug')));
  await lockStation(throwing.guard, 'lock-system');
  expect(throwing.events).toEqual(['lock-system', 'report bug', 'kill']);

  const hanging = guarded(() => new Promise(() => undefined), {
    sleep: async (milliseconds) => expect(milliseconds).toBe(2000),
  });
  await lockStation(hanging.guard, 'lock-system');
  expect(hanging.events).toEqual(['lock-system', 'kill']);
});

test('quitting closes the treasury and ends every signer', async () => {
  const { guard, events } = guarded(async () => ok(undefined));
  await closeStation(guard);
  expect(events).toEqual(['close', 'kill']);
});

test('signers end also where closing throws', async () => {
  const { guard, events } = guarded(async () => ok(undefined), {
    close: () => Promise.reject(new Error('disk')),
  });
  await closeStation(guard);
  expect(events).toEqual(['close', 'report disk', 'kill']);
});
