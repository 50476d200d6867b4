import type { SplitShape } from '../../../electron/core/ceremony/ceremony-plan.ts';

/** SLIP-0039 counts groups and shares in four bits. */
export const MOST = 16;

/** Two of three: one sheet may be lost, and one by itself tells nothing. */
export const usualSplit: SplitShape = { groupThreshold: 1, groups: [{ threshold: 2, count: 3 }] };

type Group = SplitShape['groups'][number];

/** A group with another number of shares; its threshold follows where it must. One of many is no split. */
export function withCount(group: Group, count: number): Group {
  if (count === 1) return { count, threshold: 1 };
  return { count, threshold: Math.min(Math.max(group.threshold, 2), count) };
}

/** Thresholds that a group of so many shares may have. */
export function thresholds(count: number): readonly number[] {
  return count === 1 ? [1] : Array.from({ length: count - 1 }, (_, i) => i + 2);
}

/** The split with another group in this place. */
export function withGroup(split: SplitShape, place: number, group: Group): SplitShape {
  return { ...split, groups: split.groups.map((before, i) => (i === place ? group : before)) };
}

/** One more group, like the last; two of them are asked for from the second on. */
export function addGroup(split: SplitShape): SplitShape {
  if (split.groups.length >= MOST) return split;
  const groups = [...split.groups, split.groups.at(-1) ?? usualSplit.groups[0]!];
  return { groups, groupThreshold: Math.max(split.groupThreshold, Math.min(2, groups.length)) };
}

/** One group less, never the last; the threshold follows where it must. */
export function removeGroup(split: SplitShape, place: number): SplitShape {
  if (split.groups.length === 1) return split;
  const groups = split.groups.filter((_, i) => i !== place);
  return { groups, groupThreshold: Math.min(split.groupThreshold, groups.length) };
}
