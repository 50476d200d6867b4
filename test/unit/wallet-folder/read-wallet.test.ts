import { describe, expect, it } from 'vitest';
import { parseWallet } from '../../../electron/wallet-folder/read-wallet.ts';
import { codeOfThrow } from '../../support/code-of-throw.ts';
import {
  accountJson,
  addressJson,
  bech32Of,
  managerJson,
  walletChanges,
} from '../../support/former-wallet-values.ts';
import { bytesOf, type Change } from '../../support/rocksdb-files.ts';

const valuesOf = (changes: readonly Change[]) =>
  new Map(changes.map(([key, value]) => [key, bytesOf(value ?? '')] as const));
const parse = (...of: Parameters<typeof walletChanges>) => parseWallet(valuesOf(walletChanges(...of)));
const code = (...of: Parameters<typeof walletChanges>) => codeOfThrow(() => parse(...of));
const one = (rest: Readonly<Record<string, unknown>>) => parse([accountJson(0, rest)]);

const hashOf = (n: number) => n.toString(16).padStart(64, '0');
const id = (digit: string) => `0x${digit.repeat(64)}`;
const transaction = {
  payload: {},
  inclusionState: 'Confirmed',
  timestamp: '1700000000000',
  incoming: false,
  note: 'rent',
};

describe('the values of a wallet', () => {
  it('give its accounts, by index', () => {
    const wallet = parse([accountJson(2), accountJson(0)]);
    expect(wallet.accounts.map(({ index, alias }) => [index, alias])).toEqual([
      [0, 'Account 0'],
      [2, 'Account 2'],
    ]);
    expect(wallet.network).toBe('private');
    expect(wallet.unread).toEqual([]);
  });

  it('of an older wallet are read too: numbers for texts, types by name, members in another spelling', () => {
    const wallet = parse(
      [
        accountJson(0, {
          outputs: { [`${id('a')}0000`]: { output: { type: 'Basic', data: { amount: 5 } }, isSpent: false } },
          transactions: { [id('b')]: { ...transaction, timestamp: 1700000000000, note: undefined } },
        }),
      ],
      {
        'iota-wallet-account-manager': {
          clientOptions: { protocolParameters: { network_name: 'older' } },
          coin_type: 4218,
        },
        'migration-version': undefined,
        'database-schema-version': undefined,
      },
    );
    expect(wallet.network).toBe('older');
    expect(wallet.unread).toEqual([]);
    expect(wallet.accounts[0]).toMatchObject({
      outputs: [{ amount: '5', spent: false, bound: true, networkId: null }],
      transactions: [{ at: 1700000000000, note: null, amount: null }],
    });
  });

  it.each([
    ['its address alone', [{ type: 0 }], false],
    ['an older wallet says so', [{ type: 'Address', data: {} }], false],
    ['who sent it takes it back after a time', [{ type: 0 }, { type: 3 }], true],
    ['a deposit is to be given back', [{ type: 0 }, { type: 1 }], true],
    ['a time must pass', [{ type: 0 }, { type: 2 }], true],
    ['an alias holds it', [{ type: 4 }, { type: 5 }], true],
    ['nothing is said', undefined, true],
    ['something else is in that place', 'address', true],
  ])('tell whether more than its owner decides about an output: %s', (_, unlockConditions, bound) => {
    const output = { output: { amount: '5', unlockConditions }, isSpent: false, networkId: '77' };
    const { accounts } = one({ outputs: { [`${id('a')}0000`]: output } });
    expect(accounts[0]?.outputs).toMatchObject([{ bound, networkId: '77' }]);
  });

  it('tell what went to others and what came to the account', () => {
    const own = 'aa'.repeat(32);
    const pays = (amount: string, hash: string) => ({
      amount,
      unlockConditions: [{ type: 0, address: { type: 0, pubKeyHash: `0x${hash}` } }],
    });
    const payload = {
      essence: { outputs: [pays('7', own), pays('5', 'bb'.repeat(32)), pays('1', 'cc'.repeat(32))] },
    };
    const { accounts } = one({
      publicAddresses: [addressJson(own, 0)],
      transactions: { [id('1')]: { ...transaction, payload } },
      incomingTransactions: { [id('2')]: { ...transaction, payload, incoming: true } },
    });
    expect(accounts[0]?.transactions.map(({ incoming, amount }) => [incoming, amount])).toEqual([
      [false, '6'],
      [true, '7'],
    ]);
  });

  it.each([
    ['an alias of its own', [{ type: 4 }, { type: 5 }]],
    ['a payment that gives its deposit back', [{ type: 0 }, { type: 1 }]],
  ])('tell no amount where an output is %s', (_, unlockConditions) => {
    const payload = { essence: { outputs: [{ amount: '7', unlockConditions }] } };
    const { accounts } = one({ transactions: { [id('1')]: { ...transaction, payload } } });
    expect(accounts[0]?.transactions.map(({ amount }) => amount)).toEqual([null]);
  });

  it.each([
    ['no wallet at all', { 'iota-wallet-account-manager': undefined }, 'wallet-folder-foreign'],
    ['no list of accounts', { 'iota-wallet-accounts': undefined }, 'wallet-folder-foreign'],
    ['a list that is none', { 'iota-wallet-accounts': { a: 1 } }, 'wallet-folder-foreign'],
    [
      'values sealed as lists of bytes',
      { 'iota-wallet-account-manager': [200, 17, 3, 255, 0] },
      'wallet-folder-encrypted',
    ],
    [
      'everything sealed, its version too',
      { 'iota-wallet-account-manager': [200, 17, 3], 'database-schema-version': [9, 255, 1] },
      'wallet-folder-encrypted',
    ],
    ['values sealed as bytes', { 'iota-wallet-account-0': 'not JSON \u0001' }, 'wallet-folder-encrypted'],
    ['an account that is sealed alone', { 'iota-wallet-account-0': [1, 2, 3] }, 'wallet-folder-encrypted'],
    ['a later migration', { 'migration-version': { id: 5 } }, 'wallet-folder-newer'],
    ['a migration that is no number', { 'migration-version': { id: 'x' } }, 'wallet-folder-newer'],
    ['a later schema', { 'database-schema-version': 2 }, 'wallet-folder-newer'],
    ['nesting without end', { 'iota-wallet-account-0': '['.repeat(100) }, 'wallet-folder-oversize'],
    [
      'more parts than any',
      { 'iota-wallet-account-0': `[${'0,'.repeat(3_000_001)}0]` },
      'wallet-folder-oversize',
    ],
  ])('are refused: %s', (_, other, expected) => {
    expect(code([accountJson(0)], other)).toBe(expected);
  });

  it('count no brackets in texts', () => {
    expect(one({ alias: `${'['.repeat(50)}\\"[` }).accounts).toHaveLength(1);
  });
});

