import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Ledger } from '../../../electron/practice/ledger.ts';
import { LOG_FILE } from '../../../electron/practice/ledger-log.ts';
import {
  EVENTS_BETWEEN_SAVES,
  type OpenLedger,
  openInFolder,
  SNAPSHOT_FILE,
} from '../../../electron/practice/open-ledger.ts';
import { pay } from '../../../electron/practice/payment.ts';
import { practiceKey } from '../../../electron/practice/practice-key.ts';
import { gifts } from '../../support/gifts.ts';
import { NOON } from './practice-world.ts';

const RECIPIENT = practiceKey('test', 'recipient').address;
/** Saved once, and then a good part more. */
const DEPOSITS = EVENTS_BETWEEN_SAVES + 60;

let folder: string;
/** What was kept when the process was killed: the ledger was never closed. */
let killed: string;
let before: unknown;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'practice-'));
  killed = mkdtempSync(join(tmpdir(), 'practice-'));
  const { ledger, close } = open(folder);
  for (let nth = 0; nth < DEPOSITS; nth++) {
    if (nth % 50 === 49) ledger.checkpoint(NOON + nth);
    if (nth % 100 === 60) ledger.give(RECIPIENT, gifts.output);
    if (nth === 120) ledger.advanceEpoch(NOON + nth, { gasPrice: 1_500 });
    pay(ledger, ledger.genesis.customer, RECIPIENT, BigInt(nth + 1));
  }
  before = everything(ledger);
  for (const name of [LOG_FILE, SNAPSHOT_FILE, `${SNAPSHOT_FILE}-wal`]) {
    if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(killed, name));
  }
  close();
});

afterAll(() => {
  for (const each of [folder, killed]) rmSync(each, { recursive: true, force: true });
});

describe('a practice ledger that has grown', () => {
  it('is the same after a kill -9, without repeating what its tables have', () => {
    const copy = copyOf(killed);
    // Seen if it were repeated.
    const log = join(copy, LOG_FILE);
    writeFileSync(log, readFileSync(log, 'utf8').replace('"kind":"transaction"', '"kind":"transactioN"'));
    expect(reopened(copy)).toEqual(before);
  });

  it('is the same after it was closed, and goes on', () => {
    const { ledger, close } = open(copyOf(folder));
    expect(everything(ledger)).toEqual(before);
    expect(pay(ledger, ledger.genesis.customer, RECIPIENT, 5n).ok).toBe(true);
    expect(ledger.coins.holding(RECIPIENT).coins).toBe(DEPOSITS + 1);
    close();
  });

  it.each<[string, (copy: string) => void]>([
    ['missing', (copy) => rmSync(join(copy, SNAPSHOT_FILE))],
    ['empty', (copy) => writeFileSync(join(copy, SNAPSHOT_FILE), '')],
    ['cut short', (copy) => truncateSync(join(copy, SNAPSHOT_FILE), 40_000)],
    ['another kind of file', (copy) => writeFileSync(join(copy, SNAPSHOT_FILE), 'no database')],
    ['of another version', (copy) => change(copy, 'UPDATE state SET version = 999')],
    ['a nano richer', (copy) => change(copy, 'UPDATE objects SET balance = balance + 1 WHERE balance = 7')],
    ['those of a later log', (copy) => shorten(join(copy, LOG_FILE))],
  ])('is made anew from its log where its tables are %s', (what, damage) => {
    const copy = copyOf(folder);
    damage(copy);
    const after = reopened(copy);
    if (what === 'those of a later log') expect(after).not.toEqual(before);
    else expect(after).toEqual(before);
    expect(reopened(copy)).toEqual(after);
  });

  it('is refused where its tables do not fit and its log is damaged: nothing is left to trust', () => {
    const copy = copyOf(folder);
    rmSync(join(copy, SNAPSHOT_FILE));
    const log = join(copy, LOG_FILE);
    writeFileSync(log, readFileSync(log, 'utf8').replace('"kind":"transaction"', '"kind":"transactioN"'));
    expect(openInFolder(copy, 'test', () => NOON)).toMatchObject({ code: 'practice-ledger-damaged' });
  });
});

function open(at: string): OpenLedger {
  const opened = openInFolder(at, 'test', () => NOON);
  if (!opened.ok) throw new Error(opened.message);
  return opened.value;
}

function reopened(at: string): unknown {
  const { ledger, close } = open(at);
  const read = everything(ledger);
  close();
  return read;
}

function copyOf(from: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'practice-'));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  for (const name of [LOG_FILE, SNAPSHOT_FILE, `${SNAPSHOT_FILE}-wal`]) {
    if (existsSync(join(from, name))) copyFileSync(join(from, name), join(copy, name));
  }
  return copy;
}

function change(copy: string, sql: string): void {
  const db = new DatabaseSync(join(copy, SNAPSHOT_FILE));
  db.exec(sql);
  db.close();
}

/** As after an older copy of the log was put back. */
function shorten(log: string): void {
  const lines = readFileSync(log, 'utf8').split('\n');
  writeFileSync(log, `${lines.slice(0, 90).join('\n')}\n`);
}

function everything(ledger: Ledger): unknown {
  return {
    latest: ledger.latest(),
    epoch: ledger.epoch(),
    burnt: ledger.burnt(),
    coins: ledger.coins.of(RECIPIENT),
    given: ledger.givenTo(RECIPIENT, null),
    transactions: ledger.range({ after: null, limit: 10_000, descending: false }),
  };
}
