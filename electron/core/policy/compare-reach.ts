import type { Reach, Span } from './reach.ts';

type Ids = ReadonlySet<string>;

/** Whether everything in one set is in the other. */
export const isWithin = (inner: Ids, outer: Ids): boolean => [...inner].every((each) => outer.has(each));

const shareAny = (a: Ids, b: Ids): boolean => [...a].some((each) => b.has(each));

/** Whether every payment that fits vault, accounts and recipients of `inner` fits those of `outer`. */
export const contains = (outer: Reach, inner: Reach): boolean =>
  outer.vaultId === inner.vaultId &&
  containsAccounts(outer.accounts, inner.accounts) &&
  containsGoal(outer.goal, inner.goal);

/** Whether no payment fits vault, accounts and recipients of both. */
export const areApart = (a: Reach, b: Reach): boolean =>
  a.vaultId !== b.vaultId || areAccountsApart(a.accounts, b.accounts) || areGoalsApart(a.goal, b.goal);

/** Whether every amount of `inner` is one of `outer`. */
export const containsSpan = (outer: Span, inner: Span): boolean =>
  outer.min <= inner.min && inner.max <= outer.max;

/**
 * Whether `outer` has room in its windows for every payment for which `inner` has. Two rules count the same spends only
 * where they are of one id.
 */
export function hasRoomWherever(outer: Reach, inner: Reach): boolean {
  if (outer.limits.length === 0) return true;
  if (outer.rule.id !== inner.rule.id) return false;
  // A longer window with a lower limit keeps a shorter one with a higher limit.
  return outer.limits.every(({ length, units, count }) => {
    const longer = inner.limits.filter((limit) => limit.length >= length);
    return (
      (units === null || longer.some((limit) => limit.units !== null && limit.units <= units)) &&
      (count === null || longer.some((limit) => limit.count !== null && limit.count <= count))
    );
  });
}

/** Sorted, each range apart from the next one: a range of accounts may still lie in two that touch. */
function containsAccounts(outer: Reach['accounts'], inner: Reach['accounts']): boolean {
  if (outer === null) return true;
  if (inner === null) return false;
  const joined = joinTouching(outer);
  return inner.every(({ from, to }) => joined.some((range) => range.from <= from && to <= range.to));
}

function joinTouching(ranges: NonNullable<Reach['accounts']>): NonNullable<Reach['accounts']> {
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of ranges) {
    const last = joined.at(-1);
    if (last && last.to + 1 === from) last.to = to;
    else joined.push({ from, to });
  }
  return joined;
}

const areAccountsApart = (a: Reach['accounts'], b: Reach['accounts']): boolean =>
  a !== null &&
  b !== null &&
  !a.some((one) => b.some((other) => one.from <= other.to && other.from <= one.to));

function containsGoal(outer: Reach['goal'], inner: Reach['goal']): boolean {
  switch (outer.kind) {
    case 'anyone':
      return true;
    case 'own-vault':
      return inner.kind === 'own-vault' && isWithin(inner.vaultIds, outer.vaultIds);
    case 'entries':
      return inner.kind === 'entries' && isWithin(inner.entryIds, outer.entryIds);
    case 'book':
      if (outer.groups === null) return inner.kind === 'book' || inner.kind === 'entries';
      // Which groups an entry is in, only the book tells.
      return inner.kind === 'book' && inner.groups !== null && isWithin(inner.groups, outer.groups);
  }
}

/** An own vault is no entry of the book, and an entry is in several groups at times. */
function areGoalsApart(a: Reach['goal'], b: Reach['goal']): boolean {
  if (a.kind === 'anyone' || b.kind === 'anyone') return false;
  if (a.kind === 'own-vault' && b.kind === 'own-vault') return !shareAny(a.vaultIds, b.vaultIds);
  if (a.kind === 'own-vault' || b.kind === 'own-vault') return true;
  return a.kind === 'entries' && b.kind === 'entries' && !shareAny(a.entryIds, b.entryIds);
}
