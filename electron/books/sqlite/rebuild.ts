import { constants, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { JournalReport } from '../../core/journal/verify-journal.ts';
import type { FactChange } from '../../core/projection/change.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import type { Difference } from '../books-check.ts';
import { appendEntry } from './append.ts';
import { checkSchema, fileFault } from './check-schema.ts';
import { comparePage, type Place } from './compare-rows.ts';
import { comparedTables } from './derived-tables.ts';
import { appendBatch, batchesAfter, batchHash, type StoredBatch } from './keep-facts.ts';
import { checkHeader, openFile, storeRefusal } from './open-file.ts';
import { issuedAddresses } from './put-tables.ts';
import { journalRows, Replay } from './replay.ts';
import { int, Sql, str, strOrNull, textOf } from './sql.ts';
import { strayRows } from './stray-rows.ts';
import { hasWordsOfRows, wordIndexes } from './word-index.ts';

const PAGE = 500;

export interface RebuildReport {
  readonly journal: JournalReport;
  /** How the old tables differed from what is signed. */
  readonly differences: readonly Difference[];
  /** Whether the facts that were kept could be believed, or are read again from the node. */
  readonly facts: 'kept' | 'anew';
  /** Where the old file is now. */
  readonly kept: string;
}

/** What is to be written into the new file before it takes the old one's place. */
export interface ToWrite {
  readonly file: string;
  readonly differences: readonly Difference[];
  readonly facts: 'kept' | 'anew';
  /** Facts that begin anew. */
  readonly begin: readonly FactChange[];
}

export interface RebuildParts {
  /** Looks at the first entry (JSON) before anything is made. */
  readonly checkFirst: (first: string | undefined) => Result<void>;
  /** Writes down, in the new file, that it was made; called only where the old one differed. */
  readonly writeDown: (made: ToWrite) => Promise<Result<void>>;
  /** Milliseconds, for the name of the old file. */
  readonly now: number;
}

/**
 * Makes the books of a treasury anew from their journal, each entry of which is verified, and from the facts that are kept,
 * and puts them in the place of the old ones, which stay beside them. A crash at any place leaves the old file or the new
 * one, whole.
 * @param stationKey Ed25519 public key of the station that must sign the journal's end, hex
 * @returns refuses `journal-*` where the journal itself is not whole, `treasury-in-use`, `treasury-missing`, `store-*`
 */
export async function rebuildFile(
  file: string,
  stationKey: string,
  { checkFirst, writeDown, now }: RebuildParts,
): Promise<Result<RebuildReport>> {
  if (!existsSync(file)) return refuse('treasury-missing', 'expected a database in the folder');
  const fresh = `${file}.rebuilding`;
  const kept = `${file}.before-rebuild-${now}`;
  let old: Sql | undefined;
  try {
    const own = checkHeader(file);
    if (!own.ok) return own;
    old = openAsItIs(file);
    const [first] = journalRows(old, 0, 1);
    const begun = checkFirst(first && textOf(first['entry']));
    if (!begun.ok) return begun;
    const made = makeFresh(old, fresh, stationKey);
    if (!made.ok) return made;
    if (made.value.differences.length > 0) {
      const written = await writeDown({ ...made.value, file: fresh });
      if (!written.ok) return written;
    }
    old.close();
    old = undefined;
    if (existsSync(`${file}-wal`))
      return refuse('treasury-in-use', 'expected a database that nobody has open');
    copyFileSync(file, kept, constants.COPYFILE_EXCL);
    renameSync(fresh, file);
    const { journal, differences, facts } = made.value;
    return ok({ journal, differences, facts, kept });
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

type Made = Omit<RebuildReport, 'kept'> & Pick<ToWrite, 'begin'>;

/** Makes the new file with the facts that are kept; where these are not whole, without them. */
function makeFresh(old: Sql, fresh: string, stationKey: string): Result<Made> {
  const made = makeWith(old, fresh, { stationKey, withFacts: true });
  if (made.ok || made.code !== 'store-damaged') return made;
  const refusal: Refusal = made;
  const without = makeWith(old, fresh, { stationKey, withFacts: false });
  if (!without.ok) return without;
  const lost: Difference = { kind: 'facts', batch: 0, refusal };
  return ok({ ...without.value, differences: [lost, ...without.value.differences] });
}

function makeWith(
  old: Sql,
  fresh: string,
  { stationKey, withFacts }: { readonly stationKey: string; readonly withFacts: boolean },
): Result<Made> {
  removeWithLog(fresh);
  const opened = openFile(fresh);
  if (!opened.ok) return opened;
  const sql = opened.value;
  try {
    const replay = new Replay(null, { sql });
    const replayed = replayAll(old, replay, withFacts);
    if (!replayed.ok) return replayed;
    if (replay.report().stationKey !== stationKey) {
      return refuse('journal-signature-bad', 'the journal ends with the entries of another station');
    }
    takeCursor(old, sql);
    return ok({
      journal: replay.report(),
      differences: [...replayed.value, ...differencesOf(old, sql, withFacts)],
      facts: withFacts ? 'kept' : 'anew',
      begin: withFacts ? [] : beginning(old, sql),
    });
  } finally {
    sql.close();
  }
}

/** Copies journal and facts into the new file, each verified, and makes the tables of them. */
function replayAll(old: Sql, replay: Replay, withFacts: boolean): Result<readonly Difference[]> {
  const differences: Difference[] = [];
  for (;;) {
    const rows = journalRows(old, replay.report().entries, PAGE);
    const written = replay.sql.transaction((): Result<void> => {
      for (const row of rows) {
        const facts = withFacts ? takeBatches(old, replay) : ok(undefined);
        if (!facts.ok) return facts;
        const entry = replay.verify(row);
        if (!entry.ok) return entry;
        appendEntry(replay.sql, entry.value);
        const columns = replay.otherColumns(row, entry.value);
        const key = String(entry.value.seq);
        if (columns.length > 0)
          differences.push({ kind: 'row', table: 'journal', key, what: 'changed', columns });
        const applied = replay.apply(entry.value);
        if (!applied.ok) return applied;
      }
      return rows.length === 0 && withFacts ? takeBatches(old, replay) : ok(undefined);
    });
    if (!written.ok) return written;
    if (rows.length === 0) break;
  }
  if (!withFacts) return ok(differences);
  const other = replay.otherFacts((batch) => batchHash(replay.sql, batch));
  return other === null
    ? ok(differences)
    : refuse('store-damaged', `entry ${other.entry} notes ${other.batches} batches of other facts`);
}

function takeBatches(old: Sql, replay: Replay): Result<void> {
  for (;;) {
    const batches = storedBatches(old, replay.batches());
    if (!batches.ok) return batches;
    for (const batch of batches.value) {
      if (batch.afterEntry > replay.report().entries) return ok(undefined);
      const added = replay.addBatch(batch);
      if (!added.ok) return added;
      appendBatch(replay.sql, batch);
    }
    if (batches.value.length === 0) return ok(undefined);
  }
}

/** The table of facts may be gone, or be another one. */
function storedBatches(old: Sql, after: number): Result<readonly StoredBatch[]> {
  try {
    return ok(batchesAfter(old, after, PAGE));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse('store-damaged', `the facts cannot be read: ${why}`);
  }
}

/** How far the ledger was followed; an opening believes what the journal has noted of it, where it has. */
function takeCursor(old: Sql, sql: Sql): void {
  try {
    const row = old.get('SELECT * FROM cursor WHERE only = 1');
    if (!row) return;
    sql.run('DELETE FROM cursor');
    sql.run(
      'INSERT INTO cursor (only, version, next_checkpoint, as_of, digest) VALUES (1, 1, ?, ?, ?)',
      BigInt(str(row['next_checkpoint'])).toString(),
      int(row['as_of']),
      strOrNull(row['digest']),
    );
  } catch {
    // The journal's own, then.
  }
}

/** Facts that begin anew: addresses are read again, and tries of passwords that can be read stay counted. */
function beginning(old: Sql, sql: Sql): readonly FactChange[] {
  return [
    ...issuedAddresses(sql).map((address) => ({ kind: 'address-touched', address }) as const),
    ...tries(old),
    ...epochOf(old),
  ];
}

function tries(old: Sql): readonly FactChange[] {
  try {
    return old.all('SELECT owner_id, failures, last_failure_at FROM password_failures').flatMap((row) =>
      Array.from({ length: Math.min(int(row['failures']), 100) }, () => ({
        kind: 'password-failed' as const,
        ownerId: str(row['owner_id']),
        at: int(row['last_failure_at']),
      })),
    );
  } catch {
    return [];
  }
}

function epochOf(old: Sql): readonly FactChange[] {
  try {
    return old.all('SELECT epoch, began_at FROM epoch').map((row) => ({
      kind: 'epoch-reached',
      epoch: BigInt(str(row['epoch'])),
      at: int(row['began_at']),
    }));
  } catch {
    return [];
  }
}

/** How the old tables differ; one that cannot be read is named as a whole. */
function differencesOf(old: Sql, rebuilt: Sql, withFacts: boolean): readonly Difference[] {
  const schema = checkSchema(old);
  const differences: Difference[] = schema.ok ? [] : [{ kind: 'entry', entry: 0, refusal: schema }];
  differences.push(...strayRows(old));
  const fault = schema.ok ? fileFault(old) : null;
  if (fault !== null) differences.push({ kind: 'file', refusal: refuse('store-damaged', fault) });
  if (schema.ok && fault === null) differences.push(...otherWords(old));
  for (const table of comparedTables(withFacts)) {
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
  return differences;
}

/** Indexes of words that tell something else than their rows. */
const otherWords = (old: Sql): readonly Difference[] =>
  Object.values(wordIndexes)
    .filter((index) => !hasWordsOfRows(index, old))
    .map(({ table }) => ({ kind: 'words', table }));

function removeWithLog(file: string): void {
  for (const each of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]) rmSync(each, { force: true });
}
