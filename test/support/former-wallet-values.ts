import { bech32 } from '@scure/base';
import type { Change } from './rocksdb-files.ts';

/** An address as a wallet writes it, of a key's hash (64 hex digits). */
export function bech32Of(keyHash: string, { prefix = 'iota', kind = 0 } = {}): string {
  return bech32.encode(prefix, bech32.toWords(Uint8Array.of(kind, ...Buffer.from(keyHash, 'hex'))), 90);
}

export const addressJson = (keyHash: string, keyIndex: number, internal = false) => ({
  address: bech32Of(keyHash),
  keyIndex,
  internal,
  used: keyIndex === 0,
});

export const accountJson = (index: number, rest: Readonly<Record<string, unknown>> = {}) => ({
  index,
  coinType: 4218,
  alias: `Account ${index}`,
  publicAddresses: [addressJson(String(index).padStart(64, '0'), 0)],
  internalAddresses: [],
  addressesWithUnspentOutputs: [],
  outputs: {},
  lockedOutputs: [],
  unspentOutputs: {},
  transactions: {},
  pendingTransactions: [],
  incomingTransactions: {},
  nativeTokenFoundries: {},
  ...rest,
});

/** What a wallet keeps beside its accounts. */
export const managerJson = {
  clientOptions: { nodes: [], protocolParameters: { version: 2, networkName: 'private', bech32Hrp: 'iota' } },
  coinType: 4218,
  storageOptions: { path: 'walletdb', kind: 'Rocksdb' },
};

/** The values of a wallet, as changes of its folder. */
export function walletChanges(
  accounts: readonly Readonly<Record<string, unknown>>[],
  other: Readonly<Record<string, unknown>> = {},
): Change[] {
  const values: Record<string, unknown> = {
    'iota-wallet-account-manager': managerJson,
    'iota-wallet-accounts': accounts.map(({ index }) => index),
    'migration-version': { id: 4, sdk_version: '1.0.0-rc.0', date: [2023, 200] },
    'database-schema-version': 1,
    ...Object.fromEntries(accounts.map((account) => [`iota-wallet-account-${account['index']}`, account])),
    ...other,
  };
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]);
}
