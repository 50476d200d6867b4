import { amountOf } from '../../electron/core/amount.ts';
import type { Officer, Role } from '../../electron/core/officer/officer.ts';
import { checkDemands, type Done } from '../../electron/core/policy/check-demands.ts';
import { classify } from '../../electron/core/policy/classify.ts';
import { type Asked, type BookEntry, decide } from '../../electron/core/policy/decide.ts';
import type { Destination, Policy, Rule } from '../../electron/core/policy/policy.ts';
import { type Spend, SpendHistory } from '../../electron/core/policy/spend-history.ts';
import { address, asset, cold, hot, NOW, uuid } from './core-samples.ts';
import { orderedPolicy, orderedRule } from './ordered-policy-samples.ts';

/**
 * Random policies, changes, pasts and payments of a world so small that they meet: a few people, accounts, recipients, amounts
 * and seconds.
 */
export type Draw = (below: number) => number;

const RULE_IDS = ['r1', 'r2', 'r3', 'r4', 'r5'];
const GROUPS = ['a', 'b', 'c'];
const BOOK_GROUPS = ['x', 'y'];
const ENTRIES = [0xe1, 0xe2, 0xe3, 0xe4];
const PEOPLE = [1, 2, 3, 4, 5, 6];
/** The most base units of a payment or a limit. */
const MOST = 9;

const one = <T>(draw: Draw, items: readonly T[]): T => items[draw(items.length)]!;
const some = <T>(draw: Draw, items: readonly T[]): T[] => {
  const chosen = items.filter(() => draw(2) === 0);
  return chosen.length > 0 ? chosen : [one(draw, items)];
};
const units = (base: number) => amountOf(BigInt(base), asset);
const perhaps = <T>(draw: Draw, make: () => T): T | null => (draw(2) === 0 ? null : make());
const keyOf = (person: number, key: number) => (person * 16 + key).toString(16).padStart(64, '0');

function randomDestination(draw: Draw): Destination {
  switch (draw(5)) {
    case 0:
      return { kind: 'own-vault', vaultIds: perhaps(draw, () => some(draw, [hot.id, cold.id])) };
    case 1:
    case 2:
      return { kind: 'book', groups: perhaps(draw, () => some(draw, BOOK_GROUPS)) };
    case 3:
      return { kind: 'entries', entryIds: some(draw, ENTRIES).map(uuid) };
    default:
      return { kind: 'anyone' };
  }
}

const randomApprovals = (draw: Draw): Rule['approvals'] =>
  some(draw, GROUPS)
    .slice(0, 1 + draw(2))
    .map((group) => ({ group, count: draw(3) === 0 ? 2 : 1 }));

const randomWindow = (draw: Draw): Rule['windows'][number] => {
  const kind = draw(3);
  return {
    seconds: 10 * (1 + draw(3)),
    amount: kind === 1 ? null : units(2 + draw(3 * MOST)),
    count: kind === 0 ? null : 1 + draw(4),
  };
};

const randomAmount = (draw: Draw): Rule['amount'] => {
  const [a, b] = [draw(MOST), draw(MOST)];
  return {
    min: perhaps(draw, () => units(Math.min(a, b))),
    max: perhaps(draw, () => units(Math.max(a, b))),
  };
};

function randomRule(draw: Draw, id: string): Rule {
  const isHot = draw(4) > 0;
  return orderedRule({
    id,
    source: {
      vaultId: isHot ? hot.id : cold.id,
      accounts: isHot && draw(3) === 0 ? one(draw, ['few', 'many']) : null,
    },
    destination: randomDestination(draw),
    amount: randomAmount(draw),
    windows: Array.from({ length: draw(2) + draw(2) }, () => randomWindow(draw)),
    approvals: randomApprovals(draw),
    delay: draw(3) * 10,
    review: 20 + draw(3) * 20,
    lifetime: 1 + draw(3),
    expiresAt: draw(4) === 0 ? NOW + draw(4) * 10_000 : null,
  });
}

function randomOfficer(draw: Draw, number: number): Officer {
  const isMaker = number <= 2;
  const keys = 1 + draw(2);
  return {
    id: uuid(number),
    name: `P${number}`,
    roles: isMaker && draw(3) > 0 ? ['maker'] : isMaker ? ['maker', 'approver'] : ['approver'],
    keys: Array.from({ length: keys }, (_, key) => ({
      publicKey: keyOf(number, key),
      station: uuid(0x500),
      site: 'Zug',
    })),
    expiresAt: draw(10) === 0 ? NOW + draw(4) * 10_000 : null,
  };
}

