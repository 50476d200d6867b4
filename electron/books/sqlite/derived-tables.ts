/** A table that is made again by the check: from the journal, or from the journal and the facts that are kept. */
export interface DerivedTable {
  readonly table: string;
  readonly key: readonly string[];
  /** What follows from the journal alone. */
  readonly columns: readonly string[];
  /** What follows from journal and facts together. */
  readonly factColumns: readonly string[];
  /** Which rows follow from the journal alone, as a condition; null: none. */
  readonly journaled: string | null;
}

const words = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));

const derived = (
  table: string,
  key: string,
  columns: string,
  factColumns = '',
  journaled: string | null = 'TRUE',
): DerivedTable => ({
  table,
  key: words(key),
  columns: words(columns),
  factColumns: words(factColumns),
  journaled,
});

/**
 * Every table but the journal and the facts themselves, and `cursor`: how far the ledger was followed is taken from the
 * journal at each opening. Where rows are numbered in the order in which they came, the numbers follow too: lists are in their
 * order, and behind the largest number that there can be no new row would be found.
 */
export const derivedTables: readonly DerivedTable[] = [
  derived(
    'accounts',
    'vault_id account',
    'row alias alias_key created_at entry_seq archived_at note received last_deposit_at issued found_by',
    'balance',
  ),
  derived('former_names', 'entry_seq', 'vault_id account alias alias_key ended_at officer_id'),
  derived('attestations', 'batch', 'attestation'),
  derived('epoch', 'only', '', 'epoch began_at', null),
  derived('ledger_proof', 'only', '', 'kept', null),
  derived(
    'addresses',
    'address',
    'row vault_id account change position batch proof issued_at issued_seq found_by',
    'touched touches touched_by listed balance free free_inputs',
  ),
  derived('vaults', 'vault_id', 'accounts next_account retired_at', 'balance reserved'),
  derived('inputs', 'key', '', 'chain owner asset units proof checkpoint existed', null),
  derived(
    'deposits',
    'transaction_id address',
    'units sender state seen_at final_at checkpoint found_by',
    // Those that were only seen have numbers too.
    'row',
    // The plus keeps SQLite from an index that is not in the order of the key.
    "+state = 'final'",
  ),
  derived('deposit_quarters', 'begins', 'deposits total'),
  derived('flows', 'transaction_id vault_id kind address', 'units at checkpoint movement_id party rests_on'),
  derived('flow_quarters', 'vault_id begins kind', 'came went'),
  derived('flow_sums', 'vault_id kind', 'flows came went'),
  derived('restored_addresses', 'address', 'vault_id at', 'units'),
  derived(
    'movements',
    'id',
    'kind state vault_id recipient units reference maker_id source memo cancels mandate external_id request rule_id approvals_needed approved_by created_at updated_at expires_at stopped_at',
    // By the names of accounts and by movements before it too, which no check of one movement has.
    'row version problem_code problem_message found_by',
  ),
  derived('mandates', 'digest', 'mandate'),
  derived('proposals', 'movement_id', 'proposal digest view_digest digest_text last_epoch'),
  derived('approvals', 'movement_id officer_id', 'approval approved_at expires_at policy_version'),
  derived('rejections', 'movement_id', 'vault_id rejection sealed'),
  derived(
    'transactions',
    'movement_id',
    'transaction_id signature fields rule_id units signed_at left_epoch sent_at final_at checkpoint fee_paid',
  ),
  derived('reservations', 'key', 'movement_id'),
  derived('spent_inputs', 'key', 'transaction_id checkpoint'),
  derived('counts', 'list filter', 'rows', '', "NOT (list = 'deposits' AND filter = 'seen')"),
  derived('password_failures', 'owner_id', '', 'failures last_failure_at', null),
  derived('book_alarms', 'entry', 'at count differences settled_at'),
];

/** What is compared: a table, its columns, and which of its rows. */
export interface Compared {
  readonly table: string;
  readonly key: readonly string[];
  readonly columns: readonly string[];
  readonly where: string;
}

/** What is compared of the tables, with the facts or by the journal alone. */
export const comparedTables = (withFacts: boolean): readonly Compared[] =>
  derivedTables.flatMap(({ table, key, columns, factColumns, journaled }): readonly Compared[] => {
    if (withFacts) return [{ table, key, columns: [...columns, ...factColumns], where: 'TRUE' }];
    return journaled === null ? [] : [{ table, key, columns, where: journaled }];
  });
