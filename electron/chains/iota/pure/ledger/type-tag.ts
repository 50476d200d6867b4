import { BcsFault, type BcsReader } from '../bcs-reader.ts';
import { readVariant } from './decode-ledger.ts';

/** Types may hold types; the protocol allows 16 levels. */
const MAX_DEPTH = 16;

const plain: readonly (string | null)[] = [
  'bool',
  'u8',
  'u64',
  'u128',
  'address',
  'signer',
  null,
  null,
  'u16',
  'u32',
  'u256',
];

/** A Move type as nodes write it, such as `0x2::coin::Coin<0x2::iota::IOTA>`: addresses without leading zeros. */
export function readTypeTag(reader: BcsReader, depth = 0): string {
  if (depth > MAX_DEPTH) throw new BcsFault(`expected types of at most ${MAX_DEPTH} levels`);
  const variant = readVariant(reader, plain.length - 1, 'type');
  if (variant === 6) return `vector<${readTypeTag(reader, depth + 1)}>`;
  return variant === 7 ? readStructTag(reader, depth + 1) : (plain[variant] ?? '');
}

/** The same of a struct. */
export function readStructTag(reader: BcsReader, depth = 0): string {
  const address = shortAddress(reader.fixed(32));
  const name = `${address}::${readIdentifier(reader)}::${readIdentifier(reader)}`;
  const parameters = reader.list(1, (each) => readTypeTag(each, depth + 1));
  return parameters.length === 0 ? name : `${name}<${parameters.join(', ')}>`;
}

/** A name of Move: ASCII letters, digits and `_`, so nothing in it can mislead on a screen. */
export function readIdentifier(reader: BcsReader): string {
  const name = String.fromCharCode(...reader.fixed(reader.length(1)).subarray(0, 129));
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(name))
    throw new BcsFault('expected the name of a module or type');
  return name;
}

function shortAddress(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `0x${hex.replace(/^0+(?=.)/, '')}`;
}
