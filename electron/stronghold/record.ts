import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { ok, type Result, refuse } from '../core/result.ts';
import { openSealed } from './aead.ts';
import { drawBytes, type RandomBytes } from './random.ts';
import type { StrongholdId, VaultRecord } from './state.ts';

const TAG_LENGTH = 16;
const NONCE_LENGTH = 24;
const ID_LENGTH = 24;

/** The layout of a data transaction; its two integers are big endian, unlike all others in the file. */
const TRANSACTION_LENGTH = 112;
const LENGTH_AT = 8;
const RECORD_AT = 16;
const BLOB_AT = 40;
const DATA_TYPE = 1n;

/** Seals bytes as stronghold's box: tag (16) || nonce (24) || XChaCha20-Poly1305 ciphertext, `ad` authenticated. */
export function sealBox(
  key: Uint8Array,
  ad: Uint8Array,
  secret: Uint8Array,
  random: RandomBytes,
): Uint8Array {
  const nonce = drawBytes(random, NONCE_LENGTH);
  const sealed = xchacha20poly1305(key, nonce, ad).encrypt(secret);
  const split = sealed.length - TAG_LENGTH;
  return concatBytes(sealed.subarray(split), nonce, sealed.subarray(0, split));
}

/** Opens a box; null where it is too short or not authentic. The caller zeroes what comes out. */
export function openBox(key: Uint8Array, ad: Uint8Array, box: Uint8Array): Uint8Array | null {
  if (box.length < TAG_LENGTH + NONCE_LENGTH) return null;
  const tag = box.subarray(0, TAG_LENGTH);
  const nonce = box.subarray(TAG_LENGTH, TAG_LENGTH + NONCE_LENGTH);
  const ciphertext = box.subarray(TAG_LENGTH + NONCE_LENGTH);
  return openSealed(xchacha20poly1305(key, nonce, ad), concatBytes(ciphertext, tag));
}

/** Makes a record of a secret, under a fresh blob id and with an empty hint. */
export function sealRecord(
  vaultKey: Uint8Array,
  id: StrongholdId,
  { secret, random }: { secret: Uint8Array; random: RandomBytes },
): VaultRecord {
  const recordId = hexToBytes(id);
  const blobId = drawBytes(random, ID_LENGTH);
  const transaction = new Uint8Array(TRANSACTION_LENGTH);
  const view = new DataView(transaction.buffer);
  view.setBigUint64(0, DATA_TYPE);
  view.setBigUint64(LENGTH_AT, BigInt(secret.length));
  transaction.set(recordId, RECORD_AT);
  transaction.set(blobId, BLOB_AT);
  return {
    data: sealBox(vaultKey, recordId, transaction, random),
    revoke: null,
    blob: sealBox(vaultKey, blobId, secret, random),
  };
}

/**
 * Opens a record that is not revoked. The hint is not looked at: some writers put random bytes there.
 * @returns the secret, which the caller zeroes; or `stronghold-damaged`
 */
export function openRecord(vaultKey: Uint8Array, id: StrongholdId, record: VaultRecord): Result<Uint8Array> {
  const recordId = hexToBytes(id);
  const transaction = openBox(vaultKey, recordId, record.data);
  if (transaction === null)
    return refuse('stronghold-damaged', `record ${id}: its transaction is not authentic`);
  if (transaction.length !== TRANSACTION_LENGTH) {
    return refuse(
      'stronghold-damaged',
      `record ${id}: expected a transaction of ${TRANSACTION_LENGTH} bytes, got ${transaction.length}`,
    );
  }
  const view = new DataView(transaction.buffer, transaction.byteOffset);
  const type = view.getBigUint64(0);
  if (type !== DATA_TYPE) {
    return refuse('stronghold-damaged', `record ${id}: expected transaction type ${DATA_TYPE}, got ${type}`);
  }
  if (transaction.subarray(RECORD_AT, RECORD_AT + ID_LENGTH).some((byte, i) => byte !== recordId[i])) {
    return refuse('stronghold-damaged', `record ${id}: its transaction is of another record`);
  }
  const secret = openBox(vaultKey, transaction.subarray(BLOB_AT, BLOB_AT + ID_LENGTH), record.blob);
  if (secret === null) return refuse('stronghold-damaged', `record ${id}: its content is not authentic`);
  const length = view.getBigUint64(LENGTH_AT);
  if (length !== BigInt(secret.length)) {
    secret.fill(0);
    return refuse(
      'stronghold-damaged',
      `record ${id}: expected ${length} bytes of content, got ${secret.length}`,
    );
  }
  return ok(secret);
}
