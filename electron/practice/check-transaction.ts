import type { Address } from '../chains/iota/pure/address.ts';
import { type Coin, coinDigest } from './coin.ts';
import { gasRules } from './gas.ts';
import { type InputError, inputError } from './rpc-error.ts';
import type { Epoch } from './store/checkpoint-table.ts';
import { type ObjectReference, objectInputs, type Transaction } from './transaction.ts';

/** The network's limits (official protocol configuration). The SDK checks none of them. */
export const transactionLimits = {
  bytes: 131_072,
  /** Exclusive. */
  commands: 1_024,
  /** Of one command; exclusive. */
  arguments: 512,
  /** Exclusive. */
  gasCoins: 256,
  inputObjects: 2_048,
} as const;

/** Checks what needs no ledger: sizes, empty commands, the price and the budget's bounds. */
export function checkForm(
  transaction: Transaction,
  { number, gasPrice: referencePrice }: Pick<Epoch, 'number' | 'gasPrice'>,
): InputError | null {
  const { commands, payment, gasPrice, gasBudget } = transaction;
  if (transaction.bytes.length > transactionLimits.bytes) {
    return tooLarge('serialized transaction size exceeded maximum', transactionLimits.bytes);
  }
  if (transaction.expiresAfterEpoch !== null && transaction.expiresAfterEpoch < BigInt(number)) {
    return inputError('Transaction Expired');
  }
  if (payment.length === 0) return inputError('Transaction gas payment missing');
  if (payment.length >= transactionLimits.gasCoins) {
    return tooLarge('maximum number of gas payment objects', transactionLimits.gasCoins);
  }
  if (objectInputs(transaction).length > transactionLimits.inputObjects) {
    return tooLarge('maximum input objects in a transaction', transactionLimits.inputObjects);
  }
  if (commands.length >= transactionLimits.commands) {
    return tooLarge('maximum commands in a programmable transaction', transactionLimits.commands);
  }
  for (const command of commands) {
    const list =
      command.kind === 'split'
        ? command.amounts
        : command.kind === 'merge'
          ? command.sources
          : command.objects;
    if (list.length === 0) {
      return inputError(
        'TransferObjects, MergeCoin, and Publish cannot have empty arguments. If MakeMoveVec has empty arguments, it must have a type specified',
      );
    }
    if (list.length >= transactionLimits.arguments) {
      return tooLarge('maximum arguments in a programmable transaction command', transactionLimits.arguments);
    }
  }
  if (gasPrice < referencePrice) {
    return inputError(`Gas price ${gasPrice} under reference gas price (RGP) ${referencePrice}`);
  }
  if (gasPrice > gasRules.highestPrice) {
    return inputError(`Gas price cannot exceed ${gasRules.highestPrice} nanos`);
  }
  if (gasBudget > gasRules.largestBudget) {
    return inputError(`Gas budget: ${gasBudget} is higher than max: ${gasRules.largestBudget}`);
  }
  const least = gasRules.baseUnits * gasPrice;
  if (gasBudget < least) return inputError(`Gas budget: ${gasBudget} is lower than min: ${least}`);
  return null;
}

/** Checks the named coins against the ledger: there, at that version, with that digest, the sender's, enough for gas. */
export function checkInputs(
  transaction: Transaction,
  live: (id: Address) => Coin | undefined,
  wasDeleted: (id: Address) => boolean,
): InputError | null {
  const seen = new Set<Address>();
  for (const reference of objectInputs(transaction)) {
    if (seen.has(reference.id)) {
      return inputError(`Mutable object ${reference.id} cannot appear more than once in one transaction`);
    }
    seen.add(reference.id);
    const coin = live(reference.id);
    if (!coin) return missing(reference, wasDeleted(reference.id));
    if (coin.version !== reference.version) return otherVersion(reference, coin);
    const digest = coinDigest(coin);
    if (digest !== reference.digest) {
      return inputError(`Invalid Object digest for object ${reference.id}. Expected digest : ${digest}`);
    }
  }
  const purse = transaction.payment.reduce((sum, { id }) => sum + live(id)!.balance, 0n);
  if (purse < transaction.gasBudget) {
    return inputError(
      `Balance of gas object ${purse} is lower than the needed amount: ${transaction.gasBudget}`,
    );
  }
  for (const { id } of objectInputs(transaction)) {
    const { owner } = live(id)!;
    if (owner !== transaction.sender) {
      return inputError(
        `Transaction was not signed by the correct sender: Object ${id} is owned by account address ${owner}, but given owner/signer address is ${transaction.sender}`,
      );
    }
  }
  return null;
}

function missing({ id, version, digest }: ObjectReference, deleted: boolean): InputError {
  return deleted
    ? inputError(`Object deleted at reference (${id}, ${version}, ${digest})`)
    : inputError(`Could not find the referenced object ${id} at version Some(${version})`);
}

function otherVersion({ id, version, digest }: ObjectReference, coin: Coin): InputError {
  return version > coin.version
    ? inputError(`Could not find the referenced object ${id} at version Some(${version})`)
    : inputError(
        `Object ID ${id} Version ${version} Digest ${digest} is not available for consumption, current version: ${coin.version}`,
      );
}

function tooLarge(limit: string, value: number): InputError {
  return inputError(`Size limit exceeded: ${limit} is ${value}`);
}
