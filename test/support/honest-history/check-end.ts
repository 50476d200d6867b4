import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Movement } from '../../../electron/books/rows.ts';
import { derivedTables } from '../../../electron/books/sqlite/derived-tables.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { signIn } from '../../../electron/console/officers/sign-in.ts';
import { addsUp } from '../../../electron/console/statements/read-statement.ts';
import { treasuryPaths } from '../../../electron/console/treasury/treasury-folder.ts';
import { openVault } from '../../../electron/console/vaults/open-vault.ts';
import { rebuildBooks } from '../../../electron/stations/rebuild-books.ts';
import { copyFolder } from '../copy-folder.ts';
import { actorAt, officerIdOf, PASSWORD, utf8 } from '../treasury-steps.ts';
import type { Acting } from './acting.ts';
import { findAlarms } from './find-alarms.ts';

export interface End {
  readonly paid: number;
  /** Sources of gathers whose money has moved. */
  readonly gathered: number;
  readonly faults: readonly string[];
}

const DAY = 86_400_000;
const EVERYTHING = { search: '', offset: 0, limit: 1000 };

/**
 * The end of a history: officers open both vaults, the network goes on until everything that was signed has ended, and
 * then the books, the ledger and what was asked for are compared.
 */
export async function checkEnd(acting: Acting): Promise<End> {
  const faults: string[] = [];
  const { station } = acting.at;
  for (const vaultId of acting.memory.vaultIds) faults.push(...(await openWith(acting, vaultId)));
  await runOut(acting);
  const { state, problem } = station.line.view();
  if (state !== 'connected') faults.push(`the node is ${state}: ${problem?.code}: ${problem?.message}`);
  faults.push(...(await findAlarms(station)));
  const { rows } = await station.books.movements.list(EVERYTHING, {
    kind: null,
    open: false,
    nextStep: null,
  });
  faults.push(...comparePaid(acting, rows), ...(await compareBalances(acting)));
  faults.push(...(await compareStatements(acting)));
  const journal = await verifyJournal(station);
  if (!journal.ok) faults.push(`journal: ${journal.code}: ${journal.message}`);
  await station.close();
  faults.push(...(await compareRebuilt(acting)));
  const final = rows.filter(({ state }) => state === 'final');
  return {
    paid: final.filter(({ kind }) => kind === 'withdrawal' || kind === 'sweep').length,
    gathered: final.filter(({ kind }) => kind === 'gather').length,
    faults,
  };
}

async function openWith({ at, world, memory }: Acting, vaultId: string): Promise<readonly string[]> {
  const { station, caller } = at;
  world.clock.at += DAY; // whoever has to wait after wrong passwords has waited
  const officerId = officerIdOf(station, 'Ben');
  const signed = await signIn(station, caller, { officerId, password: utf8(PASSWORD) });
  if (!signed.ok) return [`Ben is not signed in: ${signed.code}`];
  const tried: string[] = [];
  for (const password of (memory.passwords.get(vaultId) ?? [PASSWORD]).toReversed()) {
    const opened = await openVault(station, actorAt(at, 'Ben'), { vaultId, password: utf8(password) });
    if (opened.ok) return [];
    tried.push(`${opened.code}: ${opened.message}`);
  }
  return [`a vault does not open: ${tried.join('; ')}`];
}

/** Ten days of the network: signed bytes are executed or over, and requests ask no more. */
async function runOut({ at, world }: Acting): Promise<void> {
  for (let day = 0; day < 10; day++) {
    await world.node.checkpoint();
    await at.station.line.follow();
    await at.life.tick();
    world.clock.at += DAY;
    await world.node.endEpoch();
  }
  await at.station.line.follow();
}

/** Signed is one that the network took no more in time, or that was stopped too late: no node's word ends it. */
const ends: ReadonlySet<string> = new Set([
  'final',
  'failed',
  'rejected',
  'cancelled',
  'expired',
  'signed',
  'sent',
]);