describe('an account that cannot be read is named, and the others come', () => {
  const hash = 'aa'.repeat(32);
  it.each([
    ['an index that is not its own', { index: 7 }, 'it says of itself that it is account 7'],
    ['no coin type', { coinType: null }, 'coinType: expected number'],
    ['addresses that are no list', { publicAddresses: {} }, 'publicAddresses: expected Array'],
    [
      'an address that is none',
      { publicAddresses: [{ ...addressJson(hash, 0), address: 'iota1xyz' }] },
      'public address 0: expected an address of an Ed25519 key',
    ],
    [
      'an address without a key',
      { publicAddresses: [{ ...addressJson(hash, 0), address: bech32Of(hash, { kind: 8 }) }] },
      'public address 0: expected an address of an Ed25519 key',
    ],
    [
      'one index twice',
      { publicAddresses: [addressJson(hash, 3), addressJson(hash, 3)] },
      'public address 1: expected each index once, got 3 again',
    ],
    [
      'an index that is no number',
      { publicAddresses: [{ ...addressJson(hash, 0), keyIndex: -1 }] },
      'public address 0: keyIndex: expected >=0',
    ],
    [
      'a public address among internal ones',
      { internalAddresses: [addressJson(hash, 0)] },
      'internal address 0: it is listed among those of the other kind',
    ],
  ])('%s', (_, rest, why) => {
    const changes = walletChanges([accountJson(1)], {
      'iota-wallet-accounts': [0, 1],
      'iota-wallet-account-0': accountJson(0, rest),
    });
    const wallet = parseWallet(valuesOf(changes));
    expect(wallet.accounts.map(({ index }) => index)).toEqual([1]);
    expect(wallet.unread).toEqual([{ place: 'account 0', why }]);
  });

  it('one that is listed and not there, and one that is there and not listed', () => {
    const wallet = parse([accountJson(0)], {
      'iota-wallet-accounts': [0, 1],
      'iota-wallet-account-5': accountJson(5),
    });
    expect(wallet.unread).toEqual([
      { place: 'account 1', why: 'it is listed and not there' },
      { place: 'account 5', why: 'it is there and not listed' },
    ]);
  });

  it('more accounts than are read', () => {
    const wallet = parse(Array.from({ length: 1002 }, (_, i) => accountJson(i)));
    expect(wallet.accounts).toHaveLength(1000);
    expect(wallet.unread).toHaveLength(2);
  });
});

