import { bech32 } from '@scure/base';
import { blake2b256, bytesToHex, hexToBytes } from '../../../core/digest.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';

/** An IOTA address: `0x` and 64 lower-case hex digits. It has no checksum: a mistyped one is another valid one. */
export type Address = string;

const HEX_DIGITS = 64;

/**
 * Reads an address strictly: lower case, `0x`, 64 digits. (The SDK's own check takes upper case and a missing `0x`.)
 */
export function parseAddress(text: string): Result<Address> {
  const trimmed = text.trim();
  if (trimmed === '') return refuse('address-empty', 'expected an address, got nothing');
  if (/^(iota|smr|rms|atoi|tst)1/i.test(trimmed)) {
    return refuse(
      'address-bech32',
      "expected today's form, 0x and 64 hex digits, got a legacy bech32 address",
    );
  }
  if (!/^0x/.test(trimmed)) {
    if (/^0X/.test(trimmed)) return refuse('address-wrong-case', 'expected a lower-case 0x, got 0X');
    return refuse('address-no-prefix', 'expected an address that starts with 0x');
  }
  const digits = trimmed.slice(2);
  if (!/^[0-9a-fA-F]*$/.test(digits)) {
    const at = digits.search(/[^0-9a-fA-F]/);
    return refuse(
      'address-not-hex',
      `expected hex digits after 0x, got another character at position ${at + 3}`,
    );
  }
  if (digits.length !== HEX_DIGITS) {
    return refuse('address-wrong-length', `expected 64 hex digits after 0x, got ${digits.length}`);
  }
  if (/[A-F]/.test(digits))
    return refuse('address-wrong-case', 'expected lower-case hex digits, got upper case');
  return ok(trimmed);
}

/** 0x0 to 0xff: the network's own packages and objects live there, and nobody has a key for it. */
export const isSystemAddress = (address: Address): boolean => /^0x0{62}[0-9a-f]{2}$/.test(address);

/** The address of an Ed25519 public key: `blake2b-256(key)`, as on Stardust (IOTA docs, "Addresses"). */
export function addressOfPublicKey(publicKey: Uint8Array): Address {
  if (publicKey.length !== 32)
    throw new RangeError(`an Ed25519 public key has 32 bytes, got ${publicKey.length}`);
  return `0x${bytesToHex(blake2b256(publicKey))}`;
}

/** The 32 bytes of a parsed address. */
export function addressBytes(address: Address): Uint8Array {
  return hexToBytes(address.slice(2));
}

/** The same 32 bytes in the legacy Stardust form `iota1...` (bech32, type byte 00; TIP-31), for comparison with old papers. */
export function legacyAddress(address: Address): string {
  const data = new Uint8Array(33);
  data.set(addressBytes(address), 1);
  return bech32.encode('iota', bech32.toWords(data), 90);
}
