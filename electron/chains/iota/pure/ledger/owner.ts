import { bytesToHex } from '../../../../core/digest.ts';
import { addressBytes } from '../address.ts';
import type { BcsReader } from '../bcs-reader.ts';
import type { BcsWriter } from '../bcs-writer.ts';
import { readVariant } from './decode-ledger.ts';

/** Who may use an object (IOTA's Rust types, `Owner`). */
export type Owner =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'object'; readonly id: string }
  /** `since`: the version in which it became shared. */
  | { readonly kind: 'shared'; readonly since: bigint }
  | { readonly kind: 'immutable' };

/** 32 bytes as `0x` and 64 hex digits: an address or the id of an object. */
export const readId = (reader: BcsReader): string => `0x${bytesToHex(reader.fixed(32))}`;

export const writeId = (writer: BcsWriter, id: string): void => {
  writer.fixed(addressBytes(id));
};

export function readOwner(reader: BcsReader): Owner {
  switch (readVariant(reader, 3, 'owner')) {
    case 0:
      return { kind: 'address', address: readId(reader) };
    case 1:
      return { kind: 'object', id: readId(reader) };
    case 2:
      return { kind: 'shared', since: reader.u64() };
    default:
      return { kind: 'immutable' };
  }
}

export function writeOwner(writer: BcsWriter, owner: Owner): void {
  switch (owner.kind) {
    case 'address':
      writeId(writer.uleb128(0), owner.address);
      return;
    case 'object':
      writeId(writer.uleb128(1), owner.id);
      return;
    case 'shared':
      writer.uleb128(2).u64(owner.since);
      return;
    case 'immutable':
      writer.uleb128(3);
  }
}
