import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { theStation } from '../../../electron/console/actor.ts';
import { listCeremonies, listEarlierPayments } from '../../../electron/console/ceremony/ceremony-view.ts';
import { abandonCeremony, dismissCeremony } from '../../../electron/console/ceremony/end-ceremony.ts';
import {
  chooseWalletFolder,
  leaveWalletFolder,
} from '../../../electron/console/ceremony/wallet-folder-step.ts';
import { listJournal } from '../../../electron/console/journal/list-journal.ts';
import type { CeremonyPlan } from '../../../electron/core/ceremony/ceremony-plan.ts';
import type { Desk } from '../../../electron/stations/desk.ts';
import {
  type CeremonyDesk,
  entriesOf,
  openCeremonyDesk,
  provenTranscript,
  unlockWritten,
} from '../../support/ceremony-desk.ts';
import {
  begin,
  emptyTable,
  goUpTo,
  signAll,
  signAs,
  stepOf,
  viewOf,
  wordsBackup,
} from '../../support/ceremony-steps.ts';
import {
  addressesOf,
  formerPayment,
  writeFormerWallet,
  writtenAt,
} from '../../support/former-wallet-folder.ts';
import { accountJson, addressJson } from '../../support/former-wallet-values.ts';
import { settle, temporaryFolder } from '../../support/treasury-fixture.ts';
import { codeOf, must } from '../../support/treasury-steps.ts';

const vectors = path.join(import.meta.dirname, '../../vectors/wallet-folder/files');
const { mnemonic: MNEMONIC, password } = JSON.parse(
  readFileSync(path.join(vectors, 'wallet-folder/expected.json'), 'utf8'),
) as { mnemonic: string; password: string };
const FROM_FILE: CeremonyPlan = { kind: 'restore', from: 'file' };
const FROM_WORDS: CeremonyPlan = { kind: 'restore', from: 'words' };
const file = { path: path.join(vectors, 'wallet-folder/wallet.stronghold'), password };

let desk: CeremonyDesk;
let station: Desk;

beforeEach(async () => {
  desk = await openCeremonyDesk();
  station = desk.station;
});

const addressAt = addressesOf(MNEMONIC);
const at = writtenAt(MNEMONIC);
const hashAt = (account: number, change: number, index: number): string =>
  addressAt(account, change, index).slice(2);
const id = (digit: string) => `0x${digit.repeat(64)}`;

const treasury = accountJson(0, {
  alias: 'Treasury',
  publicAddresses: [at(0, 0, 0), at(0, 0, 1), at(0, 0, 4)],
  internalAddresses: [at(0, 1, 0), at(0, 1, 2)],
  transactions: { [id('1')]: formerPayment(1000, 'rent May'), [id('2')]: formerPayment(3000) },
});
const desk2 = accountJson(3, {
  alias: 'Ops desk ü',
  publicAddresses: [at(3, 0, 0)],
  transactions: { [id('3')]: formerPayment(2000, 'to Ä & sons') },
});

const folderOf = async (accounts: readonly Readonly<Record<string, unknown>>[]): Promise<string> =>
  writeFormerWallet(await temporaryFolder(), accounts);

/** A restore up to the step at which a folder can be read. */
async function restoreUpTo(plan = FROM_FILE): Promise<void> {
  must(await begin(station, { plan, vault: { name: 'From Firefly', kind: 'hot' } }));
  await goUpTo(station, 'accounts-searched', table());
}
const table = () => emptyTable({ file, backup: wordsBackup(MNEMONIC), search: false });

async function finish(): Promise<string> {
  await goUpTo(station, null, table());
  await signAll(station);
  const { vault, result } = viewOf(station);
  expect(result).toBe('completed');
  return vault!.id;
}

