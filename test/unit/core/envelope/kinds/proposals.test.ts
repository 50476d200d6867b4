import { describe, expect, it } from 'vitest';
import {
  inspectProposals,
  type Proposals,
  type ProposalsContext,
  proposalsSchema,
} from '../../../../../electron/core/envelope/kinds/proposals.ts';
import type { JsonValue } from '../../../../../electron/core/json.ts';
import { mandateDigest, mandateViewDigest } from '../../../../../electron/core/mandate/mandate.ts';
import { REQUEST_LIFETIME_MS } from '../../../../../electron/core/proposal/request.ts';
import { refuse } from '../../../../../electron/core/result.ts';
import { parseWith } from '../../../../../electron/core/schema.ts';
import {
  amount,
  approval,
  asset,
  attestation,
  codeOf,
  cold,
  hot,
  input,
  mandate,
  NOW,
  network,
  officers,
  policy,
  proposal,
  request,
  stranger,
  uuid,
} from '../../../../support/core-samples.ts';
import { approvalOf, contents, identify, ownParts, subjectOf } from '../../../../support/envelope-samples.ts';
import { changedValue, placesOf, withAt } from '../../../../support/json-places.ts';
import { must } from '../../../../support/must.ts';
import { verifyDigest } from '../../../../support/test-signatures.ts';

const context: ProposalsContext = {
  policy: policy(),
  vaults: null,
  now: NOW,
  verify: verifyDigest,
  identify,
};
const [sample] = contents.proposals.proposals;
if (!sample) throw new Error('expected a sample');
const inspect = (of: Partial<Proposals>, with_: Partial<ProposalsContext> = {}) =>
  inspectProposals({ ...contents.proposals, ...of }, { ...context, ...with_ });
/** One proposal, changed. */
const one = (of: Partial<typeof sample>, with_: Partial<ProposalsContext> = {}) =>
  inspect({ proposals: [{ ...sample, ...of }] }, with_);

describe('proposals in an envelope', () => {
  it('say what their bytes are, who approved, and that there is time', () => {
    expect(must(inspect({}))).toEqual([
      {
        proposal: proposal(),
        subject: subjectOf(proposal()),
        mandate: null,
        inputs: { proven: [], unknown: null },
        approvals: [approvalOf(proposal())],
        late: null,
      },
    ]);
  });

  it('give the chain the proofs that they name', () => {
    const given: (readonly string[])[] = [];
    const proofs = ['AAEC', 'AwQF'].map((bytes) => ({ chain: 'toy', bytes }));
    const another = proposal({ id: uuid(10), requests: [request({ id: uuid(0x51) })] });
    const other = { ...sample, proposal: another, proofs: [1, 0], approvals: [] };
    must(
      inspect(
        { proofs, proposals: [sample, other] },
        {
          identify: (of, bytes) => {
            given.push(bytes);
            return identify(of);
          },
        },
      ),
    );
    expect(given).toEqual([['AAEC'], ['AwQF', 'AAEC']]);
  });

  it('are refused with what the chain says of bytes that it does not know', () => {
    const refused = inspect({}, { identify: () => refuse('command-unknown', 'expected a payment') });
    expect(codeOf(refused)).toBe('command-unknown');
  });

  it.each([
    ['another treasury', { treasuryId: uuid(8) }, 'envelope-other-treasury'],
    ['another network', { network: { ...network, genesis: 'deadbeef' } }, 'envelope-other-network'],
    ['another chain', { network: { ...network, id: 'other:practice' } }, 'envelope-other-network'],
    ['inputs of another chain', { evidence: [input(1, { chain: 'other' })] }, 'envelope-other-network'],
    ['a vault of nobody here', { vaultId: uuid(0xaf) }, 'envelope-other-vault'],
    [
      'sources that are not who pays',
      { sources: [{ address: cold.address, path: { account: 0, change: 0, index: 0 } }] },
      'sender-foreign',
    ],
  ])('are refused for %s', (_, overrides, code) => {
    expect(codeOf(one({ proposal: proposal(overrides) }))).toBe(code);
  });

  it.each([
    ['with a payer that its vault has not signed', { addresses: [], attestations: [] }],
    [
      'with a payer under another root',
      { addresses: ownParts.addresses.map((own) => ({ ...own, proof: 'ab'.repeat(32) })) },
    ],
    [
      'with a payer at another path',
      {
        addresses: ownParts.addresses.map((own) => ({ ...own, path: { ...own.path, index: 1 } })),
      },
    ],
    [
      'with an attestation of a stranger',
      { attestations: ownParts.attestations.map((each) => ({ ...each, signature: 'ab'.repeat(64) })) },
    ],
  ])('are refused %s', (_, swapped) => {
    expect(codeOf(inspect(swapped))).toBe('address-not-attested');
  });

  it('are refused whose change goes to an address of nobody here', () => {
    const refused = inspect(
      {},
      { identify: (of) => ({ ok: true, value: { ...must(identify(of)), changeTo: cold.address } }) },
    );
    expect(codeOf(refused)).toBe('address-not-attested');
  });

  it('are refused with an attestation that no address names', () => {
    const more = { attestations: [...ownParts.attestations, attestation] };
    expect(codeOf(inspect(more))).toBe('envelope-malformed');
  });

  it('are refused for a vault of another station', () => {
    expect(codeOf(inspect({}, { vaults: [hot.id, cold.id] }))).toBe('accepted');
    expect(codeOf(inspect({}, { vaults: [cold.id] }))).toBe('envelope-other-vault');
  });

  it.each([
    [
      'whose amount was changed',
      { ...request(), statement: { ...request().statement, amount: amount(999) } },
      'request-signature-bad',
    ],
    ['of a stranger', request({}, stranger), 'request-signature-bad'],
    ['of an officer who is no maker', request({}, officers.ben), 'role-missing'],
  ])('are refused with a request %s', (_, asked, code) => {
    expect(codeOf(one({ proposal: proposal({ requests: [asked] }) }))).toBe(code);
  });
});

