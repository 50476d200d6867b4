import { addressBytes } from '../../electron/chains/iota/pure/address.ts';
import { BcsWriter } from '../../electron/chains/iota/pure/bcs-writer.ts';
import type { LedgerDigest } from '../../electron/chains/iota/pure/ledger/digests.ts';
import { type Owner, writeOwner } from '../../electron/chains/iota/pure/ledger/owner.ts';

/** What an object is made of in tests: a plain coin, a coin of another currency, or a time lock over IOTA. */
export interface TestObject {
  readonly kind: 'coin' | 'other-coin' | 'time-lock';
  readonly id: string;
  readonly version: bigint;
  readonly owner: Owner;
  readonly balance: bigint;
  readonly previousTransaction: LedgerDigest;
}

const text = new TextEncoder();

function writeStruct(writer: BcsWriter, address: number, module: string, name: string): BcsWriter {
  return writer.fixed(new Uint8Array(31)).u8(address).vector(text.encode(module)).vector(text.encode(name));
}

/** BCS of an object, as the ledger's digest covers it. */
export function objectBytes({
  kind,
  id,
  version,
  owner,
  balance,
  previousTransaction,
}: TestObject): Uint8Array {
  const writer = new BcsWriter().uleb128(0);
  if (kind === 'coin') writer.uleb128(1);
  if (kind === 'other-coin') writeStruct(writer.uleb128(3).uleb128(7), 0x77, 'gold', 'GOLD').uleb128(0);
  if (kind === 'time-lock') {
    writeStruct(writer.uleb128(0), 2, 'timelock', 'TimeLock').uleb128(1).uleb128(7);
    writeStruct(writer, 2, 'balance', 'Balance').uleb128(1).uleb128(7);
    writeStruct(writer, 2, 'iota', 'IOTA').uleb128(0);
  }
  const content = new BcsWriter().fixed(addressBytes(id)).u64(balance);
  if (kind === 'time-lock') content.u64(1_800_000_000_000n).uleb128(0);
  writer.u64(version).vector(content.toBytes());
  writeOwner(writer, owner);
  return writer.vector(previousTransaction).u64(988_000n).toBytes();
}
