import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { Result } from '../core/result.ts';
import { type BincodeReader, type BincodeWriter, readBincode, writeBincode } from './bincode.ts';

/** A client's, vault's, record's or blob's identifier: 24 bytes as 48 lower-case hex digits. */
export type StrongholdId = string;

/** Seconds and nanoseconds; for points in time since the Unix epoch. */
export interface Timestamp {
  readonly seconds: bigint;
  readonly nanos: number;
}

/** One encrypted value of a vault. `data`, `revoke` and `blob` are sealed boxes (see record.ts). */
export interface VaultRecord {
  readonly data: Uint8Array;
  /** A record with a revocation counts as absent. */
  readonly revoke: Uint8Array | null;
  readonly blob: Uint8Array;
}

export interface Vault {
  /** 32 bytes; the client's keystore has the same. */
  readonly key: Uint8Array;
  readonly records: ReadonlyMap<StrongholdId, VaultRecord>;
}

export interface StoreEntry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  readonly expiration: Timestamp | null;
}

/** A client's open key-value table and the clockwork of its cache. */
export interface Store {
  readonly entries: readonly StoreEntry[];
  readonly scanFrequency: Timestamp | null;
  readonly createdAt: Timestamp;
  readonly lastScanAt: Timestamp | null;
}

export interface Client {
  /** The keystore: vault keys in clear, 32 bytes each. */
  readonly keys: ReadonlyMap<StrongholdId, Uint8Array>;
  readonly vaults: ReadonlyMap<StrongholdId, Vault>;
  readonly store: Store;
}

/**
 * Everything in a snapshot: what Sallyport does not use is kept and written back as it came, in its order.
 * A decoded state shares memory with the bytes it was decoded from.
 */
export interface State {
  readonly clients: ReadonlyMap<StrongholdId, Client>;
}

const ID_LENGTH = 24;
const VAULT_KEY_LENGTH = 32;
const NANOS_PER_SECOND = 1_000_000_000;
/** Bytes. The libraries name their values by a word or a hash: 24 bytes is the longest of all the files that we have. */
export const MAX_STORE_KEY_LENGTH = 4096;
/**
 * Clients, vault keys, vaults, records and store entries of a snapshot together. The official files have 4 to 12, and
 * Chrysalis adds one for each account; a hostile file of 64 MiB could have a million, at 2 KiB of memory each.
 */
export const MAX_STATE_ITEMS = 100_000;

export const emptyState: State = { clients: new Map() };

/**
 * A store with nothing in it. Its clock starts at the epoch: without a scan frequency stronghold never looks at the
 * time, and the file then does not say when it was made.
 */
export const emptyStore: Store = {
  entries: [],
  scanFrequency: null,
  createdAt: { seconds: 0n, nanos: 0 },
  lastScanAt: null,
};

/**
 * Decodes the bincode of a snapshot's state. Trailing bytes, a name twice in one map and a record filed under another
 * id are refused; the official reader lets them pass.
 * @returns the state, made of views on `bytes`; `stronghold-oversize` above {@link MAX_STATE_ITEMS} or
 * {@link MAX_STORE_KEY_LENGTH}, which official libraries never reach; else `stronghold-damaged`
 */
export function decodeState(bytes: Uint8Array): Result<State> {
  return readBincode(bytes, MAX_STATE_ITEMS, (reader) => ({
    clients: readMap(reader, 'client', () => readClient(reader)),
  }));
}

/** Encodes a state; the caller zeroes the result. `decodeState` of it gives the state back, maps in the same order. */
export function encodeState(state: State): Uint8Array {
  return writeBincode((writer) => {
    writeMap(writer, state.clients, (client) => writeClient(writer, client));
  });
}

/** Zeroes what a state has in clear: the vault keys and the values of its stores. */
export function wipeState(state: State): void {
  for (const client of state.clients.values()) {
    for (const key of client.keys.values()) key.fill(0);
    for (const vault of client.vaults.values()) vault.key.fill(0);
    for (const entry of client.store.entries) entry.value.fill(0);
  }
}

