import { describe, expect, it } from 'vitest';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import { attestationDigest, attestationOf } from '../../../electron/core/attestation/attestation.ts';
import { policyWithVault } from '../../../electron/core/policy/next-policy.ts';
import type { Policy, SignedPolicy } from '../../../electron/core/policy/policy.ts';
import { DATE_TOLERANCE_MS } from '../../../electron/core/proposal/request.ts';
import { verifySignature } from '../../../electron/signer/ed25519.ts';
import { writeFreshState } from '../../../electron/signer/fresh-state.ts';
import { OpenVault } from '../../../electron/signer/open-vault.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import {
  approval,
  codeOf,
  coin,
  cold,
  ERA,
  freshStateFile,
  hot,
  iota,
  MemoryStateFile,
  NOW,
  network,
  type OpenFixture,
  officers,
  openVault,
  policy,
  proposal,
  request,
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
import { countingRandom } from '../../support/stronghold-samples.ts';

const sign = ({ vault }: OpenFixture, of = proposal()) => vault.sign(toSign(of, approval(of)));

const open = async (options: Parameters<typeof openVault>[0]): Promise<string> =>
  codeOf(await openVault(options));

describe('a sealed state is refused', () => {
  it('rolled back to before a signature', async () => {
    const opened = await sealedVault();
    const { stateFile } = opened;
    const before = stateFile.content;
    const { counter } = unwrap(await sign(opened));
    stateFile.content = before;
    expect(await open({ stateFile, journalCounter: counter })).toBe('state-rolled-back');
  });

  it('deleted, whatever the journal is made to tell: no policy can be given to the vault again', async () => {
    const { stateFile } = await sealedVault();
    stateFile.content = null;
    for (const journalCounter of [0, 1, 9]) {
      expect(await open({ stateFile, journalCounter })).toBe('state-missing');
    }
    expect(stateFile.content, 'and none is made').toBeNull();
  });

  it('put back to the day of its birth, where the journal tells of more', async () => {
    const opened = unwrap(await openVault());
    const { stateFile } = opened;
    const born = stateFile.content;
    unwrap(await opened.vault.sealPolicies(hot.id, [signPolicy(policy())]));
    stateFile.content = born;
    expect(await open({ stateFile, journalCounter: 1 })).toBe('state-rolled-back');
  });

  it('with a past, where the journal is made to know nothing of it', async () => {
    const { stateFile } = await sealedVault();
    expect(await open({ stateFile, journalCounter: 0 })).toBe('state-rolled-back');
  });

  it('of an era before the present one, however far it had come', async () => {
    const opened = await sealedVault();
    await sign(opened);
    const keys = new KeyTree(vaultSeed('hot'));
    const journal = { era: 'ab'.repeat(16), counter: 1 };
    const { stateFile } = opened;
    const effects = { chain: iotaChain, stateFile, now: () => NOW, random: countingRandom() };
    expect(codeOf(await OpenVault.open(keys, journal, effects))).toBe('state-rolled-back');
  });

  it('of another vault', async () => {
    const { stateFile } = await sealedVault();
    expect(await open({ seed: vaultSeed('foreign'), stateFile, journalCounter: 1 })).toBe('state-damaged');
  });

  it('of a treasury on a network of another kind of chain', async () => {
    const opened = await sealedVault();
    const { stateFile } = opened;
    const effects = {
      chain: { ...iotaChain, kind: 'moon' },
      stateFile,
      now: () => NOW,
      random: countingRandom(),
    };
    const journal = { era: ERA, counter: 1 };
    const keys = new KeyTree(vaultSeed('hot'));
    expect(codeOf(await OpenVault.open(keys, journal, effects))).toBe('network-wrong');
  });

  it('damaged, empty or foreign', async () => {
    const stateFile = new MemoryStateFile();
    for (const content of [new Uint8Array(0), new TextEncoder().encode('{"counter":1000}')]) {
      stateFile.content = content;
      expect(await open({ stateFile, journalCounter: 1 })).toBe('state-damaged');
    }
  });
});

