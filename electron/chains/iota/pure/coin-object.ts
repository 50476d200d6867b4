import { base58 } from '@scure/base';
import { blake2b256 } from '../../../core/digest.ts';
import { addressBytes } from './address.ts';
import { BcsWriter } from './bcs-writer.ts';
import type { Coin } from './coin-evidence.ts';
import type { CoinReference } from './transfer.ts';

/** BCS of a coin's Move content: object id (32), then balance (u64). */
export const COIN_CONTENT_LENGTH = 40;

/** Bytes of {@link coinObjectBytes}: the same for every coin. */
export const COIN_OBJECT_LENGTH = 1 + 1 + 8 + 1 + COIN_CONTENT_LENGTH + 1 + 32 + 1 + 32 + 8;

const objectTag = new TextEncoder().encode('Object::');

/** BCS of the Move content of a coin: what JSON-RPC gives as `bcsBytes`. */
export function coinContent(coin: Pick<Coin, 'id' | 'balance'>): Uint8Array {
  return new BcsWriter(COIN_CONTENT_LENGTH).fixed(addressBytes(coin.id)).u64(BigInt(coin.balance)).toBytes();
}

/**
 * BCS of a whole `Coin<0x2::iota::IOTA>` object that an address owns (IOTA's Rust types, `object.rs`): data variant 0
 * (Move), type variant 1 (gas coin), version, content, owner variant 0 (address), previous transaction, rebate.
 * @param coin as `coinEvidenceSchema` takes it
 */
export function coinObjectBytes(coin: Coin): Uint8Array {
  return new BcsWriter(COIN_OBJECT_LENGTH)
    .u8(0)
    .u8(1)
    .u64(BigInt(coin.version))
    .vector(coinContent(coin))
    .u8(0)
    .fixed(addressBytes(coin.owner))
    .vector(base58.decode(coin.previousTransaction))
    .u64(BigInt(coin.storageRebate))
    .toBytes();
}

/** The object digest, base58: `blake2b-256("Object::" || BCS of the object)` (IOTA's Rust types, `hash.rs`). */
export function coinObjectDigest(coin: Coin): string {
  return base58.encode(blake2b256(objectTag, coinObjectBytes(coin)));
}

/** The reference that this exact content proves. */
export function coinReference(coin: Coin): CoinReference {
  return { id: coin.id, version: coin.version, digest: coinObjectDigest(coin) };
}
