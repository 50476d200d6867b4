import { constants, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { JournalReport } from '../../core/journal/verify-journal.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Difference } from '../books-check.ts';
import { appendEntry } from './append.ts';
import { checkSchema } from './check-schema.ts';
import { compareCounts } from './compare-counts.ts';
import { comparePage, type Place } from './compare-rows.ts';
import { derivedTables } from './derived-tables.ts';
import { keptFacts } from './kept-facts.ts';
import { checkHeader, openFile, storeRefusal } from './open-file.ts';
import { journalRows, otherColumns, Replay } from './replay.ts';
import { Sql, textOf } from './sql.ts';

const BATCH = 500;

export interface RebuildReport {
  readonly journal: JournalReport;
  /** How the old tables differed from the journal. */
  readonly differences: readonly Difference[];
  /** Kinds of facts that could not be read from the old tables. */
  readonly lost: readonly string[];
  /** Where the old file is now. */
  readonly kept: string;
}

/**
 * Makes the books of a treasury anew from their journal, each entry of which is verified, and puts them in the place of the
 * old ones, which stay beside them. Facts of the ledger are taken over and read again from the node at the next opening. A
 * crash at any place leaves the old file or the new one, whole.
 * @param stationKey Ed25519 public key of the station that must sign the journal's end, hex
 * @param checkFirst looks at the first entry (JSON) before anything is made
 * @param now milliseconds, for the name of the old file
 * @returns refuses `journal-*` where the journal itself is not whole, `treasury-in-use`, `treasury-missing`, `store-*`
 */
export function rebuildFile(
  file: string,
  stationKey: string,
  {
    checkFirst,
    now,
  }: { readonly checkFirst: (first: string | undefined) => Result<void>; readonly now: number },
): Result<RebuildReport> {
  if (!existsSync(file)) return refuse('treasury-missing', 'expected a database in the folder');
  const fresh = `${file}.rebuilding`;
  const kept = `${file}.before-rebuild-${now}`;
  let old: Sql | undefined;
  try {
    const own = checkHeader(file);
    if (!own.ok) return own;
    old = openAsItIs(file);
    removeWithLog(fresh);
    const made = makeFresh(old, fresh, { stationKey, checkFirst });
    if (!made.ok) return made;
    old.close();
    old = undefined;
    if (existsSync(`${file}-wal`))
      return refuse('treasury-in-use', 'expected a database that nobody has open');
    copyFileSync(file, kept, constants.COPYFILE_EXCL);
    renameSync(fresh, file);
    return ok({ ...made.value, kept });
  } catch (error) {
    const refusal = storeRefusal(error);
    if (refusal) return refusal;
    throw error;
  } finally {
    old?.close();
    removeWithLog(fresh);
  }
}

/** Whatever tables, triggers and views are in it: nothing is written to it, and what is read is verified or read again. */
function openAsItIs(file: string): Sql {
  const db = new DatabaseSync(file, { timeout: 0 });
  try {
    db.exec('PRAGMA trusted_schema = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; ROLLBACK;');
    return new Sql(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

function makeFresh(
  old: Sql,
  fresh: string,
  {
    stationKey,
    checkFirst,
  }: { readonly stationKey: string; readonly checkFirst: (first: string | undefined) => Result<void> },
): Result<Omit<RebuildReport, 'kept'>> {
  const [first] = journalRows(old, 0, 1);
  const begun = checkFirst(first && textOf(first['entry']));
  if (!begun.ok) return begun;
  const opened = openFile(fresh);
  if (!opened.ok) return opened;
  const sql = opened.value;
  try {
    const replay = new Replay(null, { sql });
    const replayed = replayAll(old, replay);
    if (!replayed.ok) return replayed;
    if (replay.report().stationKey !== stationKey) {
      return refuse('journal-signature-bad', 'the journal ends with the entries of another station');
    }
    const differences = [...replayed.value, ...differencesOf(old, sql)];
    const isOwn = (address: string) => sql.has('SELECT 1 FROM addresses WHERE address = ?', address);
    const { facts, lost } = keptFacts(old, isOwn);
    sql.transaction(() => replay.applyFacts(facts));
    return ok({ journal: replay.report(), differences, lost });
  } finally {
    sql.close();
  }
}

function replayAll(old: Sql, replay: Replay): Result<readonly Difference[]> {
  const differences: Difference[] = [];
  for (;;) {
    const rows = journalRows(old, replay.report().entries, BATCH);
    if (rows.length === 0) return ok(differences);
    const written = replay.sql.transaction((): Result<void> => {
      for (const row of rows) {
        const entry = replay.verify(row);
        if (!entry.ok) return entry;
        appendEntry(replay.sql, entry.value);
        const columns = otherColumns(row, entry.value);
        const key = String(entry.value.seq);
        if (columns.length > 0)
          differences.push({ kind: 'row', table: 'journal', key, what: 'changed', columns });
        const applied = replay.apply(entry.value);
        if (!applied.ok) return applied;
      }
      return ok(undefined);
    });
    if (!written.ok) return written;
  }
}

/** How the old tables differ from the journal; one that cannot be read is named as a whole. */
function differencesOf(old: Sql, rebuilt: Sql): readonly Difference[] {
  const schema = checkSchema(old);
  const differences: Difference[] = schema.ok ? [] : [{ kind: 'entry', entry: 0, refusal: schema }];
  for (const table of derivedTables) {
    try {
      for (let place: Place = 'start'; place !== 'end'; ) {
        const page = comparePage(old, rebuilt, table, place);
        differences.push(...page.differences);
        place = page.next;
      }
    } catch {
      differences.push({ kind: 'row', table: table.table, key: 'all', what: 'missing', columns: [] });
    }
  }
  try {
    differences.push(...compareCounts(old, rebuilt));
  } catch {
    differences.push({ kind: 'row', table: 'counts', key: 'all', what: 'missing', columns: [] });
  }
  return differences;
}

function removeWithLog(file: string): void {
  for (const each of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]) rmSync(each, { force: true });
}
