import type { Asset } from '../core/asset.ts';
import type { DerivationPath } from '../core/derivation-path.ts';
import type { Hex32 } from '../core/digest.ts';
import type { JsonValue } from '../core/json.ts';
import type { NetworkId, NetworkIdentity } from '../core/network-id.ts';
import type { InputEvidence } from '../core/proposal/evidence.ts';
import type { Payment, TransferView } from '../core/proposal/transfer-view.ts';
import type { Result } from '../core/result.ts';

/** How addresses of a chain are written. */
export interface AddressForm {
  /** Reads an address as a person types or scans it; refuses `address-*`, saying what was expected. */
  parse(text: string): Result<string>;
  /** The same address as other papers and programs write it, for comparison. */
  otherForms(address: string): readonly OtherForm[];
  /**
   * What is strange about an address that is written well: a key of the screens' texts, e.g. `system-object`; null for
   * nothing. It is a warning where somebody decides, no refusal.
   */
  strange(address: string): string | null;
  /** The address of an Ed25519 public key (32 bytes). */
  ofPublicKey(publicKey: Uint8Array): string;
}

/** `name` is a key of the screens' texts, e.g. `legacy`. */
export interface OtherForm {
  readonly name: string;
  readonly text: string;
}

/** Where keys lie in a seed (BIP-44 over SLIP-10 Ed25519: every level is hardened). */
export interface Derivation {
  /** SLIP-44. */
  readonly coinType: number;
  /** The hardened levels of a path, without the hardening bit. */
  levels(path: DerivationPath): readonly number[];
  /** As wallets write it, e.g. `m/44'/...`. */
  format(path: DerivationPath): string;
}

/** What the network asks for a transaction at this time. Made by a line, checked and read by its chain only. */
export interface FeeTerms {
  readonly chain: string;
  readonly terms: JsonValue;
}

/** What to build. */
export interface TransferPlan {
  /** Every input to consume, proven. */
  readonly evidence: readonly InputEvidence[];
  readonly payments: readonly Payment[];
  readonly memo: string | null;
  readonly terms: FeeTerms;
  /** The last epoch in which the ledger takes the bytes; null on chains without {@link Chain.epochs}. */
  readonly lastEpoch: bigint | null;
  /** 0 or more. Each number gives other bytes for the same payments: bytes that were rejected are void for good. */
  readonly variant: number;
}

/** What to build to void signed bytes: their very inputs, all of them, and nobody is paid. */
export type CancelPlan = Omit<TransferPlan, 'payments' | 'memo'>;

/** How a ledger counts time: in epochs, each of which ends with a checkpoint. */
export interface Epochs {
  /** About how long one takes, milliseconds. */
  readonly lengthMs: number;
  /** No epoch of the network is shorter, milliseconds: a node that names one further on is not believed. */
  shortestMs(network: NetworkId): number;
  /**
   * No epoch of the network takes longer, milliseconds: a clock that is further on than that from the last proven end is
   * not believed. Null where an epoch may last for any time.
   */
  longestMs(network: NetworkId): number | null;
}

/** The end of an epoch, verified: what a signer that has no network knows of the ledger's time. */
export interface ProvenEpoch {
  /** The epoch that runs since then. */
  readonly epoch: bigint;
  /** When the one before ended, milliseconds since 1970 by the validators; 0 where the first has not ended yet. */
  readonly at: number;
  /** What the next end is verified with, in the chain's own form. */
  readonly kept: string;
}

/** Who certifies a ledger, and how far it was proven. */
export interface ProofState {
  /** Of the whole network: its first checkpoint's digest, as the chain writes it. */
  readonly genesis: string;
  /** The epoch whose checkpoints the members certify. */
  readonly epoch: bigint;
  /** In the order in which certificates number them. `key` is a public key as the chain's papers write it. */
  readonly members: readonly { readonly key: string; readonly weight: bigint }[];
  readonly total: bigint;
  /** The least weight that certifies. */
  readonly quorum: bigint;
  /** The newest checkpoint that was proven; null before the first. `at`: milliseconds since 1970, by the validators. */
  readonly last: {
    readonly sequence: bigint;
    readonly digest: string;
    readonly epoch: bigint;
    readonly at: number;
  } | null;
}

/** Ends of epochs that are read, and handed to a signer, at once. */
export const MOST_CLOSINGS = 16;

