import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import {
  archiveAccount,
  noteAccount,
  renameAccount,
  restoreAccount,
} from '../../../electron/console/accounts/change-account.ts';
import { createAccount } from '../../../electron/console/accounts/create-account.ts';
import { listAccounts } from '../../../electron/console/accounts/list-accounts.ts';
import { readAccount } from '../../../electron/console/accounts/read-account.ts';
import { theStation } from '../../../electron/console/actor.ts';
import { issueAddress } from '../../../electron/console/addresses/issue-address.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { requireKnownTransaction } from '../../../electron/console/movements/known-transaction.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
import { detailOf } from '../../support/desk-readings.ts';
import { openAlarms } from '../../support/open-alarms.ts';
import { askApproved, openFundedDesk, settle, type TestDesk } from '../../support/treasury-fixture.ts';
import { addressOf, codeOf, enter, must } from '../../support/treasury-steps.ts';

const IOTA = 1_000_000_000n;
const everything = { search: '', offset: 0, limit: 50, vaultId: null };

async function deskWith(alias: string) {
  const desk = await openFundedDesk(['100']);
  const mara = desk.as('Mara');
  const { index } = must(await createAccount(desk.station, mara, { vaultId: desk.hot, alias }));
  return { desk, mara, of: { vaultId: desk.hot, account: index } };
}

const names = async ({ station }: TestDesk, search: string, archived?: boolean) =>
  (
    await listAccounts(station, { ...everything, search, ...(archived === undefined ? {} : { archived }) })
  ).rows.map(({ alias }) => alias);

describe('an account that is renamed', () => {
  it('is found by each name, says when and by whom, and is believed by the entry that named it', async () => {
    const { desk, mara, of } = await deskWith('user-1');
    must(await renameAccount(desk.station, mara, { ...of, alias: 'user-2' }));
    must(await renameAccount(desk.station, mara, { ...of, alias: 'user-3' }));
    expect(await names(desk, 'user-1')).toEqual(['user-3']);
    const { row, formerNames } = must(await readAccount(desk.station, of));
    expect(row).toMatchObject({ alias: 'user-3', problem: null });
    expect(formerNames).toMatchObject([
      { alias: 'user-2', officerName: 'Mara Lindqvist' },
      { alias: 'user-1', officerName: 'Mara Lindqvist' },
    ]);
    must(await verifyJournal(desk.station));
  });

  it('keeps its former names from others, also look-alikes, and takes one back itself', async () => {
    const { desk, mara, of } = await deskWith('Copa');
    const { station, hot } = desk;
    must(await renameAccount(station, mara, { ...of, alias: 'Mesa' }));
    for (const alias of ['Copa', 'COPA', '\u0421\u043e\u0440\u0430', 'mesa']) {
      expect(codeOf(await createAccount(station, mara, { vaultId: hot, alias })), alias).toBe(
        'alias-duplicate',
      );
    }
    const other = must(await createAccount(station, mara, { vaultId: hot, alias: 'Lobo' }));
    const theirs = { vaultId: hot, account: other.index };
    expect(codeOf(await renameAccount(station, mara, { ...theirs, alias: 'copa' }))).toBe('alias-duplicate');
    expect(codeOf(await renameAccount(station, mara, { ...theirs, alias: ' ' }))).toBe('alias-empty');
    expect(must(await renameAccount(station, mara, { ...of, alias: 'Copa' })).alias).toBe('Copa');
    expect(await names(desk, 'mesa')).toEqual(['Copa']);
  });

  it('by two officers at the same time has both names, one after the other', async () => {
    const { desk, mara, of } = await deskWith('one');
    const both = ['two', 'three'].map((alias) => renameAccount(desk.station, mara, { ...of, alias }));
    for (const done of await Promise.all(both)) must(done);
    expect(must(await readAccount(desk.station, of)).formerNames).toHaveLength(2);
  });
});

