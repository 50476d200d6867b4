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

/** Reads a fingerprint as typed from a sheet: case, spaces and the hyphen do not matter. */
export function parseSheetFingerprint(text: string): Result<string> {
  const hex = text.toUpperCase().replaceAll(/[\s-]/gu, '');
  if (!/^[0-9A-F]{8}$/.test(hex)) {
    return refuse('fingerprint-malformed', 'expected a fingerprint of the form A1B2-C3D4');
  }
  return ok(`${hex.slice(0, 4)}-${hex.slice(4)}`);
}

/** Whether what is written on a sheet belongs to the vault with this first address: `fingerprint-other` where not. */
export function verifySheetFingerprint(text: string, firstAddress: string): Result<void> {
  const fingerprint = parseSheetFingerprint(text);
  if (!fingerprint.ok) return fingerprint;
  const expected = sheetFingerprint(firstAddress);
  if (fingerprint.value === expected) return ok(undefined);
  return refuse(
    'fingerprint-other',
    `expected the fingerprint ${expected} of this vault, got ${fingerprint.value}`,
  );
}
