import { base58 } from '@scure/base';
import { addressBytes } from './address.ts';
import { BcsWriter } from './bcs-writer.ts';
import type { IotaTransfer } from './transfer.ts';

const INPUT_PURE = 0;
const COMMAND_TRANSFER_OBJECTS = 1;
const COMMAND_SPLIT_COINS = 2;
const ARGUMENT_GAS_COIN = 0;
const ARGUMENT_INPUT = 1;
const ARGUMENT_NESTED_RESULT = 3;

/**
 * The one encoding of a transfer: inputs are all amounts, then all recipients, then (only if what is left does not
 * stay with the gas owner) its recipient; equal values are written again, not shared. That is byte for byte what the
 * SDK's `Transaction` gives for `splitCoins(gas, amounts)` followed by one `transferObjects` for each payment. One that pays
 * nobody, which voids others, is the one command `transferObjects` of the gas coin.
 */
export function encodeTransfer(transfer: IotaTransfer): Uint8Array {
  const { payments, inputs } = transfer;
  const paysNobody = payments.length === 0;
  const changeTo = !paysNobody && transfer.changeTo === transfer.gasOwner ? null : transfer.changeTo;
  const writer = new BcsWriter(256 + payments.length * 64 + inputs.length * 73);
  writer.u8(0).u8(0);

  writer.uleb128(payments.length * 2 + (changeTo === null ? 0 : 1));
  for (const { amount } of payments) writer.u8(INPUT_PURE).u8(8).u64(amount);
  for (const { recipient } of payments) writer.u8(INPUT_PURE).vector(addressBytes(recipient));
  if (changeTo !== null) writer.u8(INPUT_PURE).vector(addressBytes(changeTo));

  writer.uleb128((paysNobody ? 0 : 1) + payments.length + (changeTo === null ? 0 : 1));
  if (!paysNobody) writer.u8(COMMAND_SPLIT_COINS).u8(ARGUMENT_GAS_COIN).uleb128(payments.length);
  for (let index = 0; index < payments.length; index++) writer.u8(ARGUMENT_INPUT).u16(index);
  for (let index = 0; index < payments.length; index++) {
    writer.u8(COMMAND_TRANSFER_OBJECTS).u8(1).u8(ARGUMENT_NESTED_RESULT).u16(0).u16(index);
    writer.u8(ARGUMENT_INPUT).u16(payments.length + index);
  }
  if (changeTo !== null) {
    writer.u8(COMMAND_TRANSFER_OBJECTS).u8(1).u8(ARGUMENT_GAS_COIN);
    writer.u8(ARGUMENT_INPUT).u16(payments.length * 2);
  }

  writer.fixed(addressBytes(transfer.sender));
  writer.uleb128(inputs.length);
  for (const { id, version, digest } of inputs) {
    writer.fixed(addressBytes(id)).u64(BigInt(version)).vector(base58.decode(digest));
  }
  writer.fixed(addressBytes(transfer.gasOwner)).u64(transfer.gasPrice).u64(transfer.gasBudget);
  if (transfer.expirationEpoch === null) writer.u8(0);
  else writer.u8(1).u64(transfer.expirationEpoch);
  return writer.toBytes();
}
