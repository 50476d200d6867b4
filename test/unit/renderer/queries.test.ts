import { afterEach, expect, test } from 'vitest';
import { forgetTreasury, queries } from '../../../renderer/state/queries.ts';

afterEach(() => queries.clear());

test('nothing that was read of a closed treasury is there for the next one; the application is', () => {
  queries.setQueryData(['app.read', { as: null }], 'the application');
  queries.setQueryData(['dashboard.read', { as: null }], 'balances of the closed treasury');
  queries.setQueryData(['address.list', { vaultId: 'a', index: 0 }], 'addresses of the closed treasury');
  forgetTreasury();
  expect(
    queries
      .getQueryCache()
      .getAll()
      .map(({ queryKey }) => queryKey[0]),
  ).toEqual(['app.read']);
});