describe("a restore beside which the other wallet's folder lies", () => {
  it('shows what comes before anything does, and takes it in with the ceremony', async () => {
    await restoreUpTo();
    const folder = await folderOf([treasury, desk2]);
    must(await chooseWalletFolder(station, folder));
    expect(viewOf(station).former).toMatchObject({
      folder,
      network: 'private',
      payments: 3,
      unread: [],
      accounts: [
        {
          index: 0,
          alias: 'Treasury',
          addresses: 5,
          internalAddresses: 3,
          payments: 2,
          notes: 1,
          outcome: 'comes',
        },
        { index: 3, alias: 'Ops desk ü', addresses: 1, internalAddresses: 0, payments: 1, outcome: 'comes' },
      ],
    });
    expect(await entriesOf(station, 'ceremony-completed'), 'a dry run changes nothing').toEqual([]);

    const vaultId = await finish();
    const { accounts, addresses } = station.books;
    expect((await accounts.get(vaultId, 0))?.alias).toBe('Treasury');
    expect((await accounts.get(vaultId, 1))?.alias).toBeUndefined();
    expect((await accounts.get(vaultId, 3))?.alias).toBe('Ops desk ü');
    for (const [account, index] of [
      [0, 0],
      [0, 4],
      [3, 0],
    ] as const) {
      expect((await addresses.find(addressAt(account, 0, index)))?.issuedAt).toBeGreaterThan(0);
    }
    expect((await addresses.nextReady(vaultId, 0))?.path.index, 'nobody gets an old address again').toBe(5);
    expect(await addresses.find(addressAt(0, 1, 2))).toMatchObject({ issuedAt: null, path: { change: 1 } });
    expect(viewOf(station).cameBack).toMatchObject({
      accounts: 2,
      named: 2,
      addresses: 6,
      changeAddresses: 3,
      payments: 3,
    });
    const { id: ceremony } = viewOf(station);
    const { transcript } = await provenTranscript(station, ceremony);
    expect(transcript.imported, 'everybody present signs what came').toMatchObject({
      accounts: 2,
      accountsLeft: 0,
      addresses: 6,
      changeAddresses: 3,
      outputs: 0,
      payments: 3,
      notes: 2,
    });
    const [entry] = await entriesOf(station, 'ceremony-completed');
    expect(entry?.body.imported).toEqual({
      accounts: 2,
      payments: 3,
      digest: transcript.imported?.history,
    });
    const { rows } = await listJournal(station, { search: 'ceremony-completed', offset: 0, limit: 1 });
    expect(rows[0]?.summary).toBe(
      'Ceremony restore: completed, with 2 accounts and 3 earlier payments out of a wallet folder',
    );
    expect(JSON.stringify(entry), 'notes can be erased, the journal cannot').not.toContain('rent May');
  });

  it('finds the money at its change addresses, and gives no customer one of them', async () => {
    await desk.node.deposit(addressAt(0, 0, 4), 5_000_000_000n);
    await desk.node.deposit(addressAt(0, 1, 2), 7_000_000_000n);
    await desk.node.checkpoint();
    await restoreUpTo();
    must(await chooseWalletFolder(station, await folderOf([treasury])));
    const vaultId = await finish();
    must(await unlockWritten(station, vaultId));
    await settle(desk);
    expect((await station.books.figures.vault(vaultId)).balance).toBe(12_000_000_000n);
    const window = { search: '', offset: 0, limit: 100 };
    const { rows } = await station.books.addresses.issued(window, vaultId, 0);
    expect(rows.map(({ path: { change } }) => change)).toEqual([0, 0, 0, 0, 0]);
  });

  it('shows its earlier payments as history, also after a restart, none as balance, and none that somebody edited', async () => {
    await restoreUpTo(FROM_WORDS);
    must(await chooseWalletFolder(station, await folderOf([treasury, desk2])));
    const vaultId = await finish();
    const { id: ceremony } = viewOf(station);
    // A kill between a history and its record leaves such files.
    const loose = ['00000000-0000-4000-8000-000000000000.json', 'a-b.json.tmp'];
    for (const name of loose) writeFileSync(path.join(desk.folder, 'imports', name), 'rent');
    station = await desk.reopen();
    expect(readdirSync(path.join(desk.folder, 'imports'))).toEqual([`${ceremony}.json`]);
    const page = must(await listEarlierPayments(station, { id: ceremony, offset: 1, limit: 1 }));
    expect(page).toEqual({
      network: 'private',
      prefix: 'iota',
      total: 3,
      rows: [
        {
          account: 3,
          accountName: 'Ops desk ü',
          id: id('3'),
          incoming: false,
          at: 2000,
          state: 'confirmed',
          amount: null,
          note: 'to Ä & sons',
        },
      ],
    });
    expect(must(await listCeremonies(station))[0]?.imported).toEqual({ accounts: 2, payments: 3 });
    expect((await station.books.figures.vault(vaultId)).balance).toBe(0n);

    // Somebody edits the file of it, or takes it away; and a file that no record names means nothing.
    const place = path.join(desk.folder, 'imports', `${ceremony}.json`);
    const window = { id: ceremony, offset: 0, limit: 10 };
    const text = readFileSync(place, 'utf8');
    writeFileSync(place, text.replace('rent May', 'rent Mai'));
    expect(codeOf(await listEarlierPayments(station, window))).toBe('former-history-changed');
    rmSync(place);
    expect(codeOf(await listEarlierPayments(station, window))).toBe('former-history-changed');
    writeFileSync(place, text);
    expect(codeOf(await listEarlierPayments(station, window))).toBeNull();
    expect(
      codeOf(await listEarlierPayments(station, { ...window, id: '00000000-0000-4000-8000-000000000000' })),
    ).toBe('input-malformed');

    // Somebody edits its record: the list of ceremonies shows none that the journal tells otherwise.
    const record = path.join(desk.folder, 'ceremonies', `${ceremony}.json`);
    const written = readFileSync(record, 'utf8');
    writeFileSync(record, written.replace('"payments": 3', '"payments": 300'));
    expect(must(await listCeremonies(station))).toEqual([]);
    writeFileSync(record, written);
    expect(must(await listCeremonies(station))).toHaveLength(1);
  });

  it('comes in all or not at all: where the record cannot be written nothing is left, and the last one signs again', async () => {
    await restoreUpTo();
    must(await chooseWalletFolder(station, await folderOf([treasury])));
    await goUpTo(station, null, table());
    const [last, ...others] = viewOf(station).officers.map(({ id: officer }) => officer);
    for (const officer of others) must(await signAs(station, officer));
    const records = path.join(desk.folder, 'ceremonies');
    rmSync(records, { recursive: true, force: true });
    writeFileSync(records, '');
    expect(codeOf(await signAs(station, last!))).toBe('file-not-written');
    expect(readdirSync(path.join(desk.folder, 'imports'))).toEqual([]);
    expect(await entriesOf(station, 'ceremony-completed')).toEqual([]);
    rmSync(records);
    must(await signAs(station, last!));
    expect(readdirSync(path.join(desk.folder, 'imports'))).toEqual([`${viewOf(station).id}.json`]);
    expect((await entriesOf(station, 'ceremony-completed'))[0]?.body.imported?.payments).toBe(2);
  });

  it('called off while its history is written: nothing of it is carried out', async () => {
    await restoreUpTo();
    must(await chooseWalletFolder(station, await folderOf([treasury])));
    await goUpTo(station, null, table());
    const [last, ...others] = viewOf(station).officers.map(({ id: officer }) => officer);
    for (const officer of others) must(await signAs(station, officer));
    const { former } = station.ceremonies.session!;
    const { history } = former!;
    let callingOff: Promise<unknown> | null = null;
    Object.defineProperty(former, 'history', {
      get: () => {
        callingOff ??= abandonCeremony(station, theStation('ceremony-called-off'));
        return history;
      },
    });
    expect(codeOf(await signAs(station, last!))).toBe('ceremony-over');
    await callingOff;
    expect(readdirSync(path.join(desk.folder, 'imports'))).toEqual([]);
    expect(await entriesOf(station, 'ceremony-completed')).toEqual([]);
    expect(await entriesOf(station, 'ceremony-abandoned')).toHaveLength(1);
  });

  it('goes on without the folder when people leave it', async () => {
    await restoreUpTo();
    must(await chooseWalletFolder(station, await folderOf([treasury, desk2])));
    must(await leaveWalletFolder(station));
    expect(viewOf(station).former).toBeNull();
    const vaultId = await finish();
    expect((await station.books.accounts.get(vaultId, 0))?.alias).toBe('From Firefly');
    expect(readdirSync(desk.folder)).not.toContain('imports');
  });

  it('gives accounts whose names are taken a number', async () => {
    const taken = station.books.accounts.list({ search: '', offset: 0, limit: 1 }, null);
    const [{ alias } = { alias: '' }] = (await taken).rows;
    await restoreUpTo();
    const account = accountJson(0, { alias, publicAddresses: [at(0, 0, 0)] });
    must(await chooseWalletFolder(station, await folderOf([account])));
    expect(viewOf(station).former?.accounts[0]?.name, 'and says so before').toEqual({
      alias: `${alias} (2)`,
      why: 'numbered',
    });
    const vaultId = await finish();
    expect((await station.books.accounts.get(vaultId, 0))?.alias).toBe(`${alias} (2)`);
    must(await dismissCeremony(station));

    // Once more, now that the vault is here: its account keeps the name that it has.
    await restoreUpTo();
    const renamed = { ...account, alias: 'Another name' };
    must(await chooseWalletFolder(station, await folderOf([renamed, desk2])));
    expect(viewOf(station).former?.accounts.map(({ name }) => name)).toEqual([
      { alias: `${alias} (2)`, why: 'kept' },
      { alias: 'Ops desk ü', why: 'wished' },
    ]);
    await finish();
    expect((await station.books.accounts.get(vaultId, 0))?.alias).toBe(`${alias} (2)`);
    expect((await station.books.accounts.get(vaultId, 3))?.alias).toBe('Ops desk ü');
  });
});

