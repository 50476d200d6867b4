import { base58 } from '@scure/base';
import { blake2b256 } from '../../../../core/digest.ts';
import { ok, type Result, refuse } from '../../../../core/result.ts';
import type { BcsReader } from '../bcs-reader.ts';
import type { BcsWriter } from '../bcs-writer.ts';

/** 32 bytes; shown in base58. */
export type LedgerDigest = Uint8Array;

export const DIGEST_LENGTH = 32;

/** BCS of a digest: its length, then 32 bytes. */
export const DIGEST_SIZE = 1 + DIGEST_LENGTH;

const digestUnder = (type: string): ((bytes: Uint8Array) => LedgerDigest) => {
  const tag = new TextEncoder().encode(`${type}::`);
  return (bytes) => blake2b256(tag, bytes);
};

/** `blake2b-256("TransactionData::" || BCS)`; the others alike (IOTA's Rust types, `hash.rs`). */
export const transactionDigest = digestUnder('TransactionData');
export const effectsDigest = digestUnder('TransactionEffects');
export const objectDigest = digestUnder('Object');
export const contentsDigest = digestUnder('CheckpointContents');
export const summaryDigest = digestUnder('CheckpointSummary');
export const committeeDigest = digestUnder('Committee');

export function sameDigest(a: LedgerDigest, b: LedgerDigest): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

/** The digest as the ledger's tools show it. */
export const digestText = (digest: LedgerDigest): string => base58.encode(digest);

/** Reads 32 bytes in base58; refuses `input-malformed`. */
export function parseDigest(text: string): Result<LedgerDigest> {
  if (/^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(text)) {
    const bytes = base58.decode(text);
    if (bytes.length === DIGEST_LENGTH) return ok(bytes);
  }
  return refuse('input-malformed', 'expected a digest: 32 bytes in base58');
}

export const readDigest = (reader: BcsReader): LedgerDigest => reader.vector(DIGEST_LENGTH);

/** @throws RangeError unless it has 32 bytes */
export function writeDigest(writer: BcsWriter, digest: LedgerDigest): void {
  if (digest.length !== DIGEST_LENGTH)
    throw new RangeError(`expected a digest of 32 bytes, got ${digest.length}`);
  writer.vector(digest);
}
