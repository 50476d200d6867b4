import type { Result } from '../../../../core/result.ts';
import type { BcsReader } from '../bcs-reader.ts';
import { BcsWriter } from '../bcs-writer.ts';
import { decodeLedger, readVariant } from './decode-ledger.ts';
import { DIGEST_SIZE, type LedgerDigest, readDigest, writeDigest } from './digests.ts';
import { type Failure, readFailure } from './failure.ts';
import { type GasSummary, readGasSummary, writeGasSummary } from './gas-summary.ts';
import {
  type ChangedObject,
  readChangedObject,
  readUnchangedShared,
  type UnchangedShared,
  writeChangedObject,
  writeUnchangedShared,
} from './object-change.ts';

/** What a transaction did (IOTA's Rust types, `TransactionEffectsV1`). */
export interface TransactionEffects {
  /** Null where the transaction succeeded. */
  readonly failure: Failure | null;
  readonly epoch: bigint;
  readonly gas: GasSummary;
  readonly transaction: LedgerDigest;
  /** The gas coin's place in `changed`; null for system transactions. */
  readonly gasObject: number | null;
  readonly events: LedgerDigest | null;
  readonly dependencies: readonly LedgerDigest[];
  /** The version of every object that was written, packages aside. */
  readonly version: bigint;
  readonly changed: readonly ChangedObject[];
  readonly unchangedShared: readonly UnchangedShared[];
  readonly auxiliaryData: LedgerDigest | null;
}

/** The protocol's 512 KiB, times 16 for system transactions. */
export const MAX_EFFECTS_LENGTH = 8 * 1024 * 1024;

/** Reads effects of version 1; refuses `proof-malformed`. Byte vectors are views of `bytes`. */
export const decodeEffects = (bytes: Uint8Array): Result<TransactionEffects> =>
  decodeLedger(bytes, MAX_EFFECTS_LENGTH, 'effects', readEffects);

/** Leaves what follows in the reader. */
export function readEffects(reader: BcsReader): TransactionEffects {
  readVariant(reader, 0, 'version of effects');
  return {
    failure: reader.option(readFailure),
    epoch: reader.u64(),
    gas: readGasSummary(reader),
    transaction: readDigest(reader),
    gasObject: reader.option((each) => each.u32()),
    events: reader.option(readDigest),
    dependencies: reader.list(DIGEST_SIZE, readDigest),
    version: reader.u64(),
    changed: reader.list(32 + 3, readChangedObject),
    unchangedShared: reader.list(32 + 1, readUnchangedShared),
    auxiliaryData: reader.option(readDigest),
  };
}

export function encodeEffects(effects: TransactionEffects): Uint8Array {
  const writer = new BcsWriter(640).uleb128(0);
  writer.option(effects.failure, (to, { error, command }) => {
    to.fixed(error).option(command, (each, value) => each.u64(value));
  });
  writer.u64(effects.epoch);
  writeGasSummary(writer, effects.gas);
  writeDigest(writer, effects.transaction);
  writer.option(effects.gasObject, (to, index) => to.u32(index));
  writer.option(effects.events, writeDigest).list(effects.dependencies, writeDigest);
  writer.u64(effects.version).list(effects.changed, writeChangedObject);
  writer.list(effects.unchangedShared, writeUnchangedShared);
  return writer.option(effects.auxiliaryData, writeDigest).toBytes();
}