describe('a vault that is open signs nothing new', () => {
  const second = () => proposal({ requests: [request({ id: uuid(0x4e1) })], coins: [coin(2)] });

  it('when a second signer has signed over the same state', async () => {
    const one = await sealedVault();
    const other = unwrap(await openVault({ stateFile: one.stateFile, journalCounter: 1 }));
    expect(codeOf(await sign(one))).toBe('accepted');
    expect(codeOf(await sign(other, second()))).toBe('state-rolled-back');
    expect(codeOf(await sign(one, second())), 'the first one goes on').toBe('accepted');
  });

  it('when its state was put back or deleted meanwhile', async () => {
    const opened = await sealedVault();
    const before = opened.stateFile.content;
    await sign(opened);
    opened.stateFile.content = before;
    expect(codeOf(await sign(opened, second()))).toBe('state-rolled-back');
    const deleted = await sealedVault();
    deleted.stateFile.content = null;
    expect(codeOf(await sign(deleted, second()))).toBe('state-rolled-back');
  });

  it('and two signers cannot both seal a first policy', async () => {
    const one = unwrap(await openVault());
    const other = unwrap(await openVault({ stateFile: one.stateFile }));
    const looser = signPolicy(policy({ feeCap: iota(0.001) }));
    expect(codeOf(await one.vault.sealPolicies(hot.id, [signPolicy(policy())]))).toBe('accepted');
    expect(codeOf(await other.vault.sealPolicies(hot.id, [looser]))).toBe('state-rolled-back');
  });
});

describe('a sealed state is taken', () => {
  it('where it is ahead of the journal: a crash fell between the two writes', async () => {
    const opened = await sealedVault();
    await sign(opened);
    const again = unwrap(await openVault({ stateFile: opened.stateFile, journalCounter: 1 }));
    expect(again.vault.mark.counter).toBe(2);
  });
});

describe('a new state', () => {
  it('is never written over one that is there', async () => {
    const { stateFile } = await sealedVault();
    const { content } = stateFile;
    const birth = { seed: vaultSeed('hot'), stateFile, random: countingRandom(), at: NOW, hasPast: false };
    expect(codeOf(await writeFreshState(birth))).toBe('stronghold-exists');
    expect(stateFile.content).toBe(content);
  });

  it('of a seed with a past refuses the requests of that past: they may have been signed for', async () => {
    const born = await freshStateFile(vaultSeed('hot'), true);
    const opened = unwrap(await openVault({ stateFile: born }));
    unwrap(await opened.vault.sealPolicies(hot.id, [signPolicy(policy())]));
    expect(codeOf(await sign(opened))).toBe('request-too-old');
    expect(opened.vault.times).toEqual({ requestsFrom: NOW + 120_001, sealedAt: NOW });
  });

  it('signs no request that was dated ahead before the restore, as far as that was ever signed for', async () => {
    const born = await freshStateFile(vaultSeed('hot'), true);
    const opened = unwrap(await openVault({ stateFile: born }));
    unwrap(await opened.vault.sealPolicies(hot.id, [signPolicy(policy())]));
    opened.clock.now = NOW + 10 * 60_000;
    const dated = (ahead: number) => proposal({ requests: [request({ createdAt: NOW + ahead })] });
    expect(codeOf(await sign(opened, dated(DATE_TOLERANCE_MS)))).toBe('request-too-old');
    expect(codeOf(await sign(opened, dated(DATE_TOLERANCE_MS + 1)))).toBe('accepted');
  });
});

