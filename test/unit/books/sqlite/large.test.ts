import { describe, expect, it } from 'vitest';
import { NOW } from '../../../support/signer-fixture.ts';
import { addAddress, temporaryStore } from './samples.ts';

const MANY = 100_000;
const { open } = temporaryStore();

describe('a store of 100 000 accounts and deposits', () => {
  it('is paged through and searched without missing or repeating one', () => {
    const store = open();
    store.transaction(() => {
      for (let number = 0; number < MANY; number++) {
        const address = addAddress(store, number);
        store.deposits.finalize({
          transaction: `digest-${number}`,
          address,
          amount: BigInt(number + 1),
          sender: address,
          seenAt: NOW + number,
          finalAt: NOW + number,
          checkpoint: `${number}`,
        });
      }
    });

    const accounts = store.accounts.list({ search: '', offset: MANY - 50, limit: 100 }, null);
    expect(accounts.total).toBe(MANY);
    expect(accounts.rows.map(({ index }) => index)).toEqual(
      Array.from({ length: 50 }, (_, i) => MANY - 50 + i),
    );
    expect(store.accounts.list({ search: 'user 99999', offset: 0, limit: 10 }, null)).toMatchObject({
      total: 1,
      rows: [{ index: 99_999, issuedAddresses: 1 }],
    });
    expect(store.accounts.list({ search: '', offset: MANY, limit: 10 }, null).rows).toEqual([]);

    const seen = new Set<string>();
    for (let offset = 0; offset < MANY; offset += 25_000) {
      const page = store.deposits.list({ search: '', offset, limit: 25_000 }, 'final');
      for (const { transaction } of page.rows) seen.add(transaction);
    }
    expect(seen.size).toBe(MANY);
    const [latest] = store.deposits.list({ search: '', offset: 0, limit: 1 }, null).rows;
    expect(latest).toMatchObject({ transaction: `digest-${MANY - 1}`, alias: `user ${MANY - 1}` });
    expect(store.deposits.finalSince(0)).toEqual({
      count: MANY,
      total: (BigInt(MANY) * BigInt(MANY + 1)) / 2n,
    });
    expect(store.accounts.all()).toHaveLength(MANY);
  }, 120_000);
});
