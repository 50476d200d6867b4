import { describe, expect, it } from 'vitest';
import { theStation } from '../../../../electron/console/actor.ts';
import { decideProposal, type ProposalFacts } from '../../../../electron/console/movements/build-proposal.ts';
import { noBook } from '../../../../electron/core/policy/decide.ts';
import { SpendHistory } from '../../../../electron/core/policy/spend-history.ts';
import { totalsOf, viewDigest } from '../../../../electron/core/proposal/transfer-view.ts';
import {
  amount,
  asset,
  cold,
  hot,
  input,
  NOW,
  network,
  officers,
  policy,
  proposal,
  request,
  rule,
  subject,
  units,
  uuid,
  view,
} from '../../../support/core-samples.ts';
import { fc } from '../../../support/fast-check.ts';
import { must } from '../../../support/must.ts';
import { movement, movementId, onMovement, stationKey, written } from './samples.ts';

const facts = (overrides: Partial<ProposalFacts> = {}): ProposalFacts => ({
  movement: movement({ state: 'queued', ruleId: null, approvalsNeeded: null }),
  request: request(),
  sources: proposal().sources,
  choice: { owner: hot.address, inputs: [input(1)] },
  intent: proposal().intent,
  decoded: {
    intent: new TextEncoder().encode('pay bob'),
    digest: subject.digest,
    view,
    totals: must(totalsOf(view, asset)),
  },
  digestText: 'D1gest',
  spent: new SpendHistory(),
  voidedRule: null,
  mandate: null,
  approvedBy: [],
  epoch: null,
  policy: policy(),
  book: noBook,
  chain: { asset },
  proposalId: uuid(0x9),
  now: NOW,
  ...overrides,
});

/** What the first rule that lets the movement pass asks for. */
const ruledBy = (overrides: Partial<ProposalFacts>) => {
  const decided = decideProposal(facts(overrides), theStation('request-built'));
  if (!decided.ok) return decided.code;
  const [entry] = decided.value.entries;
  if (entry?.kind !== 'proposal-built') throw new Error('expected a proposal');
  return [entry.body.ruleId, entry.body.approvalsNeeded];
};
const asking = (whole: number) =>
  movement({ state: 'queued', ruleId: null, approvalsNeeded: null, units: units(whole) });

describe('a proposal', () => {
  it("is one entry of the station's own, with the whole proposal in it", async () => {
    const { entries, changes } = await written(decideProposal(facts(), theStation('request-built')));
    expect(entries).toMatchObject([
      {
        kind: 'proposal-built',
        actor: { kind: 'station', stationId: stationKey.stationId, rule: 'request-built' },
        documents: [{ kind: 'proposal', document: { ...proposal(), createdAt: NOW } }],
        body: {
          movementId,
          digest: subject.digest,
          viewDigest: viewDigest(network, view),
          digestText: 'D1gest',
          ruleId: 'everyday',
          approvalsNeeded: 1,
        },
        witness: null,
      },
    ]);
    expect(changes).toMatchObject([
      { kind: 'proposal-added', movementId, digest: subject.digest },
      { kind: 'movement-ruled', ruleId: 'everyday', approvalsNeeded: 1 },
      { kind: 'inputs-reserved', movementId, keys: [input(1).key] },
      { kind: 'movement-moved', id: movementId, to: 'proposed' },
    ]);
  });

  it('rests on its movement, on bytes that were never proposed, and on each input being free', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(5_000), { minLength: 1, maxLength: 255 }), (numbers) => {
        const inputs = numbers.map((number) => input(number));
        const { expects, entries } = must(
          decideProposal(facts({ choice: { owner: hot.address, inputs } }), theStation('request-built')),
        );
        expect(expects).toEqual([
          onMovement,
          { of: 'proposal', digest: subject.digest, version: 0 },
          ...inputs.map(({ key }) => ({ of: 'input', key, version: 0 })),
        ]);
        expect(entries).toMatchObject([{ documents: [{ document: { evidence: inputs } }] }]);
      }),
      { numRuns: 50 },
    );
  });

  it('is let pass by the first rule whose limits it keeps; beyond one the next asks for more people', () => {
    expect(ruledBy({ movement: asking(1000) })).toEqual(['everyday', 1]);
    expect(ruledBy({ movement: asking(1000.001) })).toEqual(['large', 2]);
    const toCold = { ...asking(15_000), recipient: cold.address };
    expect(ruledBy({ movement: toCold })).toEqual(['sweep', 1]);
  });

  it('goes over to the next rule to the unit where the window is spent', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, units(5_500)), fc.bigInt(1n, units(1_000)), (spent, asked) => {
        const before = new SpendHistory([{ ruleId: 'everyday', at: NOW, units: spent }]);
        const fits = spent + asked <= units(5_000);
        expect(ruledBy({ movement: { ...asking(1), units: asked }, spent: before })).toEqual(
          fits ? ['everyday', 1] : ['large', 2],
        );
      }),
    );
  });

  it.each([
    ['above the largest amount of any rule', { movement: asking(20_000.001) }],
    ['from a vault of which no rule speaks', { movement: { ...asking(1), vaultId: cold.id } }],
    ['under a policy without rules', { policy: policy({ rules: [] }) }],
    [
      'to an outsider, where rules are for own vaults only',
      { policy: policy({ rules: [rule({ destination: 'own-vault', maxAmount: amount(1_000) })] }) },
    ],
  ])('is none for a payment %s', (_, overrides) => {
    expect(ruledBy(overrides)).toBe('policy-no-rule');
  });

  it('has the request that it serves whole in it, signature and all', () => {
    const other = request({}, officers.erin);
    const { entries } = must(decideProposal(facts({ request: other }), theStation('request-built')));
    expect(entries).toMatchObject([{ documents: [{ document: { requests: [other] } }] }]);
  });
});

it.each([
  ['counts no more is not approved with it', [], undefined],
  ['counts is approved with it', [officers.ben.id], true],
  ['is that of one who is in no group of its rule is not approved with it', [officers.mara.id], undefined],
] as const)('what is built under a mandate whose approval %s', (_, approvedBy, approved) => {
  const of = { ...asking(1), approvedBy: [officers.ben.id] };
  const mandate = { amount: of.units, feeAtMost: units(1), sources: 1, signed: [] };
  const decided = must(
    decideProposal(facts({ movement: of, mandate, approvedBy }), theStation('request-built')),
  );
  const [entry] = decided.entries;
  expect(entry?.kind === 'proposal-built' ? entry.body.approved : 'nothing built').toBe(approved);
});