describe('an account that does not come is named', () => {
  it('one of whose addresses was changed: the address, and what the seed gives there', async () => {
    await restoreUpTo();
    const swapped = accountJson(0, {
      publicAddresses: [at(0, 0, 0), addressJson('ee'.repeat(32), 1)],
      transactions: { [id('1')]: formerPayment(1000, 'false') },
    });
    must(await chooseWalletFolder(station, await folderOf([swapped, desk2])));
    const { former } = viewOf(station);
    expect(former?.accounts[0]).toMatchObject({
      outcome: 'differs',
      difference: { change: 0, index: 1, derived: addressAt(0, 0, 1) },
    });
    expect(former?.payments, 'its payments neither').toBe(1);
    const vaultId = await finish();
    expect((await station.books.accounts.get(vaultId, 0))?.alias).toBe('From Firefly');
    expect((await station.books.accounts.get(vaultId, 3))?.alias).toBe('Ops desk ü');
  });

  it('one whose change address was changed, or that has the address of another place', async () => {
    await restoreUpTo();
    const change = accountJson(1, {
      publicAddresses: [at(1, 0, 0)],
      internalAddresses: [addressJson(hashAt(1, 1, 5), 0, true)],
    });
    const none = accountJson(2, { publicAddresses: [] });
    const many = accountJson(4, { publicAddresses: [addressJson(hashAt(4, 0, 20_000), 20_000)] });
    must(await chooseWalletFolder(station, await folderOf([treasury, change, none, many])));
    expect(viewOf(station).former?.accounts.map(({ index, outcome }) => [index, outcome])).toEqual([
      [0, 'comes'],
      [1, 'differs'],
      [2, 'no-address'],
      [4, 'too-many'],
    ]);
  });
});

