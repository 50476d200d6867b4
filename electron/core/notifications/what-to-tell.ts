import type { MovementState } from '../movement/movement-state.ts';
import type { MovementKind } from '../proposal/request.ts';

/** What an alarm is about; each has its line above the screens. */
export const alarmKinds = ['folder', 'books', 'clock', 'node'] as const;
export type AlarmKind = (typeof alarmKinds)[number];

/** A movement, or a message to sign, whose next step an officer can do. */
export interface Waiting {
  /** Of a message its digest. */
  readonly id: string;
  readonly kind: MovementKind | 'message';
  readonly state: MovementState | 'waiting';
  /** Base units; none of a message, which moves nothing. */
  readonly amount: bigint;
}

/** What there is to know at one moment. */
export interface Watched {
  /** Null while none is open. */
  readonly treasuryId: string | null;
  /** What waits for each officer who is signed in at the window. */
  readonly waiting: ReadonlyMap<string, readonly Waiting[]>;
  readonly alarms: readonly AlarmKind[];
}

/** What a person has been told of, or had before their eyes. */
export interface Told {
  readonly treasuryId: string | null;
  /** For each officer: what waited, each with its state. */
  readonly waiting: ReadonlyMap<string, ReadonlySet<string>>;
  /** When each alarm was last there, milliseconds since the epoch. */
  readonly alarms: ReadonlyMap<AlarmKind, number>;
  /** When the last notification was shown. */
  readonly at: number;
}

/** Nothing was told yet. */
export const nothingTold: Told = { treasuryId: null, waiting: new Map(), alarms: new Map(), at: 0 };

/** Which notifications this person wants. */
export interface Wanted {
  readonly waits: boolean;
  readonly alarms: boolean;
  readonly node: boolean;
}

/** What one notification tells of. */
export interface Notice {
  readonly alarms: readonly AlarmKind[];
  readonly waits: readonly Waiting[];
}

export interface Decision {
  readonly told: Told;
  /** Null where there is nothing to tell now. */
  readonly notice: Notice | null;
  /** After so many milliseconds it is to be looked again: something waits for the end of a burst. Null for not. */
  readonly againMs: number | null;
}

/** What comes so soon after a notification is told together, when this time is over, milliseconds. */
export const QUIET_MS = 30_000;
/** An alarm that went and comes back within this time is the same one, milliseconds. */
export const SAME_ALARM_MS = 600_000;

const keyOf = ({ id, state }: Waiting): string => `${id} ${state}`;

/**
 * Decides what to tell, from what was told before and what there is now. An officer who has just signed in sees on the
 * screen what waits: only what comes later is told. Whoever looks at the window is told nothing.
 */
export function whatToTell(
  before: Told,
  watched: Watched,
  { now, isLooking, wanted }: { readonly now: number; readonly isLooking: boolean; readonly wanted: Wanted },
): Decision {
  const known = before.treasuryId === watched.treasuryId ? before : { ...nothingTold, at: before.at };
  const wants = (kind: AlarmKind) => (kind === 'node' ? wanted.node : wanted.alarms);
  const alarms = watched.alarms.filter(
    (kind) => wants(kind) && now - (known.alarms.get(kind) ?? Number.NEGATIVE_INFINITY) > SAME_ALARM_MS,
  );
  const waits = wanted.waits ? newFor(known, watched) : [];
  const told: Told = {
    treasuryId: watched.treasuryId,
    waiting: new Map([...watched.waiting].map(([id, all]) => [id, new Set(all.map(keyOf))])),
    alarms: stillThere(known.alarms, watched.alarms, now),
    at: known.at,
  };
  if (isLooking || alarms.length + waits.length === 0) return { told, notice: null, againMs: null };
  const quietFor = known.at + QUIET_MS - now;
  if (alarms.length === 0 && quietFor > 0) {
    return { told: { ...told, waiting: withoutNew(known, told) }, notice: null, againMs: quietFor };
  }
  return { told: { ...told, at: now }, notice: { alarms, waits }, againMs: null };
}

/** How much waits here, each counted once, and how many alarms there are. */
export function countOf({ waiting, alarms }: Watched): number {
  const ids = [...waiting.values()].flat().map(({ id }) => id);
  return new Set(ids).size + alarms.length;
}

/** What waits now and did not before, for officers who were here before; each once. */
function newFor(known: Told, watched: Watched): readonly Waiting[] {
  const found = new Map<string, Waiting>();
  for (const [officerId, all] of watched.waiting) {
    const seen = known.waiting.get(officerId);
    if (seen === undefined) continue;
    for (const each of all) if (!seen.has(keyOf(each))) found.set(each.id, each);
  }
  return [...found.values()];
}

/** What was told already stays so; what is new is left for later. */
function withoutNew(known: Told, told: Told): Told['waiting'] {
  return new Map(
    [...told.waiting].map(([officerId, keys]) => {
      const seen = known.waiting.get(officerId);
      return [officerId, seen === undefined ? keys : new Set([...keys].filter((key) => seen.has(key)))];
    }),
  );
}

function stillThere(before: Told['alarms'], present: readonly AlarmKind[], now: number): Told['alarms'] {
  const recent = [...before].filter(([, at]) => now - at <= SAME_ALARM_MS);
  return new Map([...recent, ...present.map((kind) => [kind, now] as const)]);
}
