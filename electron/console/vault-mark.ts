import { journalEntrySchema, journalHash } from '../core/journal/journal-entry.ts';
import { markOfEntry, type StateMark } from '../core/journal/state-mark.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';
import { verifySignature } from '../signer/ed25519.ts';
import type { Treasury } from './treasury.ts';

/** More than can be under way at once in one vault: among so many entries the highest counter stands. */
const NEWEST = 16;

/**
 * Where the journal says that a vault's sealed state stands: the highest counter of the newest era. Each entry that it
 * rests on is held against its hash and the station's signature, so that an edited database cannot tell of less. Cut
 * off at the end, the journal tells of less than was; that is for its exports to show.
 * @returns refuses `journal-truncated` where nothing is told of the vault, and as a journal's verification does
 */
export function readVaultMark(
  { store, station }: Pick<Treasury, 'store' | 'station'>,
  vaultId: string,
): Result<StateMark> {
  let newest: StateMark | null = null;
  for (const raw of store.journal.marks(vaultId, NEWEST)) {
    const entry = parseWith(journalEntrySchema, raw);
    if (!entry.ok) return refuse('journal-malformed', `an entry of this vault: ${entry.message}`);
    const place = `entry ${entry.value.seq}`;
    if (journalHash(entry.value) !== entry.value.hash) {
      return refuse('journal-chain-broken', `${place} was changed after it was written`);
    }
    const signed =
      entry.value.stationId === station.stationId &&
      verifySignature(station.publicKey, entry.value.hash, entry.value.stationSignature);
    if (!signed) return refuse('journal-signature-bad', `${place} is not signed by the station`);
    const mark = markOfEntry(entry.value, vaultId);
    if (!mark) return refuse('journal-malformed', `${place} tells no state of this vault`);
    if (newest === null || (mark.era === newest.era && mark.counter > newest.counter)) newest = mark;
  }
  return newest === null
    ? refuse('journal-truncated', "the journal does not tell where this vault's sealed state stands")
    : ok(newest);
}
