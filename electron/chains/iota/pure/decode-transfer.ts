import { MAX_UNITS } from '../../../core/money.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { BcsFault, BcsReader } from './bcs-reader.ts';
import { encodeTransfer } from './encode-transfer.ts';
import {
  type Argument,
  type Command,
  type Input,
  readTransactionData,
  type TransactionData,
  UnknownKind,
} from './transaction-data.ts';
import type { IotaPayment, IotaTransfer } from './transfer.ts';
import { MAX_GAS_COINS, MAX_PAYMENTS, MAX_TRANSACTION_LENGTH } from './transfer-limits.ts';

/**
 * Decodes the bytes of a transfer, and refuses bytes that say anything else or say it in another way: what comes out
 * encodes to the very bytes that went in. Codes: see `Chain.decode`.
 */
export function decodeTransfer(bytes: Uint8Array): Result<IotaTransfer> {
  if (bytes.length > MAX_TRANSACTION_LENGTH) {
    return refuse('bytes-too-large', `expected at most ${MAX_TRANSACTION_LENGTH} bytes, got ${bytes.length}`);
  }
  const data = parse(bytes);
  if (!data.ok) return data;
  const transfer = readShape(data.value);
  if (!transfer.ok) return transfer;
  const within = checkLimits(transfer.value);
  if (!within.ok) return within;
  return sameBytes(encodeTransfer(transfer.value), bytes)
    ? transfer
    : refuse('bytes-not-canonical', 'expected the one encoding of this transfer, got another');
}

function parse(bytes: Uint8Array): Result<TransactionData> {
  const reader = new BcsReader(bytes);
  try {
    const data = readTransactionData(reader);
    if (reader.left > 0) {
      return refuse('bytes-trailing', `expected the end after the expiration, got ${reader.left} more bytes`);
    }
    return ok(data);
  } catch (error) {
    if (error instanceof BcsFault) return refuse('bytes-malformed', error.message);
    if (error instanceof UnknownKind) return refuse('command-unknown', error.message);
    throw error;
  }
}

/**
 * SplitCoins of the gas coin, one TransferObjects for each part in order, and at most one of the gas coin itself. Or, to
 * void others, TransferObjects of the gas coin alone.
 */
function readShape(data: TransactionData): Result<IotaTransfer> {
  const [split, ...transfers] = data.commands;
  if (split?.kind === 'transfer' && transfers.length === 0) return readCancelling(data, split);
  if (split?.kind !== 'split' || split.coin.kind !== 'gas') {
    return extra('expected SplitCoins of the gas coin as the first command');
  }
  const count = split.amounts.length;
  if (count > MAX_PAYMENTS) {
    return refuse('too-many-recipients', `expected at most ${MAX_PAYMENTS} payments, got ${count}`);
  }
  const left = transfers.length - count;
  if (count === 0 || left < 0 || left > 1) {
    return extra(`expected one TransferObjects for each of ${count} amounts, got ${transfers.length}`);
  }
  const used = new Set<number>();
  const payments: IotaPayment[] = [];
  for (const [index, argument] of split.amounts.entries()) {
    const amount = takeInput(data.inputs, used, argument);
    const transfer = transfers[index] as Command;
    if (amount?.kind !== 'amount') return extra(`expected an amount of its own for part ${index}`);
    if (!isTransferOfPart(transfer, index)) return extra(`expected TransferObjects of part ${index} alone`);
    const recipient = takeInput(data.inputs, used, transfer.to);
    if (recipient?.kind !== 'address') return extra(`expected a recipient of its own for part ${index}`);
    payments.push({ recipient: recipient.address, amount: amount.amount });
  }
  const changeTo = left === 0 ? data.gasOwner : readChange(data.inputs, used, transfers[count] as Command);
  if (changeTo === null) return extra('expected TransferObjects of the gas coin alone as the last command');
  if (used.size !== data.inputs.length) {
    return extra(`expected ${used.size} inputs, each used once, got ${data.inputs.length}`);
  }
  return ok({
    sender: data.sender,
    gasOwner: data.gasOwner,
    gasPrice: data.gasPrice,
    gasBudget: data.gasBudget,
    inputs: data.gasPayment,
    payments,
    changeTo,
    expirationEpoch: data.expirationEpoch,
  });
}

function readCancelling(data: TransactionData, transfer: Command): Result<IotaTransfer> {
  const changeTo = readChange(data.inputs, new Set(), transfer);
  if (changeTo === null) return extra('expected TransferObjects of the gas coin alone');
  if (data.inputs.length !== 1) return extra(`expected one input, got ${data.inputs.length}`);
  const { sender, gasOwner, gasPrice, gasBudget, gasPayment, expirationEpoch } = data;
  const payments: IotaPayment[] = [];
  return ok({
    sender,
    gasOwner,
    gasPrice,
    gasBudget,
    inputs: gasPayment,
    payments,
    changeTo,
    expirationEpoch,
  });
}

function isTransferOfPart(command: Command, index: number): command is Command & { kind: 'transfer' } {
  if (command.kind !== 'transfer' || command.objects.length !== 1) return false;
  const [object] = command.objects;
  return object?.kind === 'result' && object.command === 0 && object.index === index;
}

function readChange(inputs: readonly Input[], used: Set<number>, command: Command): string | null {
  if (command.kind !== 'transfer' || command.objects.length !== 1) return null;
  if (command.objects[0]?.kind !== 'gas') return null;
  const recipient = takeInput(inputs, used, command.to);
  return recipient?.kind === 'address' ? recipient.address : null;
}

/** The input that an argument names; null if it names none, or one that was taken before. */
function takeInput(inputs: readonly Input[], used: Set<number>, argument: Argument): Input | null {
  if (argument.kind !== 'input' || used.has(argument.index)) return null;
  used.add(argument.index);
  return inputs[argument.index] ?? null;
}

function checkLimits(transfer: IotaTransfer): Result<void> {
  const { inputs, payments, gasPrice, gasBudget } = transfer;
  if (inputs.length === 0) return refuse('bytes-malformed', 'expected at least one gas coin, got none');
  if (inputs.length > MAX_GAS_COINS) {
    return refuse('bytes-too-large', `expected at most ${MAX_GAS_COINS} gas coins, got ${inputs.length}`);
  }
  if (new Set(inputs.map((input) => input.id)).size !== inputs.length) {
    return refuse('bytes-malformed', 'expected each gas coin once, got one twice');
  }
  if (payments.some(({ amount }) => amount === 0n)) {
    return refuse('amount-zero', 'expected payments above zero, got one of zero');
  }
  const total = payments.reduce((sum, { amount }) => sum + amount, gasBudget);
  if (total > MAX_UNITS || gasPrice > MAX_UNITS) {
    return refuse('amount-too-large', 'expected payments and gas of at most 2^63 - 1 nanos in all, got more');
  }
  return ok(undefined);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function extra(message: string): Result<never> {
  return refuse('command-extra', message);
}