describe('approvals that came with a proposal', () => {
  const other = proposal({ id: uuid(11), intent: Buffer.from('pay mallory').toString('base64') });

  it('of another proposal are refused: they were moved', () => {
    expect(codeOf(one({ approvals: [approvalOf(other)] }))).toBe('approval-other-digest');
  });

  it.each([
    [
      'of other requests',
      approval(officers.ben, { subject: subjectOf(proposal()), requestIds: [uuid(1)] }),
      'approval-other-request',
    ],
    [
      'of another treasury',
      approval(officers.ben, { subject: subjectOf(proposal()), treasuryId: uuid(8) }),
      'approval-other-treasury',
    ],
    [
      'of the maker',
      approvalOf(proposal({ requests: [request({}, officers.erin)] }), officers.erin),
      'approval-by-maker',
    ],
    ['of a stranger', approvalOf(proposal(), stranger), 'approval-officer-unknown'],
    [
      'with an altered signature',
      { ...approvalOf(proposal()), signature: 'ab'.repeat(64) },
      'approval-signature-bad',
    ],
    [
      'for longer than any may be',
      approval(officers.ben, { subject: subjectOf(proposal()), expiresAt: NOW + 86_400_000 }),
      'approval-expired',
    ],
  ])('%s are refused', (_, wrong, code) => {
    const requests = code === 'approval-by-maker' ? [request({}, officers.erin)] : [request()];
    expect(codeOf(one({ proposal: proposal({ requests }), approvals: [wrong] }))).toBe(code);
  });

  it('of one officer twice are refused', () => {
    expect(codeOf(one({ approvals: [approvalOf(proposal()), approvalOf(proposal())] }))).toBe(
      'approval-duplicate-officer',
    );
  });

  it('that have expired count no more, and stop nobody', () => {
    const late = approval(officers.chiara, { subject: subjectOf(proposal()), expiresAt: NOW });
    const [inspected] = must(one({ approvals: [late, approvalOf(proposal())] }));
    expect(inspected).toMatchObject({ approvals: [approvalOf(proposal())], late: null });
  });
});

