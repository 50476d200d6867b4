import { DatabaseSync } from 'node:sqlite';
import { setImmediate as breathe } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { appendEntry, entryBytes } from '../../../../electron/books/sqlite/append.ts';
import { Audit } from '../../../../electron/books/sqlite/audit.ts';
import { JournalPass } from '../../../../electron/books/sqlite/journal-pass.ts';
import { schema } from '../../../../electron/books/sqlite/schema.ts';
import { Sql } from '../../../../electron/books/sqlite/sql.ts';
import type { VerifiedJournal } from '../../../../electron/books/sqlite/verified-journal.ts';
import { type JournalEntry, parseEntry } from '../../../../electron/core/journal/journal-entry.ts';
import type { JournalReport } from '../../../../electron/core/journal/verify-journal.ts';
import type { Refusal } from '../../../../electron/core/result.ts';
import { officers } from '../../../support/core-samples.ts';
import { alarm, chainOf, creation, station } from '../../../support/journal-samples.ts';
import { must } from '../../../support/must.ts';

const events = [
  creation(),
  alarm('a', officers.mara),
  alarm('b'),
  alarm('ü "c" \u0001', officers.ben),
  alarm('d'),
  alarm('e'),
];
const entries = chainOf(events);
/** Of which the check has verified so many; the others come later. */
const CHECKED = 4;

/** Tables that nobody else has, with the first entries of a journal. */
function journaled(count: number): Sql {
  const sql = new Sql(new DatabaseSync(':memory:'));
  onTestFinished(() => sql.close());
  sql.exec(schema);
  for (const entry of entries.slice(0, count)) appendEntry(sql, must(parseEntry(entry)));
  return sql;
}

async function checked(sql: Sql): Promise<VerifiedJournal> {
  const audit = new Audit(sql);
  onTestFinished(() => audit.close());
  expect(audit.verified()).toBeNull();
  while (audit.step(station.publicKey).state === 'checking') await breathe();
  const verified = audit.verified();
  if (verified === null) throw new Error('expected a journal that is whole');
  return verified;
}

interface Read {
  readonly lines: string;
  readonly report: JournalReport | null;
  readonly refusal: Refusal | null;
}

async function readWhole(pass: JournalPass): Promise<Read> {
  const decoder = new TextDecoder();
  for (let lines = ''; ; ) {
    const part = pass.next();
    if (part.state === 'refused') return { lines, report: null, refusal: part.refusal };
    lines += decoder.decode(part.lines);
    if (part.state === 'whole') return { lines, report: part.report, refusal: null };
    await breathe();
  }
}

const exported = (sql: Sql, known: VerifiedJournal | null) =>
  readWhole(new JournalPass(sql, { known, written: true }));

/** Writes another entry into a row, as somebody who edits the file under the running program. */
function put(sql: Sql, seq: number, entry: JournalEntry): void {
  sql.run('UPDATE journal SET entry = ? WHERE seq = ?', entryBytes(must(parseEntry(entry))), seq);
}

/** As exports have always been: members in the order of their schemas, a body as it is stored. */
const linesOf = (count: number) =>
  entries.slice(0, count).map((entry) => {
    const stored: unknown = JSON.parse(new TextDecoder().decode(entryBytes(must(parseEntry(entry)))));
    return `${JSON.stringify(must(parseEntry(stored)))}\n`;
  });

describe('an export of a journal', () => {
  it('is the same whether the check has verified it before or not', async () => {
    const sql = journaled(entries.length);
    const plain = await exported(sql, null);
    expect(plain.lines).toBe(linesOf(entries.length).join(''));
    expect(plain.report).toMatchObject({ entries: entries.length, signedByOfficers: 2 });
    expect(await exported(sql, await checked(sql))).toEqual(plain);
  });

  it('verifies what was written since the check, and knows it from then on', async () => {
    const sql = journaled(CHECKED);
    const known = await checked(sql);
    for (const entry of entries.slice(CHECKED)) appendEntry(sql, must(parseEntry(entry)));
    expect((await exported(sql, known)).lines).toBe(linesOf(entries.length).join(''));
    expect(known.report().entries).toBe(entries.length);
    expect((await exported(sql, known)).report).toEqual(known.report());
  });

  it('goes on while another one does, and while entries are written', async () => {
    const sql = journaled(CHECKED);
    const known = await checked(sql);
    const [one, two] = [exported(sql, known), exported(sql, known)];
    for (const entry of entries.slice(CHECKED)) appendEntry(sql, must(parseEntry(entry)));
    const three = await exported(sql, known);
    expect(three.refusal).toBeNull();
    for (const each of await Promise.all([one, two])) expect(three.lines.startsWith(each.lines)).toBe(true);
  });

  it('names an entry that came after the check without its signature', async () => {
    const sql = journaled(CHECKED);
    const known = await checked(sql);
    for (const entry of entries.slice(CHECKED)) appendEntry(sql, must(parseEntry(entry)));
    put(sql, CHECKED + 1, { ...entries[CHECKED]!, stationSignature: 'a'.repeat(128) });
    expect((await exported(sql, known)).refusal).toMatchObject({
      code: 'journal-signature-bad',
      message: `entry ${CHECKED + 1} is not signed by the station`,
    });
  });
});

describe('a file that is edited under the running program, after the check', () => {
  const [, second] = entries;
  const edits: Readonly<Record<string, (sql: Sql) => void>> = {
    'a signature that no hash covers': (sql) => put(sql, 2, { ...second!, witness: 'a'.repeat(128) }),
    'a body': (sql) => put(sql, 2, { ...second!, body: { ...alarm('other').body } }),
    'an entry that is no entry any more': (sql) => {
      sql.run("UPDATE journal SET entry = CAST('{}' AS BLOB) WHERE seq = 2");
    },
    'the last entry, taken out': (sql) => {
      sql.run('DELETE FROM journal WHERE seq = ?', CHECKED);
    },
    'the first entry, taken out': (sql) => {
      sql.run('DELETE FROM journal WHERE seq = 1');
    },
    'two entries in each other’s place': (sql) => {
      put(sql, 2, entries[2]!);
      put(sql, 3, entries[1]!);
    },
  };

  it.each(Object.keys(edits))('is never exported: %s', async (name) => {
    const sql = journaled(CHECKED);
    const known = await checked(sql);
    edits[name]?.(sql);
    const { refusal } = await exported(sql, known);
    // Without the first entry there is no policy, which is found before the bytes of all of them are compared.
    const first = name === 'the first entry, taken out';
    expect(refusal?.code).toBe(first ? 'journal-malformed' : 'journal-chain-broken');
  });
});
