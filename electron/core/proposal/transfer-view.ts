import { digestTags, type Hex32, taggedDigest } from '../digest.ts';
import type { NetworkIdentity } from '../network-id.ts';

export interface Payment {
  readonly recipient: string;
  /** Base units. */
  readonly units: bigint;
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
 * What an intent says, and all that it says. Each screen that asks for a decision is built from this only. Amounts are
 * base units.
 */
export interface TransferView {
  /** Kind of chain. */
  readonly chain: string;
  /** Who pays. */
  readonly payers: readonly string[];
  readonly payments: readonly Payment[];
  readonly feeAtMost: bigint;
  /** Everything that is consumed; what payments and fee leave of it goes to `changeTo`. */
  readonly inputs: readonly InputReference[];
  readonly changeTo: string | null;
  readonly validUntil: ValidUntil;
  readonly memo: string | null;
  /** The chain's own facts by name, as text. */
  readonly details: Readonly<Record<string, string>>;
}

/** Base units paid in all, without the fee. */
export function totalPaid(view: Pick<TransferView, 'payments'>): bigint {
  return view.payments.reduce((sum, payment) => sum + payment.units, 0n);
}

/** The digest of the decoded view: an approval covers it, so that a decoder that shows something else is found out. */
export function viewDigest(network: NetworkIdentity, view: TransferView): Hex32 {
  return taggedDigest(digestTags.view, {
    network: { id: network.id, genesis: network.genesis },
    chain: view.chain,
    payers: [...view.payers],
    payments: view.payments.map(({ recipient, units }) => ({ recipient, units: units.toString() })),
    feeAtMost: view.feeAtMost.toString(),
    inputs: view.inputs.map(({ key, reference }) => ({ key, reference })),
    changeTo: view.changeTo,
    validUntil: view.validUntil === null ? null : { ...view.validUntil },
    memo: view.memo,
    details: { ...view.details },
  });
}
