import type { Result } from '../../../../core/result.ts';
import { BcsFault, BcsReader } from '../bcs-reader.ts';
import { BcsWriter } from '../bcs-writer.ts';
import { MAX_MEMBERS } from './committee.ts';
import { decodeLedger } from './decode-ledger.ts';
import { encodeSigners, readSigners } from './signers.ts';

/** A BLS12-381 signature in G1, compressed. */
export const CERTIFICATE_SIGNATURE_LENGTH = 48;

/** A committee's aggregated signature over a summary (IOTA's Rust types, `ValidatorAggregatedSignature`). */
export interface Certificate {
  readonly epoch: bigint;
  /** 48 bytes. */
  readonly signature: Uint8Array;
  /** Indices into the committee, ascending. */
  readonly signers: readonly number[];
}

export const MAX_CERTIFICATE_LENGTH = 8 + CERTIFICATE_SIGNATURE_LENGTH + 3 + 32 + 4 * MAX_MEMBERS;

/**
 * Reads a certificate without envelope; refuses `proof-malformed` and `certificate-signer-twice`.
 * The bitmap may have runs: then these are not the bytes that {@link encodeCertificate} gives.
 */
export const decodeCertificate = (bytes: Uint8Array): Result<Certificate> =>
  decodeLedger(bytes, MAX_CERTIFICATE_LENGTH, 'certificate', readCertificate);

/** Leaves what follows in the reader. */
export function readCertificate(reader: BcsReader): Certificate {
  const epoch = reader.u64();
  const signature = reader.fixed(CERTIFICATE_SIGNATURE_LENGTH);
  const bitmap = new BcsReader(reader.bytes());
  const signers = readSigners(bitmap);
  if (bitmap.left > 0) throw new BcsFault(`expected the end of the bitmap, got ${bitmap.left} more bytes`);
  return { epoch, signature, signers };
}

/** @throws RangeError for a signature of another length, or signers that do not ascend */
export function encodeCertificate({ epoch, signature, signers }: Certificate): Uint8Array {
  if (signature.length !== CERTIFICATE_SIGNATURE_LENGTH)
    throw new RangeError(`expected a signature of 48 bytes, got ${signature.length}`);
  return new BcsWriter(128).u64(epoch).fixed(signature).vector(encodeSigners(signers)).toBytes();
}
