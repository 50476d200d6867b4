import * as v from 'valibot';
import { officerOf } from '../../core/actor.ts';
import { canonicalJson } from '../../core/canonical-json.ts';
import { documentOf } from '../../core/journal/documents.ts';
import { JOURNAL_START, type JournalHead, type TypedEntry } from '../../core/journal/journal-entry.ts';
import type { JsonValue } from '../../core/json.ts';
import { fingerprintOf, type Way } from '../../core/way.ts';
import { entryFoundBy } from './row-words.ts';
import { int, type Sql, storedJson, textOf } from './sql.ts';

const encoder = new TextEncoder();

/** The newest entry by what is signed in it: the columns beside it can be edited unseen, and the next entry follows for good. */
export function journalHead(sql: Sql): (JournalHead & { readonly at: number }) | undefined {
  const row = sql.get('SELECT seq, entry FROM journal ORDER BY seq DESC LIMIT 1');
  if (!row) return undefined;
  const entry = v.parse(headSchema, storedJson(textOf(row['entry'])));
  return { ...entry, seq: int(row['seq']) };
}

const headSchema = v.object({ stationId: v.string(), hash: v.string(), at: v.number() });

/**
 * Appends an entry to the journal. The recorder has made it for this place; anything else is a bug, and nothing is
 * written.
 */
export function appendEntry(sql: Sql, entry: TypedEntry): void {
  const head = journalHead(sql);
  const follows = head
    ? entry.seq === head.seq + 1 && entry.previous === head.hash
    : entry.seq === 1 && entry.previous === JOURNAL_START;
  if (!follows) throw new Error(`entry ${entry.seq} does not follow on the journal's head`);
  const row = journalColumns(entry);
  sql.run(
    `INSERT INTO journal (${Object.keys(row).join(', ')}, entry) VALUES (${'?, '.repeat(Object.keys(row).length)}?)`,
    ...Object.values(row),
    entryBytes(entry),
  );
}

/** An entry as it is stored: RFC 8785 JSON in UTF-8. */
export const entryBytes = (entry: TypedEntry): Uint8Array => encoder.encode(canonicalJson(entry));

/** The columns beside the entry itself, all of which follow from it. */
export function journalColumns(entry: TypedEntry): Readonly<Record<string, string | bigint | null>> {
  const { movementId, vaultId, transcriptId, units } = namesOf(entry);
  return {
    seq: BigInt(entry.seq),
    station_id: entry.stationId,
    at: BigInt(entry.at),
    kind: entry.kind,
    officer_id: officerOf(entry.actor),
    witnessed: entry.witness === null ? 0n : 1n,
    movement_id: movementId,
    vault_id: vaultId,
    transcript_id: transcriptId,
    units,
    hash: entry.hash,
    shown: canonicalJson(shownOf(entry.body)),
    found_by: entryFoundBy(entry),
  };
}

/** What an entry is about, for finding it and for its line in a list. */
function namesOf({ body, documents, kind }: TypedEntry) {
  const request = documentOf(documents, 'request')?.statement;
  return {
    movementId: 'movementId' in body ? body.movementId : null,
    vaultId: 'vaultId' in body ? body.vaultId : (request?.vaultId ?? null),
    transcriptId: 'transcriptId' in body ? body.transcriptId : null,
    units: kind === 'deposit-final' ? body.amount.units : (request?.amount.units ?? null),
  };
}

/** Words and numbers of a body, and the network of a treasury: lists of addresses and evidence stay in the entry. */
export function shownOf(body: TypedEntry['body']): Readonly<Record<string, JsonValue>> {
  const shown: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries<JsonValue>(body)) {
    if (typeof value === 'string' || typeof value === 'number') shown[name] = value;
    // What changed from what to what: of endpoints, and of a historical store.
    else if (name === 'others' || name === 'history' || name === 'skip') shown[name] = value;
  }
  if ('way' in body && body.way !== undefined) {
    shown['way'] = { from: shownWay(body.way.from), to: shownWay(body.way.to) };
  }
  return 'network' in body ? { ...shown, network: body.network.id } : shown;
}

/** A certificate is shown by its fingerprint; the whole of it stays in the entry. */
const shownWay = ({ proxy, login, authorities }: Way): JsonValue => ({
  proxy,
  login,
  certificates: authorities.map(fingerprintOf),
});
