import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { mnemonicToSeedSync } from '@scure/bip39';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { issueAddress } from '../../../electron/console/addresses/issue-address.ts';
import { MAX_SEARCHED } from '../../../electron/console/addresses/search-used.ts';
import { chooseStronghold, openStronghold } from '../../../electron/console/ceremony/file-steps.ts';
import { searchAccounts } from '../../../electron/console/ceremony/search-accounts.ts';
import { DATE_TOLERANCE_MS } from '../../../electron/core/proposal/request.ts';
import { ok } from '../../../electron/core/result.ts';
import type { Desk } from '../../../electron/stations/desk.ts';
import { createSeedFile } from '../../../electron/stronghold/seed-file.ts';
import {
  type CeremonyDesk,
  entriesOf,
  openCeremonyDesk,
  provenTranscript,
  unlockWritten,
} from '../../support/ceremony-desk.ts';
import {
  begin,
  complete,
  emptyTable,
  goUpTo,
  signAll,
  stepOf,
  viewOf,
  wordsBackup,
} from '../../support/ceremony-steps.ts';
import { addressesOf, FROM_FILE, FROM_WORDS, MNEMONIC, named, payFrom } from '../../support/restore-steps.ts';
import { backupVersion2, chrysalis, version2Files } from '../../support/stronghold-fixtures.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';
import { OUTSIDER, settle, temporaryFolder } from '../../support/treasury-fixture.ts';
import { codeOf, enter, must, utf8 } from '../../support/treasury-steps.ts';

let desk: CeremonyDesk;
let station: Desk;

beforeEach(async () => {
  desk = await openCeremonyDesk();
  station = desk.station;
});

/** The names of a vault's first accounts. */
async function aliasesOf(vaultId: string, count: number): Promise<(string | undefined)[]> {
  const accounts = Array.from({ length: count }, (_, account) =>
    station.books.accounts.get(vaultId, account),
  );
  return (await Promise.all(accounts)).map((account) => account?.alias);
}

const pay = (amount: string, vaultId: string, later = 0) => payFrom(desk, { amount, vaultId, later });

