import type { Result } from '../../../../core/result.ts';
import { BcsFault, type BcsReader } from '../bcs-reader.ts';
import { BcsWriter } from '../bcs-writer.ts';
import { decodeLedger, readVariant } from './decode-ledger.ts';
import { DIGEST_SIZE, type LedgerDigest, readDigest, writeDigest } from './digests.ts';

/** One executed transaction of a checkpoint. */
export interface ContentsEntry {
  readonly transaction: LedgerDigest;
  readonly effects: LedgerDigest;
  /** Flag and signature each; system transactions have one of 97 zero bytes. */
  readonly signatures: readonly Uint8Array[];
}

/** What a checkpoint holds, in the order of execution (IOTA's Rust types, `CheckpointContents`). */
export type CheckpointContents = readonly ContentsEntry[];

/** Ten thousand transactions, the protocol's most, with long signatures. */
export const MAX_CONTENTS_LENGTH = 16 * 1024 * 1024;

/** Reads contents of version 1; refuses `proof-malformed`. Byte vectors are views of `bytes`. */
export const decodeContents = (bytes: Uint8Array): Result<CheckpointContents> =>
  decodeLedger(bytes, MAX_CONTENTS_LENGTH, 'checkpoint contents', readContents);

/** Leaves what follows in the reader. */
export function readContents(reader: BcsReader): CheckpointContents {
  readVariant(reader, 0, 'version of contents');
  const digests = reader.list(2 * DIGEST_SIZE, (each) => ({
    transaction: readDigest(each),
    effects: readDigest(each),
  }));
  const signatures = reader.list(1, (each) => each.list(1, (one) => one.bytes()));
  if (signatures.length !== digests.length) {
    throw new BcsFault(`expected signatures of ${digests.length} transactions, got ${signatures.length}`);
  }
  return digests.map((each, index) => ({ ...each, signatures: signatures[index] ?? [] }));
}

export function encodeContents(contents: CheckpointContents): Uint8Array {
  const writer = new BcsWriter(2 + contents.length * 256).uleb128(0);
  writer.list(contents, (to, { transaction, effects }) => {
    writeDigest(to, transaction);
    writeDigest(to, effects);
  });
  writer.list(contents, (to, { signatures }) => to.list(signatures, (one, bytes) => one.vector(bytes)));
  return writer.toBytes();
}