/** Verifies the ends of epochs, one after the other, from what the policy pins on. */
export interface EpochProofs {
  /**
   * Begins at the trust root. Refuses `trust-root-foreign` for another document than the root names, `proof-malformed`, and
   * what is wrong with a committee.
   * @param root the document that the root is the digest of, as `Line.closings` gives it
   */
  begin(trustRoot: string, root: Uint8Array): Result<ProvenEpoch>;
  /**
   * Goes on by the certified ends of the epochs that follow, all of them or none. Refuses `epoch-skipped`, `closing-behind`
   * (an epoch whose end was taken in already, or an end dated before the last one), `certificate-*`, `committee-*`,
   * `checkpoint-skipped` and `proof-malformed`.
   * @param kept {@link ProvenEpoch.kept} of before
   * @param closings as `Line.closings` gives them, oldest first, at least one
   */
  goOn(kept: string, closings: readonly Uint8Array[]): Result<ProvenEpoch>;
  /**
   * What a kept state says: that of a line (`LedgerProof.kept`), or of a signer. Nothing is verified again. Refuses
   * `proof-malformed`, `input-malformed` and `committee-stake`.
   */
  read(kept: string): Result<ProofState>;
}

/** What certified effects made. */
export interface ProvenCreation {
  readonly checkpoint: bigint;
  readonly epoch: bigint;
  /** Milliseconds since 1970, by the validators. */
  readonly at: number;
  /** What {@link CreationProofs.isMade} holds inputs against. */
  readonly made: readonly string[];
}

/** Proves to a station without a line that inputs exist. A proof is of one transaction, and of all that it made. */
export interface CreationProofs {
  /**
   * Who certifies each epoch, by the certified ends of epochs: all of them, or refused. Refuses `epoch-skipped`,
   * `certificate-*`, `committee-*`, `trust-root-foreign` and `proof-malformed`.
   * @param from the document that the trust root is the digest of, or the newest committee that was verified before: ends of
   * earlier epochs are passed over then
   * @param closings as `Line.closings` gives them, oldest first, without a gap
   * @returns the committees that are new, oldest first, in the chain's own form
   */
  committees(
    from: { readonly trustRoot: string } & ({ readonly root: Uint8Array } | { readonly known: Uint8Array }),
    closings: readonly Uint8Array[],
  ): Result<readonly Uint8Array[]>;
  /**
   * Verifies what certified effects made: what each proof proves, up to the first that is refused for anything but
   * `committee-unknown`: an epoch whose committee is not among these. Refuses `certificate-*`, `contents-foreign`, `effects-foreign` and
   * `proof-malformed`.
   * @param committees verified ones
   */
  creations(
    committees: readonly Uint8Array[],
    proofs: readonly Uint8Array[],
  ): readonly Result<ProvenCreation>[];
  /** Whether an input is among what a certified transaction made, with this very owner and amount. */
  isMade(input: InputEvidence, made: readonly string[]): boolean;
}

/** One signature of a transaction: 64 bytes by a public key of 32. */
export interface KeySignature {
  readonly signature: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** Texts that a key signs to show whose its address is. */
export interface MessageForm {
  /** What Ed25519 signs for a text. Nothing that a transaction's signature is over is ever the same. */
  signingMessage(text: string): Uint8Array;
  /** The signature serialized as the chain's wallets take it, base64. */
  assemble(signature: KeySignature): string;
  /** Verifies a serialized signature over a text; the signer's address. Refuses `bytes-malformed` and `request-signature-bad`. */
  verify(text: string, serialized: string): Result<string>;
}

/**
 * What a kind of chain is: its pure half, shared by the console, which builds, and the signer, which decodes and signs. No
 * input or output; every function is total over its input (bad bytes are a refusal, never a throw).
 *
 * Approvals cover the *intent*. The *signing bytes* are made of it when it is signed. On most chains they are the same;
 * where bytes live for hours only, short-lived fields are filled in within bounds that the intent names.
 */
export interface Chain {
  /** `iota` of `iota:mainnet`. */
  readonly kind: string;
  readonly asset: Asset;
  readonly address: AddressForm;
  readonly derivation: Derivation;
  /** Inputs and payments that one transaction can have at most. */
  readonly limits: { readonly inputs: number; readonly payments: number };
  /** Owners whose inputs one transaction can consume: 1 where there is one sender. */
  readonly payersAtMost: number;
  /** Whether a transaction can carry a memo. */
  readonly hasMemo: boolean;
  /**
   * Whether transactions name the last epoch in which they can happen: then the signer demands it. Null where the intent
   * bounds the short-lived fields, and signing bytes end by those.
   */
  readonly epochs: Epochs | null;
  /** How ends of epochs are verified without a network; null on chains that prove none. */
  readonly epochProofs: EpochProofs | null;
  /** How the creation of inputs is proven without a network; null on chains that prove nothing. */
  readonly creationProofs: CreationProofs | null;
  /** How texts are signed; null on chains that have no form for that. */
  readonly messages: MessageForm | null;