export function randomPolicy(draw: Draw): Policy {
  const rules = RULE_IDS.slice(0, 1 + draw(4)).map((id) => randomRule(draw, id));
  return orderedPolicy({
    officers: PEOPLE.map((number) => randomOfficer(draw, number)),
    groups: GROUPS.map((name) => ({
      name,
      officerIds: [3, ...PEOPLE.filter((number) => number !== 3 && draw(4) > 0)].map(uuid),
    })),
    accountGroups: [
      { name: 'few', vaultId: hot.id, ranges: [{ from: 0, to: draw(3) }] },
      {
        name: 'many',
        vaultId: hot.id,
        ranges: [
          { from: 0, to: 1 + draw(2) },
          { from: 4, to: 4 + draw(2) },
        ],
      },
    ],
    rules,
    feeCap: units(draw(3)),
  });
}

type Change = (policy: Policy, draw: Draw) => Policy;

const withRule = (policy: Policy, draw: Draw, change: (rule: Rule) => Rule): Policy => {
  const at = draw(policy.rules.length);
  return { ...policy, rules: policy.rules.map((rule, i) => (i === at ? change(rule) : rule)) };
};

const lessOf = (units_: string | undefined, draw: Draw) =>
  units(Math.max(0, Number(units_ ?? MOST) - draw(3)));

/** Changes that somebody would call a tightening. Which of them are one, depends on the other rules. */
const tighter: readonly Change[] = [
  (policy, draw) =>
    withRule(policy, draw, (rule) => ({
      ...rule,
      amount: { ...rule.amount, max: lessOf(rule.amount.max?.units, draw) },
    })),
  (policy, draw) =>
    withRule(policy, draw, (rule) => ({ ...rule, amount: { ...rule.amount, min: units(draw(MOST)) } })),
  (policy, draw) =>
    withRule(policy, draw, (rule) => ({ ...rule, windows: [...rule.windows, randomWindow(draw)] })),
  (policy, draw) =>
    withRule(policy, draw, (rule) => ({
      ...rule,
      windows: rule.windows.map((each) => ({
        ...each,
        amount: each.amount && lessOf(each.amount.units, draw),
      })),
    })),
  (policy, draw) =>
    withRule(policy, draw, (rule) => ({
      ...rule,
      approvals: rule.approvals.map(({ group, count }) => ({ group, count: count + draw(2) })),
    })),
  (policy, draw) => withRule(policy, draw, (rule) => ({ ...rule, delay: rule.delay + draw(3) * 10 })),
  (policy, draw) =>
    withRule(policy, draw, (rule) => ({ ...rule, review: Math.max(1, rule.review - draw(3) * 10) })),
  (policy, draw) =>
    withRule(policy, draw, (rule) => ({ ...rule, lifetime: Math.max(1, rule.lifetime - draw(2)) })),
  (policy, draw) =>
    withRule(policy, draw, (rule) => ({
      ...rule,
      expiresAt: Math.min(rule.expiresAt ?? Infinity, NOW + draw(4) * 10_000),
    })),
  (policy, draw) => {
    const at = draw(policy.rules.length);
    return { ...policy, rules: policy.rules.filter((_, i) => i !== at) };
  },
  (policy, draw) => ({
    ...policy,
    groups: policy.groups.map((group) => ({
      ...group,
      officerIds: group.officerIds.length > 1 ? group.officerIds.filter(() => draw(4) > 0) : group.officerIds,
    })),
  }),
  (policy, draw) => ({ ...policy, officers: policy.officers.filter(() => draw(6) > 0) }),
  (policy, draw) => ({
    ...policy,
    officers: policy.officers.map((officer) => ({ ...officer, keys: officer.keys.slice(0, 1 + draw(2)) })),
  }),
  // A rule of its own for a part of another one, before it.
  (policy, draw) => {
    const at = draw(policy.rules.length);
    const rule = policy.rules[at];
    const id = RULE_IDS.find((each) => !policy.rules.some((known) => known.id === each));
    if (!rule || id === undefined) return policy;
    const part = { ...rule, id, amount: randomAmount(draw), delay: rule.delay + 10 * draw(2), windows: [] };
    return { ...policy, rules: policy.rules.toSpliced(at, 0, part) };
  },
  (policy, draw) =>
    withRule(policy, draw, (rule) => ({
      ...rule,
      destination: rule.destination.kind === 'anyone' ? randomDestination(draw) : rule.destination,
    })),
];

