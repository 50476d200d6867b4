import { bytesToHex, hexToBytes } from '../../../electron/core/digest.ts';
import { MAX_UNITS } from '../../../electron/core/money.ts';
import { ok, type Refusal, type Result, refuse } from '../../../electron/core/result.ts';
import { ADDRESS_LENGTH, addressOfHash, hashOfAddress } from './toy-address.ts';
import { ToyFault, ToyReader, ToyWriter } from './toy-bytes.ts';

export const MAX_INPUTS = 16;
export const MAX_PAYMENTS = 32;
export const MAX_PAYERS = 4;
export const MAX_MEMO_BYTES = 120;
/** The largest intent that can be, and some more. */
export const MAX_INTENT_LENGTH = 4096;

const KIND = 0x54;
const VERSION = 1;

/** An output that nobody has spent, as an intent names it. */
export interface ToyInput {
  /** Hex, 64 digits. */
  readonly transaction: string;
  readonly output: number;
  readonly owner: string;
}

export interface ToyOutput {
  readonly owner: string;
  readonly units: bigint;
}

/** Blocks within which the signing bytes must be: what is filled in at signing is bound by what was approved. */
export interface ToyBounds {
  readonly firstReference: number;
  readonly lastReference: number;
  /** Blocks between the reference and the expiry. */
  readonly lifeAtMost: number;
}

/** A toy transfer as it is approved. It names what is left over, so that all outputs are known from the bytes. */
export interface ToyIntent {
  readonly inputs: readonly ToyInput[];
  readonly payments: readonly ToyOutput[];
  readonly change: ToyOutput | null;
  readonly fee: bigint;
  readonly memo: string | null;
  readonly bounds: ToyBounds;
  /** Makes other bytes of the same payment. */
  readonly variant: number;
}

export const inputKey = ({ transaction, output }: Pick<ToyInput, 'transaction' | 'output'>): string =>
  `${transaction}:${output}`;

/** Owners of the inputs, in the order in which they appear. */
export const payersOf = ({ inputs }: Pick<ToyIntent, 'inputs'>): readonly string[] => [
  ...new Set(inputs.map(({ owner }) => owner)),
];

function hashOf(address: string): Uint8Array {
  const hash = hashOfAddress(address);
  if (!hash) throw new RangeError('expected an address of the toy chain');
  return hash;
}

/** The one encoding of an intent. */
export function encodeIntent({
  inputs,
  payments,
  change,
  fee,
  memo,
  bounds,
  variant,
}: ToyIntent): Uint8Array {
  const writer = new ToyWriter();
  const output = ({ owner, units }: ToyOutput) => writer.bytes(hashOf(owner)).u64(units);
  writer.u8(KIND).u8(VERSION);
  writer.list(inputs, ({ transaction, output, owner }) =>
    writer.bytes(hexToBytes(transaction)).u16(output).bytes(hashOf(owner)),
  );
  writer.list(payments, output).optional(change, output).u64(fee);
  writer.optional(memo, (text) => {
    const bytes = new TextEncoder().encode(text);
    writer.u8(bytes.length).bytes(bytes);
  });
  writer.u32(bounds.firstReference).u32(bounds.lastReference).u16(bounds.lifeAtMost).u16(variant);
  return writer.toBytes();
}

/** Reads an intent from its beginning; what follows is left in the reader. Throws {@link ToyFault}. */
function readIntent(reader: ToyReader): ToyIntent {
  const output = (): ToyOutput => ({
    owner: addressOfHash(reader.bytes(ADDRESS_LENGTH)),
    units: reader.u64(),
  });
  const inputs = reader.list(
    (): ToyInput => ({
      transaction: bytesToHex(reader.bytes(32)),
      output: reader.u16(),
      owner: addressOfHash(reader.bytes(ADDRESS_LENGTH)),
    }),
  );
  const payments = reader.list(output);
  const change = reader.optional(output);
  const fee = reader.u64();
  const memo = reader.optional(() =>
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(reader.bytes(reader.u8())),
  );
  const bounds: ToyBounds = {
    firstReference: reader.u32(),
    lastReference: reader.u32(),
    lifeAtMost: reader.u16(),
  };
  return { inputs, payments, change, fee, memo, bounds, variant: reader.u16() };
}

/** See `Chain.decode`. Every accepted text of bytes is the one that {@link encodeIntent} writes. */
export function decodeIntent(bytes: Uint8Array): Result<ToyIntent> {
  if (bytes.length > MAX_INTENT_LENGTH) {
    return refuse('bytes-too-large', `expected at most ${MAX_INTENT_LENGTH} bytes, got ${bytes.length}`);
  }
  const reader = new ToyReader(bytes);
  try {
    if (reader.u8() !== KIND) return refuse('bytes-malformed', 'expected a toy transfer');
    const version = reader.u8();
    if (version !== VERSION) return refuse('command-unknown', `expected version ${VERSION}, got ${version}`);
    const intent = readIntent(reader);
    if (reader.left > 0) return refuse('bytes-trailing', `expected the end, got ${reader.left} more bytes`);
    return whyWrong(intent) ?? ok(intent);
  } catch (error) {
    // A TypeError: the memo is no UTF-8.
    if (error instanceof ToyFault || error instanceof TypeError)
      return refuse('bytes-malformed', error.message);
    throw error;
  }
}

/** What no intent may say, whoever builds or reads it. */
export function whyWrong({ inputs, payments, change, fee, memo, bounds }: ToyIntent): Refusal | null {
  if (inputs.length === 0 || payments.length === 0) {
    return refuse('bytes-malformed', 'expected an input and a payment at least');
  }
  if (inputs.length > MAX_INPUTS) return refuse('bytes-too-large', `expected at most ${MAX_INPUTS} inputs`);
  if (payments.length > MAX_PAYMENTS) {
    return refuse('too-many-recipients', `expected at most ${MAX_PAYMENTS} payments, got ${payments.length}`);
  }
  if (new Set(inputs.map(inputKey)).size < inputs.length) {
    return refuse('bytes-malformed', 'expected each input once');
  }
  if (payersOf({ inputs }).length > MAX_PAYERS) {
    return refuse('bytes-malformed', `expected at most ${MAX_PAYERS} payers`);
  }
  const outputs = change ? [...payments, change] : payments;
  if (outputs.some(({ units }) => units === 0n)) return refuse('amount-zero', 'expected amounts above zero');
  if (outputs.reduce((sum, { units }) => sum + units, fee) > MAX_UNITS) {
    return refuse('amount-too-large', 'expected at most 2^63 - 1 in all');
  }
  if (memo !== null && (memo === '' || new TextEncoder().encode(memo).length > MAX_MEMO_BYTES)) {
    return refuse('bytes-malformed', `expected a memo of 1 to ${MAX_MEMO_BYTES} bytes`);
  }
  return bounds.firstReference <= bounds.lastReference && bounds.lifeAtMost > 0
    ? null
    : refuse('bytes-malformed', 'expected bounds that something lies within');
}
