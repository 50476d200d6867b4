import { equalBytes } from '@noble/ciphers/utils.js';
import { ok, type Result, refuse } from '../core/result.ts';
import { pathId, recordId } from './identifier.ts';
import { drawBytes, type RandomBytes } from './random.ts';
import { openRecord, sealRecord } from './record.ts';
import { type Client, emptyStore, type State, type Vault } from './state.ts';

/** The BIP-39 seed: PBKDF2 of the words, with an empty passphrase. The words themselves are not kept. */
export const SEED_LENGTH = 64;

/** Where iota-sdk 1.x and wallet.rs keep a wallet's seed. */
const SECRET_PATH = 'iota-wallet-secret';
const CLIENT_ID = pathId('iota_seed');
const VAULT_ID = pathId(SECRET_PATH);
const RECORD_ID = recordId(SECRET_PATH, 'iota-wallet-seed');

const VAULT_KEY_LENGTH = 32;

/**
 * Puts a seed into a state, where iota-sdk looks for it; all else in the state stays.
 * @param seed 64 bytes
 * @returns the new state, which shares memory with the old one; `stronghold-exists` where there already is a seed,
 * `stronghold-damaged` where the seed's vault is there but its two keys differ
 */
export function addSeedRecord(state: State, seed: Uint8Array, random: RandomBytes): Result<State> {
  if (seed.length !== SEED_LENGTH) {
    throw new RangeError(`expected a seed of ${SEED_LENGTH} bytes, got ${seed.length}`);
  }
  const client: Client = state.clients.get(CLIENT_ID) ?? {
    keys: new Map(),
    vaults: new Map(),
    store: emptyStore,
  };
  const vault = openVault(client);
  if (!vault.ok) return vault;
  if (vault.value?.records.get(RECORD_ID)?.revoke === null) {
    return refuse('stronghold-exists', 'the snapshot already holds a seed; it is never overwritten');
  }
  // A keystore may know a vault that has no record yet.
  const key = vault.value?.key ?? client.keys.get(VAULT_ID) ?? drawBytes(random, VAULT_KEY_LENGTH);
  const record = sealRecord(key, RECORD_ID, { secret: seed, random });
  const records = new Map(vault.value?.records).set(RECORD_ID, record);
  return ok({
    clients: new Map(state.clients).set(CLIENT_ID, {
      keys: new Map(client.keys).set(VAULT_ID, key),
      vaults: new Map(client.vaults).set(VAULT_ID, { key, records }),
      store: client.store,
    }),
  });
}

/**
 * Reads the seed that iota-sdk or Sallyport put into a state.
 * @returns 64 bytes, which the caller zeroes; `stronghold-no-seed` where there is none or it was revoked,
 * `stronghold-damaged` where it does not open
 */
export function readSeedRecord(state: State): Result<Uint8Array> {
  const client = state.clients.get(CLIENT_ID);
  const vault = client === undefined ? ok(null) : openVault(client);
  if (!vault.ok) return vault;
  const record = vault.value?.records.get(RECORD_ID);
  if (vault.value === null || record === undefined || record.revoke !== null) {
    return refuse('stronghold-no-seed', 'the snapshot opened, but it holds no wallet seed');
  }
  const seed = openRecord(vault.value.key, RECORD_ID, record);
  if (!seed.ok || seed.value.length === SEED_LENGTH) return seed;
  seed.value.fill(0);
  return refuse(
    'stronghold-damaged',
    `expected a seed of ${SEED_LENGTH} bytes, got a record of ${seed.value.length}`,
  );
}

/** The vault of the seed, or null; the keystore and the vault must agree on its key, as stronghold demands. */
function openVault(client: Client): Result<Vault | null> {
  const vault = client.vaults.get(VAULT_ID);
  if (vault === undefined) return ok(null);
  const key = client.keys.get(VAULT_ID);
  if (key === undefined || !equalBytes(key, vault.key)) {
    return refuse('stronghold-damaged', "the keystore and the seed's vault hold different keys");
  }
  return ok(vault);
}
