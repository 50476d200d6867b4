import { describe, expect, it } from 'vitest';
import { listAccounts } from '../../../electron/console/accounts/list-accounts.ts';
import { issueAddress } from '../../../electron/console/addresses/issue-address.ts';
import { listAddresses, requireOwnAddress } from '../../../electron/console/addresses/list-addresses.ts';
import { listDeposits } from '../../../electron/console/deposits/list-deposits.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import { practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
import { rebuildBooks } from '../../../electron/stations/rebuild-books.ts';
import { settle } from '../../support/treasury-fixture.ts';
import { addressOf, codeOf, enter, must, utf8 } from '../../support/treasury-steps.ts';
import {
  all,
  BAD,
  batchOf,
  edit,
  everythingTold,
  HOSTILE,
  issuedAfter,
  keyOfHot,
  shown,
  swap,
  withCustomers,
} from './two-customers.ts';

describe('an address that somebody put into a row of the closed database', () => {
  it('before it was given out is given to nobody and not journaled', async () => {
    const desk = await withCustomers();
    await swap(desk, 'account = 1 AND position = 2');
    const mara = await enter(desk, 'Mara');
    expect(codeOf(await issueAddress(desk.station, mara, { vaultId: desk.hot, account: 1 }))).toBe(BAD);
    expect(await shown(desk, 1)).not.toContain(HOSTILE);
    expect(await everythingTold(desk)).not.toContain(HOSTILE);
    must(await issueAddress(desk.station, mara, { vaultId: desk.hot, account: 2 }));
  });

  it('after it was given out is not shown, copied, paid or credited, and the others are', async () => {
    const desk = await withCustomers();
    const [second, first] = await shown(desk, 1);
    await swap(desk, 'account = 1 AND position = 1');
    await enter(desk, 'Mara');
    expect(await shown(desk, 1)).toEqual([BAD, first]);
    expect(codeOf(await requireOwnAddress(desk.station, HOSTILE))).toBe(BAD);
    expect(codeOf(await practiceDeposit(desk.station, { address: HOSTILE, amount: '5' }))).toBe(BAD);
    await desk.node.deposit(HOSTILE, 7_000_000_000n);
    await settle(desk);
    expect((await listDeposits(desk.station, { ...all, state: null })).total).toBe(0);
    expect(await everythingTold(desk)).not.toContain(HOSTILE);

    await desk.station.close();
    must(await rebuildBooks(desk.folder, 1));
    await desk.reopen();
    expect(await shown(desk, 1), 'the tables made anew from the journal').toEqual([second, first]);
  });

  it('where a deposit had come in, is not shown with the deposit', async () => {
    const desk = await withCustomers();
    const [paid = ''] = await shown(desk, 1);
    await desk.node.deposit(paid, 7_000_000_000n);
    await settle(desk);
    expect((await listDeposits(desk.station, { ...all, state: null })).rows).toMatchObject([
      { address: paid, problem: null, accountAlias: 'user-1001' },
    ]);
    await edit(desk, (db) => {
      db.exec(`UPDATE addresses SET address = '${HOSTILE}' WHERE address = '${paid}'`);
      db.exec(`UPDATE deposits SET address = '${HOSTILE}'`);
      db.exec(`UPDATE inputs SET owner = '${HOSTILE}'`);
    });
    expect((await listDeposits(desk.station, { ...all, state: null })).rows).toMatchObject([
      { address: null, problem: { code: BAD }, accountAlias: '' },
    ]);
  });
});

