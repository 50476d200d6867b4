import { type MovementState, movementStates } from '../../core/movement/movement-state.ts';
import { flowTables } from './flow-tables.ts';
import { TELLS_OF_BOOK, TELLS_OF_ENVELOPES, TELLS_OF_MESSAGES } from './tells-of.ts';
import { wordIndexes } from './word-index.ts';

/** The version of the tables; see `PRAGMA user_version`. Versions 1 to 11 were those of practice releases before it. */
export const SCHEMA_VERSION = 12;

const STATES = movementStates.map((state) => `|${state}|`).join('');

/** A state's place on a movement's way, for lists that are sorted by it. A query has to say it in these words. */
export const STAGE = `instr('${STATES}', '|' || state || '|')`;

/** The same place, of one state. */
export const stageOf = (state: MovementState): number => STATES.indexOf(`|${state}|`) + 1;

/** A movement that is not at its end. A query has to say it in these words for SQLite to use the index of such rows. */
export const IS_OPEN = "state IN ('queued', 'proposed', 'approved', 'signed', 'sent', 'stopped')";

/**
 * Amounts of one thing are base units in SQLite's 64-bit integers. Sums are decimal text of 24 digits, so that no lie of a
 * node can overflow them and text order is the order of numbers. Times are milliseconds. Requests, proposals,
 * approvals, rejections and journal entries are JSON in UTF-8, as BLOBs. `row` numbers rows in the order in which they came;
 * `found_by` is what a search finds them by. Indexes of lists have all by which a list is filtered, so that no row is read
 * that is not shown.
 */