function readClient(reader: BincodeReader): Client {
  const keys = readMap(reader, 'vault key', () => readVaultKey(reader));
  const vaults = readMap(reader, 'vault', () => {
    const key = readVaultKey(reader);
    return { key, records: readMap(reader, 'record', (id) => readRecord(reader, id)) };
  });
  return { keys, vaults, store: readStore(reader) };
}

function readRecord(reader: BincodeReader, filedUnder: StrongholdId): VaultRecord {
  const id = bytesToHex(reader.raw(ID_LENGTH));
  if (id !== filedUnder) reader.fault(`expected record ${filedUnder}, got record ${id}`);
  return { data: reader.bytes(), revoke: reader.option(reader.bytes), blob: reader.bytes() };
}

function readStore(reader: BincodeReader): Store {
  const entries: StoreEntry[] = [];
  const names = new Set<string>();
  reader.each(() => {
    const key = reader.bytes();
    if (key.length > MAX_STORE_KEY_LENGTH) {
      reader.oversize(`expected a store key of at most ${MAX_STORE_KEY_LENGTH} bytes, got ${key.length}`);
    }
    const name = Buffer.from(key.buffer, key.byteOffset, key.length).toString('latin1');
    if (names.has(name)) reader.fault('the same store key twice');
    names.add(name);
    entries.push({ key, value: reader.bytes(), expiration: reader.option(() => readTimestamp(reader)) });
  });
  return {
    entries,
    scanFrequency: reader.option(() => readTimestamp(reader)),
    createdAt: readTimestamp(reader),
    lastScanAt: reader.option(() => readTimestamp(reader)),
  };
}

function readVaultKey(reader: BincodeReader): Uint8Array {
  const key = reader.bytes();
  if (key.length !== VAULT_KEY_LENGTH) {
    reader.fault(`expected a vault key of ${VAULT_KEY_LENGTH} bytes, got ${key.length}`);
  }
  return key;
}

function readTimestamp(reader: BincodeReader): Timestamp {
  const seconds = reader.u64();
  const nanos = reader.u32();
  if (nanos >= NANOS_PER_SECOND) reader.fault(`expected nanoseconds below ${NANOS_PER_SECOND}, got ${nanos}`);
  return { seconds, nanos };
}

function readMap<T>(
  reader: BincodeReader,
  noun: string,
  read: (id: StrongholdId) => T,
): Map<StrongholdId, T> {
  const map = new Map<StrongholdId, T>();
  reader.each(() => {
    const id = bytesToHex(reader.raw(ID_LENGTH));
    if (map.has(id)) reader.fault(`the same ${noun} twice: ${id}`);
    map.set(id, read(id));
  });
  return map;
}

function writeClient(writer: BincodeWriter, client: Client): void {
  writeMap(writer, client.keys, (key) => writer.bytes(key));
  writeMap(writer, client.vaults, (vault) => {
    writer.bytes(vault.key);
    writeMap(writer, vault.records, (record, id) => {
      writer.raw(id);
      writer.bytes(record.data);
      writer.option(record.revoke, writer.bytes);
      writer.bytes(record.blob);
    });
  });
  writeStore(writer, client.store);
}

function writeStore(writer: BincodeWriter, store: Store): void {
  const timestamp = (time: Timestamp) => {
    writer.u64(time.seconds);
    writer.u32(time.nanos);
  };
  writer.u64(store.entries.length);
  for (const entry of store.entries) {
    writer.bytes(entry.key);
    writer.bytes(entry.value);
    writer.option(entry.expiration, timestamp);
  }
  writer.option(store.scanFrequency, timestamp);
  timestamp(store.createdAt);
  writer.option(store.lastScanAt, timestamp);
}

function writeMap<T>(
  writer: BincodeWriter,
  map: ReadonlyMap<StrongholdId, T>,
  write: (value: T, id: Uint8Array) => void,
): void {
  writer.u64(map.size);
  for (const [hex, value] of map) {
    const id = hexToBytes(hex);
    writer.raw(id);
    write(value, id);
  }
}
