import { utf8ToBytes } from '@noble/hashes/utils.js';
import { blake2b256, bytesToHex } from '../digest.ts';
import { ok, type Result, refuse } from '../result.ts';

export const fingerprintPattern = /^[0-9A-F]{4}-[0-9A-F]{4}$/;

const DOMAIN = utf8ToBytes('sallyport/sheet/2');

/**
 * The fingerprint of a vault, for its sheets: the first 32 bits of `blake2b-256("sallyport/sheet/2" || address)` of the
 * vault's first address, as `A1B2-C3D4`. It reveals neither words nor address, and differs
 * from vault to vault; it proves nothing, since another vault with the same 32 bits can be searched for.
 */
export function sheetFingerprint(firstAddress: string): string {
  const hex = bytesToHex(blake2b256(DOMAIN, utf8ToBytes(firstAddress)).subarray(0, 4)).toUpperCase();
  return `${hex.slice(0, 4)}-${hex.slice(4)}`;
}

/**
 * Reads a fingerprint as a person typed it: case, spaces and hyphens do not matter, O is 0, I and L are 1.
 * @returns the fingerprint in its one form; `fingerprint-malformed`
 */
export function parseSheetFingerprint(text: string): Result<string> {
  const folded = text.toUpperCase().replaceAll(/[\s-]/gu, '').replaceAll('O', '0').replaceAll(/[IL]/gu, '1');
  const written = `${folded.slice(0, 4)}-${folded.slice(4)}`;
  return fingerprintPattern.test(written)
    ? ok(written)
    : refuse('fingerprint-malformed', 'expected a fingerprint of the form A1B2-C3D4');
}
