import { describe, expect, it } from 'vitest';
import { classify } from '../../../../electron/core/policy/classify.ts';
import { diff } from '../../../../electron/core/policy/diff.ts';
import { durationInWords, ruleInWords } from '../../../../electron/core/policy/in-words.ts';
import type { Policy, Rule } from '../../../../electron/core/policy/policy.ts';
import { amount, asset, cold, hot, NOW, uuid } from '../../../support/core-samples.ts';
import { seededNumbers } from '../../../support/mutate-bytes.ts';
import { orderedPolicy, orderedRule } from '../../../support/ordered-policy-samples.ts';
import { changed, randomPolicy } from '../../../support/random-policies.ts';

const words = { asset, entryName: (id: string) => (id === uuid(1) ? 'Exchange' : null) };
const policy = orderedPolicy();
const [sweep, everyday, large] = policy.rules as [Rule, Rule, Rule];
const plain = (sentences: readonly string[]) =>
  sentences.map((sentence) => sentence.replaceAll('\u202f', ' '));
const differences = (to: Partial<Policy>) => diff(policy, { ...policy, ...to }, words);

describe('a rule in words', () => {
  it('says all that it says', () => {
    expect(plain(ruleInWords(everyday, policy, words))).toEqual([
      'From "Hot" to anybody in the address book.',
      'Up to 1 000.00 Toy a payment.',
      'At most 5 000.00 Toy and 20 payments in any 1 day.',
      'Approved by 1 of "operations".',
      'Signed at once.',
      'An approval counts for 2 hours.',
      'A transaction lives 1 epoch beyond the present one at most.',
    ]);
    const rule = orderedRule({
      source: { vaultId: hot.id, accounts: 'customers' },
      destination: { kind: 'entries', entryIds: [uuid(1), uuid(2)] },
      amount: { min: amount(1), max: amount(2) },
      approvals: large.approvals,
      delay: 5400,
      lifetime: 3,
      expiresAt: NOW,
    });
    expect(plain(ruleInWords(rule, policy, words))).toEqual([
      `From the accounts "customers" of "Hot" to "Exchange" (${uuid(1)}) and "no entry" (${uuid(2)}).`,
      'From 1.00 Toy to 2.00 Toy a payment.',
      'Approved by 1 of "operations" and 1 of "board".',
      'Signed 1 hour and 30 minutes after it was asked for, or later.',
      'An approval counts for 2 hours.',
      'A transaction lives 3 epochs beyond the present one at most.',
      'The rule ends at 2026-01-15 12:00 UTC.',
    ]);
  });

  it('no name breaks out of its quotes', () => {
    const approvals = [
      { group: 'a', count: 1 },
      { group: 'b', count: 1 },
    ];
    const crafted = [{ group: 'a" and 1 of "b', count: 1 }];
    const say = (of: Rule['approvals']) => ruleInWords(orderedRule({ approvals: of }), policy, words).join();
    expect(say(crafted)).not.toBe(say(approvals));
  });

  it('durations are exact', () => {
    expect([0, 1, 60, 3661, 86_400, 176_461].map(durationInWords)).toEqual([
      '0 seconds',
      '1 second',
      '1 minute',
      '1 hour, 1 minute and 1 second',
      '1 day',
      '2 days, 1 hour, 1 minute and 1 second',
    ]);
  });
});

describe('two policies side by side', () => {
  it('of one kind have no difference', () => expect(differences({ version: 2, createdAt: NOW })).toEqual([]));

  it('say what is gone, what is new and what is otherwise', () => {
    const found = differences({
      rules: [large, { ...everyday, title: 'Daily', delay: 60, lifetime: 2 }, orderedRule({ id: 'new' })],
      feeCap: amount(1),
    });
    expect(found.map(({ what, name, how }) => `${what} ${name} ${how}`)).toEqual([
      'rule sweep removed',
      'rule Daily changed',
      'rule new added',
      'treasury The treasury changed',
      'rule large moved',
      'rule Daily moved',
    ]);
    expect(found[1]).toMatchObject({
      before: [
        'Called "everyday".',
        'Signed at once.',
        'A transaction lives 1 epoch beyond the present one at most.',
      ],
      after: [
        'Called "Daily".',
        'Signed 1 minute after it was asked for, or later.',
        'A transaction lives 2 epochs beyond the present one at most.',
      ],
    });
    expect(found[4]).toMatchObject({
      before: ['Place 2 of those that stay.'],
      after: ['Place 1 of those that stay.'],
    });
  });

  it.each<[string, Partial<Policy>]>([
    ['a name', { vaults: [{ ...policy.vaults[0]!, name: 'Warm' }, policy.vaults[1]!] }],
    ['an address', { vaults: [{ ...policy.vaults[0]!, receiveAddress: cold.address }, policy.vaults[1]!] }],
    ['an end', { officers: policy.officers.map((each) => ({ ...each, expiresAt: NOW })) }],
    ['a member', { groups: [policy.groups[0]!, { name: 'board', officerIds: [uuid(4)] }] }],
    ['accounts', { accountGroups: [{ ...policy.accountGroups[0]!, ranges: [{ from: 1, to: 1 }] }] }],
    ['a quorum', { change: { ...policy.change, quorum: 3 } }],
    ['a counter under another name', { rules: [sweep, { ...everyday, id: 'other' }, large] }],
    ['what an unproven line does', { unproven: 'two-agree' }],
  ])('%s is told', (_, to) => expect(differences(to)).not.toEqual([]));

  it('whatever lets more pass is told in words', () => {
    const draw = seededNumbers(1);
    for (let round = 0; round < 200; round++) {
      const from = randomPolicy(draw);
      const to = changed(from, draw);
      if (classify(from, to).length > 0)
        expect(diff(from, to, words), JSON.stringify([from, to])).not.toEqual([]);
    }
  });
});
