import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '../core/result.ts';
import { summaryDigest } from './documents/checkpoint-document.ts';
import { GENESIS_SUPPLY, genesisOf } from './genesis.ts';
import { createLedger, type Ledger, repeatEvent } from './ledger.ts';
import { type LedgerLog, openLedgerLog } from './ledger-log.ts';
import type { LogPlace } from './log-place.ts';
import { readPlace, readState } from './saved-state.ts';
import { checkpointTable } from './store/checkpoint-table.ts';
import { openStore, type Store } from './store/store.ts';

/** The tables of a ledger beside its log: what the log makes anew, but slowly. */
export const SNAPSHOT_FILE = 'practice-ledger.sqlite';

/** The tables are saved whenever so many events have come since; so many are repeated at most at the next start. */
export const EVENTS_BETWEEN_SAVES = 200;

export interface OpenLedger {
  readonly ledger: Ledger;
  close(): void;
}

/** A ledger that is forgotten. */
export function openInMemory(seed: string, now: () => number): OpenLedger {
  const store = openStore(null);
  return { ledger: createLedger(genesisOf(seed), now(), () => {}, store), close: store.close };
}

/**
 * Opens the ledger of a folder, and begins one where there is none: the tables as they were saved, then what the log has
 * beyond them. Tables that do not fit the log, or each other, are thrown away and made anew from it.
 * Refuses as {@link openLedgerLog} does.
 */
export function openInFolder(folder: string, seed: string, now: () => number): Result<OpenLedger> {
  const opened = openLedgerLog(folder, seed, now);
  if (!opened.ok) return opened;
  const log = opened.value;
  const file = join(folder, SNAPSHOT_FILE);
  const kept = openSnapshot(file, log);
  const store = kept?.store ?? newSnapshot(file);
  const close = () => {
    store.close();
    log.close();
  };
  let unsaved = 0;
  const saveInTime = (place: LogPlace): void => {
    if (unsaved >= EVENTS_BETWEEN_SAVES) {
      ledger.save(place);
      unsaved = 0;
    }
    unsaved += 1;
  };
  // Before an event is recorded the tables have all that the log has.
  let record = (_: Parameters<LedgerLog['append']>[0]): void => {};
  const ledger = createLedger(genesisOf(seed), log.start, (event) => record(event), store);
  let before = kept?.place ?? log.place();
  const replayed = log.replay(kept?.place ?? null, (event) => {
    saveInTime(before);
    const taken = repeatEvent(ledger, event);
    before = log.place();
    return taken;
  });
  if (!replayed.ok) {
    close();
    return replayed;
  }
  record = (event) => {
    saveInTime(log.place());
    log.append(event);
  };
  return ok({ ledger, close });
}

function openSnapshot(file: string, log: LedgerLog): { store: Store; place: LogPlace } | null {
  let store: Store | null = null;
  try {
    store = openStore(file);
    const saved = store.saved();
    const place = readPlace(saved);
    if (place && log.has(place) && holdsTogether(store, saved)) return { store, place };
  } catch {
    // No database, or a damaged one: made anew below.
  }
  store?.close();
  return null;
}

function newSnapshot(file: string): Store {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true });
  return openStore(file);
}

/** Whether no nano is missing in the tables, and the newest checkpoint is what its digest says. */
function holdsTogether(store: Store, saved: unknown): boolean {
  const state = readState(saved);
  const latest = checkpointTable(store).latest();
  const sums = store
    .sql(
      'SELECT coalesce(sum(balance), 0) AS balance, coalesce(sum(rebate), 0) AS rebate FROM objects INDEXED BY largest WHERE state = 1 AND owner NOT NULL',
    )
    .get() as { balance: bigint; rebate: bigint };
  return (
    state !== null &&
    latest !== undefined &&
    summaryDigest(latest.summary) === latest.digest &&
    sums.rebate === state.stored &&
    sums.balance + sums.rebate + state.burnt === GENESIS_SUPPLY
  );
}
