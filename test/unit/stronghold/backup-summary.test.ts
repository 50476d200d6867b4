import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { type BackupSummary, summarizeBackup } from '../../../electron/stronghold/backup-summary.ts';
import { pathId } from '../../../electron/stronghold/identifier.ts';
import { emptyState, emptyStore, type State } from '../../../electron/stronghold/state.ts';
import { moveStoreValues } from '../../../electron/stronghold/store-value.ts';
import { addWalletRecord, SEED_RECORD_ID } from '../../../electron/stronghold/wallet-record.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';
import { sampleEntries, sampleWallet } from '../../support/stronghold-wallets.ts';

const random = countingRandom('summary');
const key = random(32);
const wrapKey = { salt: random(16), workFactor: 1, key: random(32) };

function summarize(state: State, version: 2 | 3 = 2): BackupSummary {
  const summary = summarizeBackup(version === 2 ? { version, state, key } : { version, state, wrapKey });
  if (!summary.ok) throw new Error(`${summary.code}: ${summary.message}`);
  return summary.value;
}
const withEntries = (changes: Record<string, string | Uint8Array>) =>
  summarize(sampleWallet(key, random, { ...sampleEntries, ...changes }));

const expected = {
  hasSeed: true,
  coinType: 4219,
  clientOptions: { network: 'shimmer', nodes: ['https://node.example'] },
  accounts: [
    { index: 0, alias: 'Ops', coinType: 4219, addresses: 2, internalAddresses: 1 },
    { index: 7, alias: 'Customer 7', coinType: 4219, addresses: 1, internalAddresses: 0 },
  ],
  accountsLeftOut: 0,
  unreadable: [],
};

describe('the summary of a backup', () => {
  it('says what is in it', () => {
    expect(summarize(sampleWallet(key, random))).toEqual({
      version: 2,
      ...expected,
      counts: { clients: 3, vaults: 3, records: 5, storeEntries: 10, unknown: 9 },
    });
  });

  it('says the same after the store values moved to a key of their own', () => {
    const moved = moveStoreValues(sampleWallet(key, random), key, random);
    if (!moved.ok) throw new Error(moved.message);
    expect(summarize(moved.value.state, 3)).toMatchObject({ version: 3, ...expected });
  });

  it('leaks no secret: node passwords, tokens, mnemonics, the seed', () => {
    const text = JSON.stringify(summarize(sampleWallet(key, random)));
    for (const secret of ['secret', 'token', 'never to be shown', 'jwt', 'user']) {
      expect(text).not.toContain(secret);
    }
  });

  it('says of an empty state that nothing is in it', () => {
    expect(summarize(emptyState)).toEqual({
      version: 2,
      hasSeed: false,
      coinType: null,
      clientOptions: null,
      accounts: [],
      accountsLeftOut: 0,
      unreadable: [],
      counts: { clients: 0, vaults: 0, records: 0, storeEntries: 0, unknown: 0 },
    });
  });

  it('names entries that it cannot read, and reads the others', () => {
    const summary = withEntries({ coin_type: Uint8Array.of(1, 2, 3), accounts: '{"not":"a list"}' });
    expect(summary).toMatchObject({ coinType: null, accounts: [], hasSeed: true });
    expect(summary.unreadable).toEqual(['coin_type', 'accounts']);
    expect(summary.clientOptions).toEqual(expected.clientOptions);
  });

  it('names all entries of a version 3 file whose store key is gone', () => {
    expect(summarize(sampleWallet(key, random), 3).unreadable.toSorted()).toEqual(
      Object.keys(sampleEntries).toSorted(),
    );
  });

  it.each([
    ['text that is no JSON', 'accounts!'],
    ['bytes that are no UTF-8', Uint8Array.of(0x5b, 0xff, 0x5d)],
    ['a million brackets', '['.repeat(1_000_000)],
    ['a number', '1e999'],
    ['null', 'null'],
  ])('is not misled by accounts of %s', (_, accounts) => {
    expect(withEntries({ accounts })).toMatchObject({ accounts: [], unreadable: ['accounts'] });
  });

  it('leaves out accounts that are none, and counts them', () => {
    const accounts = JSON.stringify([
      { index: 0, publicAddresses: [] },
      { index: -1 },
      { index: 2 ** 31 },
      { index: 1.5 },
      { index: '0' },
      {},
      null,
      'text',
      '{"__proto__":{"index":5}}',
      { index: 3, alias: 7, coinType: 'x', publicAddresses: 'y', internalAddresses: {} },
    ]);
    expect(withEntries({ accounts })).toMatchObject({
      accounts: [
        { index: 0, alias: null, coinType: null, addresses: 0, internalAddresses: 0 },
        { index: 3, alias: null, coinType: null, addresses: 0, internalAddresses: 0 },
      ],
      accountsLeftOut: 8,
    });
  });

  it('lists no more than a thousand accounts', () => {
    const accounts = JSON.stringify(Array.from({ length: 2500 }, (_, index) => ({ index })));
    const summary = withEntries({ accounts });
    expect(summary.accounts).toHaveLength(1000);
    expect(summary.accountsLeftOut).toBe(1500);
  });

  it('shows no name that could deceive: direction marks, control characters, endless ones', () => {
    const names = ['Ops\u202e', 'O\u0000ps', 'x'.repeat(65), 'y'.repeat(2000), '\ud800', ' '];
    const accounts = JSON.stringify(names.map((alias, index) => ({ index, alias })));
    expect(withEntries({ accounts }).accounts.map(({ alias }) => alias)).toEqual(names.map(() => null));
  });

  it('shows no node but of the web, each once, and no more than twenty', () => {
    const urls = [
      'file:///etc/passwd',
      'javascript:alert(1)',
      'not a url',
      'http://a',
      'http://a/b',
      { url: 7 },
    ];
    const many = Array.from({ length: 100 }, (_, i) => ({ url: `https://n${i}.example` }));
    const read = (nodes: unknown) =>
      withEntries({ client_options: JSON.stringify({ nodes, network: 'x' }) }).clientOptions;
    expect(read(urls)).toEqual({ network: 'x', nodes: ['http://a'] });
    expect(read(many)?.nodes).toHaveLength(20);
  });

  it('is refused where the seed is there and does not open', () => {
    const other = addWalletRecord(emptyState, SEED_RECORD_ID, { secret: random(63), random });
    const summary = other.ok && summarizeBackup({ version: 2, state: other.value, key });
    expect(summary).toMatchObject({ ok: false, code: 'stronghold-damaged' });
  });
});

