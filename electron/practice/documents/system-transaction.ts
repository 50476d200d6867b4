import { base58 } from '@scure/base';
import { addressBytes } from '../../chains/iota/pure/address.ts';
import { BcsWriter } from '../../chains/iota/pure/bcs-writer.ts';
import { coinContent } from '../../chains/iota/pure/coin-object.ts';
import { type Coin, evidenceOf } from '../coin.ts';
import type { GasCharge } from '../gas.ts';
import { type SystemObject, writeSystemData } from './system-object.ts';

/** The signature of a transaction that nobody signs: flag 00 and 96 zero bytes, as in the checkpoints of the network. */
export const SYSTEM_SIGNATURE = new Uint8Array(97);

/** Variants of the official `TransactionKind`. */
const kinds = { genesis: 1, prologue: 2, endOfEpoch: 4 } as const;

/** What a consensus commit tells. */
export interface Prologue {
  readonly epoch: bigint;
  /** From 1 in each epoch. */
  readonly round: bigint;
  /** Milliseconds since the Unix epoch. */
  readonly timestamp: bigint;
  /** 32 bytes. */
  readonly commitDigest: Uint8Array;
}

/** What changes with an epoch. */
export interface EpochChange {
  readonly epoch: bigint;
  readonly protocolVersion: bigint;
  readonly charge: GasCharge;
  /** When the epoch begins, milliseconds since the Unix epoch. */
  readonly start: bigint;
}

/** BCS of the transaction that begins each commit: `ConsensusCommitPrologueV1`. */
export function prologueBytes({ epoch, round, timestamp, commitDigest }: Prologue): Uint8Array {
  const writer = new BcsWriter(256).u8(0).u8(kinds.prologue);
  // No sub-commit; nothing cancelled for congestion.
  writer.u64(epoch).u64(round).u8(0).u64(timestamp).vector(commitDigest).u8(0).uleb128(0);
  return signedByNobody(writer);
}

/** BCS of the transaction that ends an epoch: `EndOfEpochTransaction` with one `ChangeEpoch`. */
export function epochChangeBytes({ epoch, protocolVersion, charge, start }: EpochChange): Uint8Array {
  const writer = new BcsWriter(256).u8(0).u8(kinds.endOfEpoch).uleb128(1).u8(0);
  writer.u64(epoch).u64(protocolVersion).u64(charge.storage).u64(charge.computation).u64(charge.rebate);
  // No fee is kept; no package changes.
  writer.u64(0n).u64(start).uleb128(0);
  return signedByNobody(writer);
}

/** BCS of the transaction that makes the first objects. */
export function genesisBytes(coins: readonly Coin[], system: readonly SystemObject[]): Uint8Array {
  const writer = new BcsWriter(1024)
    .u8(0)
    .u8(kinds.genesis)
    .uleb128(coins.length + system.length);
  for (const object of system) writeSystemData(writer.u8(0), object);
  for (const coin of coins) {
    writer
      .u8(0)
      .u8(0)
      .u8(1)
      .u64(coin.version)
      .vector(coinContent(evidenceOf(coin)));
    writer.u8(0).fixed(addressBytes(coin.owner));
  }
  return signedByNobody(writer.uleb128(0));
}

/** Sender, gas and expiration of a system transaction: all zero, price 1. */
function signedByNobody(writer: BcsWriter): Uint8Array {
  const zero = new Uint8Array(32);
  return writer
    .fixed(zero)
    .uleb128(1)
    .fixed(zero)
    .u64(0n)
    .vector(zero)
    .fixed(zero)
    .u64(1n)
    .u64(0n)
    .u8(0)
    .toBytes();
}

/** The digest of a commit that was never made by consensus: of what it commits. */
export const commitDigestOf = (digest: string): Uint8Array => base58.decode(digest);
