import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as breathe } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { derivedTables } from '../../../electron/books/sqlite/derived-tables.ts';
import { rebuildFile } from '../../../electron/books/sqlite/rebuild.ts';
import { wordIndexes } from '../../../electron/books/sqlite/schema.ts';
import type { SyncBooks } from '../../../electron/books/sqlite/sync.ts';
import { openSyncBooks } from '../../../electron/books/sqlite/sync-books.ts';
import { theStation } from '../../../electron/console/actor.ts';
import { type EntryDraft, Recorder } from '../../../electron/console/recorder.ts';
import { attestationOf, type PathAddress } from '../../../electron/core/attestation/attestation.ts';
import type { JournalDocument } from '../../../electron/core/journal/documents.ts';
import type { FactChange } from '../../../electron/core/projection/change.ts';
import { ok } from '../../../electron/core/result.ts';
import {
  address,
  amount,
  approval,
  attestation,
  hot,
  input,
  NOW,
  network,
  officers,
  proposal,
  rejection,
  request,
  signAs,
  uuid,
} from '../../support/core-samples.ts';
import { creation, station, stationId } from '../../support/journal-samples.ts';
import { must } from '../../support/must.ts';

const MOVEMENTS = 3;
const movementId = (n: number) => uuid(0x900 + (n % MOVEMENTS));
const own = (n: number) => address(0xadd0 + (n % 4));
const digest = (n: number) => (n % 50).toString(16).padStart(64, 'd');
const inputs = (n: number) => [n, n + 1].map((k) => input(k % 6, { owner: own(k % 6) }));
const keys = (n: number) => inputs(n).map(({ key }) => key);
const mark = { era: 'e'.repeat(32), counter: 1 };

/** One step of a history: what happens to which thing. */
type Step = (
  n: number,
  m: number,
) => { readonly entries?: readonly EntryDraft[]; readonly facts?: readonly FactChange[] };
const entry = (draft: EntryDraft) => ({ entries: [draft] });
const actor = theStation('ledger-followed');

const attested = (...addresses: readonly PathAddress[]): JournalDocument => {
  const statement = attestationOf({ treasuryId: uuid(0x7), network, vaultId: hot.id }, addresses);
  return { kind: 'attestation', document: { ...attestation, statement } };
};

