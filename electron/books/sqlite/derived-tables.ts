/** A table of which some columns follow from the journal. */
export interface DerivedTable {
  readonly table: string;
  readonly key: readonly string[];
  /** What follows from the journal. Everything else is a fact of the ledger, of this station, or a figure of both. */
  readonly columns: readonly string[];
  /** Which rows follow from the journal, as a condition; all where left out. */
  readonly where?: string;
}

const derived = (table: string, key: string, columns: string, where?: string): DerivedTable => ({
  table,
  key: key.split(' '),
  columns: columns.split(' '),
  ...(where === undefined ? {} : { where }),
});

/**
 * What `project` makes of the journal's entries. Beside it there are facts: `inputs`, `cursor`, `epoch` and
 * `password_failures` whole; deposits that are only seen; what a checkpoint touched, balances, and the problem noted on a movement (with the
 * version, which rises with it).
 */
export const derivedTables: readonly DerivedTable[] = [
  derived('accounts', 'vault_id account', 'alias alias_key created_at entry_seq issued'),
  derived('attestations', 'batch', 'attestation'),
  derived('addresses', 'address', 'vault_id account change position batch proof issued_at issued_seq'),
  derived('vaults', 'vault_id', 'accounts next_account retired_at'),
  derived(
    'deposits',
    'transaction_id address',
    'units sender state seen_at final_at checkpoint',
    // The plus keeps SQLite from an index that is not in the order of the key.
    "+state = 'final'",
  ),
  derived(
    'movements',
    'id',
    'kind state vault_id recipient units reference maker_id source memo request rule_id approvals_needed approved_by created_at updated_at',
  ),
  derived('proposals', 'movement_id', 'proposal digest view_digest digest_text last_epoch'),
  derived('approvals', 'movement_id officer_id', 'approval approved_at expires_at policy_version'),
  derived('rejections', 'movement_id', 'vault_id rejection sealed'),
  derived(
    'transactions',
    'movement_id',
    'transaction_id signature fields rule_id units signed_at sent_at final_at checkpoint fee_paid',
  ),
  derived('reservations', 'key', 'movement_id'),
  derived('spent_inputs', 'key', 'transaction_id checkpoint'),
];
