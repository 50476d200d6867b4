import { officerOf } from '../../core/actor.ts';
import {
  journalHash,
  journalWitnessDigest,
  parseEntry,
  type TypedEntry,
} from '../../core/journal/journal-entry.ts';
import type { VerifySignature } from '../../core/officer/officer.ts';
import { hasSigned } from '../../core/officer/officer.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { type StationSpan, stationAt } from '../../core/station/station-chain.ts';
import { storedJson } from '../stored-json.ts';

/** Who must have signed an entry. */
export interface EntrySigners {
  /** The stations that signed, one after the other. */
  readonly stations: readonly StationSpan[];
  /** The policy whose officers may have signed it, by its time, milliseconds. */
  readonly policyAt: (at: number) => Pick<Policy, 'officers'>;
  readonly verify: VerifySignature;
}

/**
 * Reads one entry by itself, and believes it only at its place, with its hash, the station's signature, and that of the
 * officer whom it names.
 * @param json as it was written
 * @param seq number of its row
 * @returns null for an entry that is not whole, not signed, or at another place
 */
export function believedEntry(
  json: string,
  seq: number,
  { stations, policyAt, verify }: EntrySigners,
): TypedEntry | null {
  const parsed = parseEntry(storedJson(json));
  if (!parsed.ok) return null;
  const entry = parsed.value;
  const { hash, actor, witness } = entry;
  if (entry.seq !== seq || journalHash(entry) !== hash) return null;
  const station = stationAt(stations, seq);
  if (entry.stationId !== station?.stationId) return null;
  if (!verify(station.stationKey, hash, entry.stationSignature)) return null;
  const officerId = officerOf(actor);
  if (officerId === null) return witness === null ? entry : null;
  const officer = policyAt(entry.at).officers.find(({ id }) => id === officerId);
  return officer && witness !== null && hasSigned(officer, journalWitnessDigest(hash), witness, verify)
    ? entry
    : null;
}
