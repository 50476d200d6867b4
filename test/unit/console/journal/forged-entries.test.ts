import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { Sql } from '../../../../electron/books/sqlite/sql.ts';
import { verifyTail } from '../../../../electron/books/sqlite/verify-tail.ts';
import { readTail } from '../../../../electron/console/journal/read-tail.ts';
import { readNotedFacts } from '../../../../electron/console/ledger/note-facts.ts';
import { readSettled } from '../../../../electron/console/treasury/read-settled.ts';
import type { JournalEntry } from '../../../../electron/core/journal/journal-entry.ts';
import { journalHash } from '../../../../electron/core/journal/journal-entry.ts';
import { officerKeys } from '../../../../electron/core/policy/policy.ts';
import { verifySignature } from '../../../../electron/signer/ed25519.ts';
import { NOW, officers, policy, signPolicy } from '../../../support/core-samples.ts';
import {
  append,
  begun,
  firstStation,
  settled,
  settlementAfter,
  signSettlement,
  stationOf,
} from '../../../support/station-samples.ts';
import { codeOf } from '../../../support/treasury-steps.ts';

/** Whoever can write the folder has a key of their own, but not the station's. */
const thief = { ...stationOf(9), id: firstStation.id };
const stations = [{ stationId: firstStation.id, stationKey: firstStation.key.publicKey, from: 1 }];
const expected = { stations, officers: officerKeys([{ policy: policy(), signatures: [] }]) };
const spent = (id: string) => ({
  code: 'input-spent-elsewhere',
  message: 'spent',
  url: 'http://127.0.0.1:9000',
  transactionId: id,
  checkpoint: '7',
  consumed: [],
});
const noted = (batches: number) => ({
  kind: 'facts-noted' as const,
  body: { batches, head: 'ab'.repeat(32), next: '9', digest: null, asOf: NOW, epoch: null },
});

/** The entry with another content, under its old hash and signature. */
const edited = (entry: JournalEntry, change: object): JournalEntry =>
  ({ ...entry, body: { ...(entry.body as object), ...change } }) as JournalEntry;

function sqlOf(entries: readonly JournalEntry[]): Sql {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE journal (seq INTEGER PRIMARY KEY, entry BLOB NOT NULL)');
  const insert = db.prepare('INSERT INTO journal VALUES (?, ?)');
  for (const entry of entries) insert.run(entry.seq, Buffer.from(JSON.stringify(entry)));
  return new Sql(db);
}

/** The journal's part of books, as whoever edited the file has it. */
const booksOf = (entries: readonly JournalEntry[]) => {
  const texts = entries.map((entry) => JSON.stringify(entry));
  const journal = {
    raw: async (after: number, limit: number) => texts.slice(after, after + limit),
    entry: async (seq: number) => texts[seq - 1],
    settling: async () => texts.slice(1),
  };
  return { journal } as never;
};

describe("an opening's look at the journal's newest entries", () => {
  const tailOf = (entries: readonly JournalEntry[]) => codeOf(verifyTail(sqlOf(entries), expected));

  it('passes what the station and its officer have signed', () => {
    expect(tailOf(append(append(begun(), firstStation, { officer: officers.ben }), firstStation))).toBeNull();
  });

  it('refuses an entry that somebody else than the station has signed', () => {
    expect(tailOf(append(begun(), thief))).toBe('journal-signature-bad');
  });

  it('refuses an entry of an officer whose signature is another, or was cut off', () => {
    const [first, last] = append(begun(), firstStation, { officer: officers.ben });
    const other = append(begun(), firstStation, { officer: officers.mara }).at(-1);
    if (!first || !last || !other) throw new Error('expected two entries');
    expect(tailOf([first, { ...last, witness: other.witness }])).toBe('journal-signature-bad');
    expect(tailOf([first, { ...last, witness: null }])).toBe('journal-signature-bad');
  });
});

describe('what a vault is told of the journal', () => {
  const told = async (entries: readonly JournalEntry[]) => {
    const by = { stations, verify: verifySignature };
    for await (const part of readTail(booksOf(entries), by, null)) if (!part.ok) return part.code;
    return null;
  };

  it('is refused where an entry between was replaced by one with an own hash: it does not follow', async () => {
    const journal = append(append(begun(), firstStation), firstStation);
    expect(await told(journal)).toBeNull();
    const [first, , last] = journal;
    // Signed by the station, too, once: in another place.
    const [, replaced] = append(begun(), firstStation, { body: spent('another') });
    if (!first || !replaced || !last) throw new Error('expected three entries');
    expect(journalHash(replaced)).toBe(replaced.hash);
    expect(await told([first, replaced, last])).toBe('journal-chain-broken');
  });

  it('is refused where the last entry is not signed by the station', async () => {
    expect(await told(append(begun(), thief))).toBe('journal-signature-bad');
  });
});

describe('what an opening reads of settlements and of spends to be settled', () => {
  const file = { policies: [{ ...signPolicy(policy()), knownSince: NOW }] };
  const read = async (entries: readonly JournalEntry[]) =>
    codeOf(await readSettled(booksOf(entries), file, verifySignature));
  const held = append(begun(), firstStation, { body: spent('theirs') });

  it('passes what the station has signed', async () => {
    expect(await read(held)).toBeNull();
  });

  it('refuses a spend that was given another name, and one that the station never wrote', async () => {
    const [first, alarm] = held;
    if (!first || !alarm) throw new Error('expected two entries');
    expect(await read([first, edited(alarm, { transactionId: 'ours' })])).toBe('journal-chain-broken');
    expect(await read(append(begun(), thief, { body: spent('theirs') }))).toBe('journal-signature-bad');
  });

  it('refuses a settlement that officers signed and the station did not write', async () => {
    const same = { from: firstStation, to: firstStation };
    const document = signSettlement(settlementAfter(held, same, { spends: ['theirs'] }));
    expect(await read(settled(held, document, firstStation))).toBeNull();
    expect(await read(settled(held, document, thief))).toBe('journal-signature-bad');
  });
});

describe('what an opening believes of the facts', () => {
  const read = async (entry: JournalEntry | undefined) =>
    codeOf(
      await readNotedFacts({
        books: { facts: { noted: async () => JSON.stringify(entry) } } as never,
        hold: { stations: () => stations } as never,
      }),
    );
  const [, entry] = append(begun(), firstStation, noted(7));

  it('is what the station has signed', async () => {
    expect(await read(entry)).toBeNull();
  });

  it('is not an entry that was changed, nor one that somebody else has signed', async () => {
    if (!entry) throw new Error('expected an entry');
    expect(await read(edited(entry, { next: '9999' }))).toBe('journal-chain-broken');
    expect(await read(append(begun(), thief, noted(7)).at(-1))).toBe('journal-signature-bad');
  });
});
