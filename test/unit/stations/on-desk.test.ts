import { expect, test } from 'vitest';
import type { CallContext } from '../../../electron/contract/serve.ts';
import { ok } from '../../../electron/core/result.ts';
import type { DeskHolder } from '../../../electron/stations/desk-holder.ts';
import { type As, onDesk } from '../../../electron/stations/handlers/on-desk.ts';

const alice = { id: 'alice', name: 'Alice', roles: ['maker'] };
const session = { officer: alice };
const holder = {
  desk: { hold: { check: () => ok(undefined) } },
  callerOf: () => ({
    officers: { get: (id: string) => (id === 'alice' ? session : undefined), list: () => [session] },
  }),
} as unknown as DeskHolder;
const context = { callerId: 'window 1' } as CallContext;

test('a use case is told who acts, and is not given the name once more: it may spread its input into what is signed', async () => {
  const { act } = onDesk(holder);
  const asked: As<{ readonly alias: string }> = { as: 'alice', alias: 'Till' };
  const given = await act(async (_desk, actor, input: { readonly alias: string }) => ok({ actor, input }))(
    asked,
    context,
  );
  expect(given).toMatchObject({ ok: true, value: { input: { alias: 'Till' } } });
  expect(given.ok && Object.keys(given.value.input)).toEqual(['alias']);
});

test('an officer who is named and is not signed in acts for nobody', async () => {
  const { act } = onDesk(holder);
  const refused = await act(async (_desk, _actor, input: { readonly alias: string }) => ok(input))(
    { as: 'mallory', alias: 'Till' },
    context,
  );
  expect(refused).toMatchObject({ ok: false, code: 'officer-not-signed-in' });
});
