import { describe, expect, it } from 'vitest';
import { productChains } from '../../../electron/chains/registry.ts';
import {
  type ApprovalStatement,
  approvalDigest,
  rejectionDigest,
} from '../../../electron/core/approval/approval.ts';
import type { ApprovalSubject } from '../../../electron/core/approval/subject.ts';
import { type CardStatement, officerCardDigest } from '../../../electron/core/envelope/kinds/officer-card.ts';
import { journalWitnessDigest } from '../../../electron/core/journal/journal-entry.ts';
import { policyDigest } from '../../../electron/core/policy/policy.ts';
import { requestDigest } from '../../../electron/core/proposal/request.ts';
import { verifySignature } from '../../../electron/signer/ed25519.ts';
import { OpenOfficer } from '../../../electron/signer/open-officer.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import { mandate, mandateApproval, mandateSubject, source } from '../../support/mandate-fixture.ts';
import {
  address,
  approval,
  codeOf,
  nanos,
  network,
  officers,
  policy,
  proposal,
  rejection,
  request,
  sealedVault,
  subjectOf,
  toSign,
  unwrap,
  uuid,
} from '../../support/signer-fixture.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';

// Ben's key file, as the fixtures make it.
const ben = (): OpenOfficer => new OpenOfficer(new KeyTree(countingRandom('officer Ben')(64)), productChains);

const honest = proposal();
const gather = mandate();
const { statement } = approval(honest);

const card: CardStatement = {
  treasuryId: statement.treasuryId,
  network,
  station: { id: uuid(0x57), key: 'ab'.repeat(32) },
  officer: { id: officers.ben.id, name: 'Ben Okafor', publicKey: officers.ben.publicKey },
};

const approve = (overrides: Partial<ApprovalStatement>, of = honest) =>
  ben().signStatement({ kind: 'approval', proposal: of, statement: { ...statement, ...overrides } });

