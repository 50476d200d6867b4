import { describe, expect, it } from 'vitest';
import { journalHash, journalWitnessDigest } from '../../../electron/core/journal/journal-entry.ts';
import { type Policy, policyDigest } from '../../../electron/core/policy/policy.ts';
import { decideEnds, type Ends } from '../../../electron/signer/decide-ends.ts';
import {
  codeOf,
  governedBy,
  noes,
  officers,
  person,
  policy,
  proposal,
  rejection,
  signAs,
  signPolicy,
  stranger,
  type TestOfficer,
  under,
  unwrap,
  uuid,
} from '../../support/signer-fixture.ts';

const { ben, chiara } = officers;
const first = policy();
const without = (...gone: TestOfficer[]) =>
  first.officers.filter(({ id }) => !gone.some((officer) => officer.id === id));
const after = (before: Policy, changes: Partial<Policy>): Policy => ({
  ...before,
  version: before.version + 1,
  previous: policyDigest(before),
  ...changes,
});
/** Chiara has left with the second policy; the vault has sealed the third. */
const second = after(first, { officers: without(chiara) });
const third = after(second, { createdAt: first.createdAt + 5 });
const all = [first, second, third].map((each) => signPolicy(each));

const memory = { isVoided: () => false, isEnded: () => false, journal: null } as unknown as Parameters<
  typeof decideEnds
>[1]['memory'];
const told = (ends: Partial<Ends>, policies = all) =>
  decideEnds({ ...noes(), policies, ...ends }, { governed: governedBy(third), memory, now: 1 });
const honest = proposal();

describe('the no of an officer who has left the treasury since', () => {
  it('stays a no: it is held against the policy that it names', () => {
    const changes = unwrap(told({ rejections: [rejection(honest, chiara, under(first))] }));
    expect(changes.map(({ kind }) => kind)).toEqual(['voided', 'ended']);
  });

  it('is nobody’s word under a policy that did not have them any more', () => {
    for (const of of [second, third]) {
      expect(codeOf(told({ rejections: [rejection(honest, chiara, under(of))] }))).toBe('officer-unknown');
    }
  });

  it('is refused where it is forged, or by somebody of no policy', () => {
    const forged = rejection(honest, { ...stranger, id: chiara.id }, under(first));
    expect(codeOf(told({ rejections: [forged] }))).toBe('approval-signature-bad');
    expect(codeOf(told({ rejections: [rejection(honest, stranger, under(first))] }))).toBe('officer-unknown');
  });

  it('is refused under a policy of an attacker: the sealed one does not lead back to it', () => {
    const { key: _, publicKey: __, ...mallory } = stranger;
    const theirs = policy({ officers: [...first.officers, mallory] });
    const chain = [signPolicy(theirs), ...all.slice(1)];
    const no = rejection(honest, stranger, under(theirs));
    expect(codeOf(told({ rejections: [no] }, chain))).toBe('officer-unknown');
    expect(codeOf(told({ rejections: [rejection(honest, chiara, under(first))] }, chain))).toBe(
      'officer-unknown',
    );
  });

  it('is known by the key of then, where the officer has another key today', () => {
    const renewed = { ...ben, keys: stranger.keys, key: stranger.key };
    const next = after(first, {
      officers: first.officers.map((each) => (each.id === ben.id ? { ...each, keys: renewed.keys } : each)),
    });
    const decide = (of: ReturnType<typeof rejection>) =>
      decideEnds(
        { ...noes(of), policies: [first, next].map((each) => signPolicy(each)) },
        { governed: governedBy(next), memory, now: 1 },
      );
    expect(codeOf(decide(rejection(honest, ben, under(first))))).toBe('accepted');
    expect(codeOf(decide(rejection(honest, renewed, under(next))))).toBe('accepted');
    expect(codeOf(decide(rejection(honest, renewed, under(first))))).toBe('approval-signature-bad');
    expect(codeOf(decide(rejection(honest, ben, under(next))))).toBe('approval-signature-bad');
  });

  it('withdraws a request as it did then', () => {
    const content = {
      format: 'sallyport/journal/2' as const,
      stationId: uuid(0x51),
      seq: 12,
      previous: '0'.repeat(64),
      at: 1,
      heads: [],
      kind: 'request-cancelled' as const,
      actor: person(chiara),
      documents: [],
      body: { movementId: uuid(0x4e0) },
    };
    const hash = journalHash(content);
    const entry = (by: TestOfficer) => ({
      ...content,
      hash,
      stationSignature: '0'.repeat(128),
      witness: signAs(by, journalWitnessDigest(hash)),
    });
    expect(unwrap(told({ withdrawals: [entry(chiara)] }))).toMatchObject([{ kind: 'ended' }]);
    expect(codeOf(told({ withdrawals: [entry(stranger)] }))).toBe('journal-signature-bad');
    expect(codeOf(told({ withdrawals: [entry(chiara)] }, []))).toBe('officer-unknown');
  });
});
