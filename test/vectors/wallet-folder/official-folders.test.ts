import { cp, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readWalletFolder } from '../../../electron/wallet-folder/read-wallet.ts';
import { readValues } from '../../../electron/wallet-folder/rocksdb/read-values.ts';
import { must } from '../../support/must.ts';
import { makePrivateFolder } from '../../support/private-folder.ts';

const files = path.join(import.meta.dirname, 'files');
const place = makePrivateFolder();
afterAll(() => place.remove());

interface ExpectedAccount {
  readonly index: number;
  readonly alias: string;
  readonly coinType: number;
  readonly addresses: readonly {
    readonly address: string;
    readonly keyIndex: number;
    readonly internal: boolean;
    readonly used: boolean;
  }[];
  readonly unspentOutputIds: readonly string[];
  readonly outputIds: readonly string[];
  readonly transactions: readonly {
    readonly transactionId: string;
    readonly inclusionState: string;
    readonly timestamp: string;
    readonly note: string;
  }[];
  readonly incomingTransactions: readonly string[];
}

const folders = ['wallet-folder', 'wallet-folder-tables'];

describe.each(folders)('the folder %s of the official wallet', (name) => {
  const read = async () => {
    const folder = place.at(name);
    await cp(path.join(files, name, 'walletdb'), folder, { recursive: true });
    return folder;
  };

  it('has every account, address, output, payment and note that the wallet knew', async () => {
    const wallet = must(await readWalletFolder(await read()));
    const { accounts } = JSON.parse(await readFile(path.join(files, name, 'expected.json'), 'utf8')) as {
      accounts: ExpectedAccount[];
    };
    expect(wallet.unread).toEqual([]);
    const of = (account: (typeof wallet.accounts)[number]): ExpectedAccount => ({
      index: account.index,
      alias: account.alias ?? '',
      coinType: account.coinType,
      addresses: [
        ...account.publicAddresses.map((address) => ({ ...address, internal: false })),
        ...account.internalAddresses.map((address) => ({ ...address, internal: true })),
      ].map(({ text, index, internal, used }) => ({ address: text, keyIndex: index, internal, used })),
      unspentOutputIds: account.outputs.filter(({ spent }) => !spent).map(({ id }) => id),
      outputIds: account.outputs.map(({ id }) => id),
      transactions: account.transactions
        .filter(({ incoming }) => !incoming)
        .map(({ id, state, at, note }) => ({
          transactionId: id,
          inclusionState: state,
          timestamp: String(at),
          note: note ?? '',
        })),
      incomingTransactions: account.transactions.filter(({ incoming }) => incoming).map(({ id }) => id),
    });
    const sorted = (list: readonly string[]) => list.toSorted();
    expect(
      wallet.accounts.map(of).map((account) => ({
        ...account,
        outputIds: sorted(account.outputIds),
        unspentOutputIds: sorted(account.unspentOutputIds),
      })),
    ).toEqual(
      accounts.map(({ transactions, ...account }) => ({
        index: account.index,
        alias: account.alias,
        coinType: account.coinType,
        addresses: account.addresses,
        unspentOutputIds: sorted(account.unspentOutputIds),
        outputIds: sorted(account.outputIds),
        transactions: transactions.map(({ transactionId, inclusionState, timestamp, note }) => ({
          transactionId,
          inclusionState: inclusionState.toLowerCase(),
          timestamp,
          note,
        })),
        incomingTransactions: account.incomingTransactions,
      })),
    );
  });

  it('is left as it is', async () => {
    const folder = await read();
    const bytesIn = async () =>
      Promise.all(
        (await readdir(folder)).map(async (file) => [file, await readFile(path.join(folder, file), 'hex')]),
      );
    const before = await bytesIn();
    must(await readWalletFolder(folder));
    expect(await bytesIn()).toEqual(before);
  });

  it('tells the amounts of its payments', async () => {
    const [first, second] = must(await readWalletFolder(await read())).accounts;
    expect(first?.transactions.map(({ amount }) => amount)).toEqual(['2000000', '13000000']);
    expect(second?.transactions.map(({ amount }) => amount)).toEqual(['2000000']);
  });
});

it('both folders have the same values, though one is a log and the other a table', async () => {
  const [log, table] = await Promise.all(
    folders.map(async (name) => {
      const values = must(await readValues(path.join(files, name, 'walletdb')));
      return new Map([...values].map(([key, value]) => [key, Buffer.from(value).toString()] as const));
    }),
  );
  expect(log?.size).toBe(9);
  expect([...(table?.keys() ?? [])].toSorted()).toEqual([...(log?.keys() ?? [])].toSorted());
  expect(table?.get('iota-wallet-accounts')).toBe(log?.get('iota-wallet-accounts'));
});
