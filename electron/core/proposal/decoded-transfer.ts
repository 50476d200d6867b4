import type { Address } from '../address.ts';
import { digestTags, type Hex32, taggedDigest } from '../digest.ts';
import type { NetworkIdentity } from '../network-id.ts';

/** A coin as a transaction names it: object id (`0x` + 64 hex), version, and object digest (base58, 32 bytes). */
export interface CoinReference {
  readonly id: string;
  /** Decimal string, u64. */
  readonly version: string;
  readonly digest: string;
}

export interface Payment {
  readonly recipient: Address;
  /** Nanos. */
  readonly amount: bigint;
}

/** What transaction bytes say, and all that they say: each screen that asks for a decision is built from this alone. */
export interface DecodedTransfer {
  readonly sender: Address;
  readonly gasOwner: Address;
  /** Nanos per computation unit. */
  readonly gasPrice: bigint;
  /** Most gas that this transaction can cost, nanos. */
  readonly gasBudget: bigint;
  /** Every coin that the transaction consumes; what payments and gas leave of them goes to `changeTo`. */
  readonly inputs: readonly CoinReference[];
  readonly payments: readonly Payment[];
  readonly changeTo: Address;
  /** The last epoch in which it may execute; null: at any time. */
  readonly expirationEpoch: bigint | null;
}

/** Nanos paid in all, gas not counted. */
export function totalPaid(transfer: DecodedTransfer): bigint {
  return transfer.payments.reduce((sum, payment) => sum + payment.amount, 0n);
}

/** The digest of the decoded view: an approval covers it, so that a decoder that shows something else is found out. */
export function viewDigest(network: NetworkIdentity, transfer: DecodedTransfer): Hex32 {
  return taggedDigest(digestTags.view, {
    network: { id: network.id, chain: network.chain },
    sender: transfer.sender,
    gasOwner: transfer.gasOwner,
    gasPrice: transfer.gasPrice.toString(),
    gasBudget: transfer.gasBudget.toString(),
    inputs: transfer.inputs.map(({ id, version, digest }) => ({ id, version, digest })),
    payments: transfer.payments.map(({ recipient, amount }) => ({ recipient, amount: amount.toString() })),
    changeTo: transfer.changeTo,
    expirationEpoch: transfer.expirationEpoch === null ? null : transfer.expirationEpoch.toString(),
  });
}