describe('what is late', () => {
  it('is said of the one proposal, and the others go on', () => {
    const createdAt = NOW - REQUEST_LIFETIME_MS;
    const old = proposal({
      id: uuid(12),
      requests: [request({ id: uuid(0x51), createdAt, expiresAt: NOW })],
    });
    const inspected = must(inspect({ proposals: [{ ...sample, proposal: old, approvals: [] }, sample] }));
    expect(inspected.map(({ late }) => late?.code ?? null)).toEqual(['request-expired', null]);
  });
});

describe('what several proposals need', () => {
  const [first, second] = mandate().statement.sources;
  const gathered = [first, second].map((source, i) => {
    if (!source) throw new Error('expected two sources');
    const asked = request({
      id: source.requestId,
      kind: 'gather',
      source: source.address,
      recipient: hot.address,
      amount: source.amount,
    });
    return proposal({ id: uuid(0x20 + i), requests: [asked] });
  });
  const digest = mandateDigest(mandate().statement);
  const approved = approval(officers.ben, {
    subject: { kind: 'mandate', digest, viewDigest: mandateViewDigest(mandate().statement, asset) },
    requestIds: [],
  });
  const under = gathered.map((each) => ({ proposal: each, proofs: [0], mandate: digest, approvals: [] }));
  const held = { mandates: [{ mandate: mandate(), approvals: [approved] }], proposals: under };

  it('is there once: a mandate, with its approvals', () => {
    const inspected = must(inspect(held));
    expect(inspected.map((each) => each.mandate)).toEqual([mandate(), mandate()]);
    expect(inspected.map((each) => each.approvals)).toEqual([[approved], [approved]]);
  });

  it.each([
    [
      'a proposal for something else',
      { ...held, proposals: [...under, { ...sample, mandate: digest, approvals: [] }] },
      'mandate-other',
    ],
    [
      'a changed mandate',
      { ...held, mandates: [{ mandate: { ...mandate(), signature: 'ab'.repeat(64) }, approvals: [] }] },
      'request-signature-bad',
    ],
    [
      'approvals of a transaction for a mandate',
      { ...held, mandates: [{ mandate: mandate(), approvals: [approvalOf(proposal())] }] },
      'approval-subject',
    ],
    ['a mandate that is not there', { ...held, mandates: [] }, 'envelope-malformed'],
    ['a mandate that nothing is under', { mandates: held.mandates }, 'envelope-malformed'],
    ['a mandate twice', { ...held, mandates: [...held.mandates, ...held.mandates] }, 'envelope-malformed'],
    [
      'approvals beside the mandate',
      { ...held, proposals: under.map((each) => ({ ...each, approvals: [approvalOf(each.proposal)] })) },
      'envelope-malformed',
    ],
    ['a proposal twice', { proposals: [sample, sample] }, 'envelope-malformed'],
    ['a proof that is not there', { proposals: [{ ...sample, proofs: [0, 1] }] }, 'envelope-malformed'],
    ['a proof that nothing names', { proposals: [{ ...sample, proofs: [] }] }, 'envelope-malformed'],
    ['a proof of another ledger', { proofs: [{ chain: 'other', bytes: 'AAEC' }] }, 'envelope-other-network'],
  ])('is refused with %s', (_, wrong, code) => {
    expect(codeOf(inspect(wrong))).toBe(code);
  });

  it('with any one member of the mandate or of its approvals changed is refused', () => {
    const carried = held.mandates as JsonValue;
    for (const { path, isLeaf, name } of placesOf(carried)) {
      if (!isLeaf) continue;
      const changed = withAt(carried, path, changedValue) as typeof held.mandates;
      const parsed = parseWith(proposalsSchema.entries.mandates, changed);
      if (parsed.ok) expect(inspect({ ...held, mandates: parsed.value }).ok, name).toBe(false);
    }
  });

  it('is late together, where the mandate has ended', () => {
    const ended = { ...held, mandates: held.mandates.map((each) => ({ ...each, approvals: [] })) };
    const inspected = must(inspect(ended, { now: mandate().statement.expiresAt }));
    expect(inspected.map(({ late }) => late?.code)).toEqual(['mandate-expired', 'mandate-expired']);
  });
});
