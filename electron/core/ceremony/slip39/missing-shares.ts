import { ok, type Result, refuse } from '../../result.ts';
import type { ShareView } from './read-share.ts';

/** How far one group of a set has come. */
export interface GroupProgress {
  readonly groupIndex: number;
  /** Null while no share of the group was seen: only its own shares say it. */
  readonly memberThreshold: number | null;
  /** Indices of the members that are there, in the order given. */
  readonly members: readonly number[];
  /** How many more are needed; null while that is unknown, 0 when the group is complete. */
  readonly missing: number | null;
}

/** How far a set of shares has come. */
export interface SetProgress {
  readonly complete: boolean;
  readonly groupThreshold: number;
  readonly groupCount: number;
  /** How many more groups have to become complete. */
  readonly groupsMissing: number;
  /** One for each group of the set, in order. */
  readonly groups: readonly GroupProgress[];
  /** When complete: places, in the list given, of exactly the shares to combine; SLIP-0039 takes no more than needed. */
  readonly use: readonly number[];
}

/**
 * Says what is still needed. Refuses `share-set-incomplete` for no share at all, `share-other-set` where two shares
 * cannot be of one set, and `share-duplicate` where one was given twice.
 */
export function missingShares(views: readonly ShareView[]): Result<SetProgress> {
  const [first] = views;
  if (first === undefined) return refuse('share-set-incomplete', 'expected shares, got none');
  for (const [place, view] of views.entries()) {
    for (const member of commonMembers) {
      if (view[member] !== first[member]) {
        return refuse('share-other-set', `share ${place + 1} belongs to another set than share 1`);
      }
    }
    for (const [before, other] of views.slice(0, place).entries()) {
      if (other.groupIndex !== view.groupIndex) continue;
      if (other.memberThreshold !== view.memberThreshold) {
        return refuse(
          'share-other-set',
          `share ${place + 1} and share ${before + 1} disagree about their group`,
        );
      }
      if (other.memberIndex === view.memberIndex) {
        return refuse('share-duplicate', `share ${place + 1} is the same as share ${before + 1}`);
      }
    }
  }
  const { groupThreshold, groupCount } = first;
  const groups = Array.from({ length: groupCount }, (_, groupIndex) => groupProgress(views, groupIndex));
  const complete = groups.filter((group) => group.missing === 0).slice(0, groupThreshold);
  const groupsMissing = groupThreshold - complete.length;
  const use = groupsMissing > 0 ? [] : complete.flatMap((group) => placesOf(views, group));
  return ok({ complete: groupsMissing === 0, groupThreshold, groupCount, groupsMissing, groups, use });
}

const commonMembers = [
  'identifier',
  'extendable',
  'iterationExponent',
  'groupThreshold',
  'groupCount',
  'secretLength',
] as const;

function groupProgress(views: readonly ShareView[], groupIndex: number): GroupProgress {
  const shares = views.filter((view) => view.groupIndex === groupIndex);
  const memberThreshold = shares[0]?.memberThreshold ?? null;
  return {
    groupIndex,
    memberThreshold,
    members: shares.map((share) => share.memberIndex),
    missing: memberThreshold === null ? null : Math.max(0, memberThreshold - shares.length),
  };
}

function placesOf(views: readonly ShareView[], group: GroupProgress): number[] {
  const places = views.flatMap((view, place) => (view.groupIndex === group.groupIndex ? [place] : []));
  return places.slice(0, group.memberThreshold ?? 0);
}
