import { expect, test } from 'vitest';
import { createBridge } from '../../../electron/contract/bridge.ts';
import type { Channel } from '../../../electron/contract/contract.ts';

/** A wire that keeps what was asked, and a way to push messages as main would. */
function wired() {
  const asked: unknown[][] = [];
  const listeners = new Map<string, (message: unknown) => void>();
  const bridge = createBridge({
    async invoke(...call) {
      asked.push(call);
      return { ok: true, value: {} };
    },
    onMessage(channel, listener) {
      listeners.set(channel, listener);
      return () => listeners.delete(channel);
    },
  });
  const push = (message: unknown, channel = 'change') => listeners.get(channel)?.(message);
  return { bridge, asked, push };
}

test('the bridge is frozen and has three functions', () => {
  const { bridge } = wired();
  expect(Object.isFrozen(bridge)).toBe(true);
  expect(Object.keys(bridge)).toEqual(['call', 'onChange', 'onPlace']);
});

test('a call by a name of the contract goes through', async () => {
  const { bridge, asked } = wired();
  expect(await bridge.call('station.lock', { as: null })).toEqual({ ok: true, value: {} });
  expect(asked).toEqual([['station.lock', { as: null }]]);
});

test.each([
  'electron-store-get-data',
  'ELECTRON_BROWSER_GET_BUILTIN',
  'change',
  '__proto__',
  'toString',
  '',
  3,
  null,
])('a call by the foreign name %s never reaches main', async (name) => {
  const { bridge, asked } = wired();
  const answer = await bridge.call(name as unknown as Channel, {} as never);
  expect(answer).toMatchObject({ ok: false, code: 'input-malformed' });
  expect(asked).toEqual([]);
});

test("the preload script's copy of a password is overwritten, also where the call fails", async () => {
  const password = new Uint8Array([1, 2, 3]);
  const failing = createBridge({
    invoke: () => Promise.reject(new Error('gone')),
    onMessage: () => () => undefined,
  });
  const officerId = '0193a3e0-0000-4000-8000-000000000001';
  await expect(failing.call('officer.sign-in', { officerId, password })).rejects.toThrow('gone');
  expect([...password]).toEqual([0, 0, 0]);
});

test('news reach the listener until it unsubscribes, and only well-formed news', () => {
  const { bridge, push } = wired();
  const heard: unknown[] = [];
  const end = bridge.onChange((topics) => heard.push(topics));
  push({ topics: ['app', 'movements'] });
  push({ topics: ['app', 'secrets'] });
  push({ topics: 'app' });
  push(null);
  push('app');
  expect(heard).toEqual([['app', 'movements']]);
  end();
  push({ topics: ['app'] });
  expect(heard).toHaveLength(1);
});

test('a place is shown only where main names one that there is', () => {
  const { bridge, push } = wired();
  const shown: unknown[] = [];
  const end = bridge.onPlace((place) => shown.push(place));
  const id = '0193a3e0-0000-4000-8000-000000000001';
  push({ screen: 'withdrawals', id, more: 1 }, 'place');
  push({ screen: 'settings', id: null }, 'place');
  push({ screen: 'https://evil.example', id: null }, 'place');
  push({ screen: 'withdrawals', id: '<img>' }, 'place');
  push({ screen: 'messages', id }, 'place');
  push({ screen: 'messages', id: 'ab'.repeat(32) }, 'place');
  push({ screen: 'withdrawals' }, 'place');
  push('withdrawals', 'place');
  push(null, 'place');
  expect(shown).toEqual([
    { screen: 'withdrawals', id },
    { screen: 'settings', id: null },
    { screen: 'messages', id: 'ab'.repeat(32) },
  ]);
  end();
  push({ screen: 'settings', id: null }, 'place');
  expect(shown).toHaveLength(3);
});
