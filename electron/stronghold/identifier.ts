import { hmac } from '@noble/hashes/hmac.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { StrongholdId } from './state.ts';

const ID_LENGTH = 24;

/** stronghold's way from a name to an identifier: HMAC-SHA512(key, message), the first 24 bytes. */
function shortHmac(key: Uint8Array, message: Uint8Array): StrongholdId {
  return bytesToHex(hmac(sha512, key, message).subarray(0, ID_LENGTH));
}

/** The id of a client or of a vault with this path. */
export function pathId(path: string): StrongholdId {
  const bytes = utf8ToBytes(path);
  return shortHmac(bytes, bytes);
}

/** The id of the record with this path in the vault with that path. */
export function recordId(vaultPath: string, recordPath: string): StrongholdId {
  return shortHmac(utf8ToBytes(recordPath), hexToBytes(pathId(vaultPath)));
}
