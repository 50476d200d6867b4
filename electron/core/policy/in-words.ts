import type { Asset } from '../asset.ts';
import { amountText } from '../money.ts';
import type { Officer } from '../officer/officer.ts';
import type { Approvals, Destination, Policy, Rule, Window } from './policy.ts';

/** What sentences are written with. */
export interface Words {
  readonly asset: Asset;
  /** The name of an entry of the address book; null where the book does not have it. */
  readonly entryName: (entryId: string) => string | null;
}

/** A rule as a reader of the policy reads it: each part is a sentence of its own, in the order of the document. */
export function ruleInWords(rule: Rule, policy: Policy, words: Words): readonly string[] {
  const { source, destination, windows, approvals, delay, review, lifetime, expiresAt } = rule;
  const vault = policy.vaults.find(({ id }) => id === source.vaultId)?.name ?? source.vaultId;
  const from =
    source.accounts === null ? quoted(vault) : `the accounts ${quoted(source.accounts)} of ${quoted(vault)}`;
  return [
    `From ${from} to ${destinationInWords(destination, policy, words)}.`,
    `${rangeInWords(rule.amount, words.asset)}.`,
    ...windows.map((window) => `${windowInWords(window, words.asset)}.`),
    `Approved by ${approvalsInWords(approvals)}.`,
    delay === 0 ? 'Signed at once.' : `Signed ${durationInWords(delay)} after it was asked for, or later.`,
    `An approval counts for ${durationInWords(review)}.`,
    `A transaction lives ${many(lifetime, 'epoch')} beyond the present one at most.`,
    ...(expiresAt === null ? [] : [`The rule ends at ${timeInWords(expiresAt)}.`]),
  ];
}

/** `2 of "operations" and 1 of "board"` */
export const approvalsInWords = (approvals: Approvals): string =>
  listed(approvals.map(({ group, count }) => `${count} of ${quoted(group)}`));

/** An officer: roles, where the keys live, until when they count. */
export function officerInWords({ roles, keys, expiresAt }: Officer): readonly string[] {
  return [
    `Roles: ${listed(roles.toSorted())}.`,
    ...keys.map(({ publicKey, station, site }) => `Key ${publicKey} at ${quoted(site)}, station ${station}.`),
    ...(expiresAt === null ? [] : [`Counts until ${timeInWords(expiresAt)}.`]),
  ];
}

/** How the policy is changed. */
export function changeInWords({ change }: Pick<Policy, 'change'>): readonly string[] {
  return [
    `Policy admins who sign a change: ${change.quorum}.`,
    `What lets more pass is signed by ${approvalsInWords(change.approvals)} too.`,
    `It waits ${durationInWords(change.delay)}; new people, keys and smaller quorums wait ${durationInWords(change.cooling)}.`,
  ];
}

function destinationInWords(
  destination: Destination,
  { vaults }: Policy,
  { entryName }: Pick<Words, 'entryName'>,
): string {
  switch (destination.kind) {
    case 'anyone':
      return 'anyone';
    case 'own-vault':
      return destination.vaultIds === null
        ? 'any own vault'
        : listed(
            destination.vaultIds.map((id) => quoted(vaults.find((vault) => vault.id === id)?.name ?? id)),
          );
    case 'book':
      return destination.groups === null
        ? 'anybody in the address book'
        : `${listed(destination.groups.map(quoted))} in the address book`;
    case 'entries':
      return listed(destination.entryIds.map((id) => `${quoted(entryName(id) ?? 'no entry')} (${id})`));
  }
}

function rangeInWords({ min, max }: Rule['amount'], asset: Asset): string {
  const text = (units: string) => amountText(BigInt(units), asset);
  if (min && max) return `From ${text(min.units)} to ${text(max.units)} a payment`;
  if (min) return `From ${text(min.units)} a payment on`;
  return max ? `Up to ${text(max.units)} a payment` : 'Any amount';
}

function windowInWords({ seconds, amount, count }: Window, asset: Asset): string {
  const limits = [
    ...(amount === null ? [] : [amountText(BigInt(amount.units), asset)]),
    ...(count === null ? [] : [many(count, 'payment')]),
  ];
  return `At most ${listed(limits)} in any ${durationInWords(seconds)}`;
}

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** Exact: `2 days`, `1 hour and 30 minutes`, `0 seconds`. */
export function durationInWords(seconds: number): string {
  const parts: string[] = [];
  let left = seconds;
  for (const [name, length] of units) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0) parts.push(many(count, name));
  }
  if (left > 0 || parts.length === 0) parts.push(many(left, 'second'));
  return listed(parts);
}

/** Milliseconds as UTC. */
export const timeInWords = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** A name in quotes that it cannot break out of: no two lists of names read the same. */
export const quoted = (name: string): string => JSON.stringify(name);

const many = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `a`, `a and b`, `a, b and c` */
function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? 'nobody';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
