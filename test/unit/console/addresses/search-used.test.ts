import { describe, expect, it } from 'vitest';
import { MAX_SEARCHED, type Search, searchUsed } from '../../../../electron/console/addresses/search-used.ts';
import type { InputEvidence } from '../../../../electron/core/proposal/evidence.ts';
import { ok, refuse } from '../../../../electron/core/result.ts';
import { asset } from '../../../support/core-samples.ts';
import { codeOf, must } from '../../../support/treasury-steps.ts';

const coin = (units: string) => ({ amount: { asset: asset.id, units } }) as InputEvidence;

/** A ledger by path: `0/0/3` has a coin of 7, or was paid once and is empty now. */
function searchOf(
  ledger: { readonly coins?: Record<string, string>; readonly paid?: readonly string[] },
  changes: Partial<Search> = {},
): Search {
  return {
    line: {
      holdings: async (owner) => ok(ledger.coins?.[owner] === undefined ? [] : [coin(ledger.coins[owner])]),
      received: async (owner) => ok(ledger.paid?.includes(owner) ? [{} as never] : []),
    },
    chain: { asset },
    derive: async ({ account, change, from, count }) =>
      ok(
        Array.from({ length: count }, (_, i) => ({
          path: { account, change, index: from + i },
          address: `${account}/${change}/${from + i}`,
        })),
      ),
    reach: { addressGap: 5, accountGap: 2 },
    from: 0,
    known: async () => null,
    go: () => ok(undefined),
    ...changes,
  };
}

describe('a search for used addresses', () => {
  it('counts an address with coins as used though no node tells of its history any more', async () => {
    const { used, next } = must(await searchUsed(searchOf({ coins: { '0/0/3': '7', '1/1/2': '5' } })));
    expect(next).toBeNull();
    expect(used).toEqual([
      { account: 0, addresses: 4, changeAddresses: 0, balance: 7n, holding: ['0/0/3'] },
      { account: 1, addresses: 0, changeAddresses: 3, balance: 5n, holding: ['1/1/2'] },
    ]);
  });

  it('counts one as used that was paid and is empty', async () => {
    const { used } = must(await searchUsed(searchOf({ paid: ['0/0/4'] })));
    expect(used).toEqual([{ account: 0, addresses: 5, changeAddresses: 0, balance: 0n, holding: [] }]);
  });

  it('finds beyond the usual gaps what a wider one finds', async () => {
    const ledger = { coins: { '0/0/11': '1', '4/0/0': '2' } };
    expect(must(await searchUsed(searchOf(ledger))).used).toEqual([]);
    const wider = searchOf(ledger, { reach: { addressGap: 20, accountGap: 5 } });
    expect(must(await searchUsed(wider)).used.map(({ balance }) => balance)).toEqual([1n, 2n]);
  });

  it('counts what the treasury knows as used: it looks beyond the last known address and account', async () => {
    const known = async (account: number) => (account < 3 ? 30 : null);
    const ledger = { coins: { '0/0/33': '1', '4/0/0': '2', '5/0/6': '4' } };
    const { used } = must(await searchUsed(searchOf(ledger, { known })));
    expect(used.map(({ account }) => account)).toEqual([0, 4]);
  });

  it('stops between two accounts before it has asked for too many, and says where to go on', async () => {
    const known = async (account: number) => (account < 5 ? 9_000 : null);
    const ledger = { coins: { '1/0/8999': '1', '3/0/0': '3' } };
    const first = must(await searchUsed(searchOf(ledger, { known })));
    expect(first.next).toBe(2);
    expect(first.looked).toBeLessThanOrEqual(MAX_SEARCHED);
    const second = must(await searchUsed(searchOf(ledger, { known, from: 2 })));
    expect([...first.used, ...second.used].map(({ balance }) => balance)).toEqual([1n, 3n]);
  });

  it('under a node that calls every address used ends by itself', async () => {
    const line = { holdings: async () => ok([coin('1')]), received: async () => ok([]) };
    expect(codeOf(await searchUsed(searchOf({}, { line })))).toBe('search-too-long');
  });

  it('ends with the refusal of the node, and finds nothing', async () => {
    const line = {
      holdings: async (owner: string) =>
        owner === '1/0/2' ? refuse('node-timeout', 'expected an answer') : ok([coin('1')].slice(0, 0)),
      received: async () => ok([]),
    };
    expect(codeOf(await searchUsed(searchOf({}, { line })))).toBe('node-timeout');
  });

  it('can be called off at each address', async () => {
    let asked = 0;
    const go = () => (++asked > 7 ? refuse('search-called-off', 'it was called off') : ok(undefined));
    expect(codeOf(await searchUsed(searchOf({}, { go })))).toBe('search-called-off');
    expect(asked).toBe(8);
  });
});
