import * as v from 'valibot';
import { errorCodes } from '../../core/error-code.ts';
import { movementStates } from '../../core/movement/movement-state.ts';
import { type MovementKind, movementKinds } from '../../core/proposal/request.ts';
import { kindMark } from '../../core/search/found-by.ts';
import type { Movement, MovementFilter, NextStep, Page, Window } from '../rows.ts';
import { among, type Condition, condition } from './conditions.ts';
import { findRows, phrased, type RowOrder, rowsByNumber, type Searchable } from './find-rows.ts';
import type { FoundRows } from './found-rows.ts';
import { IS_OPEN, STAGE, stageOf } from './schema.ts';
import { int, intOrNull, type Row, type Sql, str, strOrNull, units } from './sql.ts';

const openStates: readonly string[] = ['queued', 'proposed', 'approved', 'signed', 'sent', 'stopped'];

/** The condition of a next step. All of it is in the index of open ones. */
const hasNextStep = ({ officerId, states, own, approved }: NextStep): Condition =>
  condition(
    `+state IN (SELECT value FROM json_each(?))
     AND (maker_id <> ? OR +state IN (SELECT value FROM json_each(?)))
     AND (instr(approved_by, json_quote(?)) = 0 OR +state IN (SELECT value FROM json_each(?)))`,
    JSON.stringify(states),
    officerId,
    JSON.stringify(own),
    officerId,
    JSON.stringify(approved),
  );

/** How many decisions of each kind have this next step: a mandate is one, however many movements it has. */
export function countOpen(sql: Sql, nextStep: NextStep): ReadonlyMap<MovementKind, number> {
  const waiting = openWith(sql, nextStep);
  const count = (kind: MovementKind) => {
    const mandates = waiting.filter((row) => row['kind'] === kind).map((row) => row['mandate'] ?? null);
    const given = mandates.filter((mandate) => mandate !== null);
    return mandates.length - given.length + new Set(given).size;
  };
  return new Map(movementKinds.map((kind) => [kind, count(kind)]));
}

/** Kind and mandate of the open ones that have this next step; few are open. */
function openWith(sql: Sql, nextStep: NextStep): readonly Row[] {
  const { text, values } = hasNextStep(nextStep);
  return sql.all(
    `SELECT kind, mandate FROM movements INDEXED BY movements_open WHERE ${IS_OPEN} AND ${text}`,
    ...values,
  );
}

const searchable: Searchable = {
  table: 'movements',
  row: 'row',
  words: 'movements_words',
  time: 'created_at',
  more: (_, { units: like, recipients }) => [
    ...(like === null
      ? []
      : [condition('SELECT row FROM movements WHERE units >= ? AND units < ?', like.from, like.to)]),
    ...recipients.map((recipient) =>
      condition(
        'SELECT rowid FROM movements_words WHERE movements_words MATCH ?',
        `recipient : ${phrased(recipient)}`,
      ),
    ),
  ],
  meant: ({ officers, vaults }) => {
    const makers = officers.filter((officer) => officer !== null);
    return [
      ...(makers.length === 0 ? [] : [among('maker_id', makers)]),
      ...(vaults.length === 0 ? [] : [among('vault_id', vaults)]),
    ];
  },
};

const byTime = (index: string | null): RowOrder => ({ index, columns: [['row', 'ASC']] });
const byAmount = (index: string | null): RowOrder => ({
  index,
  columns: [
    ['units', 'ASC'],
    ['row', 'ASC'],
  ],
});
const byStage = (index: string | null): RowOrder => ({
  index,
  columns: [
    [STAGE, 'ASC'],
    ['row', 'DESC'],
  ],
});
const orders = {
  time: byTime('movements_in_list'),
  amount: byAmount('movements_by_amount'),
  state: byStage('movements_by_stage'),
};
/** So many of one state are found sooner among all of their kind, in the order of amounts, than sorted. */
const MANY_OF_STATE = 1_000;
/** Of one state: no row of another is read, but where many are in the order of amounts. */
const ordersOfState = (rows: number) => ({
  ...orders,
  time: byTime('movements_by_stage'),
  amount: byAmount(rows < MANY_OF_STATE ? 'movements_by_stage' : 'movements_by_amount'),
});
const ordersOfAny = { time: byTime('movements_of_any_kind'), amount: byAmount(null), state: byStage(null) };
/** Few are open: they are found by the index of these, and sorted. */
const ordersOfOpen = {
  time: byTime('movements_open'),
  amount: byAmount('movements_open'),
  state: byStage('movements_open'),
};