  /**
   * Checks what a policy pins as the beginning of all proof: the chain's own text, of this very network; null on chains that
   * prove nothing. Refuses `policy-malformed`.
   */
  checkTrustRoot(trustRoot: string | null, network: NetworkIdentity): Result<void>;
  /** Checks terms that a line gave; refuses `node-answer-malformed` for terms that the network would never name. */
  checkTerms(terms: FeeTerms): Result<FeeTerms>;
  /** The fee to provide for, base units: a transaction of this size never costs more. */
  feeFor(size: { readonly inputs: number; readonly payments: number }, terms: FeeTerms): bigint;
  /** Whether the network would no longer take these bytes; the words say why. */
  whyOutdated(view: TransferView, terms: FeeTerms): string | null;

  /**
   * Builds the canonical intent of a transfer; `decode` of it gives the plan back. What is left of the inputs returns to
   * a payer. Refuses: `too-many-recipients`, `funds-insufficient`, `funds-spread` (more inputs than one transaction
   * takes), `input-foreign` (more payers than one transaction has), `input-malformed` (no payment, an input twice),
   * `amount-zero`, `amount-too-large`, `asset-wrong` (a payment of another asset), `bytes-too-large`.
   */
  build(plan: TransferPlan): Result<Uint8Array>;
  /**
   * Builds the intent that voids others: it consumes exactly these inputs, and all that they have returns to their one
   * owner. `decode` of it gives a view without payments. Refuses as {@link Chain.build} does, and `input-malformed` on
   * chains that cannot.
   */
  cancel(plan: CancelPlan): Result<Uint8Array>;
  /**
   * Decodes an intent that has one of the known shapes, and refuses all others. Refuses: `bytes-malformed`,
   * `bytes-trailing`, `bytes-not-canonical`, `bytes-too-large`, `command-unknown`, `command-extra`,
   * `too-many-recipients`, `amount-zero`, `amount-too-large`.
   */
  decode(intent: Uint8Array): Result<TransferView>;
  /**
   * Compares price and fee with the network's own bounds, whatever a node says: bytes outside of them never happen, and
   * bind their inputs. Refuses `fee-price`, `fee-too-low` and `fee-too-high`.
   */
  checkFee(view: TransferView): Result<void>;
  /** The digest that approvals cover. */
  digest(intent: Uint8Array): Hex32;
  /** That digest as this chain's explorers write it. */
  formatDigest(digest: Hex32): string;
  /**
   * Compares the evidence with what the bytes name: every input proven, owned by a payer, none in excess; fee and change
   * with the payers. Refuses: `evidence-missing`, `evidence-mismatch`, `evidence-excess`, `input-foreign`,
   * `fee-payer-foreign`, `change-foreign`, `asset-wrong` (evidence of another asset).
   * @returns base units of all inputs, and of each
   */
  prove(view: TransferView, evidence: readonly InputEvidence[]): Result<ProvenInputs>;

  /**
   * What a proven transaction did to inputs, by `LedgerTransaction.moved`; null on chains whose lines prove nothing. Refuses
   * `proof-malformed`.
   */
  readonly movedInputs: ((moved: Uint8Array) => Result<MovedInputs>) | null;
  /** The id of the transaction that made an input; null where its evidence does not tell. */
  producedBy(input: InputEvidence): string | null;

  /**
   * Makes the bytes that are signed. Refuses `fields-out-of-bounds` for fields that the intent does not allow, and for any
   * where the chain has none.
   * @param fields short-lived fields from the line; null on chains without
   */
  complete(intent: Uint8Array, fields: JsonValue): Result<Uint8Array>;
  /**
   * Whether signing bytes with these fields can be executed only when those with the earlier fields no longer can: both can
   * never happen, so that an input may be signed for again. False where the fields do not say so; never throws.
   */
  isAfter(fields: JsonValue, earlier: JsonValue): boolean;
  /** The addresses whose keys must sign, in the order in which {@link Chain.assemble} takes their signatures. */
  signers(view: TransferView, evidence: readonly InputEvidence[]): readonly string[];
  /** What Ed25519 signs for one of the signers. */
  signingMessage(signingBytes: Uint8Array, signer: number): Uint8Array;
  /** The signatures serialized as the network takes them, base64. */
  assemble(signingBytes: Uint8Array, signatures: readonly KeySignature[]): string;
  /** Verifies serialized signatures; the signers' addresses. Refuses `bytes-malformed` and `request-signature-bad`. */
  verify(signingBytes: Uint8Array, serialized: string): Result<readonly string[]>;
  /** The transaction's id as the ledger writes it. */
  transactionId(signingBytes: Uint8Array): string;
}

/** Inputs that one transaction consumed and created, of all owners. One that it changed is in both, under two keys. */
export interface MovedInputs {
  readonly consumed: readonly Pick<InputEvidence, 'key' | 'owner'>[];
  readonly created: readonly InputEvidence[];
}

export interface ProvenInputs {
  readonly total: bigint;
  /** Base units of each input, in the order of the view. */
  readonly units: readonly bigint[];
}
