import { type Amount, amountOf, isOf, type Money } from '../amount.ts';
import type { Asset } from '../asset.ts';
import { digestTags, type Hex32, taggedDigest } from '../digest.ts';
import type { NetworkIdentity } from '../network-id.ts';
import { ok, type Result, refuse } from '../result.ts';

export interface Payment {
  readonly recipient: string;
  readonly amount: Money;
}

/** An input as the bytes name it. */
export interface InputReference {
  /** What is consumed, see `InputEvidence.key`. */
  readonly key: string;
  /** As the chain's explorers and screens write it. */
  readonly reference: string;
}

/** Until when the ledger takes the bytes; null: for ever. `at` is in milliseconds. */
type ValidUntil =
  | { readonly kind: 'epoch'; readonly epoch: string }
  | { readonly kind: 'time'; readonly at: number }
  | null;

/**
 * What an intent says, and all that it says. Each screen that asks for a decision is built from this only. Amounts
 * name their asset, as their digest does.
 */
export interface TransferView {
  /** Kind of chain. */
  readonly chain: string;
  /** Who pays. */
  readonly payers: readonly string[];
  readonly payments: readonly Payment[];
  readonly feeAtMost: Money;
  /** Everything that is consumed; what payments and fee leave of it goes to `changeTo`. */
  readonly inputs: readonly InputReference[];
  readonly changeTo: string | null;
  readonly validUntil: ValidUntil;
  readonly memo: string | null;
  /** The chain's own facts by name, as text. */
  readonly details: Readonly<Record<string, string>>;
}

/** What a view pays in all, base units of one asset. */
export interface ViewTotals {
  /** Without the fee. */
  readonly paid: bigint;
  readonly feeAtMost: bigint;
}

/** Adds up what a view pays; refuses `asset-wrong` where a payment or the fee is of another asset. */
export function totalsOf(
  { payments, feeAtMost }: Pick<TransferView, 'payments' | 'feeAtMost'>,
  asset: Pick<Asset, 'id'>,
): Result<ViewTotals> {
  const other = [...payments.map(({ amount }) => amount), feeAtMost].find((amount) => !isOf(amount, asset));
  if (other) return refuse('asset-wrong', `expected amounts of ${asset.id} only, got one of ${other.asset}`);
  const paid = payments.reduce((sum, { amount }) => sum + amount.units, 0n);
  return ok({ paid, feeAtMost: feeAtMost.units });
}

/** The digest of the decoded view: an approval covers it, so that a decoder that shows something else is found out. */
export function viewDigest(network: NetworkIdentity, view: TransferView): Hex32 {
  return taggedDigest(digestTags.view, {
    network: { id: network.id, genesis: network.genesis },
    chain: view.chain,
    payers: [...view.payers],
    payments: view.payments.map(({ recipient, amount }) => ({ recipient, amount: inText(amount) })),
    feeAtMost: inText(view.feeAtMost),
    inputs: view.inputs.map(({ key, reference }) => ({ key, reference })),
    changeTo: view.changeTo,
    validUntil: view.validUntil === null ? null : { ...view.validUntil },
    memo: view.memo,
    details: { ...view.details },
  });
}

const inText = ({ asset, units }: Money): Amount => amountOf(units, { id: asset });
