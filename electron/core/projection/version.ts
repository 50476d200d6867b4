/**
 * What a decision rests on. Books compare each with what they have when they commit; where one differs, nothing is
 * written and the use case decides again. A version rises with each change; 0 means that the thing does not exist.
 */
export type Version =
  | { readonly of: 'movement'; readonly id: string; readonly version: number }
  /** The newest withdrawal of an amount (base units) to a payee: its place in the books; 0 for none. */
  | {
      readonly of: 'payments';
      readonly recipient: string;
      readonly units: bigint;
      readonly version: number;
    }
  /** What a program calls a payment: 0 free, 1 taken. */
  | { readonly of: 'external-id'; readonly id: string; readonly version: 0 | 1 }
  /** A name as `aliasKey` folds it: 0 free, 1 taken, now or before. */
  | { readonly of: 'alias'; readonly key: string; readonly version: 0 | 1 }
  /** The number of the entry that gave an account its name; 0 for an account that is not there. */
  | { readonly of: 'account'; readonly vaultId: string; readonly account: number; readonly version: number }
  /** Whether an account is in the archive: 0 no, or not there, 1 yes. */
  | { readonly of: 'archived'; readonly vaultId: string; readonly account: number; readonly version: 0 | 1 }
  /** What an account has, base units; 0 for an account that is not there. */
  | { readonly of: 'balance'; readonly vaultId: string; readonly account: number; readonly version: bigint }
  /** The next free account index of a vault. */
  | { readonly of: 'next-account'; readonly vaultId: string; readonly version: number }
  /** 0 unknown, 1 known, 2 issued. */
  | { readonly of: 'address'; readonly address: string; readonly version: 0 | 1 | 2 }
  /** How many times checkpoints touched it; 0 never, or unknown. */
  | { readonly of: 'touches'; readonly address: string; readonly version: number }
  /** 0 neither reserved nor spent, 1 reserved, 2 spent. */
  | { readonly of: 'input'; readonly key: string; readonly version: 0 | 1 | 2 }
  /** Bytes that were proposed before: 0 never, 1 yes. */
  | { readonly of: 'proposal'; readonly digest: string; readonly version: 0 | 1 }
  /** 0 unknown, 1 seen, 2 final. */
  | {
      readonly of: 'deposit';
      readonly transactionId: string;
      readonly address: string;
      readonly version: 0 | 1 | 2;
    }
  /** Journaled ceremonies: 0 no, 1 yes. */
  | { readonly of: 'ceremony'; readonly transcriptId: string; readonly version: 0 | 1 }
  /** Rises with each change of the cursor; 0 before the first. */
  | { readonly of: 'cursor'; readonly version: number };
