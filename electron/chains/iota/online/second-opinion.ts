import { bcs } from '@iota/iota-sdk/bcs';
import { fromBase64 } from '@iota/iota-sdk/utils';
import { isOf } from '../../../core/amount.ts';
import type { InputReference, Payment, TransferView } from '../../../core/proposal/transfer-view.ts';
import { ok, type Refusal, type Result, refuse } from '../../../core/result.ts';
import { coinKey } from '../pure/coin-evidence.ts';
import { iotaAsset } from '../pure/iota-asset.ts';

type SdkData = ReturnType<typeof bcs.TransactionData.parse>['V1'];
type SdkTransaction = NonNullable<SdkData['kind']['ProgrammableTransaction']>;
type SdkArgument = {
  readonly $kind: string;
  readonly Input?: number;
  readonly NestedResult?: [number, number];
};

/**
 * Whether the SDK, another author's decoder, reads in the bytes what a view says. The console asks after it has built
 * them; the signer never does, so that the SDK stays out of its process.
 * @returns `bytes-malformed` if the SDK cannot read the bytes, `recipient-changed`, `amount-changed` or
 * `bytes-not-canonical` (anything else differs)
 */
export function sdkAgrees(bytes: Uint8Array, view: TransferView): Result<void> {
  let data: SdkData;
  try {
    const parsed = bcs.TransactionData.parse(bytes);
    // The SDK reads over trailing bytes and padded lengths; what it writes again shows them.
    if (!sameBytes(bcs.TransactionData.serialize(parsed).toBytes(), bytes)) {
      return differs('the same bytes from the SDK');
    }
    data = parsed.V1;
  } catch {
    return refuse('bytes-malformed', 'expected bytes that the SDK reads');
  }
  const transaction = data.kind.ProgrammableTransaction;
  if (!transaction) return differs('a programmable transaction');
  return compareHead(data, view) ?? compareCommands(transaction, data.gasData.owner, view) ?? ok(undefined);
}

function compareHead({ sender, gasData, expiration }: SdkData, view: TransferView): Refusal | null {
  if (view.chain !== 'iota' || view.memo !== null) return differs('a view of an IOTA transfer');
  if (view.payers.length !== 1 || view.payers[0] !== sender) return differs('the same sender');
  const { gasPrice, gasOwner = sender, ...more } = view.details;
  if (gasData.owner !== gasOwner) return differs('the same gas owner');
  if (gasPrice === undefined || BigInt(gasData.price) !== BigInt(gasPrice)) {
    return differs('the same gas price');
  }
  if (Object.keys(more).length > 0) return differs('no more details');
  if (BigInt(gasData.budget) !== view.feeAtMost.units || !isOf(view.feeAtMost, iotaAsset))
    return differs('the same gas budget');
  if (lastEpoch(expiration) !== lastEpochOf(view)) return differs('the same expiration');
  const payment = gasData.payment ?? [];
  const same = ({ key, reference }: InputReference, index: number): boolean => {
    const coin = payment[index];
    return (
      coin !== undefined &&
      coinKey({ id: coin.objectId, version: BigInt(coin.version).toString() }) === key &&
      coin.digest === reference
    );
  };
  return payment.length === view.inputs.length && view.inputs.every(same) ? null : differs('the same coins');
}

const lastEpoch = ({ Epoch: epoch }: SdkData['expiration']): string | null =>
  epoch === undefined || epoch === null ? null : BigInt(epoch).toString();

/** A time limit, which no IOTA transaction has, is like no epoch that the SDK reads. */
const lastEpochOf = ({ validUntil }: TransferView): string | null =>
  validUntil === null ? null : validUntil.kind === 'epoch' ? validUntil.epoch : 'a time';

/** Walks the SDK's own commands and follows each argument to its input, without looking at how ours are laid out. */
function compareCommands(transaction: SdkTransaction, gasOwner: string, view: TransferView): Refusal | null {
  const parts: (bigint | null)[] = [];
  const payments: { recipient: string | null; amount: bigint | null }[] = [];
  let changeTo: string | null = gasOwner;
  for (const [index, command] of transaction.commands.entries()) {
    if (command.SplitCoins) {
      if (index !== 0 || !command.SplitCoins.coin.GasCoin) return differs('one split, of the gas coin');
      parts.push(...command.SplitCoins.amounts.map((amount) => readAmount(transaction, amount)));
    } else if (command.TransferObjects) {
      const recipient = readAddress(transaction, command.TransferObjects.address);
      for (const object of command.TransferObjects.objects) {
        if (object.GasCoin) changeTo = recipient;
        else payments.push({ recipient, amount: readPart(parts, object) });
      }
    } else return differs('commands of a transfer only');
  }
  if (changeTo !== view.changeTo)
    return refuse('recipient-changed', 'expected the same receiver of the rest');
  return payments.length === view.payments.length
    ? comparePayments(payments, view.payments)
    : differs('the same number of payments');
}

function comparePayments(
  read: readonly { recipient: string | null; amount: bigint | null }[],
  shown: readonly Payment[],
): Refusal | null {
  for (const [index, payment] of shown.entries()) {
    if (read[index]?.recipient !== payment.recipient) {
      return refuse('recipient-changed', `expected the SDK to read the same recipient of payment ${index}`);
    }
    if (read[index]?.amount !== payment.amount.units || !isOf(payment.amount, iotaAsset)) {
      return refuse('amount-changed', `expected the SDK to read the same amount of payment ${index}`);
    }
  }
  return null;
}

/** The bytes of the pure input that an argument names; null if it names anything else. */
function readPure(transaction: SdkTransaction, argument: SdkArgument): Uint8Array | null {
  if (argument.Input === undefined) return null;
  const pure = transaction.inputs[argument.Input]?.Pure;
  return pure ? fromBase64(pure.bytes) : null;
}

function readAmount(transaction: SdkTransaction, argument: SdkArgument): bigint | null {
  const bytes = readPure(transaction, argument);
  return bytes?.length === 8 ? BigInt(bcs.U64.parse(bytes)) : null;
}

function readAddress(transaction: SdkTransaction, argument: SdkArgument): string | null {
  const bytes = readPure(transaction, argument);
  return bytes?.length === 32 ? bcs.Address.parse(bytes) : null;
}

function readPart(parts: readonly (bigint | null)[], argument: SdkArgument): bigint | null {
  if (argument.NestedResult?.[0] !== 0) return null;
  return parts[argument.NestedResult[1]] ?? null;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function differs(expected: string): Refusal {
  return refuse('bytes-not-canonical', `expected ${expected} in the SDK's reading, got another`);
}
