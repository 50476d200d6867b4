import { ok, Refused, type Result, refuse } from '../../../../core/result.ts';
import { BcsFault, BcsReader } from '../bcs-reader.ts';

/**
 * Reads the whole of `bytes` as one thing of the ledger. Total: what is too long, ends early, goes on or is no BCS is
 * refused with `proof-malformed`. Byte vectors of the value are views of `bytes`.
 * @param most bytes that such a thing has at most
 */
export function decodeLedger<T>(
  bytes: Uint8Array,
  most: number,
  name: string,
  read: (reader: BcsReader) => T,
): Result<T> {
  if (bytes.length > most) {
    return refuse('proof-malformed', `expected a ${name} of at most ${most} bytes, got ${bytes.length}`);
  }
  const reader = new BcsReader(bytes);
  try {
    const value = read(reader);
    return reader.left === 0
      ? ok(value)
      : refuse('proof-malformed', `expected the end of the ${name}, got ${reader.left} more bytes`);
  } catch (error) {
    if (error instanceof BcsFault) return refuse('proof-malformed', `${name}: ${error.message}`);
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

/** Reads the number of an enum's variant, which must be one of 0 to `most`. */
export function readVariant(reader: BcsReader, most: number, name: string): number {
  const variant = reader.uleb128();
  if (variant > most) throw new BcsFault(`expected a known ${name} (0 to ${most}), got ${variant}`);
  return variant;
}