describe('the records of Chrysalis', () => {
  const account = (index: number, changes: object = {}) => ({
    id: `wallet-account://${index}`,
    index,
    alias: `Account ${index}`,
    addresses: [{ internal: false }, { internal: true }, { internal: false }],
    clientOptions: { nodes: [{ url: 'https://chrysalis.example/' }], network: null },
    ...changes,
  });
  const stateOf = (records: readonly { name: string; value: unknown }[]): State => ({
    clients: new Map([
      [
        pathId('iota-wallet-records'),
        {
          keys: new Map(),
          vaults: new Map(),
          store: {
            ...emptyStore,
            entries: records.map(({ name, value }) => ({
              key: new Uint8Array(Buffer.from(pathId(name), 'hex')),
              value: utf8ToBytes(JSON.stringify(value)),
              expiration: null,
            })),
          },
        },
      ],
    ]),
  });

  it('are read as accounts, in the order of their index', () => {
    const summary = summarize(
      stateOf([
        { name: 'wallet-account://1', value: account(1) },
        { name: 'messages', value: [] },
        { name: 'wallet-account://0', value: account(0) },
      ]),
      3,
    );
    expect(summary.accounts).toEqual([
      { index: 0, alias: 'Account 0', coinType: null, addresses: 2, internalAddresses: 1 },
      { index: 1, alias: 'Account 1', coinType: null, addresses: 2, internalAddresses: 1 },
    ]);
    expect(summary.clientOptions).toEqual({ network: null, nodes: ['https://chrysalis.example'] });
    expect(summary.counts).toEqual({ clients: 1, vaults: 0, records: 0, storeEntries: 3, unknown: 1 });
  });

  it('count for nothing under a name that is not theirs', () => {
    expect(summarize(stateOf([{ name: 'wallet-account://2', value: account(1) }])).accounts).toEqual([]);
  });
});
