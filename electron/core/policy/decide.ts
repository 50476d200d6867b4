import type { Asset } from '../asset.ts';
import { amountText, MAX_UNITS } from '../money.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { Policy, Rule } from './policy.ts';
import { type Reach, reachesOf } from './reach.ts';
import type { Spends } from './spend-history.ts';

/** A verified entry of the address book. */
export interface BookEntry {
  readonly id: string;
  readonly groups: readonly string[];
  /** From when on it can be paid, milliseconds. */
  readonly usableFrom: number;
}

/** The entries of the address book by their addresses. */
export interface Book {
  get(address: string): BookEntry | undefined;
}

/** A book without entries: for payments to own vaults, which no book has. */
export const noBook: Book = new Map();

/** By what payments are decided: the policy in force, and the copy of the book that whoever decides holds. */
export interface Rules {
  readonly policy: Policy;
  readonly book: Book;
}

/** A payment as its decoded bytes have it. */
export interface Payment {
  readonly vaultId: string;
  /** Indexes of the accounts whose addresses pay. */
  readonly accounts: readonly number[];
  readonly recipients: readonly string[];
  /** Base units paid in all, without the fee. */
  readonly total: bigint;
}

export interface Asked extends Payment {
  /** Milliseconds. */
  readonly now: number;
  /** Epochs that the bytes live beyond the present one; null where nobody counts them, or none are built yet. */
  readonly lives: bigint | null;
  /** How amounts are written in a refusal. */
  readonly asset: Asset;
}

/** Why a rule that fits vault, accounts and recipients was passed by. */
export interface PassedBy {
  readonly rule: Rule;
  readonly why: 'below' | 'above' | 'window-amount' | 'window-count' | 'lifetime';
}

export interface Decision {
  /** What it asks for is held against the payment by `checkDemands`. */
  readonly rule: Rule;
  readonly passedBy: readonly PassedBy[];
}

/** How many rules a refusal names. */
const NAMED = 3;

/**
 * Finds the rule that decides: the first one that the payment fits, and over whose limits it does not go. Where there is
 * none, nothing is paid. Refuses `policy-no-rule`, and `expiration-too-far` where a rule would have let it pass, were it not to
 * live so long.
 * @param spends what the rules let pass before, without this payment
 */
export function decide(rules: Rules, spends: Spends, asked: Asked): Result<Decision> {
  const facts = factsOf(rules, asked);
  const passedBy: PassedBy[] = [];
  for (const reach of reachesOf(rules.policy)) {
    if (!fits(reach, asked, facts)) continue;
    const why = whyPassed(reach, spends, asked);
    if (why === null) return ok({ rule: reach.rule, passedBy });
    passedBy.push({ rule: reach.rule, why });
  }
  const short = passedBy.find(({ why }) => why === 'lifetime');
  if (short === undefined) return refuse('policy-no-rule', noRule(passedBy, asked));
  const { title, lifetime } = short.rule;
  return refuse(
    'expiration-too-far',
    `expected a transaction that lives ${lifetime} epochs at most by "${title}", got ${asked.lives}`,
  );
}

/** What a payment's recipients are; null where not all of them are of that kind. */
interface Facts {
  /** Ids of own vaults. */
  readonly vaults: readonly string[] | null;
  readonly entries: readonly BookEntry[] | null;
}

const addresses = new WeakMap<Policy, ReadonlyMap<string, string>>();

/** Own vaults by their receiving addresses. */
function ownAddresses(policy: Policy): ReadonlyMap<string, string> {
  let own = addresses.get(policy);
  if (!own) {
    own = new Map(policy.vaults.map(({ id, receiveAddress }) => [receiveAddress, id]));
    addresses.set(policy, own);
  }
  return own;
}

/** An own vault is never an entry of the book, whatever the book says: no address is of two kinds. */
function factsOf({ policy, book }: Rules, { recipients, now }: Asked): Facts {
  const own = ownAddresses(policy);
  const vaults = recipients.flatMap((recipient) => own.get(recipient) ?? []);
  const entries = recipients.flatMap((recipient) => {
    const entry = own.has(recipient) ? undefined : book.get(recipient);
    return entry !== undefined && entry.usableFrom <= now ? [entry] : [];
  });
  const all = <T>(found: readonly T[]) => (found.length === recipients.length ? found : null);
  return { vaults: all(vaults), entries: all(entries) };
}

/** Whether vault, accounts, recipients and time fit a rule. A payment to or from nobody fits none. */
function fits({ vaultId, accounts, goal, until }: Reach, asked: Asked, { vaults, entries }: Facts): boolean {
  if (vaultId !== asked.vaultId || asked.now >= until) return false;
  if (asked.recipients.length === 0 || asked.accounts.length === 0) return false;
  if (accounts !== null) {
    const isIn = (index: number) => accounts.some(({ from, to }) => from <= index && index <= to);
    if (!asked.accounts.every(isIn)) return false;
  }
  switch (goal.kind) {
    case 'anyone':
      return true;
    case 'own-vault':
      return vaults?.every((id) => goal.vaultIds.has(id)) ?? false;
    case 'entries':
      return entries?.every(({ id }) => goal.entryIds.has(id)) ?? false;
    case 'book': {
      const { groups } = goal;
      if (groups === null) return entries !== null;
      return entries?.every((entry) => entry.groups.some((group) => groups.has(group))) ?? false;
    }
  }
}

function whyPassed(
  { min, max, limits, rule }: Reach,
  spends: Spends,
  { total, now, lives }: Asked,
): PassedBy['why'] | null {
  if (total < min || total < 0n) return 'below';
  if (total > max || total > MAX_UNITS) return 'above';
  for (const { length, units, count } of limits) {
    const spent = spends.after(rule.id, now - length);
    if (units !== null && spent.units + total > units) return 'window-amount';
    if (count !== null && spent.count + 1 > count) return 'window-count';
  }
  return lives !== null && lives > BigInt(rule.lifetime) ? 'lifetime' : null;
}

function noRule(passedBy: readonly PassedBy[], { total, asset }: Asked): string {
  const words = {
    below: 'begins above it',
    above: 'ends below it',
    'window-amount': 'has spent a window',
    'window-count': 'has made all payments of a window',
    lifetime: 'ends sooner',
  } as const;
  const why = passedBy.slice(0, NAMED).map(({ rule, why }) => `"${rule.title}" ${words[why]}`);
  const more = passedBy.length > NAMED ? `, and ${passedBy.length - NAMED} more` : '';
  const reason = why.length > 0 ? why.join('; ') + more : 'no rule fits its vault, accounts and recipients';
  return `expected a rule that lets ${amountText(total, asset)} pass: ${reason}`;
}