/** Changes of any kind. */
const any: readonly Change[] = [
  (policy, draw) => withRule(policy, draw, ({ id }) => randomRule(draw, id)),
  (policy, draw) => withRule(policy, draw, (rule) => ({ ...rule, approvals: randomApprovals(draw) })),
  (policy, draw) => withRule(policy, draw, (rule) => ({ ...rule, destination: randomDestination(draw) })),
  (policy, draw) => withRule(policy, draw, (rule) => ({ ...rule, amount: randomAmount(draw) })),
  (policy, draw) =>
    withRule(policy, draw, (rule) => ({
      ...rule,
      destination:
        rule.destination.kind === 'book'
          ? { kind: 'book', groups: some(draw, BOOK_GROUPS) }
          : rule.destination,
      windows: rule.windows.map((window) => ({ ...window, seconds: 10 * (1 + draw(3)) })),
    })),
  (policy, draw) => withRule(policy, draw, (rule) => ({ ...rule, windows: rule.windows.slice(1) })),
  (policy, draw) => {
    const id = RULE_IDS.find((each) => !policy.rules.some((rule) => rule.id === each));
    if (id === undefined) return policy;
    return {
      ...policy,
      rules: policy.rules.toSpliced(draw(policy.rules.length + 1), 0, randomRule(draw, id)),
    };
  },
  (policy, draw) => {
    const [a, b] = [draw(policy.rules.length), draw(policy.rules.length)];
    const rules = [...policy.rules];
    [rules[a], rules[b]] = [rules[b]!, rules[a]!];
    return { ...policy, rules };
  },
  (policy, draw) => {
    const id = one(draw, RULE_IDS);
    if (policy.rules.some((rule) => rule.id === id)) return policy;
    return withRule(policy, draw, (rule) => ({ ...rule, id }));
  },
  (policy, draw) =>
    withRule(policy, draw, (rule) => {
      const { delay, review, lifetime } = randomRule(draw, rule.id);
      return { ...rule, delay, review, lifetime };
    }),
  (policy, draw) => ({ ...policy, groups: randomPolicy(draw).groups }),
  (policy, draw) => ({ ...policy, accountGroups: randomPolicy(draw).accountGroups }),
  (policy, draw) => ({ ...policy, officers: randomPolicy(draw).officers }),
  (policy, draw) => {
    const role = one<Role>(draw, ['maker', 'approver']);
    return {
      ...policy,
      officers: policy.officers.map((each) =>
        draw(4) === 0 && !each.roles.includes(role) ? { ...each, roles: [...each.roles, role] } : each,
      ),
    };
  },
];

/** One to three changes, of which two in three look like tightenings. */
export function changed(policy: Policy, draw: Draw): Policy {
  let next = policy;
  for (let left = 1 + draw(3); left > 0; left--) {
    if (next.rules.length === 0) return next;
    next = one(draw, draw(3) > 0 ? tighter : any)(next, draw);
  }
  return next;
}

/** Up to four changes of a policy, one after the other: of each only what the classifier calls a tightening. */
export function tightened(first: Policy, draw: Draw): { readonly last: Policy; readonly steps: number } {
  let [last, steps] = [first, 0];
  for (let i = 0; i < 4; i++) {
    const next = changed(last, draw);
    if (next === last || classify(last, next).length > 0) continue;
    last = next;
    steps += 1;
  }
  return { last, steps };
}

/** Somebody's payment, and all that was done for it. */
export interface Try {
  readonly past: readonly Spend[];
  readonly book: ReadonlyMap<string, BookEntry>;
  readonly asked: Asked;
  readonly done: Done;
}

export function randomTry(draw: Draw): Try {
  const now = NOW + draw(4) * 10_000;
  const book = new Map(
    ENTRIES.map((number) => [
      address(number),
      {
        id: uuid(number),
        groups: BOOK_GROUPS.filter(() => draw(2) === 0),
        usableFrom: draw(8) === 0 ? now + 1 : 0,
      },
    ]),
  );
  const places = [...book.keys(), hot.address, cold.address, address(0xbad)];
  const makers = draw(12) === 0 ? some(draw, PEOPLE) : [1 + draw(2)];
  const approvers = PEOPLE.filter(
    (number) => !makers.includes(number) && draw(number <= 2 ? 8 : 5) > (number <= 2 ? 6 : 0),
  );
  return {
    past: Array.from({ length: draw(6) }, () => ({
      ruleId: one(draw, RULE_IDS),
      at: now - draw(40) * 1000,
      units: BigInt(draw(5)),
    })),
    book,
    asked: {
      vaultId: draw(4) > 0 ? hot.id : cold.id,
      accounts: Array.from({ length: draw(4) === 0 ? 2 : 1 }, () => draw(6)),
      recipients: Array.from({ length: draw(5) === 0 ? 2 : 1 }, () => one(draw, places)),
      total: BigInt(draw(MOST + 1)),
      now,
      lives: draw(6) === 0 ? null : BigInt(draw(draw(3) === 0 ? 4 : 2)),
      asset,
    },
    done: {
      now,
      suspended: new Set(draw(10) === 0 ? [uuid(one(draw, PEOPLE))] : []),
      makerIds: makers.map(uuid),
      approvals: approvers.map((number) => ({
        officerId: uuid(number),
        publicKey: keyOf(number, draw(10) === 0 ? 1 : 0),
        expiresAt: now + (1 + draw(draw(4) > 0 ? 2 : 6)) * 10_000,
      })),
      knownSince: now - (draw(3) === 0 ? draw(4) : 3) * 10_000,
    },
  };
}

/** Whether a policy lets a payment pass: a rule decides, and all that it asks for was done. */
export function passes(policy: Policy, { past, book, asked, done }: Try): boolean {
  const decided = decide({ policy, book }, new SpendHistory(past), asked);
  return decided.ok && checkDemands(policy, decided.value.rule, done).ok;
}
