import * as ledger from '../../chains/iota/pure/ledger/digests.ts';

const digests = {
  TransactionData: ledger.transactionDigest,
  TransactionEffects: ledger.effectsDigest,
  Object: ledger.objectDigest,
  CheckpointContents: ledger.contentsDigest,
  CheckpointSummary: ledger.summaryDigest,
} as const;

/** What the network names a document by: base58 of the digest of its BCS. */
export const documentDigest = (tag: keyof typeof digests, bytes: Uint8Array): string =>
  ledger.digestText(digests[tag](bytes));
