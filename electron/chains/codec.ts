import type { Address } from '../core/address.ts';
import type { Hex32 } from '../core/digest.ts';
import type { CoinReference, DecodedTransfer, Payment } from '../core/proposal/decoded-transfer.ts';
import type { CoinEvidence } from '../core/proposal/proposal.ts';
import type { Result } from '../core/result.ts';

/** What to build: payments from one sender's coins. Amounts in nanos. */
export interface TransferPlan {
  readonly sender: Address;
  /** Every coin to consume, proven; 1 to 255 (they all pay gas; what is left stays in the first). */
  readonly coins: readonly CoinEvidence[];
  /** 1 to 500 payments. */
  readonly payments: readonly Payment[];
  /** Nanos per computation unit. */
  readonly gasPrice: bigint;
  /** Nanos. */
  readonly gasBudget: bigint;
}

/**
 * The pure half of a network: shared by the console, which builds, and the signer, which decodes. No input or output;
 * every function is total over its input (bad bytes are a refusal, never a throw).
 */
export interface Codec {
  /**
   * Builds the canonical bytes of a transfer; `decode` of the result gives the plan back.
   * Refuses: `too-many-recipients`, `funds-insufficient`, `funds-spread` (more than 255 coins), `input-foreign` (a coin
   * of another owner), `input-malformed` (no payment, a coin twice), `amount-zero`, `amount-too-large`, `bytes-too-large`.
   */
  build(plan: TransferPlan): Result<Uint8Array>;
  /**
   * Decodes bytes that have one of the known transfer shapes, and refuses all others.
   * Refuses: `bytes-malformed`, `bytes-trailing`, `bytes-not-canonical`, `bytes-too-large`, `command-unknown`
   * (another kind of command, argument, input or transaction), `command-extra` (known kinds in a shape that is not
   * a transfer), `too-many-recipients`, `amount-zero`, `amount-too-large`.
   */
  decode(bytes: Uint8Array): Result<DecodedTransfer>;
  /** The transaction digest, hex. Explorers show it in base58: {@link Codec.formatDigest}. */
  digest(bytes: Uint8Array): Hex32;
  /** A transaction digest as this network's explorers write it. */
  formatDigest(digest: Hex32): string;
  /** The reference (id, version, object digest) that this exact coin content proves. */
  proveCoin(evidence: CoinEvidence): CoinReference;
  /** The least gas budget, nanos, that is safe for a transfer of so many payments from so many coins. */
  gasBudget(plan: { coins: number; payments: number; gasPrice: bigint }): bigint;
  /** The 32 bytes that Ed25519 signs. */
  signingMessage(bytes: Uint8Array): Uint8Array;
  /** The serialized signature (base64) from an Ed25519 signature (64 bytes) and public key (32 bytes). */
  assemble(signature: Uint8Array, publicKey: Uint8Array): string;
  /** Verifies a serialized signature over transaction bytes; the value is the signer's address. `bytes-malformed` or `request-signature-bad`. */
  verify(bytes: Uint8Array, serializedSignature: string): Result<Address>;
}