/** An account with a deposit of 5 IOTA. */
async function deskWithDeposit() {
  const { desk, mara, of } = await deskWith('leaver');
  const address = addressOf(must(await issueAddress(desk.station, mara, of)));
  const pay = async (amount: string) => {
    must(await practiceDeposit(desk.station, { address, amount }));
    await settle(desk);
  };
  await pay('5');
  return { desk, mara, of, pay };
}

describe('an account that is archived', () => {
  it('is not archived silently with money on it, is watched all the same, and gets no new address', async () => {
    const { desk, mara, of, pay } = await deskWithDeposit();
    const { station } = desk;
    const wrong = await archiveAccount(station, mara, { ...of, holds: '0' });
    expect(codeOf(wrong)).toBe('account-balance-changed');
    must(await archiveAccount(station, mara, { ...of, holds: `${5n * IOTA}` }));
    expect(await names(desk, '', false)).not.toContain('leaver');
    expect(await names(desk, '', true)).toEqual(['leaver']);
    expect(await names(desk, 'leaver')).toEqual(['leaver']);

    await pay('2');
    const { row, free, held } = must(await readAccount(station, of));
    expect(row).toMatchObject({ balance: `${7n * IOTA}`, received: `${7n * IOTA}` });
    expect(row.lastDepositAt).not.toBeNull();
    expect([free, held]).toEqual([`${7n * IOTA}`, '0']);

    expect(codeOf(await issueAddress(station, mara, of))).toBe('account-archived');
    must(await restoreAccount(station, mara, of));
    must(await issueAddress(station, mara, of));
    expect(await names(desk, '', true)).toEqual([]);
  });

  it('follows from the journal alone, and so do its note and names: tables made anew are the same', async () => {
    const { desk, mara, of } = await deskWithDeposit();
    const { station } = desk;
    must(await noteAccount(station, mara, { ...of, note: 'asks for statements' }));
    must(await renameAccount(station, mara, { ...of, alias: 'gone' }));
    must(await archiveAccount(station, mara, { ...of, holds: `${5n * IOTA}` }));
    expect(await names(desk, 'statements')).toEqual(['gone']);
    const before = must(await readAccount(station, of));
    const reopened = await desk.reopen();
    must(await reopened.check.whole());
    expect(await openAlarms(reopened)).toEqual([]);
    expect(must(await readAccount(reopened, of))).toEqual(before);
  });
});

it('a former name that is put back into the table is not shown as the name', async () => {
  const { desk, mara, of } = await deskWith('first');
  const { books } = desk.station;
  const made = await books.accounts.get(of.vaultId, of.account);
  must(await renameAccount(desk.station, mara, { ...of, alias: 'second' }));
  expect(made?.alias).toBe('first');
  const honest = await books.accounts.get(of.vaultId, of.account);
  const checked = await desk.station.attested.checkAccounts([made, honest].flatMap((row) => row ?? []));
  expect(checked.map((problem) => problem?.code ?? null)).toEqual(['address-not-attested', null]);
});

