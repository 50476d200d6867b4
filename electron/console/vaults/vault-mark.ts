import type { Books } from '../../books/books.ts';
import { journalHash, parseEntry } from '../../core/journal/journal-entry.ts';
import { markOfEntry, type StateMark } from '../../core/journal/state-mark.ts';
import type { VerifySignature } from '../../core/officer/officer.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { type StationSpan, stationAt } from '../../core/station/station-chain.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { storedJson } from '../stored-json.ts';

/** More than can be under way at once in one vault: the highest counter is among so many entries. */
const NEWEST = 16;

/**
 * Where a vault's sealed state is by the journal: the highest counter of the newest era. Each entry that it rests on is
 * compared with its hash and the station's signature, so that an edited database cannot tell of less. A journal that was
 * cut off at its end tells of less than there was; its exports show that.
 * @returns refuses `journal-truncated` where the journal tells nothing of the vault, and as a journal's verification does
 */
export async function readVaultMark(
  books: Pick<Books, 'journal'>,
  stations: readonly StationSpan[],
  vaultId: string,
): Promise<Result<StateMark>> {
  return newestMark(await books.journal.marks(vaultId, NEWEST), {
    vaultId,
    stations,
    verify: verifySignature,
  });
}

/** @param entries JSON of journal entries, newest first, not yet believed */
export function newestMark(
  entries: readonly string[],
  by: {
    readonly vaultId: string;
    readonly stations: readonly StationSpan[];
    readonly verify: VerifySignature;
  },
): Result<StateMark> {
  let newest: StateMark | null = null;
  for (const json of entries) {
    const mark = markOf(json, by);
    if (!mark.ok) return mark;
    const { era, counter } = mark.value;
    if (newest === null || (era === newest.era && counter > newest.counter)) newest = mark.value;
  }
  return newest === null
    ? refuse('journal-truncated', "the journal does not tell where this vault's sealed state is")
    : ok(newest);
}

function markOf(
  json: string,
  { vaultId, stations, verify }: Parameters<typeof newestMark>[1],
): Result<StateMark> {
  const parsed = parseEntry(storedJson(json));
  if (!parsed.ok) return refuse('journal-malformed', `an entry of this vault: ${parsed.message}`);
  const entry = parsed.value;
  const place = `entry ${entry.seq}`;
  if (journalHash(entry) !== entry.hash) {
    return refuse('journal-chain-broken', `${place} was changed after it was written`);
  }
  const station = stationAt(stations, entry.seq);
  if (
    entry.stationId !== station?.stationId ||
    !verify(station.stationKey, entry.hash, entry.stationSignature)
  ) {
    return refuse('journal-signature-bad', `${place} is not signed by the station`);
  }
  const mark = markOfEntry(entry, vaultId);
  return mark ? ok(mark) : refuse('journal-malformed', `${place} tells no state of this vault`);
}
