import type { Gift } from './gift.ts';

/** What the next epoch has, where it is not as in this one. */
export interface NextEpoch {
  /** Nanos per unit. */
  readonly gasPrice?: number | undefined;
  readonly protocolVersion?: number | undefined;
}

/** What happened to the ledger from outside: repeating these in order gives the same ledger. */
export type LedgerEvent =
  | { readonly kind: 'transaction'; readonly bytes: Uint8Array; readonly signatures: readonly string[] }
  | { readonly kind: 'lock'; readonly bytes: Uint8Array; readonly signatures: readonly string[] }
  | { readonly kind: 'gift'; readonly recipient: string; readonly gift: Gift }
  | { readonly kind: 'checkpoint'; readonly at: number }
  | ({ readonly kind: 'epoch'; readonly at: number } & NextEpoch);
