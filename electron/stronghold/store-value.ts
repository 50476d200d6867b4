import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { ok, type Result, refuse } from '../core/result.ts';
import { openSealed } from './aead.ts';
import { drawBytes, type RandomBytes } from './random.ts';
import type { State, StoreEntry } from './state.ts';
import { addWalletRecord, readWalletRecord, STORE_KEY_RECORD_ID, WALLET_CLIENT_ID } from './wallet-record.ts';

const NONCE_LENGTH = 24;
const TAG_LENGTH = 16;
const KEY_LENGTH = 32;

/** Opens a wallet's store value: nonce (24) || tag (16) || XChaCha20-Poly1305. Null where it is not authentic. */
export function openStoreValue(key: Uint8Array, value: Uint8Array): Uint8Array | null {
  if (value.length < NONCE_LENGTH + TAG_LENGTH) return null;
  const nonce = value.subarray(0, NONCE_LENGTH);
  const tag = value.subarray(NONCE_LENGTH, NONCE_LENGTH + TAG_LENGTH);
  const ciphertext = value.subarray(NONCE_LENGTH + TAG_LENGTH);
  return openSealed(xchacha20poly1305(key, nonce), concatBytes(ciphertext, tag));
}

/** Seals a wallet's store value under a fresh nonce. */
export function sealStoreValue(key: Uint8Array, plain: Uint8Array, random: RandomBytes): Uint8Array {
  const nonce = drawBytes(random, NONCE_LENGTH);
  const sealed = xchacha20poly1305(key, nonce).encrypt(plain);
  const split = sealed.length - TAG_LENGTH;
  return concatBytes(nonce, sealed.subarray(split), sealed.subarray(0, split));
}

/**
 * The key of a version 3 wallet's store values.
 * @returns 32 bytes, which the caller zeroes, or null where the wallet never kept a value; `stronghold-damaged`
 */
export function readStoreKey(state: State): Result<Uint8Array | null> {
  const key = readWalletRecord(state, STORE_KEY_RECORD_ID);
  if (!key.ok || key.value === null || key.value.length === KEY_LENGTH) return key;
  key.value.fill(0);
  return refuse('stronghold-damaged', `expected a store key of ${KEY_LENGTH} bytes, got ${key.value.length}`);
}

/** A state whose store values moved to a key of their own, and what became of each. */
export interface MovedStoreValues {
  readonly state: State;
  /** Values under the new key. */
  readonly moved: number;
  /** Values that the old key does not open; they are kept byte for byte. */
  readonly kept: number;
}

/**
 * Moves the wallet's store values from one key (the snapshot key of a version 2 file) to the state's own store key,
 * which is made where it is missing. Names, order, expirations and everything else in the state stay the same.
 * @returns the new state, which shares memory with the old one; `stronghold-damaged`
 */
export function moveStoreValues(
  state: State,
  oldKey: Uint8Array,
  random: RandomBytes,
): Result<MovedStoreValues> {
  const entries = state.clients.get(WALLET_CLIENT_ID)?.store.entries ?? [];
  if (entries.length === 0) return ok({ state, moved: 0, kept: 0 });
  const found = readStoreKey(state);
  if (!found.ok) return found;
  const key = found.value ?? drawBytes(random, KEY_LENGTH);
  try {
    const keyed =
      found.value === null ? addWalletRecord(state, STORE_KEY_RECORD_ID, { secret: key, random }) : ok(state);
    if (!keyed.ok) return keyed;
    const client = keyed.value.clients.get(WALLET_CLIENT_ID)!;
    let moved = 0;
    const next = entries.map((entry): StoreEntry => {
      const plain = openStoreValue(oldKey, entry.value);
      if (plain === null) return entry;
      const value = sealStoreValue(key, plain, random);
      plain.fill(0);
      moved++;
      return { ...entry, value };
    });
    const clients = new Map(keyed.value.clients).set(WALLET_CLIENT_ID, {
      ...client,
      store: { ...client.store, entries: next },
    });
    return ok({ state: { clients }, moved, kept: entries.length - moved });
  } finally {
    key.fill(0);
  }
}
