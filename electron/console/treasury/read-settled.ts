import type { Books } from '../../books/books.ts';
import { documentOf } from '../../core/journal/documents.ts';
import { journalHash, parseEntry, type TypedEntry } from '../../core/journal/journal-entry.ts';
import type { VerifySignature } from '../../core/officer/officer.ts';
import { policyReference } from '../../core/policy/policy.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { SignedSettlement } from '../../core/station/settlement.ts';
import {
  type StationSpan,
  settlementOf,
  stationAt,
  stationsAfter,
} from '../../core/station/station-chain.ts';
import { storedJson } from '../stored-json.ts';
import type { TreasuryFile } from './treasury-folder.ts';

/** A transaction of one of our keys in the ledger that no movement knows. */
export interface OwnSpend {
  readonly transactionId: string;
  readonly checkpoint: string | null;
  /** When this station met it, milliseconds. */
  readonly at: number;
}

/** What the journal tells of its stations, of settlements, and of what is still to be settled. */
export interface Settled {
  readonly stations: readonly StationSpan[];
  /** Own spends that the books do not know and that nobody has settled. */
  readonly spends: readonly OwnSpend[];
  /** The newest settlement; null for none. */
  readonly last: SignedSettlement | null;
  /** Requests dated before this are never signed, milliseconds. */
  readonly refuseBefore: number;
  /** The newest entry of a lost journal that officers have settled; 0 for none. */
  readonly lostTo: number;
}

/** The own spend that an entry tells of; null for any other entry. */
export function ownSpendOf({ kind, body, at }: TypedEntry): OwnSpend | null {
  if (kind !== 'node-alarm' || body.code !== 'input-spent-elsewhere' || body.transactionId === null)
    return null;
  return { transactionId: body.transactionId, checkpoint: body.checkpoint, at };
}

/** What is settled after one more entry, which the caller has verified. */
export function settledAfter(settled: Settled, entry: TypedEntry): Settled {
  const spend = ownSpendOf(entry);
  if (spend) return { ...settled, spends: [...settled.spends, spend] };
  const signed = entry.kind === 'folder-settled' ? documentOf(entry.documents, 'settlement') : undefined;
  if (!signed) return settled;
  const { settlement } = signed;
  return {
    stations: stationsAfter(settled.stations, entry.seq, settlement),
    spends: settled.spends.filter(({ transactionId }) => !settlement.spends.includes(transactionId)),
    last: signed,
    refuseBefore: Math.max(settled.refuseBefore, settlement.refuseBefore),
    lostTo: Math.max(settled.lostTo, settlement.newer?.seq ?? 0),
  };
}

/**
 * Reads the journal's own word about its stations and settlements. Each entry that it rests on is compared with its hash
 * and its station's signature, each settlement with the policy under which it was signed.
 * @returns refuses `treasury-damaged`, `settlement-bad`, `station-retired` and as a journal's verification does
 */
export async function readSettled(
  books: Pick<Books, 'journal'>,
  { policies }: Pick<TreasuryFile, 'policies'>,
  verify: VerifySignature,
): Promise<Result<Settled>> {
  const first = parseEntry(storedJson((await books.journal.raw(0, 1))[0] ?? ''));
  if (!first.ok || (first.value.kind !== 'treasury-created' && first.value.kind !== 'station-joined')) {
    return refuse('treasury-damaged', 'the journal does not begin with its treasury');
  }
  const { stationId, body } = first.value;
  let settled: Settled = {
    stations: [{ stationId, stationKey: body.stationKey, from: 1 }],
    spends: [],
    last: null,
    refuseBefore: 0,
    lostTo: 0,
  };
  for (const json of await books.journal.settling()) {
    const entry = parseEntry(storedJson(json));
    if (!entry.ok) return entry;
    const next = takeIn(settled, entry.value, { policies, verify });
    if (!next.ok) return next;
    settled = next.value;
  }
  return ok(settled);
}

function takeIn(
  settled: Settled,
  entry: TypedEntry,
  { policies, verify }: Pick<TreasuryFile, 'policies'> & { readonly verify: VerifySignature },
): Result<Settled> {
  const under = documentOf(entry.documents, 'settlement')?.settlement.policy;
  const policy = policies.find((each) => policyReference(each.policy).digest === under?.digest)?.policy;
  if (entry.kind === 'folder-settled') {
    if (!policy)
      return refuse('settlement-bad', 'the settlement is under a policy that treasury.json does not have');
    const settlement = settlementOf(entry, { stations: settled.stations, policy, verify });
    if (!settlement.ok) return settlement;
  }
  const after = settledAfter(settled, entry);
  const station = stationAt(after.stations, entry.seq);
  const place = `entry ${entry.seq}`;
  if (journalHash(entry) !== entry.hash) {
    return refuse('journal-chain-broken', `${place} was changed after it was written`);
  }
  return station?.stationId === entry.stationId &&
    verify(station.stationKey, entry.hash, entry.stationSignature)
    ? ok(after)
    : refuse('journal-signature-bad', `${place} is not signed by the station`);
}
