import { QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { actOnMovement } from '../../../../renderer/state/act-on-movement.ts';
import { queries } from '../../../../renderer/state/queries.ts';

afterEach(() => {
  queries.clear();
  vi.unstubAllGlobals();
});

test('an approval is done when the panel has the new count: "0 of 2" never stands beside "Approved"', async () => {
  let approvals = 0;
  const call = async () => {
    approvals += 1;
    return { ok: true, value: {} };
  };
  vi.stubGlobal('window', { sallyport: { call } });
  const panel = new QueryObserver(queries, {
    queryKey: ['movement.read', { id: 'one' }],
    queryFn: async () => {
      // The answer of the books comes a while after the question.
      await new Promise((resolve) => setImmediate(resolve));
      return approvals;
    },
  });
  const end = panel.subscribe(() => {});
  await queries.refetchQueries();
  expect(panel.getCurrentResult().data).toBe(0);
  await actOnMovement('movement.sign', { as: null, id: 'one' });
  expect(panel.getCurrentResult().data).toBe(1);
  end();
});
