import { describe, expect, it } from 'vitest';
import type { CeremonyRecord } from '../../../../electron/console/ceremony/ceremony-record.ts';
import { recordOf } from '../../../../electron/console/ceremony/missing-records.ts';
import { decideCompleted, policiesWith } from '../../../../electron/console/ceremony/settle-ceremony.ts';
import { transcriptDigest } from '../../../../electron/core/ceremony/transcript.ts';
import { TRANSCRIPT_FORMAT } from '../../../../electron/core/ceremony/verify-transcript.ts';
import { policyDigest } from '../../../../electron/core/policy/policy.ts';
import { policyWithVault } from '../../../../electron/core/policy/with-vault.ts';
import { verifySignature } from '../../../../electron/signer/ed25519.ts';
import { plans, sampleTranscript } from '../../../support/ceremony-samples.ts';
import { attestation, mandate } from '../../../support/core-samples.ts';
import { codeOf, must } from '../../../support/treasury-steps.ts';
import { ids, samplePolicy, signedBy } from './samples.ts';

const founders = [ids.maker, ids.approver, ids.approver2, ids.admin];
const first = { ...signedBy(samplePolicy, ...founders), knownSince: 1 };
const next = (name: string) =>
  policyWithVault(samplePolicy, {
    vault: {
      id: ids.made,
      name,
      kind: 'cold',
      receiveAddress: 'address-made',
      attestationKey: 'a3'.repeat(32),
    },
    rulesOf: null,
    createdAt: 2,
  });
const reserve = signedBy(next('Reserve'), ids.admin, ids.approver, ids.approver2);
const second = { ...reserve, knownSince: 2 };
const fresh = { isTold: false, verify: verifySignature };

describe("a treasury's policies with that of a ceremony", () => {
  it('are the same where the ceremony made none, or where it is among them already', () => {
    expect(must(policiesWith([first], null, fresh))).toEqual([first]);
    expect(must(policiesWith([first, second], second, fresh))).toEqual([first, second]);
  });

  it('are one more', () => {
    expect(must(policiesWith([first], second, fresh))).toEqual([first, second]);
  });

  it('are known since when the journal tells: a kill may have left another time', () => {
    const told = { ...reserve, knownSince: 7 };
    expect(must(policiesWith([first, second], told, fresh))).toEqual([first, second]);
    expect(must(policiesWith([first, second], told, { ...fresh, isTold: true }))).toEqual([first, told]);
  });

  it('are refused where another one of that version is in its place', () => {
    const signed = signedBy(next('Other'), ids.admin, ids.approver, ids.approver2);
    const other = { ...signed, knownSince: 2 };
    expect(policiesWith([first, other], second, fresh)).toMatchObject({
      code: 'treasury-damaged',
      message: expect.stringContaining('of version 2'),
    });
  });

  it('are refused where not everybody who must has signed it', () => {
    const unsigned = { ...signedBy(next('Reserve'), ids.admin, ids.approver), knownSince: 2 };
    expect(codeOf(policiesWith([first], unsigned, fresh))).toBe('treasury-damaged');
  });
});

const plan = plans['rotate'];
if (!plan) throw new Error('there is a rotation');
const transcript = sampleTranscript(plan);
const request = (id: string): CeremonyRecord['requests'][number] => ({
  statement: {
    treasuryId: ids.treasury,
    network: samplePolicy.network,
    policy: { version: 1, digest: policyDigest(samplePolicy) },
    actor: { kind: 'person', officerId: ids.maker },
    kind: 'sweep',
    id,
    vaultId: ids.hot,
    source: 'address-hot',
    recipient: 'address-made',
    amount: { asset: 'IOTA', units: '5' },
    memo: null,
    reference: '',
    createdAt: 2,
    expiresAt: 3,
  },
  signature: '0a'.repeat(64),
});
const record: CeremonyRecord = {
  format: 'sallyport/ceremony/2',
  transcriptFile: {
    format: TRANSCRIPT_FORMAT,
    transcript,
    signatures: [{ officerId: ids.admin, signature: '0b'.repeat(64) }],
    officers: [],
    entry: null,
  },
  policy: reserve,
  vaultFile: { vaultId: ids.made, file: 'reserve-01234567.stronghold' },
  mark: { era: 'ab'.repeat(16), counter: 1 },
  accounts: [{ account: 0, alias: 'Reserve' }],
  attestations: [attestation],
  addresses: [{ address: 'address-made', path: { account: 0, change: 0, index: 0 }, issued: true }],
  retires: ids.hot,
  requests: [request(ids.cold)],
};

describe('the journal entry of a completed ceremony', () => {
  it('carries all that officers signed, and tells all that follows', () => {
    const decision = decideCompleted(record, record.accounts);
    expect(decision.entries).toHaveLength(1);
    expect(decision.entries[0]).toMatchObject({
      kind: 'ceremony-completed',
      actor: { kind: 'station' },
      documents: [
        { kind: 'transcript', document: { transcript, signatures: record.transcriptFile.signatures } },
        { kind: 'policy', document: reserve },
        { kind: 'request', document: record.requests[0] },
        { kind: 'attestation', document: attestation },
      ],
      body: {
        transcriptId: transcript.id,
        transcript: transcriptDigest(transcript),
        policyVersion: 2,
        policy: policyDigest(reserve.policy),
        vaultFile: 'reserve-01234567.stronghold',
        era: 'ab'.repeat(16),
        counter: 1,
        accounts: record.accounts,
        addresses: record.addresses,
        retires: ids.hot,
        movementIds: [ids.cold],
      },
    });
  });

  it('tells its record whole, but for names that were taken', () => {
    const vaultFile = { vaultId: transcript.vault?.id ?? '', file: 'reserve-01234567.stronghold' };
    const of = { ...record, vaultFile, mandates: [mandate()] };
    const { documents = [], body } = decideCompleted(of, of.accounts).entries[0] ?? {};
    const entry = { documents, body } as Parameters<typeof recordOf>[0];
    const again = recordOf(entry, { policies: [first] });
    const { officers, entry: chained, ...signed } = of.transcriptFile;
    expect(again).toMatchObject({ ...of, transcriptFile: signed });
    expect(again?.transcriptFile.entry).toBe(entry);
    expect(again?.transcriptFile.officers.map(({ id }) => id)).toEqual(
      transcript.officers.map(({ id }) => id),
    );
  });

  it('carries the mandates of the moves before their requests', () => {
    const of = mandate();
    const { entries } = decideCompleted({ ...record, mandates: [of] }, record.accounts);
    expect(entries[0]?.documents?.map(({ kind }) => kind)).toEqual([
      'transcript',
      'policy',
      'mandate',
      'request',
      'attestation',
    ]);
    expect(entries[0]?.documents?.[2]?.document).toEqual(of);
  });

  it('is written once, and rests on free names of its accounts', () => {
    expect(decideCompleted(record, [{ account: 0, alias: 'RESERVE (2)' }]).expects).toEqual([
      { of: 'ceremony', transcriptId: transcript.id, version: 0 },
      { of: 'alias', key: 'reserve (2)', version: 0 },
    ]);
  });

  it('of one that wrote no vault has no accounts and no addresses', () => {
    const none = { ...record, policy: null, vaultFile: null, mark: null, retires: null, requests: [] };
    expect(decideCompleted(none, []).entries[0]).toMatchObject({
      documents: [{ kind: 'transcript' }],
      body: { policyVersion: null, policy: null, vaultFile: null, era: null, accounts: [], addresses: [] },
    });
  });
});
