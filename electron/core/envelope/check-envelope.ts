import type { Hex32 } from '../digest.ts';
import type { StateMark } from '../journal/state-mark.ts';
import { type NetworkIdentity, sameNetwork } from '../network-id.ts';
import type { VerifySignature } from '../officer/officer.ts';
import { type KnownPolicy, policyDigest } from '../policy/policy.ts';
import { DATE_TOLERANCE_MS } from '../proposal/request.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import type { StationIdentity } from '../station/station-chain.ts';
import type { Envelope } from './envelope.ts';
import type { EnvelopeKind } from './envelope-kinds.ts';
import { ownHead } from './head.ts';
import { placeTakenBy } from './kinds/treasury.ts';

/** An envelope that was taken in before. */
export interface TakenEnvelope {
  readonly digest: Hex32;
  readonly kind: EnvelopeKind;
  readonly number: number;
  /** The newest entry of its station's journal that it named. */
  readonly seq: number;
}

export interface KnownStation extends StationIdentity {
  /** Whether another one has taken its place. */
  readonly isRetired: boolean;
  readonly taken: readonly TakenEnvelope[];
}

/** What a station knows when it is given an envelope. Nothing here is from the envelope. */
export interface Knowledge {
  /** Milliseconds. */
  readonly now: number;
  /** Null: the station knows no treasury yet, and takes in a treasury envelope whose digest people have compared. */
  readonly treasury: {
    readonly id: string;
    readonly network: NetworkIdentity;
    /** Verified, from version 1 on. */
    readonly policies: readonly KnownPolicy[];
    /** The version that is in force here. */
    readonly inForce: number;
  } | null;
  readonly own: StationIdentity & {
    /** Number of the newest entry of the own journal; 0 for none. */
    readonly seq: number;
  };
  readonly stations: readonly KnownStation[];
  /** The hash of an entry of a station's journal, the own one included; null where it is not known. */
  readonly entryHash: (stationId: string, seq: number) => Hex32 | null;
  /** The sealed state of a vault that is held here; null for any other. */
  readonly mark: (vaultId: string) => StateMark | null;
  readonly verify: VerifySignature;
}

/**
 * The station that made an envelope. `new`: people compare the digest, and let it in. `settled`: officers have put it in the
 * place of one that was known.
 */
export type Sender =
  | { readonly kind: 'known' }
  | { readonly kind: 'new' }
  | { readonly kind: 'settled'; readonly retires: string };

/** Kinds that make stations known to each other. */
const introduces = (kind: EnvelopeKind, { treasury }: Knowledge): boolean =>
  kind === 'officer-card' || (kind === 'treasury' && treasury === null);

/** Kinds that say how things stand: an earlier one is of no use once a later one is here. */
const standing: readonly EnvelopeKind[] = ['treasury', 'status'];

/** Kinds that ask for something under the policy that is in force. */
const underPresentPolicy: readonly EnvelopeKind[] = ['treasury', 'proposals', 'status', 'message'];

/**
 * Holds an envelope that was read against what the station knows: whose it is, for whom, when, in which order, and whether its
 * station's journal, and the own one, are still those that they were. What is inside is inspected by kind.
 * @returns refuses `envelope-treasury-first`, `envelope-other-treasury`, `envelope-other-network`, `envelope-own`,
 * `envelope-station-unknown`, `station-retired`, `envelope-ahead`, `envelope-expired`, `envelope-replayed`, `envelope-older`,
 * `journal-forked`, `journal-lost`, `journal-behind-envelope`, `state-rolled-back`, `policy-forked`, `envelope-policy-older`,
 * `envelope-policy-newer`, and of a new station's treasury envelope as `placeTakenBy` does
 */
export function checkEnvelope(envelope: Envelope, knowledge: Knowledge): Result<Sender> {
  const { statement } = envelope;
  const station = knowledge.stations.find(({ stationId }) => stationId === statement.station.id);
  const elsewhere = refuseElsewhere(envelope, knowledge);
  if (elsewhere) return elsewhere;
  const sender = senderOf(envelope, station, knowledge);
  if (!sender.ok) return sender;
  const refused =
    refuseTime(envelope, knowledge) ??
    refuseOrder(envelope, station?.taken ?? []) ??
    refuseJournals(envelope, knowledge) ??
    refusePolicy(envelope, knowledge);
  return refused ?? sender;
}

