/** What came to each vault and went from it, by time, and sums of it; see `schema.ts` for amounts and times. */
export const flowTables = `-- Final deposits of a quarter of an hour, by its beginning: every zone's midnight is the beginning of one.
CREATE TABLE deposit_quarters (
  begins INTEGER PRIMARY KEY,
  deposits INTEGER NOT NULL,
  total TEXT NOT NULL
) STRICT;

-- Money that came to a vault or went from it (below zero), by the time of its checkpoint.
CREATE TABLE flows (
  transaction_id TEXT NOT NULL,
  vault_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('deposit', 'withdrawal', 'sweep', 'fee', 'unknown')),
  -- The own address; empty where the vault as a whole paid
  address TEXT NOT NULL,
  units INTEGER NOT NULL,
  at INTEGER NOT NULL,
  checkpoint TEXT NOT NULL,
  movement_id TEXT,
  -- Who paid, or was paid
  party TEXT,
  -- The validators' certificates, the word of two endpoints, or of one
  rests_on TEXT NOT NULL CHECK (rests_on IN ('validators', 'two', 'one')),
  PRIMARY KEY (transaction_id, vault_id, kind, address)
) STRICT;
CREATE INDEX flows_by_time ON flows (at, transaction_id, vault_id, kind, address, units);
CREATE INDEX flows_by_address ON flows (address);

-- What flows of a quarter of an hour come to, by its beginning; and those of all times.
CREATE TABLE flow_quarters (
  vault_id TEXT NOT NULL,
  begins INTEGER NOT NULL,
  kind TEXT NOT NULL,
  came TEXT NOT NULL,
  went TEXT NOT NULL,
  PRIMARY KEY (vault_id, begins, kind)
) STRICT;
CREATE INDEX flow_quarters_by_time ON flow_quarters (begins);
CREATE TABLE flow_sums (
  vault_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  flows INTEGER NOT NULL,
  came TEXT NOT NULL,
  went TEXT NOT NULL,
  PRIMARY KEY (vault_id, kind)
) STRICT;

-- Addresses that may have had money before this treasury followed the ledger.
CREATE TABLE restored_addresses (
  address TEXT PRIMARY KEY,
  vault_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  -- What was found there at the first reading, beside what flows had brought; null before that
  units TEXT
) STRICT;
CREATE INDEX restored_by_vault ON restored_addresses (vault_id, at, units);
`;
