import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import type { Books } from '../../../electron/books/books.ts';
import { flowKinds } from '../../../electron/books/flows.ts';
import { openBooks } from '../../../electron/books/sqlite/client.ts';
import { spawnSourceBooks } from '../../../electron/books/sqlite/source-worker.ts';
import type { Change } from '../../../electron/core/projection/change.ts';
import type { InputEvidence } from '../../../electron/core/proposal/evidence.ts';
import { NOW } from '../../support/core-samples.ts';
import { must } from '../../support/must.ts';
import { aliasKeys, beginning, world } from './changes.ts';

const ALL = { search: '', offset: 0, limit: 1000 };
const EVERY = 1000;
const HOUR = 3_600_000;
const ALWAYS = { from: 0, to: NOW * 2 };

/** Runs `work` on new books, which hold the beginning. They are gone after it. */
export async function withBooks(work: (books: Books) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sallyport-books-'));
  const books = must(await openBooks(path.join(folder, 'treasury.sqlite'), spawnSourceBooks));
  try {
    must(await books.commit({ expects: [], entries: [], changes: beginning }));
    await work(books);
  } finally {
    await books.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Commits changes without asking for versions.
 * @returns false where the tables themselves refused them (an input reserved twice, an address of no account)
 */
export async function apply(books: Books, changes: readonly Change[]): Promise<boolean> {
  try {
    must(await books.commit({ expects: [], entries: [], changes }));
    return true;
  } catch (error) {
    expect(String(error)).toMatch(/constraint failed/);
    return false;
  }
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, each) => all + each, 0n);
const held = (inputs: readonly Pick<InputEvidence, 'amount'>[]): bigint =>
  sum(inputs.map(({ amount }) => BigInt(amount.units)));

/** All that an address has free, of both grades. */
export async function freeOf(books: Books, address: string): Promise<readonly InputEvidence[]> {
  const [proven, unproven] = await Promise.all(
    (['proven', 'unproven'] as const).map((grade) => books.inputs.largest(address, EVERY, grade)),
  );
  return [...(proven ?? []), ...(unproven ?? [])];
}

/** What an address has, from its rows. */
async function readAddress(books: Books, address: string) {
  const own = await books.addresses.find(address);
  const inputs = await books.inputs.of(address);
  const free = await freeOf(books, address);
  return { address, own, inputs, free, balance: held(inputs), freeUnits: held(free) };
}

/** All that the port tells of the books: equal twice only where nothing has changed. */
export async function readEverything(books: Books) {
  const movements = await books.movements.list(ALL, { kind: null, open: false, nextStep: null });
  return {
    vaults: await books.figures.vaults(),
    retired: await books.vaults.retired(),
    nextAccounts: await Promise.all(world.vaults.map((id) => books.accounts.nextIndex(id))),
    accounts: await books.accounts.list(ALL, null),
    inUse: await books.accounts.list(ALL, null, false),
    archived: await Promise.all(world.vaults.map((id) => books.accounts.list(ALL, id, true))),
    formerNames: await Promise.all(
      world.vaults.flatMap((id) => [0, 1, 2].map((index) => books.accounts.formerNames(id, index))),
    ),
    aliases: await Promise.all(aliasKeys.map((key) => books.accounts.byAliasKey(key))),
    addresses: await Promise.all(world.addresses.map((address) => readAddress(books, address))),
    touched: await books.addresses.touched(EVERY),
    touches: await books.addresses.touches(world.addresses),
    richest: await Promise.all(world.vaults.map((id) => books.inputs.richest(id, EVERY))),
    deposits: await books.deposits.list(ALL, null),
    since: await Promise.all(midnights.map((midnight) => books.figures.depositsSince(midnight))),
    movements,
    details: await Promise.all(
      world.movements.map(async (id) => ({
        request: await books.movements.request(id),
        proposal: await books.movements.proposal(id),
        approvals: await books.movements.approvals(id),
        rejection: await books.movements.rejection(id),
        transaction: await books.movements.transaction(id),
        spentElsewhere: await books.inputs.spentElsewhere(id, 'none'),
        provenUnspent: await books.inputs.provenUnspent(id),
      })),
    ),
    unsealed: await Promise.all(world.vaults.map((id) => books.movements.unsealedRejections(id))),
    spends: await Promise.all(world.transactions.map((id) => books.inputs.hasSpend(id))),
    spent: await books.figures.spent(world.rules.map((ruleId) => ({ ruleId, since: 0 }))),
    flows: await books.flows.list(ALWAYS, { offset: 0, limit: EVERY }),
    statement: await books.flows.statement(ALWAYS),
    cursor: await books.cursor.get(),
    failures: await Promise.all(world.owners.map((id) => books.passwords.failures(id))),
    head: await books.journal.head(),
  };
}

/** Where days begin in the zones of the world, before UTC's noon: Kathmandu, UTC, Chatham, Auckland, this machine's. */
const beginnings = [
  18.25 - 24,
  0,
  10.25 - 24,
  11,
  new Date(NOW).setHours(0, 0, 0, 0) / HOUR - NOW / HOUR + 12,
];
/** The midnights from before the first time to after the last one. */
const midnights = [
  ...new Set(
    Array.from({ length: 6 }, (_, day) => day - 1).flatMap((day) =>
      beginnings.map((hours) => NOW + (day * 24 - 12 + hours) * HOUR),
    ),
  ),
];

/** Holds every kept figure against what all rows come to. */
export async function checkFigures(books: Books): Promise<void> {
  await checkMoney(books);
  await checkDeposits(books);
  await checkMovements(books);
}

async function checkMoney(books: Books): Promise<void> {
  const addresses = await Promise.all(world.addresses.map((address) => readAddress(books, address)));
  const accounts = await books.accounts.list(ALL, null);
  expect(accounts.total).toBe(accounts.rows.length);
  for (const { vaultId, index, balance, issuedAddresses } of accounts.rows) {
    const of = addresses.filter(({ own }) => own?.vaultId === vaultId && own.path.account === index);
    expect(balance).toBe(sum(of.map((each) => each.balance)));
    const issued = of.filter(({ own }) => own?.issuedAt !== null);
    expect(issuedAddresses).toBe(issued.length);
    const listed = await books.addresses.issued(ALL, vaultId, index);
    expect(listed.total).toBe(issued.length);
    const balances = new Map(listed.rows.map((row) => [row.address, row.balance]));
    expect(balances).toEqual(new Map(issued.map((each) => [each.address, each.balance])));
  }
  for (const vaultId of world.vaults) {
    const of = addresses.filter(({ own }) => own?.vaultId === vaultId);
    const inVault = accounts.rows.filter((row) => row.vaultId === vaultId);
    expect(await books.figures.vault(vaultId)).toEqual({
      vaultId,
      balance: sum(of.map((each) => each.balance)),
      reserved: sum(of.map((each) => each.balance - each.freeUnits)),
      accounts: inVault.length,
    });
    expect((await books.accounts.list(ALL, vaultId)).total).toBe(inVault.length);
    expect(await books.accounts.nextIndex(vaultId)).toBe(Math.max(...inVault.map(({ index }) => index)) + 1);
    const withFree = of
      .filter(({ free }) => free.length > 0)
      .map(({ address, free, freeUnits }) => ({ owner: address, units: freeUnits, inputs: free.length }));
    const byAddress = (a: { owner: string }, b: { owner: string }) => (a.owner < b.owner ? -1 : 1);
    const richest = await books.inputs.richest(vaultId, EVERY);
    expect(richest.toSorted(byAddress)).toEqual(withFree.toSorted(byAddress));
    expect(richest.map((each) => each.units)).toEqual(
      richest.map((each) => each.units).toSorted((a, b) => (a > b ? -1 : a < b ? 1 : 0)),
    );
    const enough = await books.inputs.owners(vaultId, 500n, EVERY);
    expect(enough.toSorted(byAddress)).toEqual(
      withFree.filter((each) => each.units >= 500n).toSorted(byAddress),
    );
  }
}

async function checkDeposits(books: Books): Promise<void> {
  const { rows } = await books.deposits.list(ALL, null);
  for (const state of [null, 'seen', 'final'] as const) {
    const { total, rows: listed } = await books.deposits.list(ALL, state);
    expect(total).toBe(listed.length);
    expect(listed).toEqual(rows.filter((row) => state === null || row.state === state));
  }
  for (const midnight of midnights) {
    const final = rows.filter(({ finalAt }) => finalAt !== null && finalAt >= midnight);
    expect(await books.figures.depositsSince(midnight)).toEqual({
      count: final.length,
      total: sum(final.map(({ units }) => units)),
    });
  }
}

async function checkMovements(books: Books): Promise<void> {
  const open = ['queued', 'proposed', 'approved', 'signed', 'sent', 'stopped'];
  const { rows } = await books.movements.list(ALL, { kind: null, open: false, nextStep: null });
  for (const kind of [null, 'withdrawal', 'sweep'] as const) {
    for (const openOnly of [true, false]) {
      const listed = await books.movements.list(ALL, { kind, open: openOnly, nextStep: null });
      expect(listed.total).toBe(listed.rows.length);
      expect(listed.rows).toEqual(
        rows.filter((row) => (kind === null || row.kind === kind) && (!openOnly || open.includes(row.state))),
      );
    }
  }
}

/** Moments at, just before and between the times of flows, and at both ends. */
const borders = [0, ...world.times.flatMap((at) => [at, at + 1, at + 400_000]), NOW * 2].toSorted(
  (a, b) => a - b,
);

/** Statements of consecutive spans say of every vault what its rows come to, and each begins where the one before it ends. */
export async function checkFlows(books: Books): Promise<void> {
  const { total, rows } = await books.flows.list(ALWAYS, { offset: 0, limit: EVERY });
  expect(total).toBe(rows.length);
  expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).toSorted((a, b) => a - b));
  const vaults = await books.figures.vaults();
  let ended: ReadonlyMap<string, bigint> = new Map();
  for (const [i, to] of borders.entries()) {
    const from = borders[i - 1] ?? 0;
    const statement = await books.flows.statement({ from, to });
    expect(statement.map(({ vaultId }) => vaultId)).toEqual(vaults.map(({ vaultId }) => vaultId).toSorted());
    for (const { vaultId, opening, closing, flows, found } of statement) {
      expect(opening).toBe(ended.get(vaultId) ?? 0n);
      const within = rows.filter((row) => row.vaultId === vaultId && row.at >= from && row.at < to);
      expect(closing).toBe(opening + found + sum(within.map(({ units }) => units)));
      for (const kind of flowKinds) {
        const of = within.filter((row) => row.kind === kind).map(({ units }) => units);
        expect(flows[kind]).toEqual({
          came: sum(of.filter((units) => units > 0n)),
          went: -sum(of.filter((units) => units < 0n)),
        });
      }
    }
    ended = new Map(statement.map(({ vaultId, closing }) => [vaultId, closing]));
  }
  for (const { vaultId, closing, unexplained } of await books.flows.statement(ALWAYS)) {
    expect(closing + unexplained).toBe((await books.figures.vault(vaultId)).balance);
  }
  const quarters = await books.flows.quarters(ALWAYS);
  for (const { vaultId, kind, begins, came, went } of quarters) {
    const of = rows.filter(
      (row) => row.vaultId === vaultId && row.kind === kind && row.at >= begins && row.at < begins + HOUR / 4,
    );
    expect(came - went).toBe(sum(of.map(({ units }) => units)));
  }
  expect(sum(quarters.map(({ came, went }) => came - went))).toBe(sum(rows.map(({ units }) => units)));
}
