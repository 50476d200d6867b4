import { describe, expect, it } from 'vitest';
import type { KnownPolicy, Policy } from '../../../electron/core/policy/policy.ts';
import { policyWithVault } from '../../../electron/core/policy/with-vault.ts';
import { sampleTrustRoot } from '../../support/sample-trust-root.ts';
import {
  approval,
  codeOf,
  coin,
  cold,
  ERA,
  hot,
  iota,
  NOW,
  type OpenFixture,
  officers,
  openVault,
  policy,
  proposal,
  rule,
  sealedVault,
  signPolicy,
  stranger,
  toSign,
  under,
  unwrap,
  uuid,
  vaultSeed,
} from '../../support/signer-fixture.ts';
import { sign } from './open-samples.ts';

describe('a first policy', () => {
  const seal = async (signed: KnownPolicy, vaultId = hot.id, seed = vaultSeed('hot')) => {
    const opened = unwrap(await openVault({ seed }));
    const code = codeOf(await opened.vault.sealPolicies(vaultId, [signed]));
    expect(opened.stateFile.writes, 'kept only when accepted').toBe(code === 'accepted' ? 1 : 0);
    return code;
  };

  it('signed by all its founders and naming this vault is sealed', async () => {
    expect(await seal(signPolicy(policy()))).toBe('accepted');
  });

  it('of another vault is refused', async () => {
    expect(await seal(signPolicy(policy()), uuid(0xdead))).toBe('policy-malformed');
    expect(await seal(signPolicy(policy()), cold.id)).toBe('policy-malformed');
    expect(await seal(signPolicy(policy()), hot.id, vaultSeed('foreign'))).toBe('policy-malformed');
  });

  it('of a network of another kind of chain, or with another asset, is refused', async () => {
    const moon = policy({ network: { id: 'moon:practice', genesis: 'c0ffee00' } });
    expect(await seal(signPolicy(moon))).toBe('policy-malformed');
    const other = JSON.parse(
      JSON.stringify(policy()).replaceAll('"asset":"IOTA"', '"asset":"TOY"'),
    ) as Policy;
    expect(await seal(signPolicy(other))).toBe('policy-malformed');
  });

  it('without a trust root, with one of another network, or with no text of this chain, is refused', async () => {
    const rooted = (trustRoot: string | null) => seal(signPolicy(policy({ trustRoot })));
    expect(await rooted(null)).toBe('policy-malformed');
    expect(await rooted(sampleTrustRoot('c0ffee01'))).toBe('policy-malformed');
    expect(await rooted('moon:1234567890')).toBe('policy-malformed');
  });

  it('whose trust root was swapped after it was signed is refused', async () => {
    const signed = signPolicy(policy());
    const root = policy().trustRoot?.replace('committee', 'closing') ?? null;
    expect(await seal({ ...signed, policy: { ...signed.policy, trustRoot: root } })).toBe(
      'policy-signature-bad',
    );
  });

  it('not signed is refused', async () => {
    expect(await seal({ ...signPolicy(policy()), signatures: [] })).toBe('policy-signature-bad');
  });

  it('that a founder has not signed is refused', async () => {
    const { dev, ...others } = officers;
    expect(await seal(signPolicy(policy(), ...Object.values(others)))).toBe('policy-signature-bad');
    const forged = [...Object.values(others), { ...stranger, id: dev.id }];
    expect(await seal(signPolicy(policy(), ...forged))).toBe('policy-signature-bad');
  });

  it('edited after it was signed is refused', async () => {
    const signed = signPolicy(policy());
    const edits: Partial<Policy>[] = [
      { feeCap: iota(1000) },
      { change: { ...policy().change, delay: 1, cooling: 1 } },
      { rules: policy().rules.map((rule) => ({ ...rule, review: 60 })) },
    ];
    for (const edit of edits) {
      expect(await seal({ ...signed, policy: { ...signed.policy, ...edit } })).toBe('policy-signature-bad');
    }
  });

  it('cannot be replaced by another, nor by the same for another vault', async () => {
    const opened = await sealedVault();
    const looser = policy({ rules: [{ ...policy().rules[1]!, windows: [] }] });
    expect(codeOf(await opened.vault.sealPolicies(hot.id, [signPolicy(looser)]))).toBe('policy-version');
    expect(codeOf(await opened.vault.sealPolicies(cold.id, [signPolicy(policy())]))).toBe('policy-version');
    expect(opened.stateFile.writes).toBe(1);
  });

  it('may be told again: it changes nothing', async () => {
    const opened = await sealedVault();
    expect(await opened.vault.sealPolicies(hot.id, [signPolicy(policy())])).toEqual({
      ok: true,
      value: { era: ERA, counter: 1 },
    });
    expect(opened.stateFile.writes).toBe(1);
  });
});

