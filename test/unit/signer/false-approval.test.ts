import { describe, expect, it } from 'vitest';
import type { Approval, RejectionStatement } from '../../../electron/core/approval/approval.ts';
import { policyReference } from '../../../electron/core/policy/policy.ts';
import type { Proposal } from '../../../electron/core/proposal/proposal.ts';
import {
  approval,
  codeOf,
  coin,
  iota,
  NOW,
  network,
  noes,
  type OpenFixture,
  officers,
  policy,
  proposal,
  rejection,
  request,
  rule,
  sealedVault,
  stranger,
  subjectOf,
  toSign,
  under,
  uuid,
} from '../../support/signer-fixture.ts';

const { ben, chiara, dev, erin, mara } = officers;
const honest = proposal();
const elsewhere = proposal({ coins: [coin(2)] });

async function sign(approvals: readonly Approval[], of: Proposal = honest): Promise<string> {
  const { vault } = await sealedVault();
  return codeOf(await vault.sign(toSign(of, ...approvals)));
}

const flipped = (of: Approval, at = 0): Approval => {
  const bytes = Buffer.from(of.signature, 'hex');
  bytes[at]! ^= 1;
  return { ...of, signature: bytes.toString('hex') };
};

describe('the signer counts no', () => {
  const attacks: [string, string, readonly Approval[]][] = [
    ['missing approval', 'approvals-too-few', []],
    ['approval for another digest', 'approval-other-digest', [approval(elsewhere)]],
    [
      'approval signed for another view (the screen lied)',
      'approval-other-view',
      [approval(honest, ben, { subject: { ...subjectOf(honest), viewDigest: '1'.repeat(64) } })],
    ],
    [
      'approval for another network',
      'approval-other-network',
      [approval(honest, ben, { network: { id: 'iota:testnet', genesis: network.genesis } })],
    ],
    [
      'approval for another chain',
      'approval-other-network',
      [approval(honest, ben, { network: { ...network, genesis: '00000000' } })],
    ],
    [
      'approval for another request',
      'approval-other-request',
      [approval(honest, ben, { requestIds: [uuid(0x4e1)] })],
    ],
    ['approval for no request', 'approval-other-request', [approval(honest, ben, { requestIds: [] })]],
    [
      'approval for another policy version',
      'approval-other-policy',
      [approval(honest, ben, { policy: { ...policyReference(policy()), version: 2 } })],
    ],
    [
      'approval for another policy of the same version',
      'approval-other-policy',
      [approval(honest, ben, under(policy({ feeCap: iota(1) })))],
    ],
    [
      'approval for another treasury',
      'approval-other-treasury',
      [approval(honest, ben, { treasuryId: uuid(0x8) })],
    ],
    [
      'approval of a batch that holds this transaction',
      'approval-subject',
      [approval(honest, ben, { subject: { kind: 'batch', root: subjectOf(honest).digest, count: 1 } })],
    ],
    [
      'approval of a mandate with the digests of this transaction',
      'approval-subject',
      [
        approval(honest, ben, {
          subject: { ...subjectOf(honest), kind: 'mandate' },
        }),
      ],
    ],
    [
      "approval in a program's name",
      'approval-officer-unknown',
      [approval(honest, ben, { actor: { kind: 'client', clientId: ben.id } })],
    ],
    [
      "approval in the station's name",
      'approval-officer-unknown',
      [approval(honest, ben, { actor: { kind: 'station', stationId: ben.id } })],
    ],
    ['approval by a non-approver', 'approval-not-an-approver', [approval(honest, dev)]],
    ['approval by the maker who is no approver', 'approval-not-an-approver', [approval(honest, mara)]],
    ['approval by an unknown officer', 'approval-officer-unknown', [approval(honest, stranger)]],
    [
      "stranger's key under an officer's id",
      'approval-signature-bad',
      [approval(honest, { ...stranger, id: ben.id })],
    ],
    [
      "approver's signature under another approver's id",
      'approval-signature-bad',
      [{ ...approval(honest, ben), statement: approval(honest, chiara).statement }],
    ],
    ['forged approval signature', 'approval-signature-bad', [flipped(approval(honest))]],
    [
      'approval with an edited expiry',
      'approval-signature-bad',
      [{ ...approval(honest), statement: { ...approval(honest).statement, expiresAt: NOW + 1_900_000 } }],
    ],
    ['expired approval', 'approval-expired', [approval(honest, ben, { expiresAt: NOW })]],
    [
      'approval that claims a longer life than the policy gives',
      'approval-expired',
      [approval(honest, ben, { expiresAt: NOW + 3_600_001 })],
    ],
    ['same officer twice', 'approval-duplicate-officer', [approval(honest), approval(honest)]],
    [
      'same officer twice with two expiries',
      'approval-duplicate-officer',
      [approval(honest), approval(honest, ben, { expiresAt: NOW + 1 })],
    ],
    [
      'forged approval beside a good one',
      'approval-signature-bad',
      [approval(honest), flipped(approval(honest, chiara))],
    ],
  ];

  it.each(attacks)('%s', async (_, code, approvals) => {
    expect(await sign(approvals)).toBe(code);
  });

  it('approval by the maker, though an approver too', async () => {
    const own = proposal({ requests: [request({}, erin)] });
    expect(await sign([approval(own, erin)], own)).toBe('approval-by-maker');
    expect(await sign([approval(own, ben)], own)).toBe('accepted');
  });

  it('approval by the maker of any one of several requests', async () => {
    const both = proposal({ requests: [request(), request({ id: uuid(0x4e1) }, erin)] });
    expect(await sign([approval(both, erin)], both)).toBe('approval-by-maker');
  });

  it('single approval where the amount asks for two', async () => {
    const large = proposal({ requests: [request({ amount: iota(1001) })] });
    expect(await sign([approval(large)], large)).toBe('approvals-too-few');
    expect(await sign([approval(large), approval(large, chiara)], large)).toBe('accepted');
  });
});

