import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import type { ExpectedSigners } from '../../../electron/books/books-check.ts';
import { Sql } from '../../../electron/books/sqlite/sql.ts';
import { checkEntry, coveredEntry, verifyTail } from '../../../electron/books/sqlite/verify-tail.ts';
import { canonicalJson } from '../../../electron/core/canonical-json.ts';
import {
  JOURNAL_START,
  type JournalEntry,
  type TypedEntry,
} from '../../../electron/core/journal/journal-entry.ts';
import type { JsonValue } from '../../../electron/core/json.ts';
import { ok, type Result } from '../../../electron/core/result.ts';
import { maybeBroken } from '../../support/broken-journals.ts';
import { officers } from '../../support/core-samples.ts';
import { fc } from '../../support/fast-check.ts';
import { alarm, journalOf, station, stationId } from '../../support/journal-samples.ts';

const expected: ExpectedSigners = {
  stations: [{ stationId, stationKey: station.publicKey, from: 1 }],
  officers: Object.values(officers).map(({ id, key }) => ({ id, publicKey: key.publicKey })),
};

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const storedOf = (entry: JournalEntry) => encoder.encode(canonicalJson(entry as unknown as JsonValue));

function tailOf(stored: readonly Uint8Array[]): Result<number> {
  const sql = new Sql(new DatabaseSync(':memory:'));
  try {
    sql.exec('CREATE TABLE journal (seq INTEGER PRIMARY KEY, entry BLOB NOT NULL)');
    for (const entry of stored) sql.run('INSERT INTO journal (entry) VALUES (?)', entry);
    return verifyTail(sql, expected);
  } finally {
    sql.close();
  }
}

/** The plain way: each entry parsed whole and made canonical again. */
function plainTail(stored: readonly Uint8Array[]): Result<number> {
  let later: TypedEntry | null = null;
  let count = 0;
  for (let seq = stored.length; seq > 0; seq--) {
    const entry = checkEntry(seq, decoder.decode(stored[seq - 1]), { later, expected });
    if (!entry.ok) return entry;
    later = entry.value;
    count += 1;
    if (later.witness !== null) break;
  }
  return ok(count);
}

it('the tail of a journal is refused as the plain way refuses it, whatever is wrong with it', () => {
  fc.assert(
    fc.property(maybeBroken, (entries) => {
      const stored = entries.map(storedOf);
      expect(tailOf(stored)).toEqual(plainTail(stored));
    }),
    { numRuns: 150 },
  );
});

const journal = journalOf([alarm('a', officers.mara), alarm('b'), alarm('c'), alarm('d')]).map(storedOf);

it('one bit flipped anywhere in the tail is found before anything is shown, as the plain way finds it', () => {
  fc.assert(
    fc.property(fc.nat(2), fc.nat(), (back, at) => {
      const place = journal.length - 1 - back;
      const flipped = journal[place]!.slice();
      const bit = at % (flipped.length * 8);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      const stored = journal.with(place, flipped);
      const tail = tailOf(stored);
      expect(tail).toEqual(plainTail(stored));
      if (tail.ok) expect(decoder.decode(flipped), 'a signature that a later one covers').toMatch(/witness/);
    }),
    { numRuns: 400 },
  );
});

it('bytes are believed by their hash only where the plain way believes them', () => {
  const [first] = journalOf([]);
  const text = canonicalJson(first as unknown as JsonValue);
  expect(coveredEntry(text, first!.hash)).toMatchObject({ seq: 1, previous: JOURNAL_START });
  const others = {
    'a member is there twice': text.replace('{"actor"', '{"seq":7,"actor"'),
    'a member is there twice at the end': text.replace(/}$/, ',"seq":7}'),
    'a member was added behind the hash': text.replace('"heads"', '"hats":1,"heads"'),
    'there is a space': text.replace('{"actor":', '{"actor": '),
    'members are in another order': text.replace(/^\{("actor":\{[^}]*\}),("at":\d+)/, '{$2,$1'),
    'a signature is no hex': text.replace(/"stationSignature":"./, '"stationSignature":"x'),
    'a signature is a list': text.replace(/"stationSignature":("[0-9a-f]+")/, '"stationSignature":[$1]'),
    'the witness is a number': text.replace(/"witness":[^}]+/, '"witness":1'),
    'the format is a newer one': text.replace('sallyport/journal/2', 'sallyport/journal/3'),
    'it is no JSON': text.slice(1),
  };
  for (const [name, other] of Object.entries(others)) {
    expect(other, name).not.toBe(text);
    expect(coveredEntry(other, first!.hash), name).toBeNull();
  }
  expect(coveredEntry(text, 'a'.repeat(64)), 'another hash is asked for').toBeNull();
});