describe('a vault that the treasury does not know', () => {
  it('comes with every account that was ever paid, found by the search, and pays', async () => {
    const [first, second, fourth, account1, beyond] = addressesOf(
      MNEMONIC,
      [0, 0],
      [0, 1],
      [0, 21],
      [1, 5],
      [4, 0],
    ) as [string, string, string, string, string];
    for (const address of [first, fourth, account1, beyond]) {
      await desk.node.deposit(address, 30_000_000_000n);
    }
    await desk.node.checkpoint();
    const { vaultId } = await complete(
      station,
      { plan: FROM_WORDS, vault: named('From Firefly') },
      { backup: wordsBackup(MNEMONIC) },
    );
    expect(viewOf(station).found).toEqual([
      { account: 0, addresses: 22, changeAddresses: 0, balance: '60000000000' },
      { account: 1, addresses: 6, changeAddresses: 0, balance: '30000000000' },
    ]);
    expect(viewOf(station).cameBack).toEqual({
      known: false,
      accounts: 2,
      named: 0,
      addresses: 28,
      changeAddresses: 0,
      balance: '90000000000',
      payments: 0,
    });
    await provenTranscript(station, viewOf(station).id);
    const { addresses } = station.books;
    expect(await aliasesOf(vaultId, 3)).toEqual([
      'From Firefly account 0',
      'From Firefly account 1',
      undefined,
    ]);
    const before = await addresses.find(second);
    expect(before?.issuedAt, 'what lies before a used one is given out').toBeGreaterThan(0);
    expect(await addresses.find(beyond)).toBeUndefined();

    must(await unlockWritten(station, vaultId));
    await settle(desk);
    expect((await station.books.figures.vault(vaultId)).balance).toBe(90_000_000_000n);
    const { id, code } = await pay('20', vaultId, DATE_TOLERANCE_MS + 1);
    expect(code).toBeNull();
    await settle(desk);
    expect((await station.books.movements.get(id))?.state).toBe('final');
  });

  it('is found with the change that another wallet left at its internal addresses, and gives no customer one of them', async () => {
    const [change, alone, unused] = addressesOf(MNEMONIC, [0, 3, 1], [1, 0, 1], [0, 0]) as [
      string,
      string,
      string,
    ];
    await desk.node.deposit(change, 7_000_000_000n);
    await desk.node.deposit(alone, 2_000_000_000n);
    await desk.node.checkpoint();
    const { vaultId } = await complete(
      station,
      { plan: FROM_WORDS, vault: named('Old wallet') },
      { backup: wordsBackup(MNEMONIC) },
    );
    expect(viewOf(station).found).toEqual([
      { account: 0, addresses: 0, changeAddresses: 4, balance: '7000000000' },
      { account: 1, addresses: 0, changeAddresses: 1, balance: '2000000000' },
    ]);
    const { addresses } = station.books;
    expect(await addresses.find(change)).toMatchObject({ issuedAt: null, path: { change: 1, index: 3 } });
    must(await unlockWritten(station, vaultId));
    await settle(desk);
    expect((await station.books.figures.vault(vaultId)).balance).toBe(9_000_000_000n);
    const window = { search: '', offset: 0, limit: 100 };
    const { rows } = await addresses.issued(window, vaultId, 0);
    expect(rows.map(({ address }) => address)).toEqual([unused]);
    const { id, code } = await pay('6', vaultId, DATE_TOLERANCE_MS + 1);
    expect(code, 'its coins are spent like any other').toBeNull();
    await settle(desk);
    expect((await station.books.movements.get(id))?.state).toBe('final');
  });

  it('an address that the restore found used, set back to unused in its row, is given to nobody', async () => {
    const [used] = addressesOf(MNEMONIC, [0, 1]) as [string];
    await desk.node.deposit(used, 30_000_000_000n);
    await desk.node.checkpoint();
    const { vaultId } = await complete(
      station,
      { plan: FROM_WORDS, vault: named('From Firefly') },
      { backup: wordsBackup(MNEMONIC) },
    );
    expect((await station.books.addresses.find(used))?.issuedAt).toBeGreaterThan(0);
    const folder = station.treasury.folder;
    await station.close();
    const db = new DatabaseSync(path.join(folder, 'treasury.sqlite'));
    db.prepare('UPDATE addresses SET issued_at = NULL, issued_seq = NULL WHERE address = ?').run(used);
    db.close();
    await desk.reopen();
    station = desk.station;
    const mara = await enter(desk, 'Mara');
    expect(codeOf(await issueAddress(station, mara, { vaultId, account: 0 }))).toBe('address-not-attested');
  });

  it('can be restored without a search, with one account', async () => {
    const brought = { backup: wordsBackup(MNEMONIC), search: false };
    const { vaultId } = await complete(station, { plan: FROM_WORDS, vault: named('Old wallet') }, brought);
    const { transcript } = await provenTranscript(station, viewOf(station).id);
    expect(transcript.steps.find(({ step }) => step === 'accounts-searched')?.outcome).toBe('passed-over');
    expect((await station.books.accounts.get(vaultId, 0))?.alias).toBe('Old wallet');
    expect(viewOf(station).cameBack).toMatchObject({ accounts: 1, named: 0, addresses: 1, balance: null });
  });

  it('with the longest name gives its accounts names that fit, and the treasury opens again', async () => {
    const [first] = addressesOf(MNEMONIC, [0, 0]);
    await desk.node.deposit(first!, 30_000_000_000n);
    await desk.node.checkpoint();
    const vault = named('ä'.repeat(64));
    const { vaultId } = await complete(
      station,
      { plan: FROM_WORDS, vault },
      { backup: wordsBackup(MNEMONIC) },
    );
    const again = await desk.reopen();
    expect((await again.books.accounts.get(vaultId, 0))?.alias).toBe(`${'ä'.repeat(54)} account 0`);
  });

  it('of which every address seems to be used is not searched for ever, and can be restored without', async () => {
    must(await begin(station, { plan: FROM_WORDS, vault: named('Endless') }));
    const table = emptyTable({ backup: wordsBackup(MNEMONIC), search: false });
    await goUpTo(station, 'accounts-searched', table);
    const { client } = station.ceremonies.session!;
    const asking = vi.spyOn(client, 'ask').mockImplementation((async (
      _: string,
      { account, change, from, count }: Record<'account' | 'change' | 'from' | 'count', number>,
    ) =>
      ok(
        Array.from({ length: count }, (__, i) => ({
          path: { account, change, index: from + i },
          address: OUTSIDER,
        })),
      )) as never);
    const receiving = vi.spyOn(station.line.line, 'received').mockResolvedValue(ok([{} as never]));
    const counting = vi.spyOn(station.line.line, 'holdings').mockResolvedValue(ok([]));
    expect(codeOf(await searchAccounts(station, { passOver: false }))).toBe('search-too-long');
    expect(receiving).toHaveBeenCalledTimes(MAX_SEARCHED);
    for (const spy of [asking, receiving, counting]) spy.mockRestore();
    expect(stepOf(station)).toBe('accounts-searched');
    await goUpTo(station, null, table);
    await signAll(station);
    expect(viewOf(station).result).toBe('completed');
  });

  it('with more used addresses than a signer derives at once is restored with all of them', async () => {
    must(await begin(station, { plan: FROM_WORDS, vault: named('Busy shop') }));
    await goUpTo(station, null, emptyTable({ backup: wordsBackup(MNEMONIC), search: false }));
    const session = station.ceremonies.session!;
    session.found = [{ account: 0, addresses: 2_500, changeAddresses: 0, balance: 0n }]; // as the search would have noted
    const asking = vi.spyOn(session.opened!, 'ask');
    await signAll(station);
    const asked = asking.mock.calls.filter(([verb]) => verb === 'addresses').map(([, body]) => body);
    expect(asked).toMatchObject([
      { from: 0, count: 1_000 },
      { from: 1_000, count: 1_000 },
      { from: 2_000, count: 520 },
    ]);
    const { id } = session.vault!;
    const [entry] = await entriesOf(station, 'ceremony-completed');
    expect(entry?.body.addresses.map(({ path: { index } }) => index)).toEqual(
      Array.from({ length: 2_520 }, (_, index) => index),
    );
    const { addresses } = station.books;
    expect(await addresses.nextPosition(id, 0)).toBe(2_520);
    expect((await addresses.nextReady(id, 0))?.path.index).toBe(2_500);
    const window = { search: '', offset: 0, limit: 1 };
    expect((await addresses.issued(window, id, 0)).total).toBe(2_500);
  });

  it('must not be named like another one', async () => {
    must(await begin(station, { plan: FROM_WORDS, vault: named('Hot VAULT') }));
    const table = emptyTable({ backup: wordsBackup(MNEMONIC) });
    await expect(goUpTo(station, 'address-proven', table)).rejects.toThrow(/alias-duplicate/);
  });

  it('is not restored from words of which one is wrong', async () => {
    must(await begin(station, { plan: FROM_WORDS, vault: named('Typo') }));
    const wrong = MNEMONIC.replace('winter', 'winner');
    const table = emptyTable({ backup: wordsBackup(wrong) });
    await expect(goUpTo(station, null, table)).rejects.toThrow(/words-checksum/);
    expect(stepOf(station)).toBe('backup-entered');
    await goUpTo(station, null, { ...table, backup: wordsBackup(MNEMONIC), search: false });
    expect(stepOf(station)).toBeNull();
  });

  it(`is restored from an old wallet's file of version 2 (${version2Files[0].fixture.name})`, async () => {
    const { fixture, password, words } = version2Files[0];
    const [address] = addressesOf(words, [0, 0]);
    await desk.node.deposit(address!, 7_000_000_000n);
    await desk.node.checkpoint();
    const file = { path: fixture.file, password };
    await complete(station, { plan: FROM_FILE, vault: named('Shimmer days') }, { file });
    expect(viewOf(station)).toMatchObject({ firstAddress: address, found: [{ addresses: 1 }] });
    await provenTranscript(station, viewOf(station).id);
  });

  it(`shows what an old wallet's file tells, and takes over the names of used accounts (${chrysalis.fixture.name})`, async () => {
    const { fixture, password, words } = chrysalis;
    for (const account of [0, 1]) {
      const [address] = addressesOf(words, [account, 0]);
      await desk.node.deposit(address!, 5_000_000_000n);
    }
    await desk.node.checkpoint();
    const file = { path: fixture.file, password };
    const { vaultId } = await complete(station, { plan: FROM_FILE, vault: named('Firefly days') }, { file });
    expect(viewOf(station).cameBack).toMatchObject({ accounts: 2, named: 2, balance: '10000000000' });
    expect(viewOf(station).contents).toEqual({
      version: 3,
      coinType: null,
      network: null,
      nodes: ['https://api.lb-0.h.chrysalis-devnet.iota.cafe'],
      accounts: [
        { index: 0, alias: 'Alice', coinType: null, addresses: 2, internalAddresses: 1 },
        { index: 1, alias: 'Bob', coinType: null, addresses: 1, internalAddresses: 1 },
      ],
      accountsLeftOut: 0,
      unknown: 5,
    });
    expect(await aliasesOf(vaultId, 2)).toEqual(['Alice', 'Bob']);
  });

  it(`does not name IOTA accounts after those of another coin (${backupVersion2.fixture.name})`, async () => {
    const { fixture, password } = backupVersion2;
    const file = { path: fixture.file, password };
    const { vaultId } = await complete(station, { plan: FROM_FILE, vault: named('Shimmer') }, { file });
    expect(viewOf(station).contents).toMatchObject({
      coinType: 4219,
      accounts: [{ alias: 'tibo', coinType: 4219 }],
    });
    expect((await station.books.accounts.get(vaultId, 0))?.alias).toBe('Shimmer account 0');
  });

  it('is not guessed: after five wrong passwords of its file the next try waits', async () => {
    const place = path.join(await temporaryFolder(), 'brought.stronghold');
    const seed = mnemonicToSeedSync(MNEMONIC);
    const random = countingRandom('brought');
    must(await createSeedFile({ file: place, password: utf8('their own'), seed, workFactor: 2, random }));
    must(await begin(station, { plan: FROM_FILE, vault: named('Guessed') }));
    must(await chooseStronghold(station, place));
    const open = async (password: string) =>
      codeOf(await openStronghold(station, { password: utf8(password) }));
    for (let guess = 1; guess <= 5; guess++) expect(await open(`guess ${guess}`)).toBe('password-wrong');
    expect(await open('their own')).toBe('password-wait');
  });

  it('is restored from a file of version 3, and a wrong password is told and noted', async () => {
    const place = path.join(await temporaryFolder(), 'brought.stronghold');
    const seed = mnemonicToSeedSync(MNEMONIC);
    const random = countingRandom('brought');
    must(await createSeedFile({ file: place, password: utf8('their own'), seed, workFactor: 2, random }));
    must(await begin(station, { plan: FROM_FILE, vault: named('Brought') }));
    const wrong = emptyTable({ file: { path: place, password: 'guess' } });
    await expect(goUpTo(station, null, wrong)).rejects.toThrow(/password-wrong/);
    await goUpTo(station, null, emptyTable({ file: { path: place, password: 'their own' } }));
    await signAll(station);
    expect(viewOf(station).firstAddress).toBe(addressesOf(MNEMONIC, [0, 0])[0]);
  });
});
