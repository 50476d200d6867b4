import { describe, expect, it } from 'vitest';
import {
  type ConclusionFacts,
  conclusionOf,
  rulesModelOf,
} from '../../../../electron/console/ceremony/conclude.ts';
import type { CeremonyPlan } from '../../../../electron/core/ceremony/ceremony-plan.ts';
import { policyDigest } from '../../../../electron/core/policy/policy.ts';
import { SpendHistory } from '../../../../electron/core/policy/spend-history.ts';
import { completeAll, sampleAddress, sampleSheets } from '../../../support/ceremony-samples.ts';
import { ids, sampleOfficers, samplePolicy } from './samples.ts';

let drawn = 0;
const facts: ConclusionFacts = {
  treasury: { id: ids.treasury, name: 'Harbour Exchange' },
  network: samplePolicy.network,
  station: { id: ids.station, role: 'desk', publicKey: '11'.repeat(32) },
  policy: samplePolicy,
  newest: samplePolicy,
  retired: [],
  spent: new SpendHistory(),
  asset: { id: 'IOTA', unit: 'IOTA', decimals: 9 },
  now: 5_000,
  newId: () => `00000000-0000-4000-8000-${(0xff00 + ++drawn).toString(16).padStart(12, '0')}`,
};

const session = (plan: CeremonyPlan, changes: object = {}) => ({
  id: '0f7a3c52-6a0f-4d4c-9b7e-2d6c1e8f9a10',
  state: completeAll(plan),
  about: null,
  vault: { id: ids.made, name: 'Reserve', kind: 'hot' as const },
  isNew: true,
  officers: sampleOfficers,
  deviations: [],
  sheets: sampleSheets(plan),
  firstAddress: sampleAddress,
  attestationKey: 'a3'.repeat(32),
  moves: null,
  former: null,
  ...changes,
});

const create: CeremonyPlan = { kind: 'create', words: true, split: null };
const rotate: CeremonyPlan = { kind: 'rotate', words: true, split: null };
const at = (index: number) => ({ account: 0, change: 0, index });
const about = { id: ids.hot, name: 'Hot', kind: 'hot' as const };

describe('what everybody present signs', () => {
  it('is the transcript: it names treasury, network, policy and station', () => {
    const { transcript, requests } = conclusionOf(session(create), facts);
    expect(transcript).toMatchObject({
      network: samplePolicy.network,
      policy: { version: 1, digest: policyDigest(samplePolicy) },
      treasury: facts.treasury,
      station: facts.station,
      result: 'completed',
      firstAddress: sampleAddress,
    });
    expect(requests).toEqual([]);
  });

  it('and the next policy, where a vault is new: under the rules of the first of its kind', () => {
    const { policy } = conclusionOf(session(create), facts);
    expect(policy).toMatchObject({
      version: 2,
      previous: policyDigest(samplePolicy),
      createdAt: 5_000,
      vaults: [{}, {}, { id: ids.made, receiveAddress: sampleAddress }],
      rules: [{ id: 'everyday' }, { id: 'everyday@2', source: { vaultId: ids.made } }],
    });
    expect(conclusionOf(session(create, { isNew: false }), facts).policy).toBeNull();
  });

  it('and the requests that empty the old vault, by a maker who is present, each with the address that pays', () => {
    const moves = [
      { from: 'address-1', path: at(1), units: 7n, feeAtMost: 1n },
      { from: 'address-2', path: at(2), units: 9n, feeAtMost: 1n },
    ];
    const { requests, mandates, policy, transcript } = conclusionOf(session(rotate, { about, moves }), facts);
    expect(transcript.replaces).toEqual(about);
    expect(requests).toMatchObject([
      {
        treasuryId: ids.treasury,
        network: samplePolicy.network,
        policy: { version: 2 },
        actor: { kind: 'person', officerId: ids.maker },
        kind: 'sweep',
        vaultId: ids.hot,
        source: 'address-1',
        recipient: sampleAddress,
        amount: { asset: 'IOTA', units: '7' },
        memo: null,
      },
      { source: 'address-2', amount: { units: '9' } },
    ]);
    expect(new Set(requests.map(({ id }) => id)).size).toBe(2);
    const [first, second] = requests;
    expect(mandates, 'all of them are approved once').toMatchObject([
      {
        kind: 'sweep',
        actor: { kind: 'person', officerId: ids.maker },
        policy: { version: 2, digest: policy && policyDigest(policy) },
        vaultId: ids.hot,
        destination: { vaultId: ids.made, address: sampleAddress },
        sources: [
          { requestId: first?.id, address: 'address-1', path: at(1), feeAtMost: { units: '1' } },
          { requestId: second?.id, address: 'address-2', path: at(2), feeAtMost: { units: '1' } },
        ],
      },
    ]);
  });

  it('of a checked backup is the answer', () => {
    const check: CeremonyPlan = { kind: 'check-backup', from: 'words' };
    const known = session(check, { isNew: false, sheets: [] });
    expect(conclusionOf(known, facts).transcript.result).toBe('belongs');
    const none = session(check, { isNew: false, sheets: [], vault: null, firstAddress: null });
    expect(conclusionOf(none, facts).transcript.result).toBe('belongs-to-none');
  });
});

describe('the rules of a new vault', () => {
  it('are those of the vault that it replaces, else of the first of its kind that is not retired', () => {
    expect(rulesModelOf({ policy: samplePolicy, retired: [] }, 'hot', null)).toBe(ids.hot);
    expect(rulesModelOf({ policy: samplePolicy, retired: [ids.hot] }, 'hot', null)).toBeNull();
    expect(rulesModelOf({ policy: samplePolicy, retired: [ids.hot] }, 'hot', about)).toBe(ids.hot);
  });
});
