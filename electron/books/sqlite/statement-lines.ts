import type { Cell } from '../../core/export/csv.ts';
import { plainAmount } from '../../core/money.ts';
import { isoTime } from '../../core/period/zone.ts';
import { type Refusal, refuse } from '../../core/result.ts';
import type { ExportWanted } from '../exports.ts';
import type { VaultStatement } from '../flows.ts';
import { type ExportLines, notWhole } from './export-lines.ts';
import { restsOnText } from './export-tables.ts';
import { flowOf, readFlows } from './read-flows.ts';
import { int, type Row, type Sql, str } from './sql.ts';

/** How lines are named in a statement's file. */
const entryNames = {
  deposit: 'deposit',
  withdrawal: 'withdrawal',
  sweep: 'sweep',
  fee: 'fee',
  unknown: 'unknown spend or receipt',
} as const;

/**
 * The lines of a statement: what each vault had, what came and went with the balance after it, what it has. It is whole only
 * where the lines of every vault come to what is kept as its balance at the end.
 */
export class StatementLines implements ExportLines {
  readonly head: readonly string[];
  readonly of: number;
  readonly #sql: Sql;
  readonly #wanted: ExportWanted;
  readonly #vaults: readonly VaultStatement[];
  readonly #running: Map<string, bigint>;

  constructor(sql: Sql, wanted: ExportWanted) {
    this.#sql = sql;
    this.#wanted = wanted;
    const { unit } = wanted.asset;
    this.head = [
      'Time',
      'Entry',
      'Vault',
      'Account',
      'Address',
      `Amount (${unit})`,
      'Amount (base units)',
      `Balance (${unit})`,
      'Balance (base units)',
      'Reference',
      'Counterparty',
      'Checkpoint',
      'Rests on',
      'Transaction',
      'Movement',
    ];
    this.#vaults = readFlows(sql).statement(wanted.span);
    this.#running = new Map(this.#vaults.map((each) => [each.vaultId, each.opening + each.found]));
    const { from, to } = wanted.span;
    this.of = int(sql.get('SELECT COUNT(*) AS n FROM flows WHERE at >= ? AND at < ?', from, to)?.['n']);
  }

  before(): readonly (readonly Cell[])[] {
    return this.#vaults.flatMap(({ vaultId, opening, found }) => [
      this.#balance('opening balance', this.#wanted.span.from, { balance: opening }, vaultId),
      ...(found === 0n
        ? []
        : [this.#balance('found when restored', null, { amount: found, balance: opening + found }, vaultId)]),
    ]);
  }

  after(): readonly (readonly Cell[])[] {
    const balances = this.#vaults.flatMap(({ vaultId, closing, unexplained }) => [
      this.#balance(...this.#end(), { balance: closing }, vaultId),
      ...(unexplained === 0n
        ? []
        : [this.#balance('difference to the balance proven now', null, { amount: unexplained }, vaultId)]),
    ]);
    return [...balances, ...this.#ledger()];
  }

  /** How far the ledger was followed, and on whose word. */
  #ledger(): readonly (readonly Cell[])[] {
    const row = this.#sql.get('SELECT as_of, next_checkpoint FROM cursor WHERE only = 1');
    if (row === undefined) return [];
    const isProven = this.#sql.has('SELECT 1 FROM ledger_proof');
    const entry = isProven
      ? 'ledger proven by validators since it is asked by gRPC'
      : `ledger by ${restsOnText[this.#wanted.unprovenRestsOn]}`;
    const at = isoTime(this.#wanted.zone, int(row['as_of']));
    const last = { number: (BigInt(str(row['next_checkpoint'])) - 1n).toString() };
    const cells = new Map<string, Cell>([
      ['Time', at],
      ['Entry', entry],
      ['Checkpoint', last],
    ]);
    return [this.head.map((name) => cells.get(name) ?? null)];
  }

  page(after: Row | null, limit: number): readonly Row[] {
    const { from, to } = this.#wanted.span;
    return this.#sql.all(
      `SELECT f.*, n.alias, m.reference FROM (
         SELECT * FROM flows INDEXED BY flows_by_time
         WHERE (at, transaction_id, vault_id, kind, address) > (?1, ?2, ?3, ?4, ?5) AND at < ?6
         ORDER BY at, transaction_id, vault_id, kind, address LIMIT ?7
       ) f
       LEFT JOIN addresses a ON a.address = f.address
       LEFT JOIN accounts n ON n.vault_id = a.vault_id AND n.account = a.account
       LEFT JOIN movements m ON m.id = f.movement_id
       ORDER BY f.at, f.transaction_id, f.vault_id, f.kind, f.address`,
      after ? int(after['at']) : from,
      ...['transaction_id', 'vault_id', 'kind', 'address'].map((key) => (after ? str(after[key]) : '')),
      to,
      limit,
    );
  }

  cells(row: Row): readonly Cell[] {
    const { zone, asset, names } = this.#wanted;
    const flow = flowOf(row);
    const balance = (this.#running.get(flow.vaultId) ?? 0n) + flow.units;
    this.#running.set(flow.vaultId, balance);
    return [
      isoTime(zone, flow.at),
      entryNames[flow.kind],
      names[flow.vaultId] ?? flow.vaultId,
      flow.alias,
      flow.address,
      { number: plainAmount(flow.units, asset) },
      flow.units.toString(),
      { number: plainAmount(balance, asset) },
      balance.toString(),
      flow.reference,
      flow.party,
      { number: flow.checkpoint },
      restsOnText[flow.restsOn],
      flow.transactionId,
      flow.movementId,
    ];
  }

  fault(): Refusal | null {
    const { names, span } = this.#wanted;
    const now = new Map(
      readFlows(this.#sql)
        .statement(span)
        .map((each) => [each.vaultId, each]),
    );
    for (const { vaultId, opening, closing } of this.#vaults) {
      const present = now.get(vaultId);
      if (present?.opening !== opening || present.closing !== closing) {
        return refuse('books-changed', 'the ledger went on in this period while the file was written');
      }
      if (this.#running.get(vaultId) !== closing) return notWhole(names[vaultId] ?? vaultId);
    }
    return null;
  }

  /** A period that is not over on the ledger has no closing balance yet: the time is that up to which it was followed. */
  #end(): readonly [entry: string, at: number | null] {
    const { to } = this.#wanted.span;
    const row = this.#sql.get('SELECT as_of FROM cursor WHERE only = 1');
    const asOf = row ? int(row['as_of']) : null;
    return asOf !== null && asOf >= to ? ['closing balance', to] : ['balance as of this time', asOf];
  }

  #balance(
    entry: string,
    at: number | null,
    { amount, balance }: { readonly amount?: bigint; readonly balance?: bigint },
    vaultId: string,
  ): readonly Cell[] {
    const { zone, asset, names } = this.#wanted;
    const both = (units: bigint | undefined): readonly Cell[] =>
      units === undefined ? [null, null] : [{ number: plainAmount(units, asset) }, units.toString()];
    return [
      at === null ? null : isoTime(zone, at),
      entry,
      names[vaultId] ?? vaultId,
      null,
      null,
      ...both(amount),
      ...both(balance),
      null,
      null,
      null,
      null,
      null,
      null,
    ];
  }
}