function refuseElsewhere({ statement }: Envelope, { treasury }: Knowledge): Refusal | null {
  if (treasury === null) {
    return statement.kind === 'treasury'
      ? null
      : refuse(
          'envelope-treasury-first',
          'this station knows no treasury yet, and needs a treasury envelope first',
        );
  }
  if (statement.treasuryId !== treasury.id) {
    return refuse('envelope-other-treasury', 'the envelope is of another treasury');
  }
  return sameNetwork(statement.network, treasury.network)
    ? null
    : refuse(
        'envelope-other-network',
        `expected network ${treasury.network.id} (${treasury.network.genesis}), the envelope is for ${statement.network.id} (${statement.network.genesis})`,
      );
}

function senderOf(
  { statement }: Envelope,
  known: KnownStation | undefined,
  knowledge: Knowledge,
): Result<Sender> {
  const { id, key } = statement.station;
  const { own, stations, treasury, now, verify } = knowledge;
  if (id === own.stationId || key === own.stationKey) {
    return refuse('envelope-own', 'the envelope was made by this very station');
  }
  if (known) {
    if (known.stationKey !== key) {
      return refuse(
        'envelope-station-unknown',
        'the envelope is signed with another key than that of its station',
      );
    }
    return known.isRetired
      ? refuse('station-retired', 'another station has taken the place of this one')
      : ok({ kind: 'known' });
  }
  const isOtherKey = stations.some(({ stationKey }) => stationKey === key);
  if (!isOtherKey && introduces(statement.kind, knowledge)) return ok({ kind: 'new' });
  if (isOtherKey || treasury === null || statement.kind !== 'treasury') {
    return refuse('envelope-station-unknown', 'the envelope was made by a station that is not known here');
  }
  const place = placeTakenBy(statement.contents, statement, {
    from: stations.filter(({ isRetired }) => !isRetired),
    known: treasury.policies,
    now,
    verify,
  });
  return place.ok ? ok({ kind: 'settled', retires: place.value }) : place;
}

function refuseTime({ statement }: Envelope, { now }: Knowledge): Refusal | null {
  const { createdAt, expiresAt } = statement;
  if (createdAt > now + DATE_TOLERANCE_MS) {
    return refuse('envelope-ahead', 'the envelope is dated more than 2 minutes ahead of this clock');
  }
  return expiresAt <= now
    ? refuse('envelope-expired', `the envelope could be taken in until ${new Date(expiresAt).toISOString()}`)
    : null;
}

function refuseOrder({ statement, digest }: Envelope, taken: readonly TakenEnvelope[]): Refusal | null {
  const { number, kind } = statement;
  const seq = ownHead(statement)?.seq ?? 0;
  if (taken.some((each) => each.digest === digest)) {
    return refuse('envelope-replayed', 'this envelope was taken in before');
  }
  if (taken.some((each) => each.number === number)) {
    return refuse('journal-forked', `its station has made two envelopes of number ${number}`);
  }
  const isLost = taken.some((each) => (each.number < number ? each.seq > seq : each.seq < seq));
  if (isLost) {
    return refuse('journal-lost', 'its station knows less of its own journal than it knew before');
  }
  return standing.includes(kind) && taken.some((each) => each.kind === kind && each.number > number)
    ? refuse('envelope-older', `a later ${kind} envelope of its station was taken in before`)
    : null;
}

function refuseJournals({ statement }: Envelope, { own, entryHash, mark }: Knowledge): Refusal | null {
  for (const { stationId, seq, hash } of statement.heads) {
    if (stationId === own.stationId && seq > own.seq) {
      return refuse(
        'journal-behind-envelope',
        `another station knows entry ${seq} of this journal, which ends with ${own.seq}`,
      );
    }
    const known = entryHash(stationId, seq);
    if (known !== null && known !== hash) {
      return refuse('journal-forked', `there are two entries ${seq} of the journal of station ${stationId}`);
    }
  }
  for (const { vaultId, era, counter } of statement.marks) {
    const held = mark(vaultId);
    if (held?.era === era && counter > held.counter) {
      return refuse(
        'state-rolled-back',
        'another station knows a later sealed state of a vault that is held here',
      );
    }
  }
  return null;
}

function refusePolicy({ statement }: Envelope, { treasury }: Knowledge): Refusal | null {
  if (treasury === null) return null;
  const { version, digest } = statement.policy;
  const newest = treasury.policies.length;
  const known = treasury.policies[version - 1];
  if (known === undefined) {
    return statement.kind === 'treasury'
      ? null
      : refuse(
          'envelope-policy-newer',
          `the envelope is under policy version ${version}, this station has version ${newest}`,
        );
  }
  if (policyDigest(known.policy) !== digest) {
    return refuse('policy-forked', `there are two policies of version ${version}`);
  }
  return version < treasury.inForce && underPresentPolicy.includes(statement.kind)
    ? refuse(
        'envelope-policy-older',
        `the envelope is under policy version ${version}, here version ${treasury.inForce} is in force`,
      )
    : null;
}