describe('a folder that was edited', () => {
  /** Edits the books of a desk as whoever has its folder, and opens it again. */
  async function edit(desk: TestDesk, ...statements: readonly string[]) {
    await desk.station.close();
    const db = new DatabaseSync(path.join(desk.folder, 'treasury.sqlite'));
    db.exec('PRAGMA foreign_keys = OFF');
    for (const statement of statements) db.exec(statement);
    db.close();
    const station = await desk.reopen();
    await station.check.whole();
    return station;
  }

  it('shows no former name that was put on another account, or that its entry does not tell', async () => {
    const { desk, mara, of } = await deskWith('first');
    const { index } = must(await createAccount(desk.station, mara, { vaultId: desk.hot, alias: 'lobo' }));
    must(await renameAccount(desk.station, mara, { ...of, alias: 'second' }));
    must(await renameAccount(desk.station, mara, { ...of, alias: 'third' }));
    const namesOf = async ({ station }: TestDesk, account: number) =>
      must(await readAccount(station, { ...of, account })).formerNames.map(({ alias }) => alias);
    await edit(
      desk,
      `UPDATE former_names SET account = ${index} WHERE alias = 'first'`,
      "UPDATE former_names SET alias = 'invented', ended_at = 1 WHERE alias = 'second'",
    );
    expect(await namesOf(desk, index)).toEqual([]);
    expect(await namesOf(desk, of.account)).toEqual([]);
    await edit(
      desk,
      `UPDATE former_names SET account = ${of.account}`,
      "UPDATE former_names SET alias = 'second' WHERE alias = 'invented'",
    );
    expect(await namesOf(desk, of.account)).toEqual(['second', 'first']);
    const { formerNames } = must(await readAccount(desk.station, of));
    expect(formerNames[0]?.endedAt, 'by the entry, not by the row').toBeGreaterThan(1);
  });

  it('shows no name where the entry that gave the last one was made another kind, and the name before put back', async () => {
    const { desk, mara, of } = await deskWith('first');
    const made = await desk.station.books.accounts.get(of.vaultId, of.account);
    must(await renameAccount(desk.station, mara, { ...of, alias: 'second' }));
    must(await noteAccount(desk.station, mara, { ...of, note: 'later' }));
    const station = await edit(
      desk,
      `UPDATE journal SET entry = CAST(replace(CAST(entry AS TEXT), 'account-renamed', 'account-Renamed') AS BLOB)
       WHERE kind = 'account-renamed'`,
      `UPDATE accounts SET alias = 'first', alias_key = 'first', entry_seq = ${made?.entry}
       WHERE alias = 'second'`,
    );
    const { row } = must(await readAccount(station, of));
    expect(row).toMatchObject({ alias: '', problem: { code: 'address-not-attested' } });
    expect(await openAlarms(station)).toHaveLength(1);
  });

  it('does not have an officer sign a name of a row as the former one', async () => {
    const { desk, of } = await deskWith('first');
    const station = await edit(desk, "UPDATE accounts SET alias = 'invented' WHERE alias = 'first'");
    const officer = await enter(desk, 'Mara');
    expect(codeOf(await renameAccount(station, officer, { ...of, alias: 'second' }))).toBe(
      'address-not-attested',
    );
  });
});

it('after a payout from its address an account still says what it has received', async () => {
  const desk = await openFundedDesk(['100']);
  const of = { vaultId: desk.hot, account: 0 };
  const id = await askApproved(desk, '60');
  const waits = must(await readAccount(desk.station, of));
  expect([waits.free, waits.held]).toEqual(['0', `${100n * IOTA}`]);
  must(await sign(desk.station, desk.as('Ben'), { id }));
  await settle(desk);
  const { row } = must(await readAccount(desk.station, of));
  const { transaction } = await detailOf(desk, id);
  const paid = transaction?.idText ?? '';
  expect(must(await requireKnownTransaction(desk.station, paid))).toBe(paid);
  const [deposit] = (await desk.station.books.deposits.list(everything, null)).rows;
  must(await requireKnownTransaction(desk.station, deposit?.transactionId ?? ''));
  expect(codeOf(await requireKnownTransaction(desk.station, `${paid}1`))).toBe('input-malformed');
  expect(row.received).toBe(`${100n * IOTA}`);
  expect(BigInt(row.balance)).toBeLessThan(40n * IOTA);
});

it('nobody but an officer changes an account, and none that is not there', async () => {
  const { desk, mara } = await deskWith('mine');
  const of = { vaultId: desk.hot, account: 1 };
  const nobody = theStation('lock-unnamed');
  for (const refused of [
    await renameAccount(desk.station, nobody, { ...of, alias: 'x' }),
    await noteAccount(desk.station, nobody, { ...of, note: 'x' }),
    await archiveAccount(desk.station, nobody, { ...of, holds: '0' }),
    await restoreAccount(desk.station, nobody, of),
  ]) {
    expect(codeOf(refused)).toBe('officer-not-signed-in');
  }
  const none = { ...of, account: 77 };
  expect(codeOf(await noteAccount(desk.station, mara, { ...none, note: 'x' }))).toBe('account-unknown');
});
