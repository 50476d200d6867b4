import { bytesToHex } from '../../../../core/digest.ts';
import type { Result } from '../../../../core/result.ts';
import { BcsFault, BcsReader } from '../bcs-reader.ts';
import { COIN_CONTENT_LENGTH } from '../coin-object.ts';
import { decodeLedger, readVariant } from './decode-ledger.ts';
import { type LedgerDigest, readDigest } from './digests.ts';
import { type Owner, readOwner } from './owner.ts';
import { readIdentifier, readStructTag, readTypeTag } from './type-tag.ts';

/** An object of the ledger in one version (IOTA's Rust types, `object.rs`). Packages are another thing. */
export interface LedgerObject {
  readonly id: string;
  readonly version: bigint;
  /** `0x2::coin::Coin<0x2::iota::IOTA>` and the like. */
  readonly type: string;
  readonly owner: Owner;
  /** BCS of the Move value, from the id on. */
  readonly content: Uint8Array;
  readonly previousTransaction: LedgerDigest;
  /** Nanos. */
  readonly storageRebate: bigint;
  /** Nanos of a plain coin of IOTA; null for everything else, whatever it holds. */
  readonly balance: bigint | null;
}

/** The protocol's largest object has 250 kB. */
export const MAX_OBJECT_LENGTH = 1024 * 1024;

export const IOTA_COIN = '0x2::coin::Coin<0x2::iota::IOTA>';

/** Reads an object without envelope; refuses `proof-malformed` for other bytes and for packages. */
export const decodeObject = (bytes: Uint8Array): Result<LedgerObject> =>
  decodeLedger(bytes, MAX_OBJECT_LENGTH, 'object', readObject);

function readObject(reader: BcsReader): LedgerObject {
  readVariant(reader, 0, 'object that is no package');
  return readStruct(reader);
}

/** Reads an object or a package, of which nothing is kept: null. Leaves what follows in the reader. */
export function readObjectOrPackage(reader: BcsReader): LedgerObject | null {
  if (readVariant(reader, 1, 'object') === 0) return readStruct(reader);
  skipPackage(reader);
  readOwner(reader);
  readDigest(reader);
  reader.u64();
  return null;
}

/** Id, version, modules, where types came from, and linkage (`move-package` of `bcs-schema.abnf`). */
function skipPackage(reader: BcsReader): void {
  reader.fixed(32 + 8);
  reader.list(2, (each) => [readIdentifier(each), each.bytes()]);
  reader.list(34, (each) => [readIdentifier(each), readIdentifier(each), each.fixed(32)]);
  reader.list(72, (each) => each.fixed(72));
}

function readStruct(reader: BcsReader): LedgerObject {
  const kind = readVariant(reader, 3, 'type of an object');
  const type = readType(reader, kind);
  const version = reader.u64();
  const content = reader.bytes();
  if (content.length < 32) throw new BcsFault(`expected an id of 32 bytes, got ${content.length}`);
  const isCoin = kind === 1;
  if (isCoin && content.length !== COIN_CONTENT_LENGTH)
    throw new BcsFault(`expected a coin of ${COIN_CONTENT_LENGTH} bytes, got ${content.length}`);
  return {
    id: `0x${bytesToHex(content.subarray(0, 32))}`,
    version,
    type,
    owner: readOwner(reader),
    content,
    previousTransaction: readDigest(reader),
    storageRebate: reader.u64(),
    balance: isCoin ? new BcsReader(content.subarray(32)).u64() : null,
  };
}

/** The ledger shortens the types that are most frequent. */
function readType(reader: BcsReader, kind: number): string {
  switch (kind) {
    case 0:
      return readStructTag(reader);
    case 1:
      return IOTA_COIN;
    case 2:
      return '0x3::staking_pool::StakedIota';
    default:
      return `0x2::coin::Coin<${readTypeTag(reader)}>`;
  }
}
