import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendEntry } from '../../../../electron/books/sqlite/append.ts';
import { applyChange } from '../../../../electron/books/sqlite/apply.ts';
import { Figures } from '../../../../electron/books/sqlite/figures.ts';
import { readAccounts, readAddresses } from '../../../../electron/books/sqlite/read-accounts.ts';
import { readDeposits } from '../../../../electron/books/sqlite/read-deposits.ts';
import { readFigures, readInputs } from '../../../../electron/books/sqlite/read-inputs.ts';
import { readJournal } from '../../../../electron/books/sqlite/read-journal.ts';
import { readMovements } from '../../../../electron/books/sqlite/read-movements.ts';
import { schema } from '../../../../electron/books/sqlite/schema.ts';
import { type Row, Sql } from '../../../../electron/books/sqlite/sql.ts';
import { reads } from '../../../../electron/books/sqlite/thread-protocol.ts';
import { presentVersion } from '../../../../electron/books/sqlite/versions.ts';
import { typedEntry } from '../../../../electron/core/journal/journal-entry.ts';
import type { Change, ChangeKind } from '../../../../electron/core/projection/change.ts';
import type { Version } from '../../../../electron/core/projection/version.ts';
import { approval, cold, hot, NOW, proposal, rejection } from '../../../support/core-samples.ts';
import { journalOf } from '../../../support/journal-samples.ts';
import { must } from '../../../support/must.ts';
import { account, final, holdings, key, movement, movementId, own, seen } from './samples.ts';

/**
 * How SQLite answers each query of the books (https://www.sqlite.org/eqp.html). Without statistics, and these books have
 * none, its choice depends on the schema only, so a plan seen here is the plan in a treasury of any size.
 */
class Watched extends Sql {
  readonly plans: string[] = [];

  override all(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    this.#plan(sql, values);
    return super.all(sql, ...values);
  }
  override get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    this.#plan(sql, values);
    return super.get(sql, ...values);
  }
  override run(sql: string, ...values: SQLInputValue[]): number {
    this.#plan(sql, values);
    return super.run(sql, ...values);
  }
  #plan(sql: string, values: SQLInputValue[]): void {
    const steps = super.all(`EXPLAIN QUERY PLAN ${sql}`, ...values);
    this.plans.push(...steps.map(({ detail }) => String(detail)));
  }
}

let sql: Watched;
beforeEach(() => {
  sql = new Watched(new DatabaseSync(':memory:'));
  sql.exec(schema);
});
afterEach(() => sql.close());

/** What grows with all that ever happened; a vault, a day or a kind of list does not. */
const growing =
  /\b(accounts|addresses|deposits|inputs|spent_inputs|movements|proposals|approvals|rejections|transactions|journal|[adimnrs])\b/;
/** Every row of such a table is read, but for an index that has rows of the present only. */
const readsAll = (step: string): boolean =>
  step.startsWith('SCAN') && growing.test(step) && !step.includes('addresses_touched');
/** A word that most rows share finds most rows. */
const findsMost = (step: string): boolean => step.includes('movements_by_time (kind=?)');
const sorts = (step: string): boolean => step.startsWith('USE TEMP B-TREE');

/** So many rows as the answer has, or as belong to what was asked for. */
const few = () => sql.plans.filter((step) => readsAll(step) || findsMost(step));
/** In the order of an index up to the end of the page: nothing may be read whole to be sorted. */
const page = () => sql.plans.filter(sorts);

type Bound = typeof few;
type Query = readonly [name: string, bound: Bound, run: () => unknown];

const window = { search: '', offset: 10, limit: 10 };
const any = { kind: null, open: false, ids: null } as const;

