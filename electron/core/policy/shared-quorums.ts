import { aliasKey } from '../account/alias.ts';
import type { Officer } from '../officer/officer.ts';
import { type Place, peopleWith, placesOf, seat } from './people.ts';
import type { Policy } from './policy.ts';

/** Where all keys of a quorum live: on one machine, or at one site. */
export type Shared =
  | { readonly where: 'station'; readonly station: string; readonly site: string }
  | { readonly where: 'site'; readonly site: string };

/** A quorum of two or more that the keys of one place can reach alone. */
export interface SharedQuorum {
  /** The rule's id; null: the policy admins who change the policy. */
  readonly ruleId: string | null;
  readonly shared: Shared;
}

type Key = Officer['keys'][number];

/** The quorums of a policy that the keys at one station, or else at one site, can reach. Whoever owns that place owns them. */
export function sharedQuorums(policy: Policy): readonly SharedQuorum[] {
  const admins: Place = new Set(peopleWith(policy, 'policy-admin'));
  const quorums = [
    { ruleId: null, places: Array.from({ length: policy.change.quorum }, () => admins) },
    ...policy.rules.map(({ id, approvals }) => ({ ruleId: id, places: placesOf(approvals, policy) })),
  ];
  const homes = homesOf(policy);
  return quorums.flatMap(({ ruleId, places }) => {
    if (places.length < 2) return [];
    const reaching = homes.filter(({ people }) => isReached(places, people));
    const stations = reaching.filter(({ shared }) => shared.where === 'station');
    // That all is at one site goes without saying where it is on one machine.
    const flagged = reaching.filter(
      ({ shared }) =>
        shared.where === 'station' || !stations.some((each) => sameSite(each.shared.site, shared.site)),
    );
    return flagged.map(({ shared }) => ({ ruleId, shared }));
  });
}

/**
 * Where the keys of approvals that were given live, if all live at one place; null where they do not, or where one person
 * gave them.
 * @param publicKeys the keys that signed
 */
export function sharedApprovals(
  { officers }: Pick<Policy, 'officers'>,
  publicKeys: readonly string[],
): Shared | null {
  const used = officers.flatMap(({ keys }) => keys.filter(({ publicKey }) => publicKeys.includes(publicKey)));
  const people = officers.filter(({ keys }) => keys.some((key) => used.includes(key)));
  const [first] = used;
  if (!first || people.length < 2) return null;
  if (used.every(({ station }) => station === first.station)) return atStation(first);
  return used.every(({ site }) => sameSite(site, first.site)) ? { where: 'site', site: first.site } : null;
}

const sameSite = (a: string, b: string): boolean => aliasKey(a) === aliasKey(b);
const atStation = ({ station, site }: Key): Shared => ({ where: 'station', station, site });

interface Home {
  readonly shared: Shared;
  /** Who has a key there. */
  readonly people: Set<string>;
}

function homesOf({ officers }: Policy): readonly Home[] {
  const homes = new Map<string, Home>();
  const add = (name: string, shared: Shared, id: string) => {
    const home = homes.get(name) ?? { shared, people: new Set() };
    home.people.add(id);
    homes.set(name, home);
  };
  for (const { id, keys } of officers) {
    for (const key of keys) {
      add(`station ${key.station}`, atStation(key), id);
      add(`site ${aliasKey(key.site)}`, { where: 'site', site: key.site }, id);
    }
  }
  return [...homes.values()];
}

function isReached(places: readonly Place[], people: ReadonlySet<string>): boolean {
  const all = [...people];
  return seat(places.length, all.length, (place, person) => {
    return places[place]?.has(all[person] ?? '') ?? false;
  }).every((each) => each !== null);
}
