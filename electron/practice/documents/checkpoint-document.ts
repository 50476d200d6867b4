import { base58, base64 } from '@scure/base';
import { BcsReader } from '../../chains/iota/pure/bcs-reader.ts';
import type { CommitteeMember } from '../../chains/iota/pure/ledger/committee.ts';
import { decodeContents, encodeContents } from '../../chains/iota/pure/ledger/contents.ts';
import { encodeSummary } from '../../chains/iota/pure/ledger/summary.ts';
import type { GasCharge } from '../gas.ts';
import { documentDigest } from './tagged-digest.ts';

/** What a closing checkpoint says about the next epoch. */
export interface ElectedEpoch {
  readonly committee: readonly CommitteeMember[];
  readonly protocolVersion: number;
  /** Nanos that came into the supply; negative for what was burnt. */
  readonly supplyChange: bigint;
}

export interface SummaryParts {
  readonly epoch: number;
  readonly sequence: number;
  readonly totalTransactions: number;
  /** Base58. */
  readonly contentsDigest: string;
  readonly previousDigest: string | null;
  /** What the epoch's transactions were charged so far. */
  readonly epochGas: GasCharge;
  /** Milliseconds since the Unix epoch. */
  readonly timestamp: number;
  readonly endOfEpoch: ElectedEpoch | null;
}

/** One transaction of a checkpoint: digests in base58, signatures in base64. */
export interface ContentsEntry {
  readonly digest: string;
  readonly effectsDigest: string;
  readonly signatures: readonly string[];
}

/** `CheckpointVersionSpecificData` V1 without rounds of randomness. Genesis has none. */
const VERSION_DATA = Uint8Array.of(0, 0);

/** BCS of `CheckpointContents`. */
export const contentsBytes = (entries: readonly ContentsEntry[]): Uint8Array =>
  encodeContents(
    entries.map(({ digest, effectsDigest, signatures }) => ({
      transaction: base58.decode(digest),
      effects: base58.decode(effectsDigest),
      signatures: signatures.map((signature) => base64.decode(signature)),
    })),
  );

/** The digests of the transactions in contents that {@link contentsBytes} made, base58, in their order. */
export function transactionsIn(contents: Uint8Array): readonly string[] {
  const decoded = decodeContents(contents);
  if (!decoded.ok) throw new Error('the practice ledger is damaged: contents cannot be read');
  return decoded.value.map(({ transaction }) => base58.encode(transaction));
}

/** How many transactions contents have: their number stands behind the version. */
export const countIn = (contents: Uint8Array): number => new BcsReader(contents.subarray(1)).uleb128();

/** BCS of `CheckpointSummary`. All computation is burnt, no storage fee is kept, nothing is committed to. */
export function summaryBytes(parts: SummaryParts): Uint8Array {
  const { epochGas, previousDigest, endOfEpoch } = parts;
  return encodeSummary({
    epoch: BigInt(parts.epoch),
    sequence: BigInt(parts.sequence),
    networkTotal: BigInt(parts.totalTransactions),
    contents: base58.decode(parts.contentsDigest),
    previous: previousDigest === null ? null : base58.decode(previousDigest),
    gas: {
      computation: epochGas.computation,
      burned: epochGas.computation,
      storage: epochGas.storage,
      rebate: epochGas.rebate,
      nonRefundable: 0n,
    },
    timestamp: BigInt(parts.timestamp),
    commitments: [],
    endOfEpoch: endOfEpoch && {
      nextCommittee: endOfEpoch.committee,
      nextProtocolVersion: BigInt(endOfEpoch.protocolVersion),
      commitments: [],
      supplyChange: endOfEpoch.supplyChange,
    },
    versionSpecific: parts.sequence === 0 ? new Uint8Array() : VERSION_DATA,
  });
}

/** The digest of contents, base58. */
export const contentsDigest = (bytes: Uint8Array): string => documentDigest('CheckpointContents', bytes);

/** The digest of a summary, base58: the checkpoint's own. */
export const summaryDigest = (bytes: Uint8Array): string => documentDigest('CheckpointSummary', bytes);
