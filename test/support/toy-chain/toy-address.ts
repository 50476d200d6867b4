import { bech32 } from '@scure/base';
import { blake2b256 } from '../../../electron/core/digest.ts';
import { ok, type Result, refuse } from '../../../electron/core/result.ts';

export const ADDRESS_LENGTH = 20;

/** `toy1...`: bech32 of the first 20 bytes of the public key's digest. It has a checksum, unlike IOTA's. */
export const addressOfHash = (hash: Uint8Array): string => bech32.encode('toy', bech32.toWords(hash));

export function addressOfPublicKey(publicKey: Uint8Array): string {
  if (publicKey.length !== 32) throw new RangeError(`expected 32 bytes, got ${publicKey.length}`);
  return addressOfHash(blake2b256(publicKey).subarray(0, ADDRESS_LENGTH));
}

/** The 20 bytes of an address; null for anything that is none. */
export function hashOfAddress(address: string): Uint8Array | null {
  if (!address.startsWith('toy1') || address !== address.toLowerCase()) return null;
  try {
    const bytes = bech32.fromWords(bech32.decode(address as `toy1${string}`).words);
    return bytes.length === ADDRESS_LENGTH ? bytes : null;
  } catch {
    return null;
  }
}

export function parseAddress(text: string): Result<string> {
  const trimmed = text.trim();
  if (trimmed === '') return refuse('address-empty', 'expected an address, got nothing');
  if (/^TOY1/i.test(trimmed) && trimmed !== trimmed.toLowerCase()) {
    return refuse('address-wrong-case', 'expected lower case');
  }
  if (!trimmed.startsWith('toy1')) {
    return refuse('address-no-prefix', 'expected an address that starts with toy1');
  }
  return hashOfAddress(trimmed)
    ? ok(trimmed)
    : refuse('address-wrong-length', `expected ${ADDRESS_LENGTH} bytes with their checksum after toy1`);
}
