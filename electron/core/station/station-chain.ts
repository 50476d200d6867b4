import { documentsOf } from '../journal/documents.ts';
import type { TypedEntry } from '../journal/journal-entry.ts';
import type { VerifySignature } from '../officer/officer.ts';
import type { Policy } from '../policy/policy.ts';
import { ok, type Result, refuse } from '../result.ts';
import { checkSettlement, type Settlement } from './settlement.ts';

/** A station as journals know it. */
export interface StationIdentity {
  readonly stationId: string;
  /** Ed25519 public key, hex. */
  readonly stationKey: string;
}

/** A station and the entry from which on it signs the journal, until the next one does. */
export interface StationSpan extends StationIdentity {
  readonly from: number;
}

/**
 * The settlement that an entry tells; it must follow on the very entry before it, and be of the station that signs.
 * @param before the station that signs up to here, those before it, and the policy in force
 * @returns refuses `settlement-bad` and `station-retired` (a station that was retired cannot come back)
 */
export function settlementOf(
  { kind, body, documents, seq, previous }: TypedEntry,
  {
    stations,
    policy,
    verify,
  }: {
    readonly stations: readonly StationSpan[];
    readonly policy: Policy;
    readonly verify: VerifySignature;
  },
): Result<Settlement | null> {
  if (kind !== 'folder-settled') return ok(null);
  const [signed, ...others] = documentsOf(documents, 'settlement');
  if (!signed || others.length > 0) return refuse('settlement-bad', 'expected one settlement');
  const checked = checkSettlement(signed, policy, verify);
  if (!checked.ok) return checked;
  const { follows, stationId, stationKey, retires, nothingUnderWay } = checked.value;
  if (follows.hash !== previous || follows.seq !== seq - 1) {
    return refuse('settlement-bad', `the settlement follows on entry ${follows.seq}, not on ${seq - 1}`);
  }
  if (body.station !== (retires === null ? 'same' : 'new') || body.nothingUnderWay !== nothingUnderWay) {
    return refuse('settlement-bad', 'the entry says something else than the settlement in it');
  }
  const present = stations.at(-1);
  if (retires === null) {
    return stationId === present?.stationId && stationKey === present.stationKey
      ? checked
      : refuse('settlement-bad', 'the settlement names another station than the one that signs');
  }
  if (retires !== present?.stationId) {
    return refuse('settlement-bad', 'the settlement retires another station than the one that signs');
  }
  return stations.some((known) => known.stationId === stationId || known.stationKey === stationKey)
    ? refuse('station-retired', `station ${stationId} signed this journal before and was retired`)
    : checked;
}

/** The stations after an entry: one more where its settlement enrols one. */
export const stationsAfter = (
  stations: readonly StationSpan[],
  seq: number,
  settlement: Settlement | null,
): readonly StationSpan[] =>
  settlement === null || settlement.retires === null
    ? stations
    : [...stations, { stationId: settlement.stationId, stationKey: settlement.stationKey, from: seq }];

/** The station that signs an entry; undefined for none. */
export const stationAt = (stations: readonly StationSpan[], seq: number): StationSpan | undefined =>
  stations.findLast(({ from }) => from <= seq);