const steps: Readonly<Record<string, Step>> = {
  account: (n) => {
    const first = { address: own(n), path: { account: n % 5, change: 0, index: 0 } };
    return entry({
      kind: 'account-created',
      actor,
      documents: [attested(first)],
      body: {
        vaultId: hot.id,
        account: n % 5,
        alias: `user ${n}`,
        addresses: [{ ...first, issued: n % 2 === 0 }],
      },
    });
  },
  derived: (n) => {
    const more = { address: own(n + 1), path: { account: n % 5, change: 0, index: n } };
    return entry({
      kind: 'addresses-derived',
      actor,
      documents: [attested(more)],
      body: { vaultId: hot.id, account: n % 5, addresses: [more] },
    });
  },
  issued: (n) =>
    entry({
      kind: 'address-issued',
      actor,
      body: { vaultId: hot.id, account: n % 5, change: 0, index: 0, address: own(n), batch: digest(n) },
    }),
  deposit: (n, m) =>
    entry({
      kind: 'deposit-final',
      actor,
      body: {
        transactionId: `deposit ${n % 9}`,
        address: own(m),
        amount: amount(n + 1),
        sender: address(0x5e4d),
        checkpoint: `${n}`,
        seenAt: NOW + (n % 9),
      },
    }),
  requested: (_, m) =>
    entry({
      kind: 'withdrawal-requested',
      actor,
      documents: [
        { kind: 'request', document: request({ id: movementId(m), vaultId: hot.id, amount: amount(m + 1) }) },
      ],
      body: { movementId: movementId(m) },
    }),
  cancelled: (_, m) => entry({ kind: 'request-cancelled', actor, body: { movementId: movementId(m) } }),
  built: (n, m) =>
    entry({
      kind: 'proposal-built',
      actor,
      documents: [{ kind: 'proposal', document: proposal({ evidence: inputs(n) }) }],
      body: {
        movementId: movementId(m),
        digest: digest(n),
        viewDigest: digest(n),
        digestText: `digest ${n}`,
        lastEpoch: String(n),
        ruleId: 'everyday',
        approvalsNeeded: 1,
      },
    }),
  approved: (n, m) =>
    entry({
      kind: 'proposal-approved',
      actor,
      documents: [{ kind: 'approval', document: approval(n % 2 === 0 ? officers.ben : officers.chiara) }],
      body: { movementId: movementId(m), digest: digest(n), reached: n % 3 === 0 },
    }),
  rejected: (n, m) =>
    entry({
      kind: 'proposal-rejected',
      actor,
      documents: [{ kind: 'rejection', document: rejection() }],
      body: { movementId: movementId(m), digest: digest(n), reason: 'no' },
    }),
  expired: (_, m) => entry({ kind: 'proposal-expired', actor, body: { movementId: movementId(m) } }),
  refused: (n, m) =>
    entry({
      kind: 'sign-refused',
      actor,
      body: {
        movementId: movementId(m),
        code: 'approvals-too-few',
        message: 'one more',
        escalated: n % 2 === 0 ? { ruleId: 'large', approvalsNeeded: 2 } : null,
      },
    }),
  signed: (n, m) =>
    entry({
      kind: 'proposal-signed',
      actor,
      body: {
        movementId: movementId(m),
        vaultId: hot.id,
        ...mark,
        digest: digest(n),
        transactionId: `own ${n % 9}`,
        signature: 'AAAA',
        fields: { nonce: n, after: null },
        ruleId: 'everyday',
        approvers: [],
        signedAt: NOW + n,
        leaves: n % 2 === 0 ? null : String(n),
        recovered: false,
      },
    }),
  sent: (n, m) =>
    entry({
      kind: 'transaction-submitted',
      actor,
      body: { movementId: movementId(m), transactionId: `own ${n % 9}` },
    }),
  final: (n, m) =>
    entry({
      kind: 'transaction-final',
      actor,
      body: {
        movementId: movementId(m),
        transactionId: `own ${n % 9}`,
        checkpoint: `${n}`,
        feePaid: amount(n + 1),
        consumed: keys(n),
      },
    }),
  failed: (n, m) =>
    entry({
      kind: 'transaction-failed',
      actor,
      body: {
        movementId: movementId(m),
        transactionId: `own ${n % 9}`,
        checkpoint: n % 2 === 0 ? null : `${n}`,
        feePaid: n % 2 === 0 ? null : amount(3),
        code: 'node-rejected',
        error: 'out of luck',
        consumed: n % 2 === 0 ? [] : keys(n),
      },
    }),
  sealed: (_, m) =>
    entry({ kind: 'vault-sealed', actor, body: { vaultId: hot.id, ...mark, rejected: [movementId(m)] } }),
  alarm: (n) =>
    entry({
      kind: 'node-alarm',
      actor,
      body: {
        code: 'input-spent-elsewhere',
        message: 'gone',
        url: 'https://node.example',
        transactionId: `other ${n}`,
        checkpoint: `${n}`,
        consumed: keys(n),
      },
    }),
  differed: (n) => entry({ kind: 'books-differed', actor, body: { count: n, differences: [`row ${n}`] } }),
  settled: (n) => entry({ kind: 'books-settled', actor, body: { alarm: n } }),
  holdings: (n) => ({
    facts: [
      { kind: 'holdings-read', owner: own(n), inputs: inputs(n).filter(({ owner }) => owner === own(n)) },
    ],
  }),
  touched: (n) => ({ facts: [{ kind: 'address-touched', address: own(n) }] }),
  seen: (n, m) => ({
    facts: [
      {
        kind: 'deposit-seen',
        transactionId: `deposit ${n % 9}`,
        address: own(m),
        units: BigInt(n + 1),
        sender: address(0x5e4d),
        at: NOW + (n % 9),
      },
    ],
  }),
  problem: (_, m) => ({
    facts: [
      { kind: 'movement-problem', id: movementId(m), problem: { code: 'node-timeout', message: 'slow' } },
    ],
  }),
  cursor: (n) => ({ facts: [{ kind: 'cursor-moved', next: BigInt(n), at: NOW, digest: null }] }),
  failure: (n) => ({ facts: [{ kind: 'password-failed', ownerId: uuid(n % 3), at: NOW }] }),
};

