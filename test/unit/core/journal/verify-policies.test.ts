import { describe, expect, it } from 'vitest';
import { policyWithVault } from '../../../../electron/core/policy/with-vault.ts';
import { address, amount, hot, NOW, policy, signPolicy, uuid } from '../../../support/core-samples.ts';
import {
  alarm,
  chainOf,
  creation,
  journalOf,
  sealOf,
  verifyExport,
} from '../../../support/journal-samples.ts';
import { ben, chiara, dev } from './whole-journal.ts';

describe('the policies of a journal', () => {
  const begun = (change: (event: ReturnType<typeof creation>) => ReturnType<typeof creation>) =>
    verifyExport(chainOf([change(creation())]), undefined);
  const vault = {
    id: uuid(0xa3),
    name: 'Cold 2',
    kind: 'cold' as const,
    receiveAddress: address(0xa3),
    attestationKey: 'a3'.repeat(32),
  };
  const next = policyWithVault(policy(), { vault, rulesOf: hot.id, createdAt: NOW });
  const withPolicy = (document: ReturnType<typeof signPolicy>) => ({
    ...alarm('a new vault'),
    documents: [{ kind: 'policy', document } as const],
  });
  const verify = (...events: Parameters<typeof journalOf>[0]) => {
    const entries = journalOf(events);
    return verifyExport(entries, sealOf(entries));
  };

  it.each([
    ['no policy', 'journal-malformed', () => begun((event) => ({ ...event, documents: [] }))],
    ['a first entry of another kind', 'journal-malformed', () => verifyExport(chainOf([alarm('x')]))],
    [
      'a policy that nobody signed',
      'policy-signature-bad',
      () => verifyExport(chainOf([creation(policy(), { policy: policy(), signatures: [] })])),
    ],
    [
      'a policy that another officer signed',
      'policy-signature-bad',
      () => verifyExport(chainOf([creation(policy(), signPolicy(policy(), ben))])),
    ],
    ['a later policy', 'policy-version', () => verifyExport(chainOf([creation(next)]))],
    [
      'the policy of another treasury',
      'journal-malformed',
      () => begun((event) => ({ ...event, body: { ...event.body, treasuryId: uuid(0xbad) } })),
    ],
    [
      'the policy of another asset',
      'journal-malformed',
      () => begun((event) => ({ ...event, body: { ...event.body, asset: 'OTHER' } })),
    ],
    [
      'the policy of another network',
      'journal-malformed',
      () =>
        begun((event) => ({
          ...event,
          body: { ...event.body, network: { id: 'toy:other', genesis: 'c0ffee00' } },
        })),
    ],
    [
      'the policy of another trust root',
      'journal-malformed',
      () => begun((event) => ({ ...event, body: { ...event.body, trustRoot: 'committee:12345678' } })),
    ],
  ])('beginning with %s is found out', (_, code, verdict) => {
    expect(verdict()).toBe(code);
  });

  it('may be followed by the next one, as its officers signed it', () => {
    expect(verify(withPolicy(signPolicy(next, dev, ben, chiara)), alarm('after', ben))).toBe('accepted');
  });

  it.each([
    ['an unsigned one', 'policy-signature-bad', () => verify(withPolicy({ policy: next, signatures: [] }))],
    [
      'one that lets more pass and that too few approvers signed',
      'policy-signature-bad',
      () => verify(withPolicy(signPolicy({ ...next, feeCap: amount(1000) }, dev, ben))),
    ],
    [
      'one whose network is another',
      'policy-fixed',
      () =>
        verify(withPolicy(signPolicy({ ...next, network: { ...next.network, genesis: 'deadbeef' } }, dev))),
    ],
    ['the first one again', 'policy-version', () => verify(withPolicy(signPolicy(policy())))],
    [
      'the next one twice',
      'policy-version',
      () => {
        const again = withPolicy(signPolicy(next, dev, ben, chiara));
        return verify(again, again);
      },
    ],
  ])('followed by %s are found out', (_, code, verdict) => {
    expect(verdict()).toBe(code);
  });
});
