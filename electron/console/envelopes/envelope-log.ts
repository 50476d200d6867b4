import type { Books } from '../../books/books.ts';
import type { TakenEnvelope } from '../../core/envelope/check-envelope.ts';
import type { BodyOf } from '../../core/journal/bodies.ts';
import { documentsOf } from '../../core/journal/documents.ts';
import type { JournalHead, TypedEntry } from '../../core/journal/journal-entry.ts';
import type { KnownPolicy } from '../../core/policy/policy.ts';
import type { StationIdentity } from '../../core/station/station-chain.ts';
import { BelievedLog } from '../journal/believed-log.ts';
import type { HoldPart } from '../treasury/folder-hold.ts';

/** An envelope that this station has made. */
export interface MadeEnvelope extends BodyOf<'envelope-made'> {
  readonly at: number;
}

/** One that it has taken in, and the newest entry of its station's journal that it named. */
export interface TakenFrom extends TakenEnvelope {
  readonly stationId: string;
  readonly hash: string;
  readonly movementIds: readonly string[];
  readonly at: number;
}

/** A station that people let in by its card, or the one whose treasury this one came to. */
export interface MetStation extends StationIdentity {
  /** Whose desk it is; null for the station that the treasury came from. */
  readonly officerId: string | null;
  /** Whether another one has taken its place. */
  readonly isRetired: boolean;
}

/** What the journal tells of envelopes. */
export interface EnvelopeRecords {
  readonly made: readonly MadeEnvelope[];
  readonly taken: readonly TakenFrom[];
  readonly stations: readonly MetStation[];
  /** Whose desk this is; null for a station that did not come to its treasury by an envelope. */
  readonly officerId: string | null;
  /** Policies that came by envelopes, in their order, and since when the journal knows of each. */
  readonly policies: readonly KnownPolicy[];
  /** The folder that was chosen last for envelopes, and by which station: it is one of that station's computer. */
  readonly dropFolder: { readonly stationId: string; readonly folder: string } | null;
  /** Who certifies the ledger, as treasury envelopes have proven it; base64, oldest first. */
  readonly committees: readonly string[];
}

/** What the log reads. */
export interface LogParts {
  readonly books: { readonly journal: Pick<Books['journal'], 'envelopes'> };
  readonly hold: Pick<HoldPart, 'stations'>;
}

const NOTHING: EnvelopeRecords = {
  made: [],
  taken: [],
  stations: [],
  officerId: null,
  policies: [],
  dropFolder: null,
  committees: [],
};

/** What this station's journal tells of envelopes that it made and took in. */
export class EnvelopeLog extends BelievedLog<EnvelopeRecords> {
  constructor({ books, hold }: LogParts, policies: () => readonly KnownPolicy[]) {
    super({
      page: (after, limit) => books.journal.envelopes(after, limit),
      nothing: NOTHING,
      withEntry,
      hold,
      policies,
    });
  }
}

function withEntry(
  records: EnvelopeRecords,
  { kind, body, at, documents, stationId }: TypedEntry,
): EnvelopeRecords {
  const { made, taken, stations, committees } = records;
  const times = kind === 'station-joined' ? body.knownSince : [];
  const policies = [
    ...records.policies,
    ...documentsOf(documents, 'policy').map((each, i) => ({ ...each, knownSince: times[i] ?? at })),
  ];
  switch (kind) {
    case 'envelope-made':
      return { ...records, made: [...made, { ...body, at }] };
    case 'envelope-taken':
      return {
        ...records,
        taken: [...taken, takenOf(body, at)],
        policies,
        committees: withNew(committees, body.committees),
        stations: settled(stations, body),
      };
    case 'station-joined':
      return {
        ...records,
        taken: [...taken, takenOf({ ...body, contents: 'treasury', movementIds: [] }, at)],
        stations: [...stations, { ...body.from, officerId: null, isRetired: false }],
        officerId: body.officerId,
        policies,
        committees: withNew(committees, body.committees),
      };
    case 'station-introduced':
      return {
        ...records,
        taken: [...taken, takenOf({ ...body, contents: 'officer-card', movementIds: [] }, at)],
        // A station that is known stays whose it was, whatever cards it makes after that.
        stations: stations.some(({ stationId }) => stationId === body.from.stationId)
          ? stations
          : [...stations, { ...body.from, officerId: body.officerId, isRetired: false }],
      };
    case 'drop-folder-set': {
      const { folder } = body;
      return { ...records, dropFolder: folder === null ? null : { stationId, folder } };
    }
    default:
      return records;
  }
}

/** The list itself where nothing is new: what was made of it stays known by it. */
const withNew = (known: readonly string[], found: readonly string[] = []): readonly string[] =>
  found.length === 0 ? known : [...known, ...found];

/** The stations, with the one that made an envelope in the place of the one that it retires. */
function settled(
  stations: readonly MetStation[],
  { from, retires }: Pick<BodyOf<'envelope-taken'>, 'from' | 'retires'>,
): readonly MetStation[] {
  const before = stations.find(({ stationId }) => stationId === retires);
  return before
    ? [
        ...stations.map((each) => (each === before ? { ...each, isRetired: true } : each)),
        { ...from, officerId: before.officerId, isRetired: false },
      ]
    : stations;
}

const takenOf = (
  {
    envelope,
    contents,
    number,
    from,
    head,
    movementIds,
  }: Omit<BodyOf<'envelope-taken'>, 'epoch' | 'committees'>,
  at: number,
): TakenFrom => ({
  digest: envelope,
  kind: contents,
  number,
  seq: head.seq,
  hash: head.hash,
  stationId: from.stationId,
  movementIds,
  at,
});

/** The folder that officers chose at this very station; null for none. A copy or a restored treasury is another station. */
export const ownDropFolder = ({ dropFolder }: EnvelopeRecords, stationId: string): string | null =>
  dropFolder?.stationId === stationId ? dropFolder.folder : null;

/** The newest entry that is known of each other station's journal. */
export function headsOf({ taken }: EnvelopeRecords): readonly JournalHead[] {
  const heads = new Map<string, JournalHead>();
  for (const { stationId, seq, hash } of taken) {
    if (seq > (heads.get(stationId)?.seq ?? 0)) heads.set(stationId, { stationId, seq, hash });
  }
  return [...heads.values()];
}