const step = fc.tuple(fc.constantFrom(...Object.keys(steps), 'noted'), fc.nat(20), fc.nat(MOVEMENTS - 1));
/** Mostly in the order of a life, so that histories get far. */
const life = (m: number) =>
  ['account', 'requested', 'built', 'approved', 'signed', 'sent', 'final'].map(
    (name) => [name, m, m] as const,
  );
const history = fc
  .tuple(fc.array(step, { minLength: 5, maxLength: 40 }), fc.subarray([0, 1, 2]))
  .map(([random, lives]) => [...lives.flatMap(life), ...random]);

function recorderOf(books: SyncBooks, now: () => number): Recorder {
  return new Recorder({
    books: {
      commit: async (commit) => books.commit(commit),
      journal: { head: async () => books.journal.head() },
    },
    key: {
      stationId,
      publicKey: station.publicKey,
      install: null,
      place: 'file',
      sign: (hash) => signAs(station, hash),
    },
    now,
  });
}

/** What the journal notes of the facts now and then. */
const notedNow = (books: SyncBooks): EntryDraft => ({
  kind: 'facts-noted',
  actor,
  body: { ...books.facts.head(), next: '7', digest: null, asOf: NOW, epoch: null },
});

/** Writes a history. A step that cannot follow on the ones before it is refused by the tables, whole. */
async function live(
  books: SyncBooks,
  happened: readonly (readonly [string, number, number])[],
): Promise<void> {
  let at = NOW;
  const recorder = recorderOf(books, () => ++at);
  const { body, documents = [] } = creation();
  const first = { kind: 'treasury-created', actor, documents, body } as EntryDraft;
  must(await recorder.commit({ expects: [], entries: [first], answer: null }));
  for (const [name, n, m] of happened) {
    const { entries = name === 'noted' ? [notedNow(books)] : [], facts = [] } = steps[name]?.(n, m) ?? {};
    await recorder.commit({ expects: [], entries, facts, answer: null }).catch(() => null);
  }
}

/** Every table whole but the cursor. */
function tablesOf(file: string): readonly (readonly [string, readonly string[]])[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const names = [...derivedTables.map(({ table }) => table), 'journal', 'facts'];
    const kept = names.map((table) => {
      const rows = db.prepare(`SELECT * FROM ${table}`).all();
      return [table, rows.map((row) => JSON.stringify(row)).sort()] as const;
    });
    return kept;
  } finally {
    db.close();
  }
}

/** Whether the index of words says of every table what its rows do. Throws where it does not. */
function checkWords(file: string): void {
  const db = new DatabaseSync(file);
  try {
    for (const { words } of Object.values(wordIndexes)) {
      db.exec(`INSERT INTO ${words} (${words}, rank) VALUES ('integrity-check', 1)`);
    }
  } finally {
    db.close();
  }
}