describe('the policies of a treasury', () => {
  const vault = {
    id: uuid(0xa3),
    name: 'Third',
    kind: 'cold',
    receiveAddress: `0x${'3a'.repeat(32)}`,
    attestationKey: 'a3'.repeat(32),
  } as const;
  const everybody = [officers.dev, officers.ben, officers.chiara];
  const next = policyWithVault(policy(), { vault, rulesOf: null, createdAt: NOW });
  const chain = [signPolicy(policy()), signPolicy(next, ...everybody)];

  const seal = async (opened: OpenFixture, ...policies: KnownPolicy[]): Promise<string> =>
    codeOf(await opened.vault.sealPolicies(hot.id, policies));

  it('are followed forwards, once, and never back', async () => {
    const opened = await sealedVault();
    expect(await seal(opened, ...chain)).toBe('accepted');
    expect(opened.vault.mark.counter).toBe(2);
    expect(await seal(opened, ...chain)).toBe('accepted');
    expect(opened.vault.mark.counter, 'told again, it changes nothing').toBe(2);
    expect(await seal(opened, chain[0]!), 'rolled back').toBe('policy-version');
    expect(opened.stateFile.writes).toBe(2);
  });

  it('void every approval given under the one before', async () => {
    const opened = await sealedVault();
    await seal(opened, ...chain);
    expect(codeOf(await sign(opened))).toBe('approval-other-policy');
    const approvals = [approval(proposal(), officers.ben, under(next))];
    expect(codeOf(await opened.vault.sign(toSign(proposal(), ...approvals)))).toBe('accepted');
  });

  it('keep the memory of what was signed', async () => {
    const opened = await sealedVault();
    await sign(opened);
    await seal(opened, ...chain);
    const again = proposal({ coins: [coin(2)] });
    const approvals = [approval(again, officers.ben, under(next))];
    expect(codeOf(await opened.vault.sign(toSign(again, ...approvals)))).toBe('request-duplicate');
  });

  it.each<[string, string, KnownPolicy[]]>([
    ['without the first', 'policy-version', [chain[1]!]],
    ['without the approvers', 'policy-signature-bad', [chain[0]!, signPolicy(next, officers.dev)]],
    ['with one approver', 'policy-signature-bad', [chain[0]!, signPolicy(next, officers.dev, officers.ben)]],
    [
      'without the admin',
      'policy-signature-bad',
      [chain[0]!, signPolicy(next, officers.ben, officers.chiara)],
    ],
    [
      "with a stranger's signature",
      'policy-signature-bad',
      [chain[0]!, signPolicy(next, officers.dev, officers.ben, { ...stranger, id: officers.chiara.id })],
    ],
    ...(
      [
        ['two rules of one id', 'policy-malformed', { rules: [...policy().rules, policy().rules[0]!] }],
        [
          'two vaults whose names read the same',
          'policy-malformed',
          { vaults: policy().vaults.map((of) => ({ ...of, name: of.id === hot.id ? 'Safe' : 'ＳＡＦＥ' })) },
        ],
        [
          'two officers whose names read the same',
          'policy-malformed',
          {
            officers: policy().officers.map((of, i) =>
              i < 2 ? { ...of, name: i === 0 ? 'Mara' : 'ＭARA' } : of,
            ),
          },
        ],
        [
          'a name beyond its length',
          'policy-malformed',
          { rules: [{ ...policy().rules[0]!, title: 'x'.repeat(65) }] },
        ],
      ] as const
    ).map(([name, code, change]): [string, string, KnownPolicy[]] => [
      `whose first one has ${name}`,
      code,
      [signPolicy(policy(change as Partial<Policy>))],
    ]),
    ...(
      [
        ['a vault whose name reads like another', { ...vault, name: ' hOT' }, policy()],
        ['a name beyond its length', { ...vault, name: 'x'.repeat(65) }, policy()],
      ] as const
    ).map(([name, added]): [string, string, KnownPolicy[]] => {
      const grown = policyWithVault(policy(), { vault: added, rulesOf: null, createdAt: NOW });
      return [`that add ${name}`, 'policy-malformed', [chain[0]!, signPolicy(grown, ...everybody)]];
    }),
    [
      'that copy rules into ids that are taken',
      'policy-malformed',
      (() => {
        const rules = [rule({ id: 'a' }), rule({ id: 'a@2', vaultId: cold.id })];
        const first = policy({ rules });
        const grown = policyWithVault(first, { vault, rulesOf: hot.id, createdAt: NOW });
        return [signPolicy(first), signPolicy(grown, ...everybody)];
      })(),
    ],
    [
      'that copy a rule into an id beyond its length',
      'policy-malformed',
      (() => {
        const first = policy({ rules: [rule({ id: 'r'.repeat(63) })] });
        const grown = policyWithVault(first, { vault, rulesOf: hot.id, createdAt: NOW });
        return [signPolicy(first), signPolicy(grown, ...everybody)];
      })(),
    ],
    [
      'that name another attestation key for this vault',
      'policy-malformed',
      [
        signPolicy(
          policy({
            vaults: policy().vaults.with(0, { ...policy().vaults[0]!, attestationKey: 'a4'.repeat(32) }),
          }),
        ),
      ],
    ],
    [
      'that move the own address of this vault',
      'policy-malformed',
      [
        chain[0]!,
        signPolicy(
          {
            ...next,
            vaults: next.vaults.with(0, { ...next.vaults[0]!, receiveAddress: `0x${'3b'.repeat(32)}` }),
          },
          ...everybody,
        ),
      ],
    ],
  ])('are refused %s, by a vault that has none and by one that has the first', async (_, code, policies) => {
    const fresh = unwrap(await openVault());
    expect(await seal(fresh, ...policies)).toBe(code);
    expect(fresh.stateFile.writes).toBe(0);
    if (policies[0] !== chain[0]) return;
    const opened = await sealedVault();
    expect(await seal(opened, ...policies)).toBe(code);
    expect(opened.stateFile.writes).toBe(1);
  });
});
