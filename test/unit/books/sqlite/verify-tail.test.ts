import { DatabaseSync } from 'node:sqlite';
import { setImmediate as breathe } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { appendEntry, entryBytes } from '../../../../electron/books/sqlite/append.ts';
import { Audit } from '../../../../electron/books/sqlite/audit.ts';
import { schema } from '../../../../electron/books/sqlite/schema.ts';
import { Sql } from '../../../../electron/books/sqlite/sql.ts';
import { verifyTail } from '../../../../electron/books/sqlite/verify-tail.ts';
import {
  type JournalEntry,
  journalHash,
  parseEntry,
} from '../../../../electron/core/journal/journal-entry.ts';
import { codeOf, officers } from '../../../support/core-samples.ts';
import { alarm, journalOf, station, stationId } from '../../../support/journal-samples.ts';
import { must } from '../../../support/must.ts';

const entries = journalOf([alarm('a', officers.mara), alarm('b'), alarm('c'), alarm('d')]);
const expected = {
  stations: [{ stationId, stationKey: station.publicKey, from: 1 }],
  officers: Object.values(officers).map(({ id, key }) => ({ id, publicKey: key.publicKey })),
};

/** Books with that journal, one entry of which somebody has edited. */
function edited(seq: number, edit: (entry: JournalEntry) => Partial<JournalEntry>): Sql {
  const sql = new Sql(new DatabaseSync(':memory:'));
  onTestFinished(() => sql.close());
  sql.exec(schema);
  for (const entry of entries) appendEntry(sql, must(parseEntry(entry)));
  const entry = entries[seq - 1]!;
  const other = must(parseEntry({ ...entry, ...edit(entry) }));
  sql.run('UPDATE journal SET entry = ? WHERE seq = ?', entryBytes(other), seq);
  return sql;
}

const rehashed = (entry: JournalEntry) => {
  const body = { ...alarm('other').body };
  return { body, hash: journalHash({ ...entry, body }) };
};

describe("the journal's tail", () => {
  it('goes back to the last entry that an officer signed', () => {
    expect(
      must(
        verifyTail(
          edited(1, () => ({})),
          expected,
        ),
      ),
    ).toBe(4);
  });

  it.each([
    ['an entry was changed', 4, () => ({ body: { ...alarm('other').body } }), 'journal-chain-broken'],
    ['an entry was changed and hashed again', 4, rehashed, 'journal-chain-broken'],
    ['the newest was changed and hashed again', 5, rehashed, 'journal-signature-bad'],
    [
      'the newest is signed by nobody',
      5,
      () => ({ stationSignature: 'a'.repeat(128) }),
      'journal-signature-bad',
    ],
    ["the officer's signature was cut off", 2, () => ({ witness: null }), 'journal-signature-bad'],
    ["the officer's signature is another", 2, () => ({ witness: 'a'.repeat(128) }), 'journal-signature-bad'],
  ] as const)('is refused where %s', (_, seq, edit, code) => {
    expect(codeOf(verifyTail(edited(seq, edit), expected))).toBe(code);
  });

  it('has entries by the newest one that the station signed: a signature changed on another is found behind the work', async () => {
    const sql = edited(4, () => ({ stationSignature: 'a'.repeat(128) }));
    expect(must(verifyTail(sql, expected))).toBe(4);
    const audit = new Audit(sql);
    onTestFinished(() => audit.close());
    let found = audit.step(station.publicKey);
    for (; found.state === 'checking'; found = audit.step(station.publicKey)) await breathe();
    const fault = found.state === 'differs' ? found.differences.at(-1) : null;
    expect(fault).toMatchObject({ kind: 'entry', entry: 4, refusal: { code: 'journal-signature-bad' } });
  });
});
