import { expect, it } from 'vitest';
import { Sight } from '../../../../renderer/state/others-in-sight.ts';

const account = (index: number) => ({ vaultId: 'hot', index });

function sighted(answer: (index: number) => number | null) {
  const asked: number[] = [];
  const found: string[] = [];
  const pauses: (() => void)[] = [];
  const sight = new Sight({
    ask: async ({ index }) => {
      asked.push(index);
      return answer(index);
    },
    after: (next) => pauses.push(next),
    found: (key, total) => found.push(`${key}: ${total}`),
  });
  /** Ends one pause, and waits for the answer behind it. */
  const pass = async () => {
    pauses.shift()?.();
    await new Promise(setImmediate);
  };
  return { sight, asked, found, pauses, pass };
}

it('accounts in sight are asked for one after the other, each once', async () => {
  const { sight, asked, found, pauses, pass } = sighted((index) => index);
  for (const index of [1, 2, 1]) sight.come(account(index));
  expect([asked, pauses.length]).toEqual([[], 1]);
  await pass();
  await pass();
  sight.come(account(1));
  await pass();
  expect(asked).toEqual([1, 2]);
  expect(found).toEqual(['hot/1: 1', 'hot/2: 2']);
});

it('an account that has gone out of sight is not asked for', async () => {
  const { sight, asked, pass } = sighted(() => 0);
  const gone = sight.come(account(1));
  sight.come(account(2));
  gone();
  await pass();
  expect(asked).toEqual([2]);
});

it('where the node does not answer, nothing is said, and it is asked when the account comes again', async () => {
  const answers = [null, 3];
  const { sight, found, pass } = sighted(() => answers.shift() ?? null);
  sight.come(account(1));
  await pass();
  expect(found).toEqual([]);
  sight.come(account(1));
  await pass();
  expect(found).toEqual(['hot/1: 3']);
});

it('what was asked before somebody signed out is asked again', async () => {
  const { sight, asked, pass } = sighted(() => 1);
  sight.come(account(1));
  await pass();
  sight.forget();
  sight.come(account(1));
  await pass();
  expect(asked).toEqual([1, 1]);
});