/** A page of movements, newest first where nothing else is asked for. */
export function listMovements(
  sql: Sql,
  found: FoundRows,
  window: Window,
  { kind, open, nextStep, states = null, makerId = null }: MovementFilter,
): Page<Movement> {
  const onlyOpen = open || nextStep !== null;
  const [first, ...others] = states ?? [];
  const only = !onlyOpen && kind !== null && others.length === 0 ? first : undefined;
  const ofKind = only === undefined ? orders : ordersOfState(countKept(sql, kind, [only]));
  const { total, numbers } = findRows(sql, found, searchable, {
    window,
    orders: onlyOpen ? ordersOfOpen : kind === null ? ordersOfAny : ofKind,
    own: { by: 'time', down: true },
    of: [
      ...(onlyOpen ? [condition(IS_OPEN)] : []),
      ...(nextStep === null ? [] : [hasNextStep(nextStep)]),
      // Few are open. A plus keeps SQLite from finding the rows by a column that most rows share
      // (https://www.sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_).
      ...(kind === null ? [] : [condition(onlyOpen ? '+kind = ?' : 'kind = ?', kind)]),
      ...(only === undefined ? [] : [condition(`${STAGE} = ?`, stageOf(only))]),
    ],
    ofWord: kind === null || onlyOpen || only !== undefined ? null : kindMark(kind),
    filters: [
      ...(states === null || only !== undefined ? [] : [among('+state', states)]),
      ...(makerId === null ? [] : [condition('maker_id = ?', makerId)]),
    ],
    kept: () => {
      if (nextStep === null)
        return countKept(sql, kind, only !== undefined ? [only] : open ? openStates : null);
      return openWith(sql, nextStep).filter((row) => kind === null || row['kind'] === kind).length;
    },
  });
  const rows = rowsByNumber(
    sql,
    'SELECT row AS number, * FROM movements WHERE row IN (SELECT value FROM json_each(?))',
    numbers,
  );
  return { total, rows: rows.map(movementOf) };
}

/** How many there are of a kind, or of all, in some states, or in any (`null`). */
function countKept(sql: Sql, kind: MovementKind | null, states: readonly string[] | null): number {
  return sql
    .all("SELECT filter, rows FROM counts WHERE list = 'movements'")
    .map((row) => ({ filter: str(row['filter']).split(':'), rows: int(row['rows']) }))
    .filter(
      ({ filter: [of, state = ''] }) =>
        (kind === null || of === kind) && (states === null || states.includes(state)),
    )
    .reduce((all, { rows }) => all + rows, 0);
}

const stateColumn = v.picklist(movementStates);
const kindColumn = v.picklist(movementKinds);
const codeColumn = v.picklist(errorCodes);
const listColumn = v.array(v.string());

/** A row of the movements as lists show it. */
export function movementOf(row: Row): Movement {
  const code = strOrNull(row['problem_code']);
  return {
    id: str(row['id']),
    version: int(row['version']),
    kind: v.parse(kindColumn, row['kind']),
    state: v.parse(stateColumn, row['state']),
    vaultId: str(row['vault_id']),
    recipient: str(row['recipient']),
    units: units(row['units']),
    reference: str(row['reference']),
    makerId: str(row['maker_id']),
    source: strOrNull(row['source']),
    memo: strOrNull(row['memo']),
    cancels: strOrNull(row['cancels']),
    mandate: strOrNull(row['mandate']),
    ruleId: strOrNull(row['rule_id']),
    approvalsNeeded: intOrNull(row['approvals_needed']),
    approvedBy: v.parse(listColumn, JSON.parse(str(row['approved_by']))),
    createdAt: int(row['created_at']),
    updatedAt: int(row['updated_at']),
    stoppedAt: intOrNull(row['stopped_at']),
    problem: code === null ? null : { code: v.parse(codeColumn, code), message: str(row['problem_message']) },
  };
}