describe('a first policy', () => {
  const seal = async (signed: SignedPolicy, vaultId = hot.id, seed = vaultSeed('hot')) => {
    const opened = unwrap(await openVault({ seed }));
    const code = codeOf(await opened.vault.sealPolicies(vaultId, [signed]));
    expect(opened.stateFile.writes, 'kept only when accepted').toBe(code === 'accepted' ? 1 : 0);
    return code;
  };

  it('signed by its admin and naming this vault is sealed', async () => {
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

  it('not signed is refused', async () => {
    expect(await seal({ policy: policy(), signatures: [] })).toBe('policy-signature-bad');
  });

  it('signed by one who is no admin is refused', async () => {
    expect(await seal(signPolicy(policy(), officers.ben))).toBe('policy-signature-bad');
    expect(await seal(signPolicy(policy(), { ...stranger, id: officers.dev.id }))).toBe(
      'policy-signature-bad',
    );
  });

  it('edited after it was signed is refused', async () => {
    const signed = signPolicy(policy());
    const edits: Partial<Policy>[] = [
      { feeCap: iota(1000) },
      { approvalLifetime: 7200 },
      { rules: policy().rules.map((rule) => ({ ...rule, approvals: 1 })) },
    ];
    for (const edit of edits) {
      expect(await seal({ ...signed, policy: { ...signed.policy, ...edit } })).toBe('policy-signature-bad');
    }
  });

  it('cannot be replaced by another, nor by the same for another vault', async () => {
    const opened = await sealedVault();
    const looser = policy({ rules: [{ ...policy().rules[1]!, maxAmount: null, window: null }] });
    expect(codeOf(await opened.vault.sealPolicies(hot.id, [signPolicy(looser)]))).toBe('policy-version');
    expect(codeOf(await opened.vault.sealPolicies(cold.id, [signPolicy(policy())]))).toBe('policy-malformed');
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

  const seal = async (opened: OpenFixture, ...policies: SignedPolicy[]): Promise<string> =>
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

  it.each<[string, string, SignedPolicy[]]>([
    ['without the first', 'policy-version', [chain[1]!]],
    ['with another first', 'policy-version', [signPolicy(policy({ feeCap: iota(0.001) }))]],
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
    [
      'that loosen a rule on the way',
      'policy-malformed',
      [
        chain[0]!,
        signPolicy({ ...next, rules: next.rules.map((rule) => ({ ...rule, approvals: 1 })) }, ...everybody),
      ],
    ],
    [
      'that raise the fee cap on the way',
      'policy-malformed',
      [chain[0]!, signPolicy({ ...next, feeCap: iota(1000) }, ...everybody)],
    ],
    [
      'that bring an officer along',
      'policy-malformed',
      [
        chain[0]!,
        signPolicy(
          {
            ...next,
            officers: [
              ...next.officers,
              { id: stranger.id, name: 'M', publicKey: stranger.publicKey, roles: ['approver'] },
            ],
          },
          ...everybody,
        ),
      ],
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
    ).map(([name, code, change]): [string, string, SignedPolicy[]] => [
      `whose first one has ${name}`,
      code,
      [signPolicy(policy(change as Partial<Policy>))],
    ]),
    ...(
      [
        ['a vault whose name reads like another', { ...vault, name: ' hOT' }, policy()],
        ['a name beyond its length', { ...vault, name: 'x'.repeat(65) }, policy()],
      ] as const
    ).map(([name, added]): [string, string, SignedPolicy[]] => {
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
      'that move the own address of a vault',
      'policy-malformed',
      [
        chain[0]!,
        signPolicy(
          {
            ...next,
            vaults: next.vaults.with(1, { ...next.vaults[1]!, receiveAddress: vault.receiveAddress }),
          },
          ...everybody,
        ),
      ],
    ],
  ])('are refused %s', async (_, code, policies) => {
    const opened = await sealedVault();
    expect(await seal(opened, ...policies)).toBe(code);
    expect(opened.stateFile.writes).toBe(1);
  });
});

describe('addresses', () => {
  it('are derived in ranges and refuse what lies beyond', async () => {
    const { vault } = await sealedVault();
    const { addresses } = unwrap(vault.addresses({ account: 0, change: 0, from: 0, count: 2 }));
    const [first, second] = addresses;
    expect(first).toEqual({ path: { account: 0, change: 0, index: 0 }, address: hot.address });
    expect(second?.address).not.toBe(hot.address);
    const beyond = vault.addresses({ account: 0, change: 0, from: 2 ** 31 - 1, count: 2 });
    expect(codeOf(beyond)).toBe('path-out-of-range');
  });

  it('are attested: for this vault, treasury and network, with a key that the policy names', async () => {
    const { vault } = await sealedVault();
    const { addresses, attestation } = unwrap(vault.addresses({ account: 3, change: 0, from: 40, count: 5 }));
    const { statement, signature } = attestation;
    expect(statement).toEqual(attestationOf({ treasuryId: uuid(0x7), network, vaultId: hot.id }, addresses));
    expect(statement).toMatchObject({ account: 3, change: 0, from: 40, count: 5 });
    expect(verifySignature(hot.key, attestationDigest(statement), signature)).toBe(true);
    expect(policy().vaults[0]?.attestationKey).toBe(hot.key);
  });
});
