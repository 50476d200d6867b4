import { bech32 } from '@scure/base';

const ED25519 = 0;
const MAX_LENGTH = 120;

/**
 * The BLAKE2b-256 hash of the public key that an address is of, as `0x` and 64 hex digits: of an IOTA address, and of the
 * bech32 form of the Stardust networks, which have the same hash (kind 0 in front of it).
 * @returns null for any other text
 */
export function hashOfAddress(address: string): string | null {
  if (/^0x[0-9a-f]{64}$/.test(address)) return address;
  const decoded = address.length <= MAX_LENGTH ? bech32.decodeUnsafe(address, MAX_LENGTH) : undefined;
  const bytes = decoded && bech32.fromWordsUnsafe(decoded.words);
  if (bytes?.length !== 33 || bytes[0] !== ED25519) return null;
  return `0x${Buffer.from(bytes.subarray(1)).toString('hex')}`;
}
