import { blake2b256, bytesToHex } from '../../../electron/core/digest.ts';
import { isRecord, type JsonValue } from '../../../electron/core/json.ts';
import { ok, type Result, refuse } from '../../../electron/core/result.ts';
import { ADDRESS_LENGTH, addressOfHash, hashOfAddress } from './toy-address.ts';
import { ToyReader, ToyWriter } from './toy-bytes.ts';
import { decodeIntent, type ToyBounds, type ToyIntent, type ToyOutput } from './toy-intent.ts';

/** What lives for a few blocks only, and is filled in at signing. */
export interface ToyFields {
  readonly reference: number;
  readonly expiry: number;
}

const FIELDS_LENGTH = 8;
const MINT = 0x4d;
const transactionTag = new TextEncoder().encode('ToyTransaction::');

export const transactionId = (bytes: Uint8Array): string => bytesToHex(blake2b256(transactionTag, bytes));

/** The bytes that are signed: the intent, a reference block and the block after which they are void. */
export function completeIntent(
  intent: Uint8Array,
  { bounds }: { readonly bounds: ToyBounds },
  given: JsonValue,
): Result<Uint8Array> {
  const fields = readFields(given);
  if (!fields) return refuse('fields-out-of-bounds', 'expected a reference block and an expiry');
  const { reference, expiry } = fields;
  const within =
    reference >= bounds.firstReference &&
    reference <= bounds.lastReference &&
    expiry > reference &&
    expiry - reference <= bounds.lifeAtMost;
  if (!within) return refuse('fields-out-of-bounds', 'expected blocks within the bounds of the intent');
  return ok(new ToyWriter().bytes(intent).u32(reference).u32(expiry).toBytes());
}

/** Null for anything that is no pair of blocks. */
export function readFields(given: JsonValue): ToyFields | null {
  if (!isRecord(given) || Object.keys(given).sort().join() !== 'expiry,reference') return null;
  const { reference, expiry } = given;
  return isBlock(reference) && isBlock(expiry) ? { reference, expiry } : null;
}

const isBlock = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 0xffff_ffff;

export interface ToyTransaction {
  /** Null for one that makes money out of nothing, as a toy's bank does. */
  readonly intent: ToyIntent | null;
  readonly fields: ToyFields | null;
  readonly outputs: readonly ToyOutput[];
}

/** Reads the bytes of any transaction that the toy ledger takes. */
export function readTransaction(bytes: Uint8Array): Result<ToyTransaction> {
  if (bytes[0] === MINT) return readMint(bytes);
  if (bytes.length < FIELDS_LENGTH) return refuse('bytes-malformed', 'expected a transaction');
  const intent = decodeIntent(bytes.subarray(0, -FIELDS_LENGTH));
  if (!intent.ok) return intent;
  const reader = new ToyReader(bytes.subarray(-FIELDS_LENGTH));
  const { payments, change } = intent.value;
  return ok({
    intent: intent.value,
    fields: { reference: reader.u32(), expiry: reader.u32() },
    outputs: change ? [...payments, change] : payments,
  });
}

/** @param number makes each one another transaction */
export function mintBytes(number: number, { owner, units }: ToyOutput): Uint8Array {
  const hash = hashOfAddress(owner);
  if (!hash) throw new RangeError('expected an address of the toy chain');
  return new ToyWriter().u8(MINT).u32(number).bytes(hash).u64(units).toBytes();
}

function readMint(bytes: Uint8Array): Result<ToyTransaction> {
  if (bytes.length !== 1 + 4 + ADDRESS_LENGTH + 8) return refuse('bytes-malformed', 'expected new money');
  const reader = new ToyReader(bytes);
  reader.u8();
  reader.u32();
  const owner = addressOfHash(reader.bytes(ADDRESS_LENGTH));
  return ok({ intent: null, fields: null, outputs: [{ owner, units: reader.u64() }] });
}
