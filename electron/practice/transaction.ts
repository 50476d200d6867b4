import { bcs } from '@iota/iota-sdk/bcs';
import { base58, base64 } from '@scure/base';
import type { Address } from '../chains/iota/pure/address.ts';
import { blake2b256 } from '../core/digest.ts';
import type { InputError } from './rpc-error.ts';

/** An object as a transaction names it. */
export interface ObjectReference {
  readonly id: Address;
  readonly version: bigint;
  /** Base58. */
  readonly digest: string;
}

export type Argument =
  | { readonly kind: 'gas' }
  | { readonly kind: 'input'; readonly index: number }
  | { readonly kind: 'result'; readonly command: number; readonly index: number; readonly nested: boolean };

export type Input =
  | { readonly kind: 'pure'; readonly bytes: Uint8Array }
  | { readonly kind: 'object'; readonly reference: ObjectReference };

export type Command =
  | { readonly kind: 'split'; readonly coin: Argument; readonly amounts: readonly Argument[] }
  | { readonly kind: 'merge'; readonly into: Argument; readonly sources: readonly Argument[] }
  | { readonly kind: 'transfer'; readonly objects: readonly Argument[]; readonly recipient: Argument };

/** A transaction that this node can execute. */
export interface Transaction {
  readonly bytes: Uint8Array;
  readonly digestBytes: Uint8Array;
  /** Base58. */
  readonly digest: string;
  readonly sender: Address;
  readonly inputs: readonly Input[];
  readonly commands: readonly Command[];
  readonly payment: readonly ObjectReference[];
  readonly gasPrice: bigint;
  readonly gasBudget: bigint;
  /** The last epoch in which it may be executed; null without one. */
  readonly expiresAfterEpoch: bigint | null;
}

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: InputError };

const NOT_MODELLED = 'practice node models coin transfers only';
const utf8 = new TextEncoder();

/** `blake2b-256("TransactionData::" || bytes)`. */
export function transactionDigest(bytes: Uint8Array): Uint8Array {
  return blake2b256(utf8.encode('TransactionData::'), bytes);
}

/**
 * Reads transaction bytes with the SDK's own BCS, as the network would, without asking for any particular shape of
 * transfer. Bytes after the end, and encodings that do not come back the same, are malformed.
 */
export function parseTransaction(bytes: Uint8Array): Parsed<Transaction> {
  let data: ReturnType<typeof bcs.TransactionData.parse>;
  try {
    data = bcs.TransactionData.parse(bytes);
    const again = bcs.TransactionData.serialize(data).toBytes();
    if (again.length !== bytes.length || again.some((byte, at) => byte !== bytes[at])) {
      return malformed('Deserialization error: remaining input');
    }
  } catch {
    return malformed('Deserialization error: expected BCS of TransactionData');
  }
  const { kind, sender, gasData, expiration } = data.V1;
  const block = kind.ProgrammableTransaction;
  if (!block) return bad({ kind: 'not-modelled', message: `${NOT_MODELLED}: got ${kind.$kind}` });
  if (gasData.owner !== sender) {
    return bad({ kind: 'not-modelled', message: `${NOT_MODELLED}: gas must belong to the sender` });
  }
  const inputs: Input[] = [];
  for (const input of block.inputs) {
    if (input.Pure) inputs.push({ kind: 'pure', bytes: base64.decode(input.Pure.bytes) });
    else if (input.Object.ImmOrOwnedObject) {
      inputs.push({ kind: 'object', reference: reference(input.Object.ImmOrOwnedObject) });
    } else return bad({ kind: 'not-modelled', message: `${NOT_MODELLED}: got a ${input.Object.$kind}` });
  }
  const commands: Command[] = [];
  for (const command of block.commands) {
    if (command.SplitCoins) {
      const { coin, amounts } = command.SplitCoins;
      commands.push({ kind: 'split', coin: argument(coin), amounts: amounts.map(argument) });
    } else if (command.MergeCoins) {
      const { destination, sources } = command.MergeCoins;
      commands.push({ kind: 'merge', into: argument(destination), sources: sources.map(argument) });
    } else if (command.TransferObjects) {
      const { objects, address } = command.TransferObjects;
      commands.push({ kind: 'transfer', objects: objects.map(argument), recipient: argument(address) });
    } else return bad({ kind: 'not-modelled', message: `${NOT_MODELLED}: got ${command.$kind}` });
  }
  const digestBytes = transactionDigest(bytes);
  return {
    ok: true,
    value: {
      bytes,
      digestBytes,
      digest: base58.encode(digestBytes),
      sender,
      inputs,
      commands,
      payment: gasData.payment.map(reference),
      gasPrice: BigInt(gasData.price),
      gasBudget: BigInt(gasData.budget),
      expiresAfterEpoch: expiration.Epoch === undefined ? null : BigInt(expiration.Epoch),
    },
  };
}

/** Every object that the transaction takes: inputs first, then the coins that pay gas. */
export function objectInputs(transaction: Transaction): readonly ObjectReference[] {
  const named = transaction.inputs.flatMap((input) => (input.kind === 'object' ? [input.reference] : []));
  return [...named, ...transaction.payment];
}

function reference(ref: { objectId: string; version: string; digest: string }): ObjectReference {
  return { id: ref.objectId, version: BigInt(ref.version), digest: ref.digest };
}

function argument(given: ReturnType<typeof bcs.Argument.parse>): Argument {
  if (given.Input !== undefined) return { kind: 'input', index: given.Input };
  if (given.Result !== undefined) return { kind: 'result', command: given.Result, index: 0, nested: false };
  if (given.NestedResult !== undefined) {
    const [command, index] = given.NestedResult;
    return { kind: 'result', command, index, nested: true };
  }
  return { kind: 'gas' };
}

const malformed = (message: string) => bad({ kind: 'malformed', message });

const bad = (error: InputError) => ({ ok: false, error }) as const;
