/** What a follower of the ledger has to remember, so that a lying node cannot take it back. */
export const ledgerEvidence = `
-- Digest of the last checkpoint taken in: the next one must follow on it. Null where an older version wrote the row.
ALTER TABLE cursor ADD COLUMN digest TEXT;

-- Coin versions of own addresses that a transaction in a checkpoint has consumed. A version never comes back.
CREATE TABLE spent_coins (
  coin_id TEXT NOT NULL,
  coin_version TEXT NOT NULL,
  transaction_digest TEXT NOT NULL,
  checkpoint TEXT NOT NULL,
  PRIMARY KEY (coin_id, coin_version)
) STRICT;
CREATE INDEX spent_coins_by_transaction ON spent_coins (transaction_digest);
`;
