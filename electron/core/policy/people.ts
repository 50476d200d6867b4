import type { Officer, Role } from '../officer/officer.ts';
import { type Refusal, refuse } from '../result.ts';
import type { Approvals, Policy } from './policy.ts';

/** One place of a quorum: the ids of the people who can take it. */
export type Place = ReadonlySet<string>;

/**
 * Seats people so that as many places as possible are taken, nobody twice (Kuhn's matching in a bipartite graph).
 * @param fits whether a person can take a place, both by number
 * @returns for each place who takes it; null where it stays empty
 */
export function seat(
  places: number,
  people: number,
  fits: (place: number, person: number) => boolean,
): readonly (number | null)[] {
  const placeOf: (number | undefined)[] = [];
  const findFor = (place: number, seen: Set<number>): boolean => {
    for (let person = 0; person < people; person++) {
      if (seen.has(person) || !fits(place, person)) continue;
      seen.add(person);
      const taken = placeOf[person];
      if (taken === undefined || findFor(taken, seen)) {
        placeOf[person] = place;
        return true;
      }
    }
    return false;
  };
  for (let place = 0; place < places; place++) findFor(place, new Set());
  const seats = Array.from<number | null>({ length: places }).fill(null);
  for (const [person, place] of placeOf.entries()) if (place !== undefined) seats[place] = person;
  return seats;
}

const members = new WeakMap<Policy['groups'], ReadonlyMap<string, Place>>();
const nobody: Place = new Set();

function membersOf({ groups }: Pick<Policy, 'groups'>): ReadonlyMap<string, Place> {
  let known = members.get(groups);
  if (!known) {
    known = new Map(groups.map(({ name, officerIds }) => [name, new Set(officerIds)]));
    members.set(groups, known);
  }
  return known;
}

/** The places that approvals ask for, one after the other. A group that is not there has nobody. */
export function placesOf(approvals: Approvals, policy: Pick<Policy, 'groups'>): readonly Place[] {
  const groups = membersOf(policy);
  return approvals.flatMap(({ group, count }) =>
    Array.from({ length: count }, () => groups.get(group) ?? nobody),
  );
}

/**
 * Which approvals are still missing; none where different people take every place.
 * @param people ids; one who is there twice counts once
 */
export function missingApprovals(
  approvals: Approvals,
  policy: Pick<Policy, 'groups'>,
  people: Iterable<string>,
): Approvals {
  const places = placesOf(approvals, policy);
  const distinct = [...new Set(people)];
  const seats = seat(places.length, distinct.length, (place, person) => {
    return places[place]?.has(distinct[person] ?? '') ?? false;
  });
  let place = 0;
  return approvals.flatMap(({ group, count }) => {
    const mine = seats.slice(place, place + count);
    place += count;
    const empty = mine.filter((who) => who === null).length;
    return empty > 0 ? [{ group, count: empty }] : [];
  });
}

/** The ids of everybody who has a role. */
export const peopleWith = ({ officers }: Pick<Policy, 'officers'>, role: Role): readonly string[] =>
  officers.filter(({ roles }) => roles.includes(role)).map(({ id }) => id);

/** At which time, and who is suspended meanwhile (by id). */
export interface Presence {
  /** Milliseconds. */
  readonly now: number;
  readonly suspended: ReadonlySet<string>;
}

/** Who is suspended at a time (milliseconds), by id. No document suspends anybody yet: this is where they will be asked. */
export const suspendedAt = (_at: number): ReadonlySet<string> => nobody;

/** Why nothing that an officer signs counts now: `officer-suspended`, `officer-expired`; null where it does. */
export function whyNotCounted(
  { id, name, expiresAt }: Officer,
  { now, suspended }: Presence,
): Refusal | null {
  if (suspended.has(id)) return refuse('officer-suspended', `${name} is suspended`);
  return expiresAt !== null && expiresAt <= now
    ? refuse('officer-expired', `${name} counted until ${new Date(expiresAt).toISOString()}`)
    : null;
}