describe('the folder of the official wallet beside its Stronghold file', () => {
  it.each(['wallet-folder', 'wallet-folder-tables'])(
    'has accounts of another coin type (%s): they are proven, do not come, and their payments come as history',
    async (name) => {
      await restoreUpTo();
      const folder = path.join(await temporaryFolder(), 'walletdb');
      cpSync(path.join(vectors, name, 'walletdb'), folder, { recursive: true });
      must(await chooseWalletFolder(station, folder));
      expect(viewOf(station).former).toMatchObject({
        network: 'shimmer',
        payments: 3,
        accounts: [
          { index: 0, alias: 'Treasury', coinType: 4219, outcome: 'other-coin-type', lastSeen: '11000000' },
          { index: 1, alias: 'Ops desk ü', outcome: 'other-coin-type', lastSeen: '2000000' },
          { index: 2, alias: 'Empty', outcome: 'other-coin-type', lastSeen: '0' },
        ],
      });
      const vaultId = await finish();
      expect((await station.books.accounts.get(vaultId, 0))?.alias).toBe('From Firefly');
      expect((await station.books.figures.vault(vaultId)).balance).toBe(0n);
      const page = must(await listEarlierPayments(station, { id: viewOf(station).id, offset: 0, limit: 10 }));
      expect(
        page.rows.map(({ accountName, incoming, amount, note }) => [accountName, incoming, amount, note]),
      ).toEqual([
        ['Treasury', false, '2000000', 'rent May'],
        ['Ops desk ü', true, '2000000', null],
        ['Treasury', true, '13000000', null],
      ]);
    },
  );
});

describe('a folder is refused, and the ceremony stays where it is', () => {
  it('without a ceremony, at any other step, of another seed, torn, or none', async () => {
    const folder = await folderOf([treasury]);
    expect(codeOf(await chooseWalletFolder(station, folder))).toBe('ceremony-over');
    must(await begin(station, { plan: FROM_FILE, vault: { name: 'From Firefly', kind: 'hot' } }));
    expect(codeOf(await chooseWalletFolder(station, folder))).toBe('ceremony-step');
    expect(codeOf(await leaveWalletFolder(station))).toBe('ceremony-step');
    await goUpTo(station, 'accounts-searched', table());
    const other = accountJson(0, { publicAddresses: [addressJson('ab'.repeat(32), 0)] });
    expect(codeOf(await chooseWalletFolder(station, await folderOf([other])))).toBe(
      'wallet-folder-other-seed',
    );
    const log = path.join(folder, '000007.log');
    writeFileSync(log, readFileSync(log).subarray(0, 500));
    expect(codeOf(await chooseWalletFolder(station, folder))).toBe('wallet-folder-torn');
    expect(codeOf(await chooseWalletFolder(station, await temporaryFolder()))).toBe('wallet-folder-foreign');
    expect(viewOf(station).former).toBeNull();
    expect(stepOf(station)).toBe('accounts-searched');
  });
});
