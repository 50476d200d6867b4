import { officerOf } from '../../core/actor.ts';
import { canonicalJson } from '../../core/canonical-json.ts';
import { digestTags, type Hex32, taggedTextDigest } from '../../core/digest.ts';
import {
  JOURNAL_FORMAT,
  JOURNAL_START,
  journalHash,
  journalWitnessDigest,
  parseEntry,
  type TypedEntry,
} from '../../core/journal/journal-entry.ts';
import { isJsonValue, isRecord, type JsonValue } from '../../core/json.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { stationAt } from '../../core/station/station-chain.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import type { ExpectedSigners } from '../books-check.ts';
import { int, type Sql, storedJson, textOf } from './sql.ts';

const PAGE = 50;
/** Entries that are verified before anything is shown. What lies further back is verified in the background. */
const MOST = 1_000;

/**
 * Verifies the newest entries of a journal, from its head back to the last one that an officer signed: that each is what
 * was written (hash), follows on the one before it, and is signed by the officer whom it names. This station's signature on
 * the newest one covers all of them by their hashes; the ones on the others are verified in the background.
 * @returns how many entries that were; refuses `journal-malformed`, `journal-sequence-broken`, `journal-chain-broken`,
 * `journal-signature-bad`, `file-newer`, `file-older`
 */
export function verifyTail(sql: Sql, expected: ExpectedSigners): Result<number> {
  let later: Followed | null = null;
  let count = 0;
  for (;;) {
    const rows = sql.all(
      'SELECT seq, entry FROM journal WHERE seq < ? ORDER BY seq DESC LIMIT ?',
      later?.seq ?? Number.MAX_SAFE_INTEGER,
      PAGE,
    );
    if (rows.length === 0) return ok(count);
    for (const row of rows) {
      const entry: Result<Followed> = checkInTail(int(row['seq']), textOf(row['entry']), { later, expected });
      if (!entry.ok) return entry;
      later = entry.value;
      count += 1;
      if (later.witness !== null || count === MOST) return ok(count);
    }
  }
}

/** What the tail knows of an entry: as its bytes say it, or as it was parsed. */
type Followed = Pick<
  TypedEntry,
  'seq' | 'previous' | 'actor' | 'stationId' | 'hash' | 'stationSignature' | 'witness'
>;

/**
 * Checks an entry of the tail. The bytes behind an entry that is believed already are those that a station has written where
 * they have the hash that it names: their form is not parsed before anything is shown, but behind the work.
 */
function checkInTail(
  seq: number,
  text: string,
  { later, expected }: { readonly later: Followed | null; readonly expected: ExpectedSigners },
): Result<Followed> {
  const covered = later === null ? null : coveredEntry(text, later.previous);
  if (later === null || covered === null || covered.seq !== seq || seq !== later.seq - 1) {
    return checkEntry(seq, text, { later, expected });
  }
  if ((seq === 1) !== (covered.previous === JOURNAL_START)) return checkEntry(seq, text, { later, expected });
  return checkSignatures(covered, expected, true) ?? ok(covered);
}

const HEX_64 = /^[0-9a-f]{128}$/;

/**
 * Reads an entry whose bytes must have a hash. They are cut, and not made canonical again: what has that hash is canonical, for
 * the station has signed nothing else.
 * @param text an entry as it is stored
 * @returns null for any other
 */
export function coveredEntry(text: string, hash: Hex32): Followed | null {
  const entry = storedJson(text);
  if (!isRecord(entry) || entry['format'] !== JOURNAL_FORMAT || entry['hash'] !== hash) return null;
  const { heads, kind, previous, seq, stationId, stationSignature, witness } = entry;
  const named = { heads, kind, previous, seq, stationId };
  const signatures = { stationSignature, witness };
  const signed = [stationSignature, ...(witness === null ? [] : [witness])];
  if (!signed.every((each) => typeof each === 'string' && HEX_64.test(each))) return null;
  if (!isJsonValue(named)) return null;
  const after = `,${canonicalJson(named).slice(1, -1)}`;
  const end = `,"hash":"${hash}"${after},${canonicalJson(signatures as JsonValue).slice(1)}`;
  if (!text.endsWith(end)) return null;
  const content = `${text.slice(0, -end.length)}${after}}`;
  // Members that have this hash were checked when the station wrote them.
  return taggedTextDigest(digestTags.journal, content) === hash ? (entry as unknown as Followed) : null;
}

/** Checks one entry against the place in which it was found and its neighbours, where they are known. */
export function checkEntry(
  seq: number,
  text: string,
  {
    later = null,
    before = null,
    expected,
  }: {
    readonly later?: Followed | null;
    readonly before?: TypedEntry | null;
    readonly expected: ExpectedSigners;
  },
): Result<TypedEntry> {
  const place = `entry ${seq}`;
  const parsed = parseEntry(storedJson(text));
  if (!parsed.ok) return refuse(parsed.code, `${place}: ${parsed.message}`);
  const entry = parsed.value;
  if (entry.seq !== seq || (later !== null && entry.seq !== later.seq - 1)) {
    return refuse(
      'journal-sequence-broken',
      `expected ${later === null ? place : `entry ${later.seq - 1}`}, got number ${entry.seq}`,
    );
  }
  if (journalHash(entry) !== entry.hash) {
    return refuse('journal-chain-broken', `${place} was changed after it was written`);
  }
  if (later !== null && later.previous !== entry.hash) {
    return refuse('journal-chain-broken', `entry ${later.seq} does not follow the one before it`);
  }
  if (before !== null && entry.previous !== before.hash) {
    return refuse('journal-chain-broken', `${place} does not follow the one before it`);
  }
  if ((entry.seq === 1) !== (entry.previous === JOURNAL_START)) {
    return refuse('journal-chain-broken', `${place} does not follow the one before it`);
  }
  return checkSignatures(entry, expected, later !== null) ?? parsed;
}

/**
 * An officer's key is looked up among all policies of the treasury; which one was in force, the whole check finds.
 * @param isCovered a later entry that the station signed names it by its hash: who signed that one signed this one too
 */
function checkSignatures(
  { seq, actor, stationId, hash, stationSignature, witness }: Followed,
  expected: ExpectedSigners,
  isCovered: boolean,
): Refusal | null {
  const station = stationAt(expected.stations, seq);
  const isByStation =
    stationId === station?.stationId &&
    (isCovered || verifySignature(station.stationKey, hash, stationSignature));
  if (!isByStation) {
    return refuse('journal-signature-bad', `entry ${seq} is not signed by the station`);
  }
  const officerId = officerOf(actor);
  if (officerId === null && witness === null) return null;
  const signed =
    witness !== null &&
    expected.officers.some(
      ({ id, publicKey }) =>
        id === officerId && verifySignature(publicKey, journalWitnessDigest(hash), witness),
    );
  return signed
    ? null
    : refuse('journal-signature-bad', `entry ${seq} is not signed by the officer it names`);
}