describe('a member that cannot be read is named, and the account comes', () => {
  it.each([
    ['a name that turns the reading direction', { alias: 'a\u202eb' }, 'account 0, its name'],
    ['a name longer than any', { alias: 'x'.repeat(65) }, 'account 0, its name'],
    ['outputs that are none', { outputs: [] }, 'account 0, its outputs'],
    [
      'an output without an amount',
      { outputs: { [`${id('a')}0100`]: { output: {}, isSpent: false } } },
      `account 0, output ${id('a')}0100`,
    ],
    ['an output whose id is a lure', { outputs: { '<b>pay</b>': {} } }, 'account 0, output (another name)'],
    [
      'an amount that is no number',
      { outputs: { [`${id('a')}0100`]: { output: { amount: '1e9' }, isSpent: false } } },
      `account 0, output ${id('a')}0100`,
    ],
    [
      'a transaction in a state that is not known',
      { transactions: { [id('b')]: { ...transaction, inclusionState: 'Maybe' } } },
      `account 0, transaction ${id('b')}`,
    ],
    [
      'a transaction of the other list',
      { incomingTransactions: { [id('b')]: transaction } },
      `account 0, incoming transaction ${id('b')}`,
    ],
    [
      'a time far ahead',
      { transactions: { [id('b')]: { ...transaction, timestamp: '999999999999999' } } },
      'none',
    ],
    [
      'a time that is none',
      { transactions: { [id('b')]: { ...transaction, timestamp: 'soon' } } },
      `account 0, transaction ${id('b')}`,
    ],
  ])('%s', (_, rest, place) => {
    const wallet = one(rest);
    expect(wallet.accounts).toHaveLength(1);
    expect(wallet.unread.map((unread) => unread.place)).toEqual(place === 'none' ? [] : [place]);
  });

  it('all of them, up to a number; the others are counted', () => {
    const outputs = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`bad-${i}`, {}]));
    const wallet = one({ outputs });
    expect([wallet.unread.length, wallet.unreadMore]).toEqual([200, 100]);
  });

  it('what is above the bound of a folder, over all of its accounts', () => {
    const outputs = (from: number) =>
      Object.fromEntries(
        Array.from({ length: 50_001 }, (_, i) => [
          `0x${(from + i).toString(16).padStart(64, '0')}0000`,
          { output: { amount: '1' }, isSpent: true },
        ]),
      );
    const wallet = parse([
      accountJson(0, { outputs: outputs(0) }),
      accountJson(1, { outputs: outputs(60_000) }),
    ]);
    expect(wallet.accounts.map((account) => account.outputs.length)).toEqual([50_001, 49_999]);
    expect(wallet.unread).toEqual([
      { place: 'account 1, its outputs', why: 'expected at most 100000 in a folder' },
    ]);
    const many = accountJson(0, {
      publicAddresses: Array.from({ length: 50_001 }, (_, i) => addressJson(hashOf(i), i)),
    });
    expect(parse([many]).unread[0]?.why).toBe('expected at most 50000 addresses in a folder');
  });

  it('a note shows nothing hidden and has an end', () => {
    const notes = ['  rent\u202e May\n', 'x'.repeat(600), '\u200b', null];
    const transactions = Object.fromEntries(
      notes.map((note, i) => [id(String(i)), { ...transaction, note, timestamp: String(2000 - i) }]),
    );
    expect(one({ transactions }).accounts[0]?.transactions.map(({ note }) => note)).toEqual([
      'rent  May',
      'x'.repeat(500),
      null,
      null,
    ]);
  });

  it('and what a wallet also keeps is left out', () => {
    const [account] = one({ password: 'secret', outputs: {} }).accounts;
    expect(JSON.stringify(account)).not.toContain('secret');
    expect(
      JSON.stringify(parse([accountJson(0)], { secret_manager: { Stronghold: { password: 'secret' } } })),
    ).not.toContain('secret');
    expect(managerJson.coinType).toBe(4218);
  });
});
