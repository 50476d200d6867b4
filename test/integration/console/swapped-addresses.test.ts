import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { createAccount } from '../../../electron/console/accounts/create-account.ts';
import { listAccounts } from '../../../electron/console/accounts/list-accounts.ts';
import { issueAddress } from '../../../electron/console/addresses/issue-address.ts';
import { listAddresses, requireOwnAddress } from '../../../electron/console/addresses/list-addresses.ts';
import { listDeposits } from '../../../electron/console/deposits/list-deposits.ts';
import { approve } from '../../../electron/console/movements/approve.ts';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import { previewWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { readSweepPlan, requestSweep } from '../../../electron/console/movements/sweep.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { readDashboard } from '../../../electron/console/treasury/dashboard.ts';
import { treasuryPaths } from '../../../electron/console/treasury/treasury-folder.ts';
import {
  type Attestation,
  attestationDigest,
  proveBatch,
} from '../../../electron/core/attestation/attestation.ts';
import { hexToBytes } from '../../../electron/core/digest.ts';
import type { KeyPair } from '../../../electron/signer/ed25519.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import { practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
import { rebuildBooks } from '../../../electron/stations/rebuild-books.ts';
import { readSeedFile } from '../../../electron/stronghold/seed-file.ts';
import { attest } from '../../support/attest.ts';
import {
  ask,
  openDesk,
  openFundedDesk,
  settle,
  type TestDesk,
  unlock,
} from '../../support/treasury-fixture.ts';
import { addressOf, codeOf, enter, must, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

/** The attacker's own address. */
const HOSTILE = `0x${'0d'.repeat(32)}`;
const all = { search: '', offset: 0, limit: 100 };

/** A desk with two customers' accounts of the hot vault, 1 and 2, whose first two addresses each are given out. */
async function withCustomers(): Promise<TestDesk> {
  const desk = await openDesk();
  const { hot } = desk;
  const mara = await enter(desk, 'Mara');
  must(await unlock(desk.station, hot));
  for (const alias of ['user-1001', 'user-1002']) {
    const { index } = must(await createAccount(desk.station, mara, { vaultId: hot, alias }));
    must(await issueAddress(desk.station, mara, { vaultId: hot, account: index }));
  }
  return desk;
}

/** Edits the closed database with no password at all, and opens the treasury again. */
async function edit(desk: TestDesk, work: (db: DatabaseSync) => void): Promise<void> {
  await desk.station.close();
  const db = new DatabaseSync(path.join(desk.folder, 'treasury.sqlite'));
  db.exec('PRAGMA foreign_keys = OFF');
  work(db);
  db.close();
  await desk.reopen();
}

const swap = (desk: TestDesk, where: string) =>
  edit(desk, (db) => db.exec(`UPDATE addresses SET address = '${HOSTILE}' WHERE ${where}`));

/** Rows of an account: each an address, or the code of why it is none. */
async function shown({ station, hot }: TestDesk, account: number): Promise<readonly string[]> {
  const { rows } = must(await listAddresses(station, { ...all, vaultId: hot, account }));
  for (const { address, problem, otherForms } of rows) {
    expect((address === null) === (problem !== null), 'an address or a problem, never both').toBe(true);
    if (problem) expect(otherForms).toEqual([]);
  }
  return rows.map(({ address, problem }) => address ?? problem?.code ?? '');
}

const BAD = 'address-not-attested';

/** Everything that the station tells and writes. */
async function everythingTold(desk: TestDesk): Promise<string> {
  const { station, hot } = desk;
  const lists = [0, 1, 2].map((account) => listAddresses(station, { ...all, vaultId: hot, account }));
  return JSON.stringify([
    await Promise.all(lists),
    await listDeposits(station, { ...all, state: null }),
    await readDashboard(station, nobody),
    await station.books.journal.raw(0, 1000),
  ]);
}

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

const NEXT = { account: 1, change: 0, index: 2 };

/** The attestation of the first customer's addresses. */
function batchOf(db: DatabaseSync): { readonly batch: string; readonly attestation: Attestation } {
  const row = db.prepare('SELECT batch FROM addresses WHERE account = 1 AND position = 1').get();
  const batch = String(row?.['batch']);
  const stored = db
    .prepare('SELECT CAST(attestation AS TEXT) AS json FROM attestations WHERE batch = ?')
    .get(batch);
  return { batch, attestation: JSON.parse(String(stored?.['json'])) };
}

/** Puts an attestation of one address into the books, with the row that is the next to be given out under it. */
function plant(db: DatabaseSync, attestation: Attestation, address: string): void {
  const at = { path: NEXT, address };
  const [proof] = proveBatch(attestation.statement, [at]);
  const batch = attestationDigest(attestation.statement);
  db.prepare('INSERT INTO attestations (batch, attestation) VALUES (?, ?)').run(
    batch,
    utf8(JSON.stringify(attestation)),
  );
  db.prepare('UPDATE addresses SET address = ?, batch = ?, proof = ? WHERE account = 1 AND position = 2').run(
    address,
    batch,
    hexToBytes(proof?.proof ?? ''),
  );
}

async function keyOfHot(desk: TestDesk): Promise<KeyPair> {
  const { vaultFiles } = desk.station.treasury.file();
  const file = treasuryPaths(desk.folder).vault(vaultFiles[desk.hot] ?? '');
  return new KeyTree(must(await readSeedFile({ file, password: utf8(PASSWORD) }))).attestationKeyPair();
}

/** What is given out next where the attacker's address was planted under a batch of this key; the code where nothing is. */
async function issuedAfter(desk: TestDesk, key: KeyPair, other: object): Promise<string> {
  await edit(desk, (db) => {
    const { treasuryId, network, vaultId } = batchOf(db).attestation.statement;
    const at = { path: NEXT, address: HOSTILE };
    plant(db, attest(key, { treasuryId, network, vaultId, ...other }, [at]), HOSTILE);
  });
  const mara = await enter(desk, 'Mara');
  const issued = await issueAddress(desk.station, mara, { vaultId: desk.hot, account: 1 });
  return issued.ok ? addressOf(issued.value) : issued.code;
}

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

describe('own addresses that money goes to or comes from', () => {
  it('a sweep target swapped in its row: the sweep pays the address of the signed policy', async () => {
    const desk = await openFundedDesk(['30000']);
    const cold = desk.station.policy.present().vaults.find(({ id }) => id === desk.cold)?.receiveAddress;
    await swap(desk, `vault_id = '${desk.cold}' AND position = 0`);
    const mara = await enter(desk, 'Mara');
    const { ids } = must(await requestSweep(desk.station, mara));
    const movements = await Promise.all(ids.map((id) => desk.station.books.movements.get(id)));
    expect(movements.map((movement) => movement?.recipient)).toEqual([cold]);
    const typed = { vaultId: desk.hot, recipient: HOSTILE, amount: '5' };
    expect(must(await previewWithdrawal(desk.station, typed)).recipient, 'no own address').toBe(HOSTILE);
  });

  it('a payer swapped in its row, coins and all, is in no plan of a sweep', async () => {
    const desk = await openFundedDesk(['30000']);
    const hot = desk.station.policy.present().vaults.find(({ id }) => id === desk.hot)?.receiveAddress;
    expect(must(await readSweepPlan(desk.station)).moves).toMatchObject([
      { from: hot, accountAlias: 'Ops float' },
    ]);
    await edit(desk, (db) => {
      db.exec(`UPDATE addresses SET address = '${HOSTILE}' WHERE address = '${hot}'`);
      db.exec(`UPDATE inputs SET owner = '${HOSTILE}'`);
    });
    expect(must(await readSweepPlan(desk.station)).moves).toEqual([]);
  });

  it('a payer swapped in its row after the bytes were built is named to the approver, who cannot approve them', async () => {
    const desk = await openFundedDesk(['30000']);
    const id = await ask(desk, '20');
    const seen = await readMovement(desk.station, nobody, { id });
    expect(must(seen).decoded).toMatchObject({ payers: [{ problem: null }], changeProblem: null });
    await edit(desk, (db) =>
      db.exec(`UPDATE addresses SET address = '${HOSTILE}' WHERE vault_id = '${desk.hot}' AND account = 0
        AND position = 0`),
    );
    const told = must(await readMovement(desk.station, nobody, { id })).decoded;
    expect(told).toMatchObject({ payers: [{ problem: { code: BAD } }], changeProblem: { code: BAD } });
  });

  it('an approval of bytes whose payer the vault has not signed is refused before the officer signs', async () => {
    const desk = await openFundedDesk(['30000']);
    const id = await ask(desk, '20');
    const { digest, viewDigest } = must(await readMovement(desk.station, nobody, { id })).decoded ?? {};
    const ben = await enter(desk, 'Ben');
    const seen = { id, digest: digest ?? '', viewDigest: viewDigest ?? '' };
    const attested = Object.assign(Object.create(desk.station.attested), { known: async () => [] });
    expect(codeOf(await approve({ ...desk.station, attested }, ben, seen))).toBe(BAD);
    expect((await desk.station.books.movements.approvals(id)).length).toBe(0);
    must(await approve(desk.station, ben, seen));
  });

  it("a payer whose account's name was changed in its row is in the plan of a sweep without a name", async () => {
    const desk = await openFundedDesk(['30000']);
    await edit(desk, (db) =>
      db.exec(
        "UPDATE accounts SET alias = 'user-1001', alias_key = 'user-1001'" +
          ` WHERE vault_id = '${desk.hot}' AND account = 0`,
      ),
    );
    expect(must(await readSweepPlan(desk.station)).moves).toMatchObject([{ accountAlias: '' }]);
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
