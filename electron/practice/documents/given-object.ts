import { bcs } from '@iota/iota-sdk/bcs';
import { base58 } from '@scure/base';
import { addressBytes } from '../../chains/iota/pure/address.ts';
import { BcsWriter } from '../../chains/iota/pure/bcs-writer.ts';
import type { GivenObject } from '../gift.ts';

const COIN = /^0x2::coin::Coin<(.+)>$/;

/** BCS of the whole object (IOTA's Rust types, `object.rs`), which an address owns; rebate 0. */
export function givenObjectBytes({
  owner,
  version,
  type,
  content,
  previousTransaction,
}: GivenObject): Uint8Array {
  return new BcsWriter(content.length + 300)
    .u8(0)
    .fixed(typeBytes(type))
    .u64(version)
    .vector(content)
    .u8(0)
    .fixed(addressBytes(owner))
    .vector(base58.decode(previousTransaction))
    .u64(0n)
    .toBytes();
}

/** The ledger shortens the types that are most frequent. */
function typeBytes(type: string): Uint8Array {
  if (type === '0x3::staking_pool::StakedIota') return Uint8Array.of(2);
  const coin = COIN.exec(type)?.[1];
  if (coin !== undefined) return Uint8Array.of(3, ...bcs.TypeTag.serialize(coin).toBytes());
  // A struct's tag follows the number that says that the type is a struct.
  return Uint8Array.of(0, ...bcs.TypeTag.serialize(type).toBytes().subarray(1));
}
