import { equalBytes } from '@noble/ciphers/utils.js';
import { ok, type Result, refuse } from '../core/result.ts';
import { pathId, recordId } from './identifier.ts';
import { drawBytes, type RandomBytes } from './random.ts';
import { openRecord, sealRecord } from './record.ts';
import { type Client, emptyStore, type State, type StrongholdId, type Vault } from './state.ts';

const SECRET_PATH = 'iota-wallet-secret';

/** Where iota-sdk 1.x and wallet.rs keep a wallet: one client, one vault, and the names of its records. */
export const WALLET_CLIENT_ID = pathId('iota_seed');
export const WALLET_VAULT_ID = pathId(SECRET_PATH);
export const SEED_RECORD_ID = recordId(SECRET_PATH, 'iota-wallet-seed');
export const STORE_KEY_RECORD_ID = recordId(SECRET_PATH, 'userdata-store-key');

const VAULT_KEY_LENGTH = 32;

/**
 * Puts a secret into the wallet's vault; nothing else in the state changes.
 * @returns the new state, which shares memory with the old one; `stronghold-exists` where the record is there already,
 * `stronghold-damaged` where the vault is there but its two keys differ
 */
export function addWalletRecord(
  state: State,
  id: StrongholdId,
  { secret, random }: { secret: Uint8Array; random: RandomBytes },
): Result<State> {
  const client: Client = state.clients.get(WALLET_CLIENT_ID) ?? {
    keys: new Map(),
    vaults: new Map(),
    store: emptyStore,
  };
  const vault = openVault(client);
  if (!vault.ok) return vault;
  if (vault.value?.records.get(id)?.revoke === null) {
    return refuse('stronghold-exists', `the snapshot already holds record ${id}; it is never overwritten`);
  }
  // A keystore may know a vault that has no record yet.
  const key = vault.value?.key ?? client.keys.get(WALLET_VAULT_ID) ?? drawBytes(random, VAULT_KEY_LENGTH);
  const records = new Map(vault.value?.records).set(id, sealRecord(key, id, { secret, random }));
  return ok({
    clients: new Map(state.clients).set(WALLET_CLIENT_ID, {
      keys: new Map(client.keys).set(WALLET_VAULT_ID, key),
      vaults: new Map(client.vaults).set(WALLET_VAULT_ID, { key, records }),
      store: client.store,
    }),
  });
}

/**
 * Reads a secret from the wallet's vault.
 * @returns the secret, which the caller zeroes, or null where there is none or it was revoked; `stronghold-damaged`
 * where it does not open
 */
export function readWalletRecord(state: State, id: StrongholdId): Result<Uint8Array | null> {
  const client = state.clients.get(WALLET_CLIENT_ID);
  const vault = client === undefined ? ok(null) : openVault(client);
  if (!vault.ok) return vault;
  const record = vault.value?.records.get(id);
  if (vault.value === null || record === undefined || record.revoke !== null) return ok(null);
  return openRecord(vault.value.key, id, record);
}

/** The wallet's vault, or null; the keystore and the vault must agree on its key, as stronghold demands. */
function openVault(client: Client): Result<Vault | null> {
  const vault = client.vaults.get(WALLET_VAULT_ID);
  if (vault === undefined) return ok(null);
  const key = client.keys.get(WALLET_VAULT_ID);
  if (key === undefined || !equalBytes(key, vault.key)) {
    return refuse('stronghold-damaged', "the keystore and the wallet's vault hold different keys");
  }
  return ok(vault);
}
