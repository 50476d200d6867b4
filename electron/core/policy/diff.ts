import { amountText } from '../money.ts';
import { changeInWords, officerInWords, quoted, ruleInWords, type Words } from './in-words.ts';
import type { Policy } from './policy.ts';

/** One thing of a policy that another version has otherwise; sentences side by side. */
export interface Difference {
  readonly what: 'rule' | 'officer' | 'group' | 'accounts' | 'vault' | 'treasury' | 'change';
  /** Its name or title: the newer one, where it has one still. */
  readonly name: string;
  readonly how: 'added' | 'removed' | 'changed' | 'moved';
  /** Sentences that only the former version has. */
  readonly before: readonly string[];
  /** Sentences that only the newer version has. */
  readonly after: readonly string[];
}

interface Thing {
  readonly key: string;
  readonly name: string;
  readonly sentences: readonly string[];
}

/**
 * How two versions of a policy differ, in words. Two policies that mean another thing have a difference at least; rules that
 * only changed places are `moved`.
 */
export function diff(from: Policy, to: Policy, words: Words): readonly Difference[] {
  const parts: readonly (readonly [Difference['what'], (policy: Policy) => readonly Thing[]])[] = [
    [
      'rule',
      (policy) => policy.rules.map((rule) => thing(rule.id, rule.title, ruleInWords(rule, policy, words))),
    ],
    ['officer', ({ officers }) => officers.map((each) => thing(each.id, each.name, officerInWords(each)))],
    ['group', groupsInWords],
    ['accounts', accountsInWords],
    ['vault', vaultsInWords],
    ['treasury', (policy) => [thing('treasury', 'The treasury', treasuryInWords(policy, words))]],
    ['change', (policy) => [thing('change', 'Changes of the policy', changeInWords(policy))]],
  ];
  return [
    ...parts.flatMap(([what, things]) => differences(what, things(from), things(to))),
    ...movedRules(from, to),
  ];
}

const thing = (key: string, name: string, sentences: readonly string[]): Thing => ({ key, name, sentences });

function differences(
  what: Difference['what'],
  before: readonly Thing[],
  after: readonly Thing[],
): readonly Difference[] {
  const find = (things: readonly Thing[], key: string) => things.find((each) => each.key === key);
  const gone = before
    .filter(({ key }) => !find(after, key))
    .map(({ name, sentences }): Difference => ({ what, name, how: 'removed', before: sentences, after: [] }));
  const others = after.flatMap(({ key, name, sentences }): readonly Difference[] => {
    const old = find(before, key);
    if (!old) return [{ what, name, how: 'added', before: [], after: sentences }];
    const [was, is] = [named(old), named({ key, name, sentences })];
    const only = (these: readonly string[], those: readonly string[]) =>
      these.filter((s) => !those.includes(s));
    const [lost, won] = [only(was, is), only(is, was)];
    return lost.length + won.length === 0 ? [] : [{ what, name, how: 'changed', before: lost, after: won }];
  });
  return [...gone, ...others];
}

const named = ({ name, sentences }: Thing): readonly string[] => [`Called ${quoted(name)}.`, ...sentences];

/** The first rule that fits decides, so that their order means something. */
function movedRules(from: Policy, to: Policy): readonly Difference[] {
  const kept = (a: Policy, b: Policy) =>
    a.rules.map(({ id }) => id).filter((id) => b.rules.some((rule) => rule.id === id));
  const [before, after] = [kept(from, to), kept(to, from)];
  const place = (ids: readonly string[], id: string) => [`Place ${ids.indexOf(id) + 1} of those that stay.`];
  return to.rules
    .filter(({ id }) => before.includes(id) && before.indexOf(id) !== after.indexOf(id))
    .map(({ id, title }) => ({
      what: 'rule',
      name: title,
      how: 'moved',
      before: place(before, id),
      after: place(after, id),
    }));
}

const groupsInWords = ({ groups, officers }: Policy): readonly Thing[] =>
  groups.map(({ name, officerIds }) =>
    thing(
      name,
      name,
      officerIds.map((id) => `${quoted(officers.find((each) => each.id === id)?.name ?? id)} is in it.`),
    ),
  );

const accountsInWords = ({ accountGroups, vaults }: Policy): readonly Thing[] =>
  accountGroups.map(({ name, vaultId, ranges }) => {
    const vault = vaults.find(({ id }) => id === vaultId)?.name ?? vaultId;
    return thing(name, name, [
      `Accounts of ${quoted(vault)}.`,
      ...ranges.map(({ from, to }) => (from === to ? `Account ${from}.` : `Accounts ${from} to ${to}.`)),
    ]);
  });

const vaultsInWords = ({ vaults }: Policy): readonly Thing[] =>
  vaults.map(({ id, name, kind, receiveAddress, attestationKey }) =>
    thing(id, name, [
      `A ${kind} vault.`,
      `Receives at ${receiveAddress}.`,
      `Attests its addresses with ${attestationKey}.`,
    ]),
  );

const unprovenWords = {
  shows: 'What a line does not prove is only shown.',
  'two-agree': 'What a line does not prove counts where two endpoints agree.',
  counts: 'What a line does not prove counts.',
} as const;

function treasuryInWords({ feeCap, floatBand, unproven }: Policy, { asset }: Words): readonly string[] {
  const text = ({ units }: { readonly units: string }) => amountText(BigInt(units), asset);
  return [
    `A transaction costs ${text(feeCap)} at most.`,
    `The hot vault holds ${text(floatBand.min)} to ${text(floatBand.max)}, at best ${text(floatBand.target)}.`,
    unprovenWords[unproven],
  ];
}