export const tables = `
CREATE TABLE accounts (
  row INTEGER PRIMARY KEY,
  vault_id TEXT NOT NULL,
  account INTEGER NOT NULL CHECK (account >= 0),
  alias TEXT NOT NULL,
  alias_key TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  -- Number of the journal entry that gave it its name
  entry_seq INTEGER NOT NULL,
  -- When it was archived; null while it is in use
  archived_at INTEGER,
  note TEXT NOT NULL DEFAULT '',
  -- All final deposits ever, and when the last one was final
  received TEXT NOT NULL DEFAULT '000000000000000000000000',
  last_deposit_at INTEGER,
  issued INTEGER NOT NULL DEFAULT 0,
  balance TEXT NOT NULL DEFAULT '000000000000000000000000',
  found_by TEXT NOT NULL DEFAULT '',
  UNIQUE (vault_id, account)
) STRICT;
CREATE INDEX accounts_in_list ON accounts (row, vault_id, created_at, balance, archived_at);
CREATE INDEX accounts_by_name ON accounts (alias_key, row, vault_id, created_at, balance, archived_at);
CREATE INDEX accounts_by_amount ON accounts (balance, row, vault_id, created_at, archived_at);
CREATE INDEX accounts_of_vault ON accounts (vault_id, row, created_at, balance, archived_at);
CREATE INDEX accounts_of_vault_by_name ON accounts (vault_id, alias_key, row, created_at, balance, archived_at);
CREATE INDEX accounts_of_vault_by_amount ON accounts (vault_id, balance, row, created_at, archived_at);

-- Names that accounts had. They stay theirs: no other account gets one.
CREATE TABLE former_names (
  -- Number of the journal entry that gave the account another name
  entry_seq INTEGER PRIMARY KEY,
  vault_id TEXT NOT NULL,
  account INTEGER NOT NULL,
  alias TEXT NOT NULL,
  alias_key TEXT NOT NULL,
  ended_at INTEGER NOT NULL,
  officer_id TEXT
) STRICT;
CREATE INDEX former_names_by_key ON former_names (alias_key);
CREATE INDEX former_names_of_account ON former_names (vault_id, account, entry_seq);

-- What vaults have signed of their addresses. Rows are only added.
CREATE TABLE attestations (
  -- The digest that is signed
  batch TEXT PRIMARY KEY,
  attestation BLOB NOT NULL
) STRICT;

CREATE TABLE addresses (
  row INTEGER PRIMARY KEY,
  address TEXT NOT NULL UNIQUE,
  vault_id TEXT NOT NULL,
  account INTEGER NOT NULL,
  change INTEGER NOT NULL,
  position INTEGER NOT NULL,
  -- The attestation, and the address's place under its root; null: none
  batch TEXT,
  proof BLOB,
  issued_at INTEGER,
  -- Number of the journal entry that gave it out
  issued_seq INTEGER,
  -- 1 where a checkpoint touched it and what it has was not read again yet
  touched INTEGER NOT NULL DEFAULT 0 CHECK (touched IN (0, 1)),
  -- How many times checkpoints have touched it: it rises only
  touches INTEGER NOT NULL DEFAULT 0,
  -- The transaction that touched it last, where it paid the address; null where it did not
  touched_by TEXT,
  -- 1 where all that it has was read of a node once: what it had before the ledger was followed is known
  listed INTEGER NOT NULL DEFAULT 0 CHECK (listed IN (0, 1)),
  balance TEXT NOT NULL DEFAULT '000000000000000000000000',
  free TEXT NOT NULL DEFAULT '000000000000000000000000',
  free_inputs INTEGER NOT NULL DEFAULT 0,
  -- Null: nobody was given it
  found_by TEXT,
  UNIQUE (vault_id, account, change, position),
  FOREIGN KEY (vault_id, account) REFERENCES accounts (vault_id, account)
) STRICT;
CREATE INDEX addresses_issued ON addresses (vault_id, account, position) WHERE issued_at IS NOT NULL;
CREATE INDEX addresses_ready ON addresses (vault_id, account, change, position) WHERE issued_at IS NULL;
CREATE INDEX addresses_by_time ON addresses (issued_at) WHERE issued_at IS NOT NULL;
CREATE INDEX addresses_touched ON addresses (address) WHERE touched = 1;
CREATE INDEX addresses_free ON addresses (vault_id, free, address) WHERE free_inputs > 0;

CREATE TABLE inputs (
  key TEXT PRIMARY KEY,
  chain TEXT NOT NULL,
  owner TEXT NOT NULL REFERENCES addresses (address),
  asset TEXT NOT NULL,
  units INTEGER NOT NULL CHECK (units >= 0),
  proof TEXT NOT NULL,
  -- The checkpoint that proves its creation, followed without a gap since then; null: a node's word is all there is
  checkpoint TEXT,
  -- The checkpoint that proved its creation, where time was not seen since: that it is unspent is a node's word
  existed TEXT CHECK (existed IS NULL OR checkpoint IS NULL)
) STRICT;
CREATE INDEX inputs_by_owner ON inputs (owner, checkpoint IS NULL, units DESC, key);
CREATE INDEX inputs_unproven ON inputs (owner, units, existed) WHERE checkpoint IS NULL;

-- Inputs of own addresses that a transaction in a checkpoint has consumed. None of them ever comes back.
CREATE TABLE spent_inputs (
  key TEXT PRIMARY KEY,
  transaction_id TEXT NOT NULL,
  checkpoint TEXT NOT NULL
) STRICT;
CREATE INDEX spent_inputs_by_transaction ON spent_inputs (transaction_id);

CREATE TABLE reservations (
  key TEXT PRIMARY KEY,
  movement_id TEXT NOT NULL REFERENCES movements (id)
) STRICT;
CREATE INDEX reservations_by_movement ON reservations (movement_id);

CREATE TABLE vaults (
  vault_id TEXT PRIMARY KEY,
  accounts INTEGER NOT NULL DEFAULT 0,
  next_account INTEGER NOT NULL DEFAULT 0,
  balance TEXT NOT NULL DEFAULT '000000000000000000000000',
  reserved TEXT NOT NULL DEFAULT '000000000000000000000000',
  -- When a rotation replaced it
  retired_at INTEGER
) STRICT;

CREATE TABLE deposits (
  row INTEGER PRIMARY KEY,
  transaction_id TEXT NOT NULL,
  address TEXT NOT NULL REFERENCES addresses (address),
  units INTEGER NOT NULL CHECK (units > 0),
  sender TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('seen', 'final')),
  seen_at INTEGER NOT NULL,
  final_at INTEGER,
  checkpoint TEXT,
  found_by TEXT NOT NULL DEFAULT '',
  UNIQUE (transaction_id, address),
  CHECK ((state = 'final') = (final_at IS NOT NULL AND checkpoint IS NOT NULL))
) STRICT;
CREATE INDEX deposits_in_list ON deposits (row, state, seen_at, units);
CREATE INDEX deposits_by_amount ON deposits (units, row, state, seen_at);
CREATE INDEX deposits_by_state ON deposits (state, row DESC, seen_at, units);
CREATE INDEX deposits_by_address ON deposits (address);
CREATE INDEX deposits_by_sender ON deposits (sender);
${flowTables}
CREATE TABLE movements (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  vault_id TEXT NOT NULL,
  recipient TEXT NOT NULL,
  units INTEGER NOT NULL CHECK (units > 0),
  reference TEXT NOT NULL,
  maker_id TEXT NOT NULL,
  source TEXT,
  memo TEXT,
  -- The digest that a cancellation voids
  cancels TEXT,
  -- The digest of the mandate that it is part of
  mandate TEXT,
  -- What a program calls it in its own books
  external_id TEXT,
  request BLOB NOT NULL,
  rule_id TEXT,
  approvals_needed INTEGER,
  -- JSON list of officers' ids, in the order in which they approved
  approved_by TEXT NOT NULL DEFAULT '[]',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  -- Of its request: from then on nothing is built, approved or signed for it
  expires_at INTEGER NOT NULL,
  stopped_at INTEGER,
  problem_code TEXT,
  problem_message TEXT,
  found_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX movements_in_list ON movements (kind, row, state, maker_id, vault_id, created_at, units);
CREATE INDEX movements_by_amount ON movements (kind, units, row, state, maker_id, vault_id, created_at);
CREATE INDEX movements_by_stage ON movements (kind, ${STAGE}, row DESC, state, maker_id, vault_id, created_at, units);
CREATE INDEX movements_of_any_kind ON movements (row, kind, state, maker_id, vault_id, created_at, units);
CREATE INDEX movements_cancelling ON movements (cancels, created_at DESC) WHERE cancels IS NOT NULL;
CREATE INDEX movements_by_state ON movements (state, created_at DESC, id);
CREATE INDEX movements_by_payee ON movements (recipient, units) WHERE kind = 'withdrawal';
CREATE INDEX movements_external ON movements (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX movements_of_mandate ON movements (mandate) WHERE mandate IS NOT NULL;
-- Those that are not at their end, with what it depends on whose step is next.
CREATE INDEX movements_open ON movements (row, kind, state, maker_id, approved_by, mandate) WHERE ${IS_OPEN};

-- What many movements are asked for and approved by. Rows are only added.
CREATE TABLE mandates (
  -- The digest that is signed
  digest TEXT PRIMARY KEY,
  mandate BLOB NOT NULL
) STRICT;

CREATE TABLE proposals (
  movement_id TEXT PRIMARY KEY REFERENCES movements (id),
  proposal BLOB NOT NULL,
  digest TEXT NOT NULL UNIQUE,
  view_digest TEXT NOT NULL,
  digest_text TEXT NOT NULL,
  -- The last epoch in which the bytes can happen
  last_epoch INTEGER
) STRICT;
CREATE INDEX proposals_by_text ON proposals (digest_text);

CREATE TABLE approvals (
  movement_id TEXT NOT NULL REFERENCES movements (id),
  officer_id TEXT NOT NULL,
  approval BLOB NOT NULL,
  approved_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  policy_version INTEGER NOT NULL,
  PRIMARY KEY (movement_id, officer_id)
) STRICT;

CREATE TABLE rejections (
  movement_id TEXT PRIMARY KEY REFERENCES movements (id),
  vault_id TEXT NOT NULL,
  rejection BLOB NOT NULL,
  sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1))
) STRICT;
CREATE INDEX rejections_unsealed ON rejections (vault_id) WHERE sealed = 0;

CREATE TABLE transactions (
  movement_id TEXT PRIMARY KEY REFERENCES movements (id),
  transaction_id TEXT NOT NULL UNIQUE,
  signature TEXT NOT NULL,
  fields TEXT NOT NULL,
  rule_id TEXT NOT NULL,
  units INTEGER NOT NULL,
  signed_at INTEGER NOT NULL,
  -- The epoch in which it has left the station last
  left_epoch INTEGER,
  sent_at INTEGER,
  final_at INTEGER,
  checkpoint TEXT,
  fee_paid INTEGER
) STRICT;
CREATE INDEX transactions_by_rule ON transactions (rule_id, signed_at, units);

CREATE TABLE cursor (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  version INTEGER NOT NULL,
  next_checkpoint TEXT NOT NULL,
  as_of INTEGER NOT NULL,
  digest TEXT
) STRICT;

-- The epoch of the ledger, and when it was found to have begun.
CREATE TABLE epoch (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  epoch TEXT NOT NULL,
  began_at INTEGER NOT NULL
) STRICT;

-- What the next checkpoint is proven with, in the chain's own form: written where that changes, once an epoch.
CREATE TABLE ledger_proof (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  kept TEXT NOT NULL
) STRICT;

-- Ledger facts and notes of this station that are in no entry, batch by batch as they were committed: append-only.
CREATE TABLE facts (
  batch INTEGER PRIMARY KEY,
  -- The newest entry when the batch was written: it applies after that one
  after_entry INTEGER NOT NULL,
  -- Of the batch before it, its number, its place and its bytes
  hash TEXT NOT NULL,
  facts BLOB NOT NULL
) STRICT;

-- Alarms about the books, by the entry that raised them.
CREATE TABLE book_alarms (
  entry INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  count INTEGER NOT NULL,
  -- JSON list of lines
  differences TEXT NOT NULL,
  settled_at INTEGER
) STRICT;

-- Wrong passwords in a row, by the vault or officer whose file was tried.
CREATE TABLE password_failures (
  owner_id TEXT PRIMARY KEY,
  failures INTEGER NOT NULL CHECK (failures > 0),
  last_failure_at INTEGER NOT NULL
) STRICT;

-- How many rows a list has, by list and filter.
CREATE TABLE counts (
  list TEXT NOT NULL,
  filter TEXT NOT NULL,
  rows INTEGER NOT NULL,
  PRIMARY KEY (list, filter)
) STRICT;

CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  station_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  officer_id TEXT,
  witnessed INTEGER NOT NULL CHECK (witnessed IN (0, 1)),
  movement_id TEXT,
  vault_id TEXT,
  transcript_id TEXT,
  -- An amount that the entry is about, for its line in a list
  units TEXT,
  hash TEXT NOT NULL UNIQUE,
  -- JSON of the few words of the body that its line in a list may say
  shown TEXT NOT NULL,
  found_by TEXT NOT NULL,
  entry BLOB NOT NULL
) STRICT;
CREATE INDEX journal_in_list ON journal (seq, kind, officer_id, vault_id, at);
CREATE INDEX journal_by_kind ON journal (kind, seq, officer_id, vault_id, at);
CREATE INDEX journal_by_officer ON journal (officer_id, seq, kind, vault_id, at);
CREATE INDEX journal_by_units ON journal (CAST(units AS INTEGER)) WHERE units IS NOT NULL;
CREATE INDEX movements_by_units ON movements (units);
CREATE INDEX journal_by_movement ON journal (movement_id, seq) WHERE movement_id IS NOT NULL;
-- Entries that tell where a vault's sealed state is, by what is signed in them: the other columns can be edited unseen.
CREATE INDEX journal_marks ON journal (json_extract(CAST(entry AS TEXT), '$.body.vaultId'), seq)
  WHERE json_extract(CAST(entry AS TEXT), '$.body.era') IS NOT NULL;
-- Entries that give an address out, by what is signed in them.
CREATE INDEX journal_issued ON journal (json_extract(CAST(entry AS TEXT), '$.body.address'))
  WHERE json_extract(CAST(entry AS TEXT), '$.kind') = 'address-issued';
-- Entries that give an account another name, by what is signed in them.
CREATE INDEX journal_renamed ON journal (
  json_extract(CAST(entry AS TEXT), '$.body.vaultId'), json_extract(CAST(entry AS TEXT), '$.body.account'), seq
) WHERE json_extract(CAST(entry AS TEXT), '$.kind') = 'account-renamed';
-- Entries that have the desk follow another node, by what is signed in them.
CREATE INDEX journal_node_changes ON journal (seq)
  WHERE json_extract(CAST(entry AS TEXT), '$.kind') = 'node-changed';
-- Entries that have the desk go on behind time that was not seen, by what is signed in them.
CREATE INDEX journal_skips ON journal (seq)
  WHERE json_extract(CAST(entry AS TEXT), '$.kind') = 'time-skipped';
-- Entries that freeze vaults or lift that, by what is signed in them.
CREATE INDEX journal_freezes ON journal (seq)
  WHERE json_extract(CAST(entry AS TEXT), '$.kind') IN ('vault-frozen', 'freeze-lifted');
-- Entries that tell which addresses a restore found used, by what is signed in them.
CREATE INDEX journal_restored ON journal (seq)
  WHERE json_extract(CAST(entry AS TEXT), '$.kind') = 'ceremony-completed';
-- Entries that tell of backups of the whole treasury, by what is signed in them.
CREATE INDEX journal_backups ON journal (seq)
  WHERE json_extract(CAST(entry AS TEXT), '$.kind') = 'treasury-backed-up';
-- Entries that tell of envelopes and of the stations that they came from, by what is signed in them.
CREATE INDEX journal_envelopes ON journal (seq) WHERE ${TELLS_OF_ENVELOPES};
-- Entries that tell of messages to sign, by what is signed in them.
CREATE INDEX journal_messages ON journal (seq) WHERE ${TELLS_OF_MESSAGES};
-- Entries that tell of the address book, by what is signed in them.
CREATE INDEX journal_book ON journal (seq) WHERE ${TELLS_OF_BOOK};
-- Approvals and stops of mandates, by their mandate.
CREATE INDEX journal_of_mandate ON journal (json_extract(CAST(entry AS TEXT), '$.body.mandate'), seq)
  WHERE kind IN ('mandate-approved', 'mandate-stopped');
-- What is to be settled, and settlements, by what is signed in them.
CREATE INDEX journal_settling ON journal (seq)
  WHERE json_extract(CAST(entry AS TEXT), '$.kind') = 'folder-settled'
    OR json_extract(CAST(entry AS TEXT), '$.body.code') = 'input-spent-elsewhere'
    OR json_extract(CAST(entry AS TEXT), '$.kind') = 'books-differed'
    OR json_extract(CAST(entry AS TEXT), '$.kind') = 'second-opinion-differed'
    OR json_extract(CAST(entry AS TEXT), '$.kind') = 'books-settled';
CREATE INDEX journal_facts ON journal (seq) WHERE json_extract(CAST(entry AS TEXT), '$.body.batches') IS NOT NULL;
CREATE INDEX journal_transcripts ON journal (transcript_id) WHERE transcript_id IS NOT NULL;
`;

/** All of it, as it is in a file. */
export const schema = [
  tables,
  ...Object.values(wordIndexes).flatMap(({ index, triggers }) => [index, ...triggers.map(({ sql }) => sql)]),
].join('\n');