describe('rows that are true and stand in a false place', () => {
  it("two customers' addresses swapped: neither is shown", async () => {
    const desk = await withCustomers();
    const [ours, ...first] = await shown(desk, 1);
    const [theirs, ...second] = await shown(desk, 2);
    await edit(desk, (db) => {
      db.exec(`UPDATE addresses SET address = 'aside' WHERE address = '${ours}'`);
      db.exec(`UPDATE addresses SET address = '${ours}' WHERE address = '${theirs}'`);
      db.exec(`UPDATE addresses SET address = '${theirs}' WHERE address = 'aside'`);
    });
    await enter(desk, 'Mara');
    expect([await shown(desk, 1), await shown(desk, 2)]).toEqual([
      [BAD, ...first],
      [BAD, ...second],
    ]);
    expect(codeOf(await requireOwnAddress(desk.station, ours ?? ''))).toBe(BAD);
    for (const search of [ours ?? '', theirs ?? '']) {
      const found = await listAccounts(desk.station, { ...all, search, vaultId: null });
      expect(found, 'an address whose owner only its row names').toEqual({ total: 0, rows: [] });
    }
  });

  it('an account looked for by its address is found, and by one that only its row has is not', async () => {
    const desk = await withCustomers();
    const [ours = ''] = await shown(desk, 1);
    const find = (search: string) => listAccounts(desk.station, { ...all, search, vaultId: null });
    expect((await find(ours)).rows).toMatchObject([{ index: 1, alias: 'user-1001', problem: null }]);
    await swap(desk, 'account = 1 AND position = 1');
    expect((await find(HOSTILE)).rows).toEqual([]);
  });

  it('an address moved to another path of its account, or with its row to another account, is not shown', async () => {
    const desk = await withCustomers();
    await edit(desk, (db) => {
      db.exec('UPDATE addresses SET position = 77 WHERE account = 1 AND position = 1');
      db.exec('UPDATE addresses SET account = 1, position = 78 WHERE account = 2 AND position = 1');
    });
    expect((await shown(desk, 1)).slice(0, 2)).toEqual([BAD, BAD]);
  });

  it('a given-out address set back to ready is given to nobody a second time, and neither is a first one', async () => {
    const desk = await withCustomers();
    await edit(desk, (db) =>
      db.exec('UPDATE addresses SET issued_at = NULL, issued_seq = NULL WHERE account = 1 AND position = 1'),
    );
    const mara = await enter(desk, 'Mara');
    const issue = () => issueAddress(desk.station, mara, { vaultId: desk.hot, account: 1 });
    expect(codeOf(await issue())).toBe(BAD);
    await edit(desk, (db) =>
      db.exec('UPDATE addresses SET issued_at = NULL, issued_seq = NULL WHERE account = 2 AND position = 0'),
    );
    const again = await enter(desk, 'Mara');
    expect(codeOf(await issueAddress(desk.station, again, { vaultId: desk.hot, account: 2 }))).toBe(BAD);
  });

  it('(two names that nobody swapped are in the list)', async () => {
    const desk = await withCustomers();
    const { rows } = await listAccounts(desk.station, { ...all, vaultId: null });
    expect(rows.map(({ alias, problem }) => [alias, problem]).toSorted()).toEqual([
      ['Cold reserve', null],
      ['Ops float', null],
      ['user-1001', null],
      ['user-1002', null],
    ]);
  });

  it("an address that nobody gave out is not shown by another address's entry", async () => {
    const desk = await withCustomers();
    await edit(desk, (db) =>
      db.exec(`UPDATE addresses SET issued_at = 9, issued_seq = (SELECT MAX(issued_seq) FROM addresses)
        WHERE account = 1 AND position = 5`),
    );
    expect((await shown(desk, 1))[0]).toBe(BAD);
  });

  it("two customers' names swapped: no address is shown under either", async () => {
    const desk = await withCustomers();
    await edit(desk, (db) => {
      const name = (account: number, alias: string) =>
        db.exec(`UPDATE accounts SET alias = '${alias}', alias_key = '${alias}' WHERE account = ${account}`);
      name(1, 'aside');
      name(2, 'user-1001');
      name(1, 'user-1002');
    });
    const { rows } = await listAccounts(desk.station, { ...all, vaultId: desk.hot });
    expect(rows.slice(1)).toMatchObject([
      { index: 1, alias: '', problem: { code: BAD } },
      { index: 2, alias: '', problem: { code: BAD } },
    ]);
    for (const account of [1, 2]) {
      const listed = await listAddresses(desk.station, { ...all, vaultId: desk.hot, account });
      expect(codeOf(listed)).toBe(BAD);
    }
    const mara = await enter(desk, 'Mara');
    expect(codeOf(await issueAddress(desk.station, mara, { vaultId: desk.hot, account: 1 }))).toBe(BAD);
  });
});

describe('an attestation that is none of this vault', () => {
  it("a batch's root changed: none of its addresses is shown", async () => {
    const desk = await withCustomers();
    await edit(desk, (db) => {
      const { batch, attestation } = batchOf(db);
      const changed = { ...attestation, statement: { ...attestation.statement, root: '00'.repeat(32) } };
      db.prepare('UPDATE attestations SET attestation = ? WHERE batch = ?').run(
        utf8(JSON.stringify(changed)),
        batch,
      );
    });
    expect(await shown(desk, 1)).toEqual([BAD, BAD]);
    expect(await shown(desk, 2)).not.toContain(BAD);
  });

  it("a batch of the attacker's own key over the attacker's address is given to nobody", async () => {
    const desk = await withCustomers();
    const key = new KeyTree(new Uint8Array(64).fill(9)).attestationKeyPair();
    expect(await issuedAfter(desk, key, {})).toBe(BAD);
  });

  it("the cold vault's addresses under the hot vault's name, with their own batch, are not shown", async () => {
    const desk = await withCustomers();
    await edit(desk, (db) => {
      db.exec(`DELETE FROM addresses WHERE vault_id = '${desk.hot}' AND account = 0`);
      db.exec(`UPDATE addresses SET vault_id = '${desk.hot}' WHERE vault_id = '${desk.cold}'`);
    });
    expect(await shown(desk, 0)).toEqual([BAD]);
  });

  it.each([
    ['another network', { network: { id: 'iota:testnet', genesis: '2304aa97' } }],
    ['another genesis of this network', { network: { id: 'iota:practice', genesis: 'c0ffee00' } }],
    ['another treasury', { treasuryId: '00000000-0000-4000-8000-00000000feed' }],
    ['another vault id', { vaultId: '00000000-0000-4000-8000-00000000feed' }],
  ])('a batch that this very vault has signed for %s is given to nobody', async (_, other) => {
    const desk = await withCustomers();
    expect(await issuedAfter(desk, await keyOfHot(desk), other)).toBe(BAD);
  });

  it('(what the vault itself has signed for here would be: the attacks above fail for what they change alone)', async () => {
    const desk = await withCustomers();
    expect(await issuedAfter(desk, await keyOfHot(desk), {})).toBe(HOSTILE);
  });
});

it('addresses that nobody touched are shown after every reopening', async () => {
  const desk = await withCustomers();
  const before = [await shown(desk, 0), await shown(desk, 1), await shown(desk, 2)];
  expect(before.flat()).not.toContain(BAD);
  await desk.reopen();
  expect([await shown(desk, 0), await shown(desk, 1), await shown(desk, 2)]).toEqual(before);
  const [newest] = before[1] ?? [];
  expect(must(await requireOwnAddress(desk.station, newest ?? '')).address).toBe(newest);
  expect(addressOf({ address: newest ?? null })).toBe(newest);
});
