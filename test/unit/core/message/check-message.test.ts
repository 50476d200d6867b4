import { expect, it } from 'vitest';
import { messageRule } from '../../../../electron/core/message/check-message.ts';
import { messageDigest, messageViewDigest } from '../../../../electron/core/message/message.ts';
import { amount, codeOf, cold, hot, policy, rule } from '../../../support/core-samples.ts';
import { message } from '../../../support/message-fixture.ts';
import { must } from '../../../support/must.ts';

it('a message needs as many approvals as the strictest withdrawal of its vault', () => {
  expect(must(messageRule(policy(), hot.id)).id).toBe('large');
  const turned = policy({
    rules: [
      rule({ id: 'own', destination: 'own-vault', approvals: 5 }),
      rule({ id: 'all', approvals: 3 }),
      rule({ id: 'small', maxAmount: amount(1) }),
    ],
  });
  expect(must(messageRule(turned, hot.id)).id).toBe('all');
});

it('a vault that pays nobody outside goes by its other rules, and one without rules signs none', () => {
  const rules = [rule({ id: 'back', vaultId: cold.id, destination: 'own-vault', approvals: 2 })];
  expect(must(messageRule(policy({ rules }), cold.id)).id).toBe('back');
  expect(codeOf(messageRule(policy({ rules }), hot.id))).toBe('policy-no-rule');
});

it.each([
  ['text', { text: 'another' }],
  ['address', { address: '0xother' }],
  ['vault', { vaultId: cold.id }],
  ['end', { expiresAt: message().statement.expiresAt + 1 }],
])('another %s has another digest, and another one of what is shown', (_, changed) => {
  const { statement } = message();
  const other = { ...statement, ...changed };
  expect(messageDigest(other)).not.toBe(messageDigest(statement));
  expect(messageViewDigest(other)).not.toBe(messageViewDigest(statement));
});
