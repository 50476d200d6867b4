import * as v from 'valibot';
import { errorCodes } from '../../core/error-code.ts';
import { movementStates } from '../../core/movement/movement-state.ts';
import { type MovementKind, movementKinds } from '../../core/proposal/request.ts';
import type { Movement, MovementFilter, NextStep, Page, Window } from '../rows.ts';
import { IS_OPEN } from './schema.ts';
import { int, intOrNull, likePattern, type Row, type Sql, str, strOrNull, units } from './sql.ts';

const openStates: ReadonlySet<string> = new Set([
  'queued',
  'proposed',
  'approved',
  'signed',
  'sent',
  'stopped',
]);

/** The condition of a next step; its values are {@link stepKey}'s, from place `first` on. All of it is in the index of open ones. */
const hasNextStep = (first: number): string => `
  +state IN (SELECT value FROM json_each(?${first + 1}))
  AND (maker_id <> ?${first} OR +state IN (SELECT value FROM json_each(?${first + 2})))
  AND (instr(approved_by, json_quote(?${first})) = 0 OR +state IN (SELECT value FROM json_each(?${first + 3})))`;

const stepKey = ({ officerId, states, own, approved }: NextStep) =>
  [officerId, JSON.stringify(states), JSON.stringify(own), JSON.stringify(approved)] as const;

/** How many open movements of each kind have this next step. */
export function countOpen(sql: Sql, nextStep: NextStep): ReadonlyMap<MovementKind, number> {
  const of = (kind: MovementKind) => `COUNT(*) FILTER (WHERE kind = '${kind}') AS ${kind}`;
  const row = sql.get(
    `SELECT ${movementKinds.map(of).join(', ')} FROM movements INDEXED BY movements_open
     WHERE ${IS_OPEN} AND ${hasNextStep(1)}`,
    ...stepKey(nextStep),
  );
  return new Map(movementKinds.map((kind) => [kind, int(row?.[kind])]));
}

/** A page of movements, newest first. */
export function listMovements(
  sql: Sql,
  { search, offset, limit }: Window,
  { kind, open, nextStep }: MovementFilter,
): Page<Movement> {
  const text = search.trim();
  const onlyOpen = open || nextStep !== null;
  // Most movements ever made share their kind, few are open. A plus keeps SQLite from finding the rows by that column
  // (https://www.sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_).
  const conditions = [
    kind === null ? '?1 IS NULL' : onlyOpen ? '+kind = ?1' : 'kind = ?1',
    text === ''
      ? '?2 IS NOT NULL AND ?3 IS NOT NULL AND ?4 IS NOT NULL'
      : "(reference LIKE ?3 ESCAPE '\\' OR recipient = ?2 OR id LIKE ?4 ESCAPE '\\')",
    ...(onlyOpen ? [IS_OPEN] : []),
    ...(nextStep === null ? [] : [hasNextStep(5)]),
  ];
  const from = `FROM movements ${onlyOpen ? 'INDEXED BY movements_open' : ''} WHERE ${conditions.join(' AND ')}`;
  const pattern = likePattern(text);
  const step = nextStep === null ? [] : stepKey(nextStep);
  const key = [kind, text, pattern, pattern.slice(1), ...step] as const;
  const rows = sql.all(
    `SELECT * ${from} ORDER BY created_at DESC, id LIMIT ?${key.length + 1} OFFSET ?${key.length + 2}`,
    ...key,
    limit,
    offset,
  );
  return { total: total(), rows: rows.map(movementOf) };

  function total(): number {
    if (text !== '') return int(sql.get(`SELECT COUNT(*) AS n ${from}`, ...key)?.['n']);
    if (nextStep === null) return countKept(sql, kind, open);
    return [...countOpen(sql, nextStep)]
      .filter(([of]) => kind === null || of === kind)
      .reduce((all, [, count]) => all + count, 0);
  }
}

function countKept(sql: Sql, kind: MovementKind | null, open: boolean): number {
  return sql
    .all("SELECT filter, rows FROM counts WHERE list = 'movements'")
    .map((row) => ({ filter: str(row['filter']).split(':'), rows: int(row['rows']) }))
    .filter(
      ({ filter: [of, state = ''] }) => (kind === null || of === kind) && (!open || openStates.has(state)),
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
    ruleId: strOrNull(row['rule_id']),
    approvalsNeeded: intOrNull(row['approvals_needed']),
    approvedBy: v.parse(listColumn, JSON.parse(str(row['approved_by']))),
    createdAt: int(row['created_at']),
    updatedAt: int(row['updated_at']),
    stoppedAt: intOrNull(row['stopped_at']),
    problem: code === null ? null : { code: v.parse(codeColumn, code), message: str(row['problem_message']) },
  };
}
