import type { TypedEntry } from '../../core/journal/journal-entry.ts';
import type { Change } from '../../core/projection/change.ts';
import { project } from '../../core/projection/project.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { type CheckedMovement, differenceText, type ExpectedSigners } from '../books-check.ts';
import { applyChange } from './apply.ts';
import { comparePage } from './compare-rows.ts';
import { comparedTables } from './derived-tables.ts';
import { Figures } from './figures.ts';
import { temporaryTables } from './replay.ts';
import { type Sql, textOf } from './sql.ts';
import { checkEntry } from './verify-tail.ts';

/** Tables with rows of a movement, by the column that names it. */
const tablesOfMovement: Readonly<Record<string, string>> = {
  movements: 'id',
  proposals: 'movement_id',
  approvals: 'movement_id',
  rejections: 'movement_id',
  transactions: 'movement_id',
  reservations: 'movement_id',
};

/**
 * Verifies every entry since a movement was asked for, up to the newest: so nothing that was said of it after its request
 * can be missing. Then compares the movement's own rows with what follows from them, and those of its cancellations: whoever sends
 * a payment rests on that none is under way. Nothing is built while an alarm is open: so those that are open now are among them.
 * @returns null where only the whole check can say it: more than `most` entries, or a movement that a ceremony made;
 * refuses `journal-*`, and `books-differ` where a row is another
 */
export function checkMovement(
  sql: Sql,
  { id, expected, most }: { readonly id: string; readonly expected: ExpectedSigners; readonly most: number },
): Result<CheckedMovement | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return ok(null);
  const rows = sql.all(
    `SELECT seq, entry FROM journal
     WHERE seq >= (SELECT MIN(seq) FROM journal WHERE movement_id = ?) ORDER BY seq LIMIT ?`,
    id,
    most + 1,
  );
  if (rows.length === 0 || rows.length > most) return ok(null);
  const made = temporaryTables();
  const ids = new Set([id]);
  const digests = new Set<string>();
  const alarms = new Set<number>();
  try {
    const figures = new Figures(made);
    let before: TypedEntry | null = null;
    for (const row of rows) {
      const place = before === null ? Number(row['seq']) : before.seq + 1;
      const entry = checkEntry(place, textOf(row['entry']), { before, expected });
      if (!entry.ok) return entry;
      if (before === null && !isRequest(entry.value)) return ok(null);
      before = entry.value;
      for (const change of project(entry.value)) {
        if (change.kind === 'proposal-added' && change.movementId === id) digests.add(change.digest);
        if (change.kind === 'alarm-raised') alarms.add(change.entry);
        if (change.kind === 'alarm-settled') alarms.delete(change.entry);
        if (change.kind === 'movement-added' && cancelsOneOf(change.request.statement, digests)) {
          ids.add(change.request.statement.id);
        }
        applyOwn(made, figures, change, ids);
      }
    }
    for (const each of ids) {
      const compared = compareMovement(sql, made, each);
      if (!compared.ok) return compared;
    }
    return ok({ alarms: [...alarms] });
  } finally {
    made.close();
  }
}

const isRequest = ({ kind }: TypedEntry): boolean =>
  kind === 'withdrawal-requested' ||
  kind === 'sweep-requested' ||
  kind === 'gather-requested' ||
  kind === 'proposal-received';

const cancelsOneOf = (
  statement: Extract<Change, { readonly kind: 'movement-added' }>['request']['statement'],
  digests: ReadonlySet<string>,
): boolean => 'cancels' in statement && digests.has(String(statement.cancels));

/** Makes a change where it is about one of these movements. */
function applyOwn(sql: Sql, figures: Figures, change: Change, ids: ReadonlySet<string>): void {
  if (change.kind === 'spends-redated') {
    applyChange(sql, figures, change); // only these movements are in the tables
    return;
  }
  if (change.kind === 'rejections-sealed') {
    const movementIds = change.movementIds.filter((each) => ids.has(each));
    applyChange(sql, figures, { ...change, movementIds });
    return;
  }
  const of =
    change.kind === 'movement-added'
      ? change.request.statement.id
      : 'movementId' in change
        ? change.movementId
        : 'id' in change
          ? change.id
          : null;
  if (of !== null && ids.has(of)) applyChange(sql, figures, change);
}

function compareMovement(sql: Sql, made: Sql, id: string): Result<void> {
  for (const compared of comparedTables(false)) {
    const column = tablesOfMovement[compared.table];
    if (column === undefined) continue;
    const own = { ...compared, where: `${column} = '${id}'` };
    const { differences } = comparePage(sql, made, own, 'start');
    const [first] = differences;
    if (first) return refuse('books-differ', differenceText(first));
  }
  return ok(undefined);
}