async function withBooks(work: (file: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-rebuilt-'));
  try {
    await work(path.join(folder, 'treasury.sqlite'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The check of books, to its end. */
async function check(file: string) {
  const books = must(openSyncBooks(file));
  try {
    for (;;) {
      const found = books.audit.step(station.publicKey);
      if (found.state !== 'checking') return found;
      await breathe();
    }
  } finally {
    books.close();
  }
}

const outside = { checkFirst: () => ok(undefined), writeDown: async () => ok(undefined), now: 1 };

/** What the button does: the check finds that something differs, and its tables take the place of the living ones. */
async function rebuildInPlace(file: string): Promise<void> {
  const books = must(openSyncBooks(file));
  try {
    let found = books.audit.step(station.publicKey);
    for (; found.state === 'checking'; found = books.audit.step(station.publicKey)) await breathe();
    if (found.state !== 'differs' || found.rebuild === null) throw new Error('expected tables to rebuild');
    const entry: EntryDraft = {
      kind: 'books-rebuilt',
      actor,
      body: { differences: found.count, facts: found.rebuild },
    };
    must(
      await recorderOf(books, () => NOW + 999).commit({
        expects: [],
        entries: [entry],
        rebuild: found.rebuild,
        answer: null,
      }),
    );
  } finally {
    books.close();
  }
}

/** Tables without the entry that tells of a rebuilding. */
const withoutActs = (tables: readonly (readonly [string, readonly string[]])[]) =>
  tables.map(([table, rows]) => [table, rows.filter((row) => !row.includes('books-rebuilt'))]);

it('whatever happened, the living tables are found whole and books made anew are the same', async () => {
  let longest = 0;
  await fc.assert(
    fc.asyncProperty(history, (happened) =>
      withBooks(async (file) => {
        const books = must(openSyncBooks(file));
        await live(books, happened);
        longest = Math.max(longest, books.journal.head()?.seq ?? 0);
        books.close();
        expect(await check(file)).toMatchObject({ state: 'whole' });
        checkWords(file);
        const before = tablesOf(file);
        const { differences, facts } = must(await rebuildFile(file, station.publicKey, outside));
        expect({ differences, facts }).toEqual({ differences: [], facts: 'kept' });
        expect(tablesOf(file)).toEqual(before);
        checkWords(file);
        expect(await check(file)).toMatchObject({ state: 'whole' });
      }),
    ),
    { numRuns: 15 },
  );
  expect(longest, 'histories get somewhere').toBeGreaterThan(15);
});

/** Edits of one table that a program without any key can make. */
const edits = derivedTables.flatMap(({ table, columns, factColumns }) => [
  { table, statement: `DELETE FROM ${table} WHERE rowid = (SELECT MIN(rowid) FROM ${table})` },
  ...[...columns, ...factColumns]
    .filter(
      (column) =>
        ![
          'proposal',
          'request',
          'approval',
          'rejection',
          'attestation',
          ...(table === 'addresses' ? ['proof'] : []),
          'state',
          'sealed',
          'final_at',
          'checkpoint',
        ].includes(column),
    )
    .map((column) => ({
      table,
      statement: `UPDATE OR IGNORE ${table} SET ${column} = CASE typeof(${column}) WHEN 'integer' THEN ${column} + 1
        WHEN 'null' THEN 7 ELSE 'x' || ${column} END WHERE rowid = (SELECT MIN(rowid) FROM ${table})`,
    })),
]);

it('any row deleted and any column changed is found, and is as before in books made anew', async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(history, fc.constantFrom(...edits), fc.nat(9), (happened, { statement }, n) =>
      withBooks(async (file) => {
        const books = must(openSyncBooks(file));
        await live(books, [...life(0), ['deposit', 1, 0], ['rejected', 2, 1], ['issued', 1, 1], ...happened]);
        books.close();
        const before = tablesOf(file);
        const db = new DatabaseSync(file, { enableForeignKeyConstraints: false });
        const { changes } = db.prepare(statement).run();
        db.close();
        const isFact = JSON.stringify(tablesOf(file)) === JSON.stringify(before);
        if (changes === 0 || isFact) return;
        found += 1;
        expect(await check(file)).toMatchObject({ state: 'differs' });
        if (n % 2 === 0) {
          const { differences } = must(await rebuildFile(file, station.publicKey, outside));
          expect(differences).not.toEqual([]);
        } else await rebuildInPlace(file);
        checkWords(file);
        expect(await check(file)).toMatchObject({ state: 'whole' });
        expect(withoutActs(tablesOf(file))).toEqual(withoutActs(before));
      }),
    ),
    { numRuns: 35 },
  );
  expect(found, 'most edits change something').toBeGreaterThan(8);
});
