import { MAX_UNITS } from '../money.ts';
import type { Destination, Policy, Rule, Window } from './policy.ts';

/** Account indexes, both ends included. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Where a rule's money may go, with what it names looked up. */
type Goal =
  | { readonly kind: 'own-vault'; readonly vaultIds: ReadonlySet<string> }
  | { readonly kind: 'book'; readonly groups: ReadonlySet<string> | null }
  | { readonly kind: 'entries'; readonly entryIds: ReadonlySet<string> }
  | { readonly kind: 'anyone' };

/** Amounts in base units, both ends included. */
export interface Span {
  readonly min: bigint;
  readonly max: bigint;
}

interface Limit {
  /** Milliseconds. */
  readonly length: number;
  /** Base units; null: not limited. */
  readonly units: bigint | null;
  readonly count: number | null;
}

/** What fits a rule, ready to be compared: with payments, and with other rules. */
export interface Reach extends Span {
  readonly rule: Rule;
  readonly vaultId: string;
  /** Null: any account. */
  readonly accounts: readonly Range[] | null;
  readonly goal: Goal;
  /** Milliseconds; infinite for a rule without an end. */
  readonly until: number;
  /** Epochs. */
  readonly lifetime: number;
  readonly limits: readonly Limit[];
}

const known = new WeakMap<Policy, readonly Reach[]>();

/** The reach of each rule of a policy that is in form, in the policy's order. */
export function reachesOf(policy: Policy): readonly Reach[] {
  const before = known.get(policy);
  if (before) return before;
  const reaches = policy.rules.map((rule) => reachOf(rule, policy));
  known.set(policy, reaches);
  return reaches;
}

function reachOf(rule: Rule, { accountGroups, vaults }: Policy): Reach {
  const { source, destination, amount, windows, expiresAt, lifetime } = rule;
  return {
    rule,
    vaultId: source.vaultId,
    accounts:
      source.accounts === null
        ? null
        : (accountGroups.find(({ name }) => name === source.accounts)?.ranges ?? []),
    goal: goalOf(destination, vaults),
    min: amount.min === null ? 0n : BigInt(amount.min.units),
    max: amount.max === null ? MAX_UNITS : BigInt(amount.max.units),
    until: expiresAt ?? Number.POSITIVE_INFINITY,
    lifetime,
    limits: windows.map(limitOf),
  };
}

const limitOf = ({ seconds, amount, count }: Window): Limit => ({
  length: seconds * 1000,
  units: amount === null ? null : BigInt(amount.units),
  count,
});

function goalOf(destination: Destination, vaults: Policy['vaults']): Goal {
  switch (destination.kind) {
    case 'own-vault':
      return {
        kind: 'own-vault',
        vaultIds: new Set(destination.vaultIds ?? vaults.map(({ id }) => id)),
      };
    case 'book':
      return { kind: 'book', groups: destination.groups && new Set(destination.groups) };
    case 'entries':
      return { kind: 'entries', entryIds: new Set(destination.entryIds) };
    case 'anyone':
      return { kind: 'anyone' };
  }
}