describe("an officer's signer", () => {
  it('has the key that the policy lists', () => {
    expect(ben().publicKey).toBe(officers.ben.publicKey);
  });

  it.each([
    ['a request', { kind: 'request', statement: request().statement }, requestDigest(request().statement)],
    [
      'a rejection',
      { kind: 'rejection', statement: rejection(honest).statement },
      rejectionDigest(rejection(honest).statement),
    ],
    ['a policy', { kind: 'policy', policy: policy() }, policyDigest(policy())],
    ['an approval', { kind: 'approval', proposal: honest, statement }, approvalDigest(statement)],
    ['a card', { kind: 'officer-card', card }, officerCardDigest(card)],
    ['a journal entry', { kind: 'journal', hash: 'ab'.repeat(32) }, journalWitnessDigest('ab'.repeat(32))],
  ] as const)('signs %s under its own tag', (_, ask, digest) => {
    const { signature } = unwrap(ben().signStatement(ask));
    expect(verifySignature(officers.ben.publicKey, digest, signature)).toBe(true);
  });

  it('signs no card with the key of another officer', () => {
    const ofChiara = { ...card, officer: { ...card.officer, publicKey: officers.chiara.publicKey } };
    expect(codeOf(ben().signStatement({ kind: 'officer-card', card: ofChiara }))).toBe('officer-card-bad');
  });

  it('approves no other bytes than those it decoded', () => {
    expect(codeOf(approve({ subject: { ...subjectOf(honest), digest: '0'.repeat(64) } }))).toBe(
      'approval-other-digest',
    );
  });

  it('approves no other view than its own', () => {
    expect(codeOf(approve({ subject: { ...subjectOf(honest), viewDigest: '0'.repeat(64) } }))).toBe(
      'approval-other-view',
    );
  });

  it('approves for no other network than that of the view', () => {
    expect(codeOf(approve({ network: { id: 'iota:mainnet', genesis: network.genesis } }))).toBe(
      'approval-other-network',
    );
    expect(codeOf(approve({ network: { ...network, genesis: '00000000' } }))).toBe('approval-other-network');
  });

  it('approves for no other treasury than that of the proposal', () => {
    expect(codeOf(approve({ treasuryId: uuid(0x8) }))).toBe('approval-other-treasury');
  });

  it.each<[string, string, Partial<ApprovalStatement>]>([
    ['the mandate that it added up', 'accepted', {}],
    [
      'another mandate',
      'approval-other-digest',
      { subject: { ...mandateSubject(gather), digest: '0'.repeat(64) } },
    ],
    [
      'another view of it',
      'approval-other-view',
      { subject: { ...mandateSubject(gather), viewDigest: '0'.repeat(64) } },
    ],
    ['a transaction under it', 'approval-subject', { subject: subjectOf(honest) }],
    ['requests beside it', 'approval-other-request', { requestIds: [uuid(0x6a01)] }],
    ['another network', 'approval-other-network', { network: { ...network, genesis: '00000000' } }],
    ['another treasury', 'approval-other-treasury', { treasuryId: uuid(0x8) }],
    ['longer than the mandate', 'mandate-expired', { expiresAt: gather.statement.expiresAt + 1 }],
  ])('asked to approve a mandate, for %s: %s', (_, code, overrides) => {
    const { statement: approving } = mandateApproval(gather);
    const asked = { ...approving, ...overrides };
    expect(codeOf(ben().signStatement({ kind: 'mandate-approval', mandate: gather, statement: asked }))).toBe(
      code,
    );
  });

  it('approves no mandate that names a source twice, or amounts of another asset', () => {
    for (const [code, sources] of [
      ['mandate-malformed', [source(1), { ...source(2), address: source(1).address }]],
      ['asset-wrong', [source(1, 1, { amount: { asset: 'SMR', units: '1' } })]],
    ] as const) {
      const of = mandate({ sources: [...sources] });
      const { statement: asked } = mandateApproval(of);
      expect(codeOf(ben().signStatement({ kind: 'mandate-approval', mandate: of, statement: asked }))).toBe(
        code,
      );
    }
  });

  it('approves no batch and no mandate, whose transactions it has not decoded', () => {
    const batch: ApprovalSubject = { kind: 'batch', root: subjectOf(honest).digest, count: 1 };
    const mandate: ApprovalSubject = { ...subjectOf(honest), kind: 'mandate' };
    for (const subject of [batch, mandate]) expect(codeOf(approve({ subject }))).toBe('approval-subject');
  });

  it('approves nothing of a chain that it does not know', () => {
    const elsewhere = { id: 'moon:practice', genesis: network.genesis };
    const of = { ...honest, network: elsewhere };
    expect(codeOf(approve({ network: elsewhere }, of))).toBe('chain-unknown');
  });

  it('approves for no longer than the request asks', () => {
    const short = proposal({ requests: [request({ expiresAt: statement.expiresAt })] });
    expect(codeOf(approve({ expiresAt: statement.expiresAt + 1 }, short))).toBe('request-expired');
    expect(codeOf(approve({}, short))).toBe('accepted');
  });

  it('approves for no other requests than those it compared', () => {
    expect(codeOf(approve({ requestIds: [uuid(1)] }))).toBe('approval-other-request');
    expect(codeOf(approve({ requestIds: [] }))).toBe('approval-other-request');
  });

  it.each([
    [
      'a changed recipient',
      { payments: [{ recipient: address(0xbad), amount: nanos(100) }] },
      'recipient-changed',
    ],
    ['a foreign change address', { changeTo: address(0xbad) }, 'change-foreign'],
    ['a foreign gas owner', { gasOwner: address(0xbad) }, 'fee-payer-foreign'],
  ])('does not approve %s', (_, transfer, code) => {
    const attack = proposal({ transfer });
    const asked = ben().signStatement({
      kind: 'approval',
      proposal: attack,
      statement: approval(attack).statement,
    });
    expect(codeOf(asked)).toBe(code);
  });
});

describe('a signature asked for the journal', () => {
  it('approval forged through the journal: the hash of an entry "is" the digest of an approval', async () => {
    const { vault } = await sealedVault();
    const hash = approvalDigest(statement);
    const { signature } = unwrap(ben().signStatement({ kind: 'journal', hash }));
    expect(codeOf(await vault.sign(toSign(honest, { statement, signature })))).toBe('approval-signature-bad');
  });

  it('is no request, rejection or policy either', () => {
    const digests = [
      requestDigest(request().statement),
      rejectionDigest(rejection(honest).statement),
      policyDigest(policy()),
    ];
    for (const digest of digests) {
      const { signature } = unwrap(ben().signStatement({ kind: 'journal', hash: digest }));
      expect(verifySignature(officers.ben.publicKey, digest, signature)).toBe(false);
    }
  });
});