/** Each request was paid once, to the last unit, where the books say so, and not at all where they say anything else. */
function comparePaid({ world, memory }: Acting, rows: readonly Movement[]): readonly string[] {
  const faults: string[] = [];
  const byRecipient = new Map(rows.map((row) => [row.recipient, row]));
  for (const { recipient, units } of memory.asked) {
    const has = world.node.balance(recipient);
    const movement = byRecipient.get(recipient);
    const due = movement?.state === 'final' ? units : 0n;
    if (has !== due)
      faults.push(`${recipient} is to have ${due} by the books (${movement?.state}), has ${has}`);
  }
  for (const { kind, id, state } of rows) {
    if (!ends.has(state)) faults.push(`${kind} ${id} is ${state} after ten days`);
  }
  return faults;
}

/** What the books say that addresses have is what they have. */
async function compareBalances({ at, world, memory }: Acting): Promise<readonly string[]> {
  const { books } = at.station;
  const faults: string[] = [];
  const { rows } = await books.accounts.list(EVERYTHING, null);
  for (const { vaultId, index } of rows) {
    if (!memory.vaultIds.includes(vaultId)) continue;
    for (const { address, balance } of (await books.addresses.issued(EVERYTHING, vaultId, index)).rows) {
      const has = world.node.balance(address);
      if (has !== balance) faults.push(`${address} has ${has}, the books say ${balance}`);
    }
  }
  return faults;
}

/** Statements of each day add up and follow on one another, and all of them together explain every coin. */
async function compareStatements({ at, world }: Acting): Promise<readonly string[]> {
  const { flows } = at.station.books;
  const faults: string[] = [];
  const { rows } = await flows.list({ from: 0, to: world.clock.at * 2 }, { offset: 0, limit: 1 });
  const first = rows[0]?.at ?? world.clock.at;
  let before: ReadonlyMap<string, bigint> = new Map();
  for (let from = 0, to = first; from < world.clock.at + DAY; from = to, to += DAY) {
    const statement = await flows.statement({ from, to });
    for (const each of statement) {
      const { vaultId, opening, closing, unexplained } = each;
      if (opening !== (before.get(vaultId) ?? 0n)) faults.push(`${vaultId} begins a day with ${opening}`);
      if (!addsUp(each)) faults.push(`the lines of ${vaultId} do not come to ${closing}`);
      if (unexplained !== 0n) faults.push(`${unexplained} of ${vaultId} is not explained`);
    }
    before = new Map(statement.map(({ vaultId, closing }) => [vaultId, closing]));
  }
  return [...new Set(faults)];
}

/** Books that are made anew offline are those that lived. */
async function compareRebuilt({ at, world }: Acting): Promise<readonly string[]> {
  const folder = `${at.life.place.folder}-rebuilt`;
  copyFolder(at.life.place.folder, folder);
  const { database } = treasuryPaths(folder);
  const before = tablesOf(database);
  const rebuilt = await rebuildBooks(folder, world.clock.at);
  if (!rebuilt.ok) return [`not rebuilt: ${rebuilt.code}: ${rebuilt.message}`];
  const { differences, facts } = rebuilt.value;
  const other = tablesOf(database).filter((rows, at) => rows !== before[at]);
  return [
    ...differences.map((difference) => `rebuilt: ${difference}`),
    ...(facts === 'kept' ? [] : ['rebuilt without the facts']),
    ...other.map((rows) => `rebuilt: another table: ${rows.slice(0, 300)}`),
  ];
}

function tablesOf(file: string): readonly string[] {
  const db = new DatabaseSync(path.resolve(file), { readOnly: true });
  try {
    return [...derivedTables.map(({ table }) => table), 'journal', 'facts'].map((table) => {
      const rows = db.prepare(`SELECT * FROM ${table}`).all();
      return `${table} ${rows
        .map((row) => JSON.stringify(row))
        .sort()
        .join('\n')}`;
    });
  } finally {
    db.close();
  }
}
