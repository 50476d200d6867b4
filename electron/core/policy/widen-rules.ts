import { areApart, contains, containsSpan, hasRoomWherever, isWithin } from './compare-reach.ts';
import { placesOf, seat } from './people.ts';
import type { Approvals, Policy, Rule } from './policy.ts';
import { type Reach, reachesOf, type Span } from './reach.ts';

/**
 * How a rule lets more pass than the policy before: `reach` more payments, longer lived ones, or more of them in a window;
 * `time` earlier, or by older approvals; `approvals` by fewer or other people.
 */
export type RuleWidening = 'reach' | 'time' | 'approvals';

interface Sides {
  readonly from: Policy;
  readonly to: Policy;
}

/**
 * How the rules of `to` let more pass than those of `from`, each rule that does by its id. Of a payment that a rule lets pass
 * it looks for every rule that may have been the first to fit it before, and each of them must have asked for no more. What
 * cannot be shown from the two policies alone counts as wider. Both policies are in form and have the same vaults.
 */
export function widenedRules(from: Policy, to: Policy): ReadonlyMap<string, RuleWidening> {
  const [before, after] = [reachesOf(from), reachesOf(to)];
  const cuts = [...new Set([...before, ...after].flatMap(({ min, max }) => [min, max + 1n]))].sort(byAmount);
  const widened = new Map<string, RuleWidening>();
  for (const [i, reach] of after.entries()) {
    const earlier = after.slice(0, i);
    for (const span of pieces(reach, cuts)) {
      const how = widening({ ...reach, ...span }, { earlier, before, sides: { from, to } });
      if (how === null) continue;
      widened.set(reach.rule.id, stronger(how, widened.get(reach.rule.id)));
    }
  }
  return widened;
}

const order: readonly RuleWidening[] = ['reach', 'time', 'approvals'];
const stronger = (how: RuleWidening, other: RuleWidening | undefined): RuleWidening =>
  other === undefined || order.indexOf(how) > order.indexOf(other) ? how : other;

const byAmount = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** A span in pieces none of which crosses a cut: each lies in the span of any rule as a whole, or not at all. */
function pieces({ min, max }: Span, cuts: readonly bigint[]): readonly Span[] {
  const inner = cuts.filter((cut) => min < cut && cut <= max);
  return [min, ...inner].map((start, i) => ({ min: start, max: (inner[i] ?? max + 1n) - 1n }));
}

/** How a rule lets more pass in one piece of its amounts; null where it does not. */
function widening(
  reach: Reach,
  {
    earlier,
    before,
    sides,
  }: { readonly earlier: readonly Reach[]; readonly before: readonly Reach[]; readonly sides: Sides },
): RuleWidening | null {
  // Nothing gets as far as this rule.
  if (earlier.some((each) => fitsAlways(each, reach))) return null;
  for (const old of before) {
    if (areApart(old, reach) || !containsSpan(old, reach)) continue;
    // Where the old rule fits, one before this decides now: what this one decides did not fit the old one.
    if (earlier.some((each) => fitsWherever(each, old, reach))) continue;
    const more = demandsLess(reach.rule, old.rule, sides);
    if (more !== null) return more;
    if (fitsAlways(old, reach)) return null;
  }
  return 'reach';
}

/** Whether a rule fits each payment that fits `reach`. */
const fitsAlways = (rule: Reach, reach: Reach): boolean =>
  contains(rule, reach) &&
  containsSpan(rule, reach) &&
  rule.until >= reach.until &&
  rule.lifetime >= reach.lifetime &&
  hasRoomWherever(rule, reach);

/** Whether a rule fits each payment that fits both `old` and `reach`, whose amounts are all of the old rule's. */
const fitsWherever = (rule: Reach, old: Reach, reach: Reach): boolean =>
  (contains(rule, old) || contains(rule, reach)) &&
  containsSpan(rule, reach) &&
  rule.until >= Math.min(old.until, reach.until) &&
  rule.lifetime >= Math.min(old.lifetime, reach.lifetime) &&
  hasRoomWherever(rule, old);

/** What `rule` does not ask for that `old` asked for; null where it asks for as much. */
function demandsLess(rule: Rule, old: Rule, sides: Sides): RuleWidening | null {
  if (!asksAsMuch(rule.approvals, old.approvals, sides)) return 'approvals';
  return rule.delay < old.delay || rule.review > old.review ? 'time' : null;
}

/**
 * Whether whoever can give the approvals of `to` could have given those of `from`: each place of the old ones has one of the
 * new ones to itself, that nobody can take now who could not take the old one before.
 */
export function asksAsMuch(approvals: Approvals, old: Approvals, { from, to }: Sides): boolean {
  const now = placesOf(approvals, to);
  const then = placesOf(old, from);
  const seats = seat(then.length, now.length, (place, other) => {
    const [people, before] = [now[other], then[place]];
    return people !== undefined && before !== undefined && isWithin(people, before);
  });
  return seats.every((each) => each !== null);
}
