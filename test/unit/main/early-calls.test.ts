import { expect, test } from 'vitest';
import type { Caller } from '../../../electron/contract/serve.ts';
import { ok } from '../../../electron/core/result.ts';
import { earlyCalls } from '../../../electron/main/early-calls.ts';

const caller: Caller = {
  contentsId: 1,
  frame: { origin: 'app://sallyport', url: 'app://sallyport/index.html', isTop: true },
};
const first = ok('the first view');

test('a call before the console is there waits for it and loses neither caller nor input', async () => {
  const { answer, register } = earlyCalls(['app.read', 'vault.lock'], () => null);
  const answered = answer('vault.lock', caller, { vaultId: 'v' });
  const told: unknown[] = [];
  register('vault.lock', async (...given) => {
    told.push(given);
    return ok({});
  });
  expect(await answered).toEqual(ok({}));
  expect(told).toEqual([[caller, { vaultId: 'v' }]]);
});

test('what needs no treasury is answered meanwhile, and by the console once it is there', async () => {
  const { answer, register } = earlyCalls(['app.read'], () => first);
  expect(await answer('app.read', caller, { as: null })).toEqual(first);
  register('app.read', async () => ok('the console'));
  expect(await answer('app.read', caller, { as: null })).toEqual(ok('the console'));
});

test('a channel that no contract names is never answered', async () => {
  const { answer } = earlyCalls([], () => null);
  await expect(answer('app.read', caller, {})).rejects.toThrow('expected a channel');
});
