/** Amounts are nanos in SQLite's 64-bit integers; times are milliseconds; flags are 0 or 1. */
export const firstDay = `
CREATE TABLE accounts (
  vault_id TEXT NOT NULL,
  account INTEGER NOT NULL CHECK (account >= 0),
  alias TEXT NOT NULL,
  alias_key TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (vault_id, account)
) STRICT;
CREATE INDEX accounts_by_age ON accounts (created_at, vault_id, account);

CREATE TABLE addresses (
  address TEXT PRIMARY KEY,
  vault_id TEXT NOT NULL,
  account INTEGER NOT NULL,
  change INTEGER NOT NULL,
  position INTEGER NOT NULL,
  issued_at INTEGER,
  -- 1 where a checkpoint touched it and its coins were not read again yet
  stale INTEGER NOT NULL DEFAULT 0 CHECK (stale IN (0, 1)),
  UNIQUE (vault_id, account, change, position),
  FOREIGN KEY (vault_id, account) REFERENCES accounts (vault_id, account)
) STRICT;
CREATE INDEX addresses_by_issue ON addresses (vault_id, account, issued_at);
CREATE INDEX addresses_by_time ON addresses (issued_at) WHERE issued_at IS NOT NULL;
CREATE INDEX addresses_stale ON addresses (address) WHERE stale = 1;

CREATE TABLE coins (
  id TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  owner TEXT NOT NULL REFERENCES addresses (address),
  balance INTEGER NOT NULL CHECK (balance >= 0),
  previous_transaction TEXT NOT NULL,
  storage_rebate TEXT NOT NULL
) STRICT;
CREATE INDEX coins_by_owner ON coins (owner);

CREATE TABLE deposits (
  transaction_digest TEXT NOT NULL,
  address TEXT NOT NULL REFERENCES addresses (address),
  amount INTEGER NOT NULL CHECK (amount > 0),
  sender TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('seen', 'final')),
  seen_at INTEGER NOT NULL,
  final_at INTEGER,
  checkpoint TEXT,
  PRIMARY KEY (transaction_digest, address),
  CHECK ((state = 'final') = (final_at IS NOT NULL AND checkpoint IS NOT NULL))
) STRICT;
CREATE INDEX deposits_by_time ON deposits (seen_at DESC, transaction_digest);

CREATE TABLE movements (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('withdrawal', 'sweep')),
  state TEXT NOT NULL CHECK (state IN ('queued', 'proposed', 'approved', 'signed', 'sent', 'final', 'failed', 'rejected', 'cancelled', 'expired')),
  vault_id TEXT NOT NULL,
  recipient TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  reference TEXT NOT NULL,
  maker_id TEXT NOT NULL,
  source TEXT REFERENCES addresses (address),
  request TEXT NOT NULL,
  rule_id TEXT,
  approvals_needed INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  trouble_code TEXT,
  trouble_message TEXT
) STRICT;
CREATE INDEX movements_by_time ON movements (kind, created_at DESC, id);
CREATE INDEX movements_by_age ON movements (created_at DESC, id);
CREATE INDEX movements_by_state ON movements (state, created_at DESC);

CREATE TABLE proposals (
  movement_id TEXT PRIMARY KEY REFERENCES movements (id),
  proposal TEXT NOT NULL,
  transaction_digest TEXT NOT NULL UNIQUE,
  view_digest TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE reservations (
  coin_id TEXT NOT NULL,
  coin_version TEXT NOT NULL,
  movement_id TEXT NOT NULL REFERENCES movements (id),
  PRIMARY KEY (coin_id, coin_version)
) STRICT;
CREATE INDEX reservations_by_movement ON reservations (movement_id);

CREATE TABLE approvals (
  movement_id TEXT NOT NULL REFERENCES movements (id),
  officer_id TEXT NOT NULL,
  approval TEXT NOT NULL,
  approved_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (movement_id, officer_id)
) STRICT;

CREATE TABLE rejections (
  movement_id TEXT PRIMARY KEY REFERENCES movements (id),
  rejection TEXT NOT NULL,
  sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1))
) STRICT;

CREATE TABLE transactions (
  movement_id TEXT PRIMARY KEY REFERENCES movements (id),
  digest TEXT NOT NULL UNIQUE,
  signature TEXT NOT NULL,
  signed_at INTEGER NOT NULL,
  sent_at INTEGER,
  final_at INTEGER,
  checkpoint TEXT,
  gas_used INTEGER
) STRICT;

CREATE TABLE counters (
  vault_id TEXT PRIMARY KEY,
  counter INTEGER NOT NULL
) STRICT;

CREATE TABLE cursor (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  next_checkpoint TEXT NOT NULL,
  as_of INTEGER NOT NULL
) STRICT;

CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  officer_id TEXT,
  movement_id TEXT,
  hash TEXT NOT NULL UNIQUE,
  entry TEXT NOT NULL
) STRICT;
CREATE INDEX journal_by_movement ON journal (movement_id, seq) WHERE movement_id IS NOT NULL;
`;
