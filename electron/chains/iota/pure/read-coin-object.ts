import { base58 } from '@scure/base';
import { bytesToHex } from '../../../core/digest.ts';
import { BcsFault, BcsReader } from './bcs-reader.ts';
import type { Coin } from './coin-evidence.ts';
import { COIN_CONTENT_LENGTH, COIN_OBJECT_LENGTH } from './coin-object.ts';

/** Data variant 0 (Move), type variant 1 (gas coin): how every `Coin<0x2::iota::IOTA>` begins, and nothing else. */
const isCoin = (object: Uint8Array): boolean => object[0] === 0 && object[1] === 1;

/**
 * The plain coin in the BCS of an object that an address owns; null for any other object.
 * @param object without envelope; its digest is checked by the caller
 */
export function coinOfObject(object: Uint8Array): Coin | null {
  if (!isCoin(object) || object.length !== COIN_OBJECT_LENGTH) return null;
  try {
    return readCoin(new BcsReader(object.subarray(2)));
  } catch (fault) {
    if (fault instanceof BcsFault) return null;
    throw fault;
  }
}

function readCoin(reader: BcsReader): Coin | null {
  const version = reader.u64();
  const content = new BcsReader(reader.vector(COIN_CONTENT_LENGTH));
  const id = hex(content.fixed(32));
  const balance = content.u64();
  if (reader.u8() !== 0) return null;
  return {
    id,
    version: version.toString(),
    owner: hex(reader.fixed(32)),
    balance: balance.toString(),
    previousTransaction: base58.encode(reader.vector(32)),
    storageRebate: reader.u64().toString(),
  };
}

/** Nanos of the plain coin that an object is; null for any other object. The same as {@link coinOfObject}, without the rest. */
export function coinUnits(object: Uint8Array): bigint | null {
  if (!isCoin(object) || object.length !== COIN_OBJECT_LENGTH) return null;
  return new DataView(object.buffer, object.byteOffset + BALANCE_AT, 8).getBigUint64(0, true);
}

/** Variant, type, version, length of the content, object id. */
const BALANCE_AT = 1 + 1 + 8 + 1 + 32;

const hex = (bytes: Uint8Array): string => `0x${bytesToHex(bytes)}`;