describe('an approval is good until the last moment it names', () => {
  it('and for as long as the policy gives', async () => {
    expect(await sign([approval(honest, ben, { expiresAt: NOW + 1 })])).toBe('accepted');
    expect(await sign([approval(honest, ben, { expiresAt: NOW + 3_600_000 })])).toBe('accepted');
  });
});

describe('a rejected proposal', () => {
  const voided = async (): Promise<OpenFixture> => {
    const opened = await sealedVault();
    expect(codeOf(await opened.vault.sealEnds(noes(rejection(honest))))).toBe('accepted');
    return opened;
  };

  it('replayed approval after a rejection is void', async () => {
    const { vault } = await voided();
    const signed = await vault.sign(toSign(honest, approval(honest)));
    expect(codeOf(signed)).toBe('approval-voided');
  });

  it('approvals given after the rejection are void too, by whomever', async () => {
    const { vault } = await voided();
    const approvals = [approval(honest, ben, { expiresAt: NOW + 3_600_000 }), approval(honest, chiara)];
    expect(codeOf(await vault.sign(toSign(honest, ...approvals)))).toBe('approval-voided');
    expect(codeOf(vault.inspect({ proposal: honest }))).toBe('approval-voided');
  });

  it('is not released again though it was signed before', async () => {
    const { vault } = await sealedVault();
    expect(codeOf(await vault.sign(toSign(honest, approval(honest))))).toBe('accepted');
    await vault.sealEnds(noes(rejection(honest)));
    expect(codeOf(await vault.sign(toSign(honest, approval(honest))))).toBe('approval-voided');
  });

  it('counts once, however often it is told', async () => {
    const { vault, stateFile } = await voided();
    const { mark } = vault;
    expect(await vault.sealEnds(noes(rejection(honest, ben)))).toEqual({ ok: true, value: mark });
    expect(stateFile.writes).toBe(2);
  });

  it('is not voided by a stranger, nor by a forged rejection', async () => {
    const { vault } = await sealedVault();
    expect(codeOf(await vault.sealEnds(noes(rejection(honest, stranger))))).toBe('officer-unknown');
    const forged = rejection(honest, { ...stranger, id: ben.id });
    expect(codeOf(await vault.sealEnds(noes(forged)))).toBe('approval-signature-bad');
    const program = rejection(honest, ben, { actor: { kind: 'client', clientId: ben.id } });
    expect(codeOf(await vault.sealEnds(noes(program)))).toBe('officer-unknown');
    expect(codeOf(await vault.sign(toSign(honest, approval(honest))))).toBe('accepted');
  });

  it('is not voided by the rejection of another treasury or network, whose bytes may be the same', async () => {
    const { vault } = await sealedVault();
    const elsewhere: [string, Partial<RejectionStatement>][] = [
      ['approval-other-treasury', { treasuryId: uuid(0x8) }],
      ['approval-other-network', { network: { id: 'iota:testnet', genesis: network.genesis } }],
      ['approval-other-network', { network: { ...network, genesis: '00000000' } }],
    ];
    for (const [code, place] of elsewhere) {
      expect(codeOf(await vault.sealEnds(noes(rejection(honest, ben, place))))).toBe(code);
    }
    expect(codeOf(await vault.sign(toSign(honest, approval(honest))))).toBe('accepted');
  });

  it("is not voided by an approval's signature (another domain)", async () => {
    const { vault } = await sealedVault();
    const { signature } = approval(honest);
    expect(codeOf(await vault.sealEnds(noes({ ...rejection(honest, ben), signature })))).toBe(
      'approval-signature-bad',
    );
  });
});

describe('a vault whose policy has no rule for it', () => {
  it('is deposit-only, whatever was approved', async () => {
    const depositOnly = policy({ rules: [] });
    const { vault } = await sealedVault(depositOnly);
    const approvals = [
      approval(honest, ben, under(depositOnly)),
      approval(honest, chiara, under(depositOnly)),
    ];
    expect(codeOf(await vault.sign(toSign(honest, ...approvals)))).toBe('policy-no-rule');
  });

  it('does not borrow the rule of another vault', async () => {
    const foreign = policy({ rules: [rule({ vaultId: uuid(0xa2), lifetime: 8 })] });
    const { vault } = await sealedVault(foreign);
    expect(codeOf(await vault.sign(toSign(honest, approval(honest, ben, under(foreign)))))).toBe(
      'policy-no-rule',
    );
  });

  it('does not take an outsider for an own vault', async () => {
    const ownOnly = policy({ rules: [rule({ destination: 'own-vault' })] });
    const { vault } = await sealedVault(ownOnly);
    expect(codeOf(await vault.sign(toSign(honest, approval(honest, ben, under(ownOnly)))))).toBe(
      'policy-no-rule',
    );
  });

  it('does not let an outsider ride along with an own vault', async () => {
    const ownOnly = policy({ rules: [rule({ destination: 'own-vault' })] });
    const { vault } = await sealedVault(ownOnly);
    const { receiveAddress } = policy().vaults[1]!;
    const sweep = request({ kind: 'sweep', recipient: receiveAddress });
    const mixed = proposal({ requests: [sweep, request({ id: uuid(0x4e1) })] });
    expect(codeOf(await vault.sign(toSign(mixed, approval(mixed, ben, under(ownOnly)))))).toBe(
      'policy-no-rule',
    );
    const alone = proposal({ requests: [sweep] });
    expect(codeOf(await vault.sign(toSign(alone, approval(alone, ben, under(ownOnly)))))).toBe('accepted');
  });
});
