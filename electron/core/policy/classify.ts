import type { Amount } from '../amount.ts';
import type { Officer, Role } from '../officer/officer.ts';
import type { Policy } from './policy.ts';
import type { Unproven } from './unproven.ts';
import { asksAsMuch, type RuleWidening, widenedRules } from './widen-rules.ts';

/** One way in which a policy lets more pass than the one before. */
export type Widening =
  | { readonly kind: 'rule'; readonly id: string; readonly how: RuleWidening }
  /** Somebody is new, has another name, a key, a role or a later end that they had not. */
  | { readonly kind: 'officer'; readonly id: string }
  | { readonly kind: 'vaults' | 'fee-cap' | 'float-band' | 'unproven' }
  /** The policy can be changed by fewer or other people, or sooner. */
  | { readonly kind: 'change' };

/**
 * In what a policy lets more pass than another one, from the two alone. Where it lets nothing more pass the list is empty:
 * the change is a tightening, and no payment that the first refused is let pass by the second, whatever was paid before
 * and by whatever book. What cannot be shown to be so counts as wider. Both policies are in form, and `checkFixed` has let
 * the second follow.
 */
export function classify(from: Policy, to: Policy): readonly Widening[] {
  const wider: Widening[] = [];
  // An own address may be an entry's or anyone's in the other policy: rules are compared over the same vaults only.
  if (!sameVaults(from, to)) wider.push({ kind: 'vaults' });
  for (const [id, how] of widenedRules(from, to)) wider.push({ kind: 'rule', id, how });
  for (const officer of to.officers) {
    const before = from.officers.find(({ id }) => id === officer.id);
    if (!before || isMore(before, officer)) wider.push({ kind: 'officer', id: officer.id });
  }
  if (isAbove(to.feeCap, from.feeCap)) wider.push({ kind: 'fee-cap' });
  if (
    isAbove(to.floatBand.min, from.floatBand.min) ||
    isAbove(to.floatBand.target, from.floatBand.target) ||
    isAbove(to.floatBand.max, from.floatBand.max)
  ) {
    wider.push({ kind: 'float-band' });
  }
  if (trust.indexOf(to.unproven) > trust.indexOf(from.unproven)) wider.push({ kind: 'unproven' });
  if (isChangedSooner(from, to)) wider.push({ kind: 'change' });
  return wider;
}

/** How long a change waits by the policy in force, seconds: not at all where it lets nothing more pass. */
export function waitOf({ change }: Pick<Policy, 'change'>, wider: readonly Widening[]): number {
  if (wider.length === 0) return 0;
  return wider.some(cools) ? change.cooling : change.delay;
}

/** Whether more people, keys or smaller quorums come of it: those wait for the longer time. */
const cools = (widening: Widening): boolean =>
  widening.kind === 'officer' ||
  widening.kind === 'change' ||
  (widening.kind === 'rule' && widening.how === 'approvals');

/** The less a line must prove, the later. */
const trust: readonly Unproven[] = ['shows', 'two-agree', 'counts'];

const isAbove = (a: Amount, b: Amount): boolean => BigInt(a.units) > BigInt(b.units);

function sameVaults(from: Policy, to: Policy): boolean {
  const lines = ({ vaults }: Policy) =>
    vaults
      .map((vault) =>
        JSON.stringify([vault.id, vault.name, vault.kind, vault.receiveAddress, vault.attestationKey]),
      )
      .sort();
  return lines(from).join() === lines(to).join();
}

/** Names count: people approve what they read. So does where a key lives: that flags a quorum at one place. */
function isMore(before: Officer, now: Officer): boolean {
  const roles = new Set<Role>(before.roles);
  const has = (key: Officer['keys'][number]) =>
    before.keys.some(
      ({ publicKey, station, site }) =>
        publicKey === key.publicKey && station === key.station && site === key.site,
    );
  return (
    now.name !== before.name ||
    !now.roles.every((role) => roles.has(role)) ||
    !now.keys.every(has) ||
    (now.expiresAt ?? Number.POSITIVE_INFINITY) > (before.expiresAt ?? Number.POSITIVE_INFINITY)
  );
}

function isChangedSooner(from: Policy, to: Policy): boolean {
  const [before, now] = [from.change, to.change];
  return (
    now.quorum < before.quorum ||
    now.delay < before.delay ||
    now.cooling < before.cooling ||
    !asksAsMuch(now.approvals, before.approvals, { from, to })
  );
}
