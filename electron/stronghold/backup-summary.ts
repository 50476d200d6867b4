import { ok, type Result } from '../core/result.ts';
import {
  type BackupAccount,
  type BackupClientOptions,
  MAX_ACCOUNTS,
  parseBoundedJson,
  readChrysalisAccount,
  readClientOptions,
  readStardustAccounts,
} from './backup-json.ts';
import { pathId } from './identifier.ts';
import type { OpenVersion2, OpenVersion3 } from './open-snapshot.ts';
import { readSeedRecord } from './seed-record.ts';
import type { State, StoreEntry } from './state.ts';
import { openStoreValue, readStoreKey } from './store-value.ts';
import { SEED_RECORD_ID, STORE_KEY_RECORD_ID, WALLET_CLIENT_ID, WALLET_VAULT_ID } from './wallet-record.ts';

/** What iota-sdk puts into the wallet's store when it makes a backup. */
const backupEntries = [
  'accounts',
  'client_options',
  'coin_type',
  'migration-version',
  'secret_manager',
] as const;
type BackupEntry = (typeof backupEntries)[number];

/** What a Stronghold file contains, without any secret. */
export interface BackupSummary {
  readonly version: 2 | 3;
  readonly hasSeed: boolean;
  /** SLIP-44, as the backup says; null where it does not. */
  readonly coinType: number | null;
  readonly clientOptions: BackupClientOptions | null;
  readonly accounts: readonly BackupAccount[];
  /** Accounts that are there and not listed: unreadable, or more than 1000. */
  readonly accountsLeftOut: number;
  /** Entries of a backup that are there and cannot be read. */
  readonly unreadable: readonly BackupEntry[];
  readonly counts: BackupCounts;
}

export interface BackupCounts {
  readonly clients: number;
  readonly vaults: number;
  readonly records: number;
  readonly storeEntries: number;
  /** Records and store entries that Sallyport does not know. A migration or a new password keeps them. */
  readonly unknown: number;
}

const CHRYSALIS_CLIENT_ID = pathId('iota-wallet-records');

/** What opens a snapshot's values: its password is not needed any more. */
type Unlocked = Omit<OpenVersion2, 'password'> | Omit<OpenVersion3, 'password'>;

/**
 * Describes what an open snapshot contains: a live wallet, a backup of iota-sdk or wallet.rs, or records of Chrysalis.
 * @returns the summary; `stronghold-damaged` where the seed or the key of the store values does not open
 */
export function summarizeBackup(snapshot: Unlocked): Result<BackupSummary> {
  const { state } = snapshot;
  const seed = readSeedRecord(state);
  if (seed.ok) seed.value.fill(0);
  else if (seed.code !== 'stronghold-no-seed') return seed;
  const entries = readWalletEntries(snapshot);
  if (!entries.ok) return entries;
  const { found, unreadable } = entries.value;
  const chrysalis = readChrysalis(state);
  const stardust = readStardustAccounts(found.get('accounts')) ?? { accounts: [], leftOut: 0 };
  const accounts = [...stardust.accounts, ...chrysalis.accounts];
  const coinType = found.get('coin_type');
  return ok({
    version: snapshot.version,
    hasSeed: seed.ok,
    coinType: typeof coinType === 'number' ? coinType : null,
    clientOptions: readClientOptions(found.get('client_options') ?? chrysalis.clientOptions),
    accounts: accounts.slice(0, MAX_ACCOUNTS),
    accountsLeftOut: stardust.leftOut + Math.max(0, accounts.length - MAX_ACCOUNTS),
    unreadable,
    counts: count(state, chrysalis.known),
  });
}

/** The backup's entries in the wallet's store: JSON, except for the coin type, which is 4 bytes, little endian. */
function readWalletEntries(
  snapshot: Unlocked,
): Result<{ found: ReadonlyMap<BackupEntry, unknown>; unreadable: readonly BackupEntry[] }> {
  const found = new Map<BackupEntry, unknown>();
  const unreadable: BackupEntry[] = [];
  const entries = storeOf(snapshot.state, WALLET_CLIENT_ID);
  const stored = snapshot.version === 2 ? ok(snapshot.key.slice()) : readStoreKey(snapshot.state);
  if (!stored.ok) return stored;
  for (const entry of entries) {
    const name = backupEntries.find((one) => one === nameOf(entry));
    if (name === undefined) continue;
    const plain = stored.value === null ? null : openStoreValue(stored.value, entry.value);
    const value = plain === null ? undefined : readEntry(name, plain);
    plain?.fill(0);
    if (value === undefined) unreadable.push(name);
    else found.set(name, value);
  }
  stored.value?.fill(0);
  return ok({ found, unreadable });
}

/** Undefined where the value does not have the form of its name. Values that no screen shows are not parsed. */
function readEntry(name: BackupEntry, plain: Uint8Array): unknown {
  switch (name) {
    case 'coin_type':
      return plain.length === 4 ? new DataView(plain.buffer, plain.byteOffset).getUint32(0, true) : undefined;
    case 'accounts': {
      const json = parseBoundedJson(plain);
      return readStardustAccounts(json) === null ? undefined : json;
    }
    case 'client_options': {
      const json = parseBoundedJson(plain);
      return readClientOptions(json) === null ? undefined : json;
    }
    case 'migration-version':
    case 'secret_manager':
      return null;
  }
}

/** The accounts of Chrysalis: plain JSON, each filed under the hash of its id. */
function readChrysalis(state: State) {
  const accounts: BackupAccount[] = [];
  let clientOptions: unknown;
  let known = 0;
  for (const entry of storeOf(state, CHRYSALIS_CLIENT_ID)) {
    const read = readChrysalisAccount(parseBoundedJson(entry.value));
    if (read === null || pathId(read.id) !== Buffer.from(entry.key).toString('hex')) continue;
    known++;
    accounts.push(read.account);
    clientOptions ??= read.clientOptions;
  }
  accounts.sort((a, b) => a.index - b.index);
  return { accounts, clientOptions, known };
}

function count(state: State, chrysalisAccounts: number): BackupCounts {
  const clients = [...state.clients];
  const vaults = clients.flatMap(([client, { vaults }]) =>
    [...vaults].map(([id, vault]) => ({ client, id, records: [...vault.records.keys()] })),
  );
  const records = sum(vaults.map((vault) => vault.records.length));
  const storeEntries = sum(clients.map(([, client]) => client.store.entries.length));
  const wallet = vaults.find(({ client, id }) => client === WALLET_CLIENT_ID && id === WALLET_VAULT_ID);
  const knownRecords = [SEED_RECORD_ID, STORE_KEY_RECORD_ID].filter((id) => wallet?.records.includes(id));
  const knownEntries = storeOf(state, WALLET_CLIENT_ID).filter((entry) =>
    backupEntries.some((name) => name === nameOf(entry)),
  );
  const known = knownRecords.length + knownEntries.length + chrysalisAccounts;
  return {
    clients: clients.length,
    vaults: vaults.length,
    records,
    storeEntries,
    unknown: records + storeEntries - known,
  };
}

function storeOf(state: State, client: string): readonly StoreEntry[] {
  return state.clients.get(client)?.store.entries ?? [];
}

function nameOf(entry: StoreEntry): string {
  return Buffer.from(entry.key).toString('latin1');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
