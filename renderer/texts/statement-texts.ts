import type { ExportedTable, StatementLine, StatementView } from '../../electron/contract/statements.ts';
import type { PeriodKind } from '../../electron/core/period/period.ts';

const count = (n: number, one: string, many: string) =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;

export const periodText: Readonly<Record<PeriodKind, string>> = {
  day: 'Day',
  week: 'Week',
  month: 'Month',
  quarter: 'Quarter',
  year: 'Year',
  own: 'From … to',
};

export const entryText: Readonly<Record<StatementLine['kind'], string>> = {
  deposit: 'Deposit',
  withdrawal: 'Withdrawal',
  sweep: 'Sweep',
  fee: 'Fee',
  unknown: 'Unknown',
};

export const tableText: Readonly<Record<ExportedTable, string>> = {
  statement: 'Statement',
  deposits: 'Deposits',
  movements: 'Movements',
  accounts: 'Accounts',
  journal: 'Journal',
};

const followedBy = {
  validators: 'proven by the validators since this desk asks by gRPC',
  two: 'as two endpoints have told alike',
  one: 'by the word of one node',
} as const;

export const statementTexts = {
  title: 'Statements',
  lead: 'What each vault had, what came and went by the time of the ledger, and what it has.',
  period: 'Period',
  day: 'A day in it',
  from: 'From',
  to: 'Up to (not in it)',
  zone: 'Time zone',
  zoneNone: 'No time zone is called that.',
  before: 'The period before',
  after: 'The period after',
  span: (from: string, to: string) => `${from} up to ${to}.`,
  followed: ({ checkpoint, restsOn }: NonNullable<StatementView['followedTo']>) =>
    `Up to checkpoint ${checkpoint}, ${followedBy[restsOn]}.`,
  unseen: (from: string, to: string, fromAt: string, toAt: string) =>
    `Not seen: checkpoints from ${from} to the one before ${to}, ${fromAt} to ${toAt}. What came or went then is in no line, and is in the difference.`,
  followedNothing: 'The ledger was not followed yet.',
  open: 'This period is not over on the ledger: more lines may come.',
  vaults: 'Balances of the vaults',
  all: 'Together',
  rows: {
    opening: 'Opening balance',
    deposits: 'Deposits',
    withdrawals: 'Withdrawals',
    sweeps: 'Sweeps between own vaults',
    fees: 'Fees of the network',
    unknown: 'Unknown spends and receipts',
    found: 'Found when restored',
    closing: 'Closing balance',
    unexplained: 'Difference to the coins proven now',
  },
  /** Instead of the closing balance, while the period goes on. */
  closingOpen: (when: string) => `Balance as of ${when}`,
  unexplainedHint:
    'What the coins proven now come to beyond everything known to have come and gone. It goes away when the ledger is followed to its end; tell the policy admin if it stays.',
  lines: 'Lines of the statement',
  count: (n: number) => count(n, 'line', 'lines'),
  columns: { when: 'When', entry: 'Entry', of: 'Account or reference', vault: 'Vault', amount: 'Amount' },
  none: 'Nothing came or went in this period',
  noneHint: 'Choose another period, or look at the balances above.',
  line: 'Line',
  facts: {
    when: 'When',
    vault: 'Vault',
    amount: 'Amount',
    account: 'Account',
    address: 'Address',
    reference: 'Reference',
    movement: 'Movement',
    party: 'Paid by, or to',
    checkpoint: 'Checkpoint',
    transaction: 'Transaction',
  },
  save: 'Save',
  savePdf: 'Statement as PDF',
  saveCsv: (table: string) => `${table} as CSV`,
  saveNow: 'of now',
  saved: 'File saved',
  savedTo: (file: string) => `Written to ${file}. Its digest is in the journal.`,
  writing: (table: string, rows: number, of: number) =>
    `${table}: ${rows.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')} rows written`,
  stop: 'Call off',
} as const;

export const chartTexts = {
  float: 'Float against its band',
  flows: 'In and out a day',
  show: (name: string) => `${name}: show as`,
  chart: 'Chart',
  table: 'Table',
  day: 'Day',
  floatOf: 'Float',
  min: 'Minimum',
  target: 'Target',
  max: 'Maximum',
  inflow: 'In',
  outflow: 'Out',
  hint: (days: number, unit: string) => `The last ${days} days, in ${unit}`,
} as const;
