import { base58 } from '@scure/base';
import { type Address, addressBytes } from '../../chains/iota/pure/address.ts';
import { BcsWriter } from '../../chains/iota/pure/bcs-writer.ts';

/** An object of the network itself, shared from version 1. */
export interface SystemObject {
  readonly id: Address;
  readonly version: bigint;
  /** Milliseconds since the Unix epoch of the clock; the inner version of the system state. */
  readonly value: bigint;
  /** Base58. */
  readonly previousTransaction: string;
}

/** The clock, which each prologue sets. */
export const CLOCK_ID: Address = `0x${'6'.padStart(64, '0')}`;
/** The system state, which each end of an epoch changes. */
export const SYSTEM_STATE_ID: Address = `0x${'5'.padStart(64, '0')}`;

/** All shared objects of a practice network begin at this version. */
export const SHARED_FROM = 1n;

const types = new Map<Address, readonly [packageId: Address, module: string, name: string]>([
  [CLOCK_ID, [`0x${'2'.padStart(64, '0')}`, 'clock', 'Clock']],
  [SYSTEM_STATE_ID, [`0x${'3'.padStart(64, '0')}`, 'iota_system', 'IotaSystemState']],
]);

const utf8 = new TextEncoder();

/** BCS of the whole object (IOTA's Rust types, `object.rs`): data, owner variant 2 (shared), previous transaction, rebate 0. */
export function systemObjectBytes(object: SystemObject): Uint8Array {
  const type = types.get(object.id);
  if (!type) throw new RangeError(`expected a system object, got ${object.id}`);
  return writeSystemData(new BcsWriter(200), object)
    .vector(base58.decode(object.previousTransaction))
    .u64(0n)
    .toBytes();
}

/** Data and owner, as a genesis transaction holds them too. */
export function writeSystemData(writer: BcsWriter, object: SystemObject): BcsWriter {
  const [packageId, module, name] = types.get(object.id)!;
  const content = new BcsWriter(40).fixed(addressBytes(object.id)).u64(object.value).toBytes();
  return writer
    .u8(0)
    .u8(0)
    .fixed(addressBytes(packageId))
    .vector(utf8.encode(module))
    .vector(utf8.encode(name))
    .uleb128(0)
    .u64(object.version)
    .vector(content)
    .u8(2)
    .u64(SHARED_FROM);
}