/** Every read of the port, in each form that it takes. Searches for a text read every row, and say so; they are not here. */
const queries: readonly Query[] = [
  ['accounts.nextIndex', few, () => readAccounts(sql).nextIndex(hot.id)],
  ['accounts.get', few, () => readAccounts(sql).get(hot.id, 1)],
  ['accounts.byAliasKey', few, () => readAccounts(sql).byAliasKey('ops float')],
  ['accounts.list', page, () => readAccounts(sql).list(window, null)],
  ['accounts.list of a vault', page, () => readAccounts(sql).list(window, hot.id)],
  ['addresses.find', few, () => readAddresses(sql).find(own(1))],
  ['addresses.known', few, () => readAddresses(sql).known([own(1), own(2)])],
  ['addresses.nextReady', few, () => readAddresses(sql).nextReady(hot.id, 1)],
  ['addresses.nextPosition', few, () => readAddresses(sql).nextPosition(hot.id, 1)],
  ['addresses.issued', few, () => readAddresses(sql).issued(window, hot.id, 1)],
  ['addresses.issued, the page', page, () => readAddresses(sql).issued(window, hot.id, 1)],
  ['addresses.touched', few, () => readAddresses(sql).touched(10)],
  ['addresses.issuedSince', few, () => readAddresses(sql).issuedSince(NOW, 10)],
  ['inputs.of', few, () => readInputs(sql).of(own(1))],
  ['inputs.owners', few, () => readInputs(sql).owners(hot.id, 5n, 10)],
  ['inputs.owners, the page', page, () => readInputs(sql).owners(hot.id, 5n, 10)],
  ['inputs.richest', page, () => readInputs(sql).richest(hot.id, 10)],
  ['inputs.largest', few, () => readInputs(sql).largest(own(1), 10)],
  ['inputs.largest, the page', page, () => readInputs(sql).largest(own(1), 10)],
  ['inputs.spentElsewhere', few, () => readInputs(sql).spentElsewhere(movementId(1), 't')],
  ['inputs.hasSpend', few, () => readInputs(sql).hasSpend('t')],
  ['figures.vaults', few, () => readFigures(sql).vaults()],
  ['figures.vault', few, () => readFigures(sql).vault(hot.id)],
  ['figures.depositsSince', few, () => readFigures(sql).depositsSince(NOW)],
  ['figures.spent', few, () => readFigures(sql).spent([{ ruleId: 'everyday', since: NOW }])],
  ['deposits.find', few, () => readDeposits(sql).find('t', own(1))],
  ['deposits.list', page, () => readDeposits(sql).list(window, null)],
  ['deposits.list of a state', page, () => readDeposits(sql).list(window, 'seen')],
  ['movements.get', few, () => readMovements(sql).get(movementId(1))],
  ['movements.request', few, () => readMovements(sql).request(movementId(1))],
  ['movements.inState', few, () => readMovements(sql).inState(['signed', 'sent'])],
  ['movements.list', page, () => readMovements(sql).list(window, any)],
  ['movements.list of a kind', page, () => readMovements(sql).list(window, { ...any, kind: 'withdrawal' })],
  ['movements.list, open', few, () => readMovements(sql).list(window, { ...any, open: true })],
  [
    'movements.list, open of a kind',
    few,
    () => readMovements(sql).list(window, { ...any, kind: 'withdrawal', open: true }),
  ],
  ['movements.list, named', few, () => readMovements(sql).list(window, { ...any, ids: [movementId(1)] })],
  [
    'movements.list, named and open',
    few,
    () => readMovements(sql).list(window, { ...any, open: true, ids: [movementId(1)] }),
  ],
  [
    'movements.list, named of a kind',
    few,
    () => readMovements(sql).list(window, { ...any, kind: 'withdrawal', ids: [movementId(1)] }),
  ],
  ['movements.withVoidApproval', few, () => readMovements(sql).withVoidApproval(NOW, 1)],
  ['movements.proposal', few, () => readMovements(sql).proposal(movementId(1))],
  ['movements.hasProposed', few, () => readMovements(sql).hasProposed('ab')],
  ['movements.approvals', few, () => readMovements(sql).approvals(movementId(1))],
  ['movements.rejection', few, () => readMovements(sql).rejection(movementId(1))],
  ['movements.unsealedRejections', few, () => readMovements(sql).unsealedRejections(hot.id)],
  ['movements.transaction', few, () => readMovements(sql).transaction(movementId(1))],
  ['movements.transactionById', few, () => readMovements(sql).transactionById('t')],
  ['movements.transactionsKnown', few, () => readMovements(sql).transactionsKnown(['t', 'u'])],
  ['journal.head', page, () => readJournal(sql).head()],
  ['journal.list', few, () => readJournal(sql).list(window)],
  ['journal.list, the page', page, () => readJournal(sql).list(window)],
  ['journal.ofMovement', few, () => readJournal(sql).ofMovement(movementId(1))],
  ['journal.raw', few, () => readJournal(sql).raw(10, 10)],
  ['journal.raw, the page', page, () => readJournal(sql).raw(10, 10)],
  ['journal.marks', few, () => readJournal(sql).marks(hot.id, 5)],
  ['journal.marks, the page', page, () => readJournal(sql).marks(hot.id, 5)],
  ['journal.ceremony', few, () => readJournal(sql).ceremony(movementId(1))],
];

