import type { Cell } from '../../core/export/csv.ts';
import { plainAmount } from '../../core/money.ts';
import { isoTime } from '../../core/period/zone.ts';
import type { RestsOn } from '../../core/projection/change.ts';
import { refuse } from '../../core/result.ts';
import type { ExportKind, ExportWanted } from '../exports.ts';
import type { ExportLines } from './export-lines.ts';
import { restsOnOf } from './read-flows.ts';
import {
  exactSum,
  exactSumOf,
  int,
  intOrNull,
  type Row,
  type Sql,
  storedJson,
  str,
  strOrNull,
  sum,
  units,
} from './sql.ts';

/** What the cells of a table share: how times, amounts and names are written. */
class Cells {
  readonly #wanted: ExportWanted;
  constructor(wanted: ExportWanted) {
    this.#wanted = wanted;
  }
  time = (at: number | null): Cell => (at === null ? null : isoTime(this.#wanted.zone, at));
  name = (id: string | null): Cell => (id === null ? null : (this.#wanted.names[id] ?? id));
  /** A number for people and sums, and all its digits as text: spreadsheets keep 15 of a number. */
  amount = (base: bigint | null): readonly [Cell, Cell] =>
    base === null ? [null, null] : [{ number: plainAmount(base, this.#wanted.asset) }, base.toString()];
}

interface Table {
  readonly head: readonly string[];
  /** Rows after one, in an order of their own; `?1` and `?2` are the span. */
  readonly count: string;
  readonly page: string;
  /** What names a row in that order, and what comes before all rows. */
  readonly key: readonly string[];
  readonly start: readonly (string | number)[];
  readonly cells: (row: Row) => readonly Cell[];
  /** New rows come behind all others, so that those of the beginning stay a whole table. */
  readonly growsAtEnd?: boolean;
}

const none = (): readonly (readonly Cell[])[] => [];

function linesOf(sql: Sql, { span }: ExportWanted, table: Table): ExportLines {
  const { from, to } = span;
  const count = () => int(sql.get(`SELECT COUNT(*) AS n FROM (${table.count})`, from, to)?.['n']);
  const of = count();
  return {
    head: table.head,
    of,
    page: (after, limit) => {
      const place = table.key.map((key, i) => (after ? (after[key] ?? null) : (table.start[i] ?? '')));
      return sql.all(table.page, from, to, limit, ...place);
    },
    cells: table.cells,
    before: none,
    after: none,
    fault: () =>
      table.growsAtEnd || count() === of
        ? null
        : refuse('books-changed', 'rows came to the table while the file was written'),
  };
}

const amounts = ({ asset }: ExportWanted, name = 'Amount') => [
  `${name} (${asset.unit})`,
  `${name} (base units)`,
];

const RESTS_ON = 'Rests on';
/** Whose word stands behind what the ledger did, as files say it. */
export const restsOnText: Readonly<Record<RestsOn, string>> = {
  validators: "validators' signatures",
  two: 'the word of two endpoints',
  one: 'the word of one endpoint',
};
const restsOnCell = (row: Row): Cell => (row['rests_on'] === null ? null : restsOnText[restsOnOf(row)]);
const yesOrNo = (flag: Row[string] | undefined): Cell => (flag === 1n ? 'yes' : 'no');

/** What of an account's balance no certificate proves, read with `exactSumOf`. */
const notProven = `SELECT ${exactSum('i.units')} FROM addresses a CROSS JOIN inputs i ON i.owner = a.address
  WHERE a.vault_id = accounts.vault_id AND a.account = accounts.account AND (i.checkpoint IS NULL) = 1`;

/** Everything that is written beside statements, by what it is. */
export const exportTables: Readonly<
  Record<Exclude<ExportKind, 'statement'>, (sql: Sql, wanted: ExportWanted) => ExportLines>
> = {
  deposits(sql, wanted) {
    const { time, name, amount } = new Cells(wanted);
    return linesOf(sql, wanted, {
      head: [
        'Time',
        'Vault',
        'Account',
        'Address',
        ...amounts(wanted),
        'Sender',
        'First seen',
        'Checkpoint',
        RESTS_ON,
        'Transaction',
      ],
      count: "SELECT 1 FROM flows WHERE at >= ?1 AND at < ?2 AND kind = 'deposit'",
      page: `SELECT f.*, d.seen_at, n.alias FROM (
          SELECT * FROM flows INDEXED BY flows_by_time
          WHERE at >= ?1 AND at < ?2 AND kind = 'deposit'
            AND (at, transaction_id, vault_id, kind, address) > (?4, ?5, ?6, ?7, ?8)
          ORDER BY at, transaction_id, vault_id, kind, address LIMIT ?3
        ) f LEFT JOIN deposits d ON d.transaction_id = f.transaction_id AND d.address = f.address
        LEFT JOIN addresses a ON a.address = f.address
        LEFT JOIN accounts n ON n.vault_id = a.vault_id AND n.account = a.account
        ORDER BY f.at, f.transaction_id, f.vault_id, f.kind, f.address`,
      key: ['at', 'transaction_id', 'vault_id', 'kind', 'address'],
      start: [-1, '', '', '', ''],
      cells: (row) => [
        time(int(row['at'])),
        name(str(row['vault_id'])),
        strOrNull(row['alias'] ?? null),
        str(row['address']),
        ...amount(units(row['units'])),
        strOrNull(row['party'] ?? null),
        time(intOrNull(row['seen_at'] ?? null)),
        { number: str(row['checkpoint']) },
        restsOnCell(row),
        str(row['transaction_id']),
      ],
    });
  },
  movements(sql, wanted) {
    const { time, name, amount } = new Cells(wanted);
    return linesOf(sql, wanted, {
      head: [
        'Requested',
        'Kind',
        'State',
        'Vault',
        'Recipient',
        ...amounts(wanted),
        'Reference',
        'Maker',
        'Approved by',
        ...amounts(wanted, 'Fee'),
        'On the ledger',
        'Checkpoint',
        RESTS_ON,
        'Transaction',
        'Movement',
      ],
      count: 'SELECT 1 FROM movements WHERE created_at >= ?1 AND created_at < ?2',
      page: `SELECT m.*, t.transaction_id, t.fee_paid, t.checkpoint,
          (SELECT MIN(at) FROM flows f WHERE f.transaction_id = t.transaction_id) AS ledger_at,
          (SELECT rests_on FROM flows f WHERE f.transaction_id = t.transaction_id LIMIT 1) AS rests_on
        FROM movements m LEFT JOIN transactions t ON t.movement_id = m.id
        WHERE m.created_at >= ?1 AND m.created_at < ?2 AND (m.created_at, m.id) > (?4, ?5)
        ORDER BY m.created_at, m.id LIMIT ?3`,
      key: ['created_at', 'id'],
      start: [-1, ''],
      cells: (row) => [
        time(int(row['created_at'])),
        str(row['kind']),
        str(row['state']),
        name(str(row['vault_id'])),
        str(row['recipient']),
        ...amount(units(row['units'])),
        str(row['reference']),
        name(str(row['maker_id'])),
        namesIn(row['approved_by'], wanted),
        ...amount(row['fee_paid'] === null ? null : units(row['fee_paid'])),
        time(intOrNull(row['ledger_at'] ?? null)),
        row['checkpoint'] === null ? null : { number: str(row['checkpoint']) },
        restsOnCell(row),
        strOrNull(row['transaction_id'] ?? null),
        str(row['id']),
      ],
    });
  },
  accounts(sql, wanted) {
    const { time, name, amount } = new Cells(wanted);
    return linesOf(sql, wanted, {
      head: [
        'Vault',
        'Index',
        'Account',
        'Created',
        'Addresses given out',
        ...amounts(wanted, 'Balance now'),
        ...amounts(wanted, 'Of it not proven by validators'),
      ],
      count: 'SELECT 1 FROM accounts WHERE ?1 IS NOT NULL AND ?2 IS NOT NULL',
      page: `SELECT *, (${notProven}) AS not_proven FROM accounts
        WHERE ?1 IS NOT NULL AND ?2 IS NOT NULL AND (vault_id, account) > (?4, ?5)
        ORDER BY vault_id, account LIMIT ?3`,
      key: ['vault_id', 'account'],
      start: ['', -1],
      cells: (row) => [
        name(str(row['vault_id'])),
        { number: String(int(row['account'])) },
        str(row['alias']),
        time(int(row['created_at'])),
        { number: String(int(row['issued'])) },
        ...amount(sum(row['balance'])),
        ...amount(exactSumOf(row['not_proven'])),
      ],
    });
  },
  journal(sql, wanted) {
    const { time, name } = new Cells(wanted);
    return linesOf(sql, wanted, {
      head: [
        'Entry',
        'Time',
        'Kind',
        'Officer',
        'Signed by officer',
        'Vault',
        'Movement',
        'Amount (base units)',
        'Hash',
      ],
      count: 'SELECT 1 FROM journal WHERE at >= ?1 AND at < ?2',
      page: `SELECT seq, at, kind, officer_id, witnessed, vault_id, movement_id, units, hash FROM journal
        WHERE at >= ?1 AND at < ?2 AND seq > ?4 ORDER BY seq LIMIT ?3`,
      key: ['seq'],
      start: [0],
      growsAtEnd: true,
      cells: (row) => [
        { number: String(int(row['seq'])) },
        time(int(row['at'])),
        str(row['kind']),
        name(strOrNull(row['officer_id'] ?? null)),
        yesOrNo(row['witnessed']),
        name(strOrNull(row['vault_id'] ?? null)),
        strOrNull(row['movement_id'] ?? null),
        strOrNull(row['units'] ?? null),
        str(row['hash']),
      ],
    });
  },
};

function namesIn(ids: Row[string] | undefined, { names }: ExportWanted): string {
  const list = storedJson(str(ids));
  return Array.isArray(list) ? list.map((id) => names[String(id)] ?? String(id)).join('; ') : '';
}
