import type { Result } from '../../../../core/result.ts';
import type { BcsReader } from '../bcs-reader.ts';
import { BcsWriter } from '../bcs-writer.ts';
import { type CommitteeMember, readMembers, writeMembers } from './committee.ts';
import { decodeLedger, readVariant } from './decode-ledger.ts';
import { DIGEST_SIZE, type LedgerDigest, readDigest, writeDigest } from './digests.ts';
import { type GasSummary, readGasSummary, writeGasSummary } from './gas-summary.ts';

/** What a closing checkpoint adds: the committee of the next epoch. */
export interface EndOfEpoch {
  readonly nextCommittee: readonly CommitteeMember[];
  readonly nextProtocolVersion: bigint;
  /** Digests over all live objects (ECMH). */
  readonly commitments: readonly LedgerDigest[];
  /** Nanos that the epoch minted, or burned where below zero. */
  readonly supplyChange: bigint;
}

/** What validators certify (IOTA's Rust types, `CheckpointSummary`). */
export interface CheckpointSummary {
  readonly epoch: bigint;
  readonly sequence: bigint;
  /** Transactions of the network from genesis to here. */
  readonly networkTotal: bigint;
  readonly contents: LedgerDigest;
  /** The summary before this one; null at genesis only. */
  readonly previous: LedgerDigest | null;
  /** Sums of the epoch so far. */
  readonly gas: GasSummary;
  /** Milliseconds since 1970. */
  readonly timestamp: bigint;
  readonly commitments: readonly LedgerDigest[];
  readonly endOfEpoch: EndOfEpoch | null;
  /** Opaque here: its form follows the protocol version. */
  readonly versionSpecific: Uint8Array;
}

/** A thousand members have 105 kB. */
export const MAX_SUMMARY_LENGTH = 256 * 1024;

/** Reads a summary without envelope; refuses `proof-malformed`. Byte vectors are views of `bytes`. */
export const decodeSummary = (bytes: Uint8Array): Result<CheckpointSummary> =>
  decodeLedger(bytes, MAX_SUMMARY_LENGTH, 'checkpoint summary', readSummary);

/** The bytes that digest and certificate cover. */
export function encodeSummary(summary: CheckpointSummary): Uint8Array {
  const writer = new BcsWriter(256);
  writer.u64(summary.epoch).u64(summary.sequence).u64(summary.networkTotal);
  writeDigest(writer, summary.contents);
  writer.option(summary.previous, writeDigest);
  writeGasSummary(writer, summary.gas);
  writer.u64(summary.timestamp).list(summary.commitments, writeCommitment);
  writer.option(summary.endOfEpoch, writeEndOfEpoch);
  return writer.vector(summary.versionSpecific).toBytes();
}

/** Leaves what follows in the reader. */
export function readSummary(reader: BcsReader): CheckpointSummary {
  return {
    epoch: reader.u64(),
    sequence: reader.u64(),
    networkTotal: reader.u64(),
    contents: readDigest(reader),
    previous: reader.option(readDigest),
    gas: readGasSummary(reader),
    timestamp: reader.u64(),
    commitments: reader.list(1 + DIGEST_SIZE, readCommitment),
    endOfEpoch: reader.option(readEndOfEpoch),
    versionSpecific: reader.bytes(),
  };
}

function readEndOfEpoch(reader: BcsReader): EndOfEpoch {
  return {
    nextCommittee: readMembers(reader),
    nextProtocolVersion: reader.u64(),
    commitments: reader.list(1 + DIGEST_SIZE, readCommitment),
    supplyChange: reader.i64(),
  };
}

function writeEndOfEpoch(writer: BcsWriter, end: EndOfEpoch): void {
  writeMembers(writer, end.nextCommittee);
  writer.u64(end.nextProtocolVersion).list(end.commitments, writeCommitment).i64(end.supplyChange);
}

function readCommitment(reader: BcsReader): LedgerDigest {
  readVariant(reader, 0, 'checkpoint commitment');
  return readDigest(reader);
}

function writeCommitment(writer: BcsWriter, digest: LedgerDigest): void {
  writeDigest(writer.uleb128(0), digest);
}
