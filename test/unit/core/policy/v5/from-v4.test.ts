import { describe, expect, it } from 'vitest';
import { evaluatePolicy, spentByRule } from '../../../../../electron/core/policy/evaluate-policy.ts';
import {
  policyDigest as digestV4,
  type Policy as PolicyV4,
  type SignedPolicy as SignedV4,
} from '../../../../../electron/core/policy/policy.ts';
import { decide } from '../../../../../electron/core/policy/v5/decide.ts';
import {
  type Policy,
  policyDigest,
  type SignedPolicy,
} from '../../../../../electron/core/policy/v5/document.ts';
import { checkFromV4, fromV4, type Unsaid } from '../../../../../electron/core/policy/v5/from-v4.ts';
import { type AnySignedPolicy, readChain } from '../../../../../electron/core/policy/v5/read-chain.ts';
import { SpendHistory } from '../../../../../electron/core/policy/v5/spend-history.ts';
import {
  address,
  amount,
  asset,
  codeOf,
  cold,
  hot,
  NOW,
  officers,
  policy,
  rule,
  signAs,
  signPolicy,
  type TestOfficer,
  units,
  uuid,
} from '../../../../support/core-samples.ts';
import { must } from '../../../../support/must.ts';
import { seededNumbers } from '../../../../support/mutate-bytes.ts';
import { nextPolicy } from '../../../../support/ordered-policy-samples.ts';
import { verifyDigest } from '../../../../support/test-signatures.ts';

const { ben, chiara, dev, mara } = officers;
const homes = new Map(policy().officers.map(({ id }) => [id, { station: uuid(0x501), site: 'Zug' }]));
const unsaid: Unsaid = { createdAt: NOW, homes, delay: 0, cooling: 0 };
const former = policy();
const carried = fromV4(former, unsaid);
const sign = (next: Policy, ...who: readonly TestOfficer[]): SignedPolicy => ({
  policy: next,
  signatures: who.map((each) => ({ officerId: each.id, signature: signAs(each, policyDigest(next)) })),
});
const all = [dev, ben, chiara];
const check = (next: Policy, ...who: readonly TestOfficer[]) =>
  codeOf(checkFromV4(former, sign(next, ...(who.length > 0 ? who : all)), verifyDigest));

describe('a policy of format 4 in its new form', () => {
  it('is signed by every admin and two approvers, and follows on the old one', () => {
    expect(check(carried)).toBe('accepted');
    expect(carried.previous).toBe(digestV4(former));
    expect(carried.change).toMatchObject({ quorum: 1, approvals: [{ group: 'approvers', count: 2 }] });
  });

  it('lets a payment pass by the very rule that let it pass before', () => {
    const draw = seededNumbers(4);
    for (let round = 0; round < 300; round++) {
      const rules = Array.from({ length: draw(5) }, (_, i) =>
        rule({
          id: `r${i}`,
          vaultId: draw(3) === 0 ? cold.id : hot.id,
          lifetime: 1 + draw(3),
          destination: draw(3) === 0 ? 'own-vault' : 'anyone',
          maxAmount: draw(2) === 0 ? amount(draw(10)) : null,
          window: draw(2) === 0 ? { seconds: 1 + draw(60), max: amount(draw(20)) } : null,
          approvals: 1 + draw(2),
        }),
      );
      const old = policy({ rules });
      const spends = Array.from({ length: draw(6) }, () => ({
        ruleId: `r${draw(5)}`,
        at: NOW - draw(60_000),
        units: units(draw(9)),
      }));
      const recipients = [[address(0xb0b), cold.address, hot.address][draw(3)]!];
      const payment = {
        vaultId: draw(3) === 0 ? cold.id : hot.id,
        recipients,
        total: units(draw(12)),
        lives: BigInt(draw(4)),
        asset,
      };
      const before = evaluatePolicy(old, spentByRule(rules, spends, NOW), payment);
      const after = decide({ policy: fromV4(old, unsaid), book: new Map() }, new SpendHistory(spends), {
        ...payment,
        accounts: [0],
        now: NOW,
      });
      expect(after.ok ? after.value.rule.id : after.code).toBe(before.ok ? before.value.id : before.code);
    }
  });

  it.each<[string, Policy, string]>([
    ['a higher limit', { ...carried, feeCap: amount(1) }, 'policy-malformed'],
    ['a rule less', { ...carried, rules: carried.rules.slice(1) }, 'policy-malformed'],
    [
      'a smaller quorum',
      { ...carried, change: { ...carried.change, approvals: [{ group: 'approvers', count: 1 }] } },
      'policy-malformed',
    ],
    [
      'a key more',
      {
        ...carried,
        officers: carried.officers.map((each) => ({
          ...each,
          keys: [...each.keys, { ...each.keys[0]!, publicKey: each.id.replaceAll('-', '').padEnd(64, '1') }],
        })),
      },
      'policy-malformed',
    ],
    ['another number', { ...carried, version: 3 }, 'policy-version'],
    ['another past', { ...carried, previous: '0'.repeat(64) }, 'policy-version'],
    ['a date before', { ...carried, createdAt: 1 }, 'policy-malformed'],
    ['no home for a key', fromV4(former, { ...unsaid, homes: new Map() }), 'policy-malformed'],
  ])('with %s is refused', (_, next, code) => expect(check(next)).toBe(code));

  it.each<[string, readonly TestOfficer[]]>([
    ['no admin', [ben, chiara]],
    ['one approver', [dev, ben]],
    ['one approver twice', [dev, ben, ben]],
    ['somebody of no policy', [dev, ben, chiara, { ...mara, id: uuid(99) }]],
  ])('signed by %s is refused', (_, who) => expect(check(carried, ...who)).toBe('policy-signature-bad'));
});

describe('a chain of versions', () => {
  const read = (...chain: readonly AnySignedPolicy[]) =>
    readChain(
      chain.map((signed) => ({ signed, knownSince: NOW })),
      verifyDigest,
      () => new Set(),
    );
  const old: SignedV4 = signPolicy(former);
  const moved = sign(carried, ...all);
  const tighter = sign(nextPolicy(carried, { feeCap: amount(0.01) }), dev);

  it('goes from format 4 to format 5 and on', () => {
    expect(must(read(old))).toEqual({ format: 4, policy: former });
    const present = must(read(old, moved, tighter));
    expect(present.format === 5 && present.standing.inForce.version).toBe(3);
  });

  it.each<[string, readonly AnySignedPolicy[], string]>([
    ['nothing', [], 'policy-malformed'],
    ['an older format after a newer one', [old, moved, old], 'policy-malformed'],
    ['the second alone', [moved], 'policy-version'],
    ['a version left out', [old, tighter], 'policy-version'],
    [
      'an old policy that nobody signed',
      [{ ...old, signatures: [] } satisfies SignedV4, moved],
      'policy-signature-bad',
    ],
    ['a form that nobody signed', [old, { ...moved, signatures: [] }], 'policy-signature-bad'],
    [
      'an old policy whose chain is broken',
      [old, signPolicy({ ...former, version: 3 } satisfies PolicyV4)],
      'policy-version',
    ],
  ])('of %s is refused', (_, chain, code) => expect(codeOf(read(...chain))).toBe(code));
});
