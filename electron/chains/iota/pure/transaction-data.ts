import { base58 } from '@scure/base';
import { bytesToHex } from '../../../core/digest.ts';
import type { BcsReader } from './bcs-reader.ts';
import type { CoinReference } from './transfer.ts';

/** A kind of transaction, input, command, argument or expiration that no transfer has. */
export class UnknownKind extends Error {
  override readonly name = 'UnknownKind';
}

export type Input =
  | { readonly kind: 'amount'; readonly amount: bigint }
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'object'; readonly reference: CoinReference };

export type Argument =
  | { readonly kind: 'gas' }
  | { readonly kind: 'input'; readonly index: number }
  | { readonly kind: 'result'; readonly command: number; readonly index: number };

export type Command =
  | { readonly kind: 'split'; readonly coin: Argument; readonly amounts: readonly Argument[] }
  | { readonly kind: 'transfer'; readonly objects: readonly Argument[]; readonly to: Argument };

/** A programmable transaction of the kinds that transfers are made of, in any arrangement. */
export interface TransactionData {
  readonly inputs: readonly Input[];
  readonly commands: readonly Command[];
  readonly sender: string;
  readonly gasPayment: readonly CoinReference[];
  readonly gasOwner: string;
  readonly gasPrice: bigint;
  readonly gasBudget: bigint;
  readonly expirationEpoch: bigint | null;
}

/**
 * Reads BCS `TransactionData::V1` (IOTA's Rust types, `transaction.rs`; the SDK's `bcs.TransactionData`).
 * Bytes behind it are left in the reader.
 * @throws BcsFault for bytes that are no BCS, UnknownKind for kinds not listed above
 */
export function readTransactionData(reader: BcsReader): TransactionData {
  expectKind(reader, 0, 'transaction data of version 1');
  expectKind(reader, 0, 'a programmable transaction');
  const inputs = readList(reader, 9, readInput);
  const commands = readList(reader, 3, readCommand);
  const sender = readAddress(reader);
  const gasPayment = readList(reader, 73, readReference);
  const gasOwner = readAddress(reader);
  const gasPrice = reader.u64();
  const gasBudget = reader.u64();
  const expirationEpoch = readExpiration(reader);
  return { inputs, commands, sender, gasPayment, gasOwner, gasPrice, gasBudget, expirationEpoch };
}

function readInput(reader: BcsReader): Input {
  const kind = reader.uleb128();
  if (kind === 1) {
    expectKind(reader, 0, 'an owned or immutable object');
    return { kind: 'object', reference: readReference(reader) };
  }
  if (kind !== 0) throw new UnknownKind(`expected an input that is pure or an object, got kind ${kind}`);
  const length = reader.length(1);
  if (length === 8) return { kind: 'amount', amount: reader.u64() };
  if (length === 32) return { kind: 'address', address: readAddress(reader) };
  throw new UnknownKind(`expected a pure input of 8 bytes (amount) or 32 (address), got ${length}`);
}

function readCommand(reader: BcsReader): Command {
  const kind = reader.uleb128();
  switch (kind) {
    case 1: {
      const objects = readList(reader, 1, readArgument);
      return { kind: 'transfer', objects, to: readArgument(reader) };
    }
    case 2: {
      const coin = readArgument(reader);
      return { kind: 'split', coin, amounts: readList(reader, 1, readArgument) };
    }
    default:
      throw new UnknownKind(`expected TransferObjects (1) or SplitCoins (2), got command ${kind}`);
  }
}

function readArgument(reader: BcsReader): Argument {
  const kind = reader.uleb128();
  switch (kind) {
    case 0:
      return { kind: 'gas' };
    case 1:
      return { kind: 'input', index: reader.u16() };
    case 3:
      return { kind: 'result', command: reader.u16(), index: reader.u16() };
    default:
      throw new UnknownKind(`expected GasCoin (0), Input (1) or NestedResult (3), got argument ${kind}`);
  }
}

function readReference(reader: BcsReader): CoinReference {
  const id = readAddress(reader);
  const version = reader.u64().toString();
  return { id, version, digest: base58.encode(reader.vector(32)) };
}

function readExpiration(reader: BcsReader): bigint | null {
  const kind = reader.uleb128();
  if (kind === 0) return null;
  if (kind === 1) return reader.u64();
  throw new UnknownKind(`expected no expiration (0) or an epoch (1), got ${kind}`);
}

function readAddress(reader: BcsReader): string {
  return `0x${bytesToHex(reader.fixed(32))}`;
}

function expectKind(reader: BcsReader, expected: number, name: string): void {
  const kind = reader.uleb128();
  if (kind !== expected) throw new UnknownKind(`expected ${name} (${expected}), got ${kind}`);
}

function readList<T>(reader: BcsReader, leastSize: number, readOne: (reader: BcsReader) => T): readonly T[] {
  const count = reader.length(leastSize);
  const list: T[] = [];
  for (let index = 0; index < count; index++) list.push(readOne(reader));
  return list;
}
