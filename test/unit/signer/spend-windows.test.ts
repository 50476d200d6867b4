import { describe, expect, it } from 'vitest';
import type { Spend } from '../../../electron/core/policy/spend-history.ts';
import { SpendHistory } from '../../../electron/core/policy/spend-history.ts';
import { AgeOrder } from '../../../electron/signer/age-order.ts';
import { hashKey, KeyIndex } from '../../../electron/signer/key-index.ts';
import { SpendWindows } from '../../../electron/signer/spend-windows.ts';
import { viewOf } from '../../../electron/signer/state-record.ts';
import { fc } from '../../support/fast-check.ts';

const spend = fc.record({
  ruleId: fc.constantFrom('a', 'b', 'none', 'gone'),
  at: fc.nat(100).map((seconds) => seconds * 1000),
  units: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
});
const step = fc.oneof(
  spend.map((add) => ({ add })),
  fc.nat(120).map((seconds) => ({ ask: seconds * 1000 })),
  fc.nat(60).map((seconds) => ({ forget: seconds * 1000 })),
);

describe('windows that are kept', () => {
  it('have at every time the sum and the number of all their spends, whatever the clock does and whatever is forgotten', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const windows = new SpendWindows();
        let spends: Spend[] = [];
        for (const each of steps) {
          if ('add' in each) {
            windows.add(each.add);
            spends.push(each.add);
          } else if ('forget' in each) {
            const old = spends.filter(({ at }) => at < each.forget).toSorted((x, y) => x.at - y.at);
            for (const { ruleId } of old) windows.dropOldest(ruleId);
            spends = spends.filter(({ at }) => at >= each.forget);
          } else {
            const expected = new SpendHistory(spends);
            for (const ruleId of ['a', 'b', 'none', 'gone']) {
              expect(windows.after(ruleId, each.ask)).toEqual(expected.after(ruleId, each.ask));
            }
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the order of ages', () => {
  it('takes out what is older than a time, the oldest first, in any order of coming', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 60 }), fc.nat(50), (times, oldest) => {
        const order = new AgeOrder();
        for (const [record, at] of times.entries()) order.add(record, at);
        const taken = [...order.takeBefore(oldest)];
        const expected = times.filter((at) => at < oldest).toSorted((a, b) => a - b);
        expect(taken.map((record) => times[record])).toEqual(expected);
        for (const [record, at] of times.entries()) expect(order.has(record)).toBe(at >= oldest);
        expect(order.size).toBe(times.length - taken.length);
        expect([...order.takeBefore(51)]).toHaveLength(times.length - taken.length);
        expect(order.size).toBe(0);
      }),
    );
  });
});

describe('the index of keys', () => {
  it('finds every record of a hash, though all hashes are one', () => {
    const index = new KeyIndex();
    for (let record = 0; record < 2000; record++) index.add(record % 2 === 0 ? 7 : record, record);
    expect([...index.candidates(7)].filter((record) => record % 2 === 0)).toHaveLength(1000);
    expect([...index.candidates(1999)]).toEqual([1999]);
    expect([...index.candidates(2001)]).toEqual([]);
  });

  it('tells keys of two kinds apart', () => {
    const key = viewOf(Buffer.from('the same'));
    expect(hashKey(0, key, 0, 8)).not.toBe(hashKey(1, key, 0, 8));
    expect(hashKey(0, key, 0, 7)).not.toBe(hashKey(0, key, 0, 8));
  });
});