describe('no query grows with all that ever happened', () => {
  it.each(queries)('%s', (_, bound, run) => {
    run();
    expect(sql.plans).not.toEqual([]);
    expect(bound()).toEqual([]);
  });

  it('and every read of the port is among them, but for those of tables with a row a vault, an owner or none', () => {
    const all = Object.entries(reads).flatMap(([noun, names]) => names.map((name) => `${noun}.${name}`));
    const small = ['cursor.get', 'vaults.retired', 'passwords.failures'];
    const here = queries.map(([name]) => name.split(/[ ,]/)[0]);
    expect([...new Set([...here, ...small])].sort()).toEqual(all.sort());
  });

  it('nor would a search that is told to be watched pass', () => {
    readMovements(sql).list({ ...window, search: 'x' }, any);
    expect(few()).not.toEqual([]);
  });
});

const id = movementId(1);
/** One change of each kind, in an order in which they can be written. */
const changes: Readonly<Record<ChangeKind, Change>> = {
  'account-added': first('account-added'),
  'address-added': first('address-added'),
  'address-issued': first('address-issued'),
  'address-touched': { kind: 'address-touched', address: own(1) },
  'vault-retired': { kind: 'vault-retired', vaultId: cold.id, at: NOW },
  'deposit-seen': seen(own(1), 1),
  'deposit-final': final(own(1), 1),
  'movement-added': movement(1),
  'movement-moved': { kind: 'movement-moved', id, to: 'proposed', at: NOW },
  'movement-ruled': { kind: 'movement-ruled', id, ruleId: 'everyday', approvalsNeeded: 1 },
  'movement-problem': { kind: 'movement-problem', id, problem: null },
  'holdings-read': holdings(own(1), [1, 5n], [2, 6n]),
  'proposal-added': {
    kind: 'proposal-added',
    movementId: id,
    proposal: proposal(),
    digest: 'ab'.repeat(32),
    viewDigest: 'cd'.repeat(32),
    digestText: 'D1gest',
  },
  'inputs-reserved': { kind: 'inputs-reserved', movementId: id, keys: [key(1)] },
  'approval-added': { kind: 'approval-added', movementId: id, approval: approval(), at: NOW },
  'rejection-added': { kind: 'rejection-added', movementId: id, rejection: rejection() },
  'rejections-sealed': { kind: 'rejections-sealed', movementIds: [id] },
  'transaction-added': {
    kind: 'transaction-added',
    movementId: id,
    transactionId: 't',
    signature: 'S',
    fields: null,
    ruleId: 'everyday',
    signedAt: NOW,
  },
  'transaction-sent': { kind: 'transaction-sent', movementId: id, at: NOW },
  'transaction-final': { kind: 'transaction-final', movementId: id, at: NOW, checkpoint: '1', feePaid: 1n },
  'inputs-spent': { kind: 'inputs-spent', keys: [key(1)], transactionId: 't', checkpoint: '1' },
  'inputs-released': { kind: 'inputs-released', movementId: id },
  'cursor-moved': { kind: 'cursor-moved', next: 8n, at: NOW, digest: null },
  'password-failed': { kind: 'password-failed', ownerId: hot.id, at: NOW },
  'password-failures-forgotten': { kind: 'password-failures-forgotten', ownerId: hot.id },
};

function first(kind: ChangeKind): Change {
  const found = account(1).find((change) => change.kind === kind);
  if (!found) throw new Error(`expected a change of kind ${kind}`);
  return found;
}

const versions: readonly Version[] = [
  { of: 'movement', id, version: 0 },
  { of: 'alias', key: 'ops float', version: 0 },
  { of: 'next-account', vaultId: hot.id, version: 0 },
  { of: 'address', address: own(1), version: 0 },
  { of: 'input', key: key(1), version: 0 },
  { of: 'proposal', digest: 'ab', version: 0 },
  { of: 'deposit', transactionId: 't', address: own(1), version: 0 },
  { of: 'ceremony', transcriptId: id, version: 0 },
  { of: 'cursor', version: 0 },
];

describe('no commit grows with all that ever happened', () => {
  it('by its changes and the figures that follow from them', () => {
    const figures = new Figures(sql);
    for (const change of Object.values(changes)) applyChange(sql, figures, change);
    figures.settle();
    expect(few()).toEqual([]);
  });

  it('by what it rests on', () => {
    for (const version of versions) presentVersion(sql, version);
    expect(few()).toEqual([]);
  });

  it('by an entry of its journal', () => {
    for (const entry of journalOf([])) appendEntry(sql, must(typedEntry(entry)));
    expect(page()).toEqual([]);
    expect(sql.plans).toContain('SCAN journal');
  });
});
