import { describe, expect, it } from 'vitest';
import {
  checkEnvelope,
  type Knowledge,
  type TakenEnvelope,
} from '../../../../electron/core/envelope/check-envelope.ts';
import type { EnvelopeStatement } from '../../../../electron/core/envelope/envelope.ts';
import { policyDigest, policyReference } from '../../../../electron/core/policy/policy.ts';
import { DATE_TOLERANCE_MS } from '../../../../electron/core/proposal/request.ts';
import { type Settlement, settlementDigest } from '../../../../electron/core/station/settlement.ts';
import {
  amount,
  codeOf,
  hot,
  NOW,
  network,
  officers,
  policy,
  signAs,
  signPolicy,
  uuid,
} from '../../../support/core-samples.ts';
import {
  bensDesk,
  contents,
  desk,
  entryHash,
  envelope,
  hashOf,
  head,
  kinds,
  knowledge,
  policies,
  statement,
  strangersDesk,
  type TestStation,
} from '../../../support/envelope-samples.ts';

const check = (of: EnvelopeStatement, known: Partial<Knowledge> = {}) =>
  checkEnvelope(envelope(of), knowledge(known));

/** What the desk knows after it took in envelopes of Ben's desk. */
const having = (...taken: readonly TakenEnvelope[]): Partial<Knowledge> => ({
  stations: [{ stationId: bensDesk.id, stationKey: bensDesk.key, isRetired: false, taken }],
});
const taken = (of: EnvelopeStatement): TakenEnvelope => ({
  digest: envelope(of).digest,
  kind: of.kind,
  number: of.number,
  seq: of.heads[0]?.seq ?? 0,
});

const second = policy({ version: 2, previous: policyDigest(policy()), createdAt: NOW });
const two = {
  id: policy().treasuryId,
  network,
  policies: [...policies, { ...signPolicy(second), knownSince: NOW }],
  inForce: 2,
};
const under = (of: typeof second) => ({ policy: policyReference(of) });

describe('an envelope of a known station', () => {
  it.each(kinds)('of kind %s is taken in', (kind) => {
    expect(check(statement(kind))).toEqual({ ok: true, value: { kind: 'known' } });
  });

  it('is refused when it is taken in again (replay)', () => {
    const reply = statement('replies');
    expect(codeOf(check(reply, having(taken(reply))))).toBe('envelope-replayed');
  });

  it('is refused in its last moment, and not before', () => {
    const { expiresAt } = head(bensDesk);
    expect(codeOf(check(statement('replies'), { now: expiresAt - 1 }))).toBe('accepted');
    expect(codeOf(check(statement('replies'), { now: expiresAt }))).toBe('envelope-expired');
  });

  it('is refused where it is dated ahead', () => {
    const at = (createdAt: number) => check(statement('replies', bensDesk, { createdAt }));
    expect(codeOf(at(NOW + DATE_TOLERANCE_MS))).toBe('accepted');
    expect(codeOf(at(NOW + DATE_TOLERANCE_MS + 1))).toBe('envelope-ahead');
  });

  it.each(kinds)('of kind %s is refused for another treasury', (kind) => {
    expect(codeOf(check(statement(kind, bensDesk, { treasuryId: uuid(0x8) })))).toBe(
      'envelope-other-treasury',
    );
  });

  it.each([
    ['another network', { id: 'toy:mainnet', genesis: network.genesis }],
    ['another chain', { id: 'other:practice', genesis: network.genesis }],
    ['a network of the same name from another beginning', { id: network.id, genesis: 'deadbeef' }],
  ])('is refused for %s', (_, other) => {
    expect(codeOf(check(statement('proposals', bensDesk, { network: other })))).toBe(
      'envelope-other-network',
    );
  });
});

describe('order', () => {
  const [first, later] = [statement('status'), statement('status', bensDesk, { number: 2 })];

  it.each(['status', 'treasury'] as const)('an older %s than was taken in is refused', (kind) => {
    const newer = statement(kind, bensDesk, { number: 2 });
    expect(codeOf(check(statement(kind), having(taken(newer))))).toBe('envelope-older');
  });

  it.each(['proposals', 'replies', 'officer-card', 'address-list', 'message'] as const)(
    '%s come in any order',
    (kind) => {
      expect(codeOf(check(statement(kind), having(taken(statement(kind, bensDesk, { number: 2 })))))).toBe(
        'accepted',
      );
    },
  );

  it('an older status is no hindrance to a later one, nor to another kind', () => {
    expect(codeOf(check(later, having(taken(first))))).toBe('accepted');
    expect(codeOf(check(statement('replies'), having(taken(later))))).toBe('accepted');
  });

  it('two envelopes of one number tell a copied station', () => {
    expect(codeOf(check(statement('replies'), having(taken(first))))).toBe('journal-forked');
  });
});

describe('journals', () => {
  const at = (seq: number, hash = entryHash(bensDesk.id, seq)) => [{ stationId: bensDesk.id, seq, hash }];

  it('a forked journal of another station is found out by one entry that is another', () => {
    const known = { entryHash: (_: string, seq: number) => (seq === 10 ? hashOf('other') : null) };
    expect(codeOf(check(statement('replies'), known))).toBe('journal-forked');
    expect(codeOf(check(statement('replies', bensDesk, { heads: at(11) }), known))).toBe('accepted');
  });

  it('a station that lost a part of its journal is found out by its next envelope', () => {
    const before = taken(statement('replies', bensDesk, { number: 3 }));
    const next = (seq: number) => statement('replies', bensDesk, { number: 4, heads: at(seq) });
    expect(codeOf(check(next(29), having(before)))).toBe('journal-lost');
    expect(codeOf(check(next(30), having(before)))).toBe('accepted');
  });

  it('and by an earlier one that comes late, and knows more', () => {
    const since3 = having(taken(statement('replies', bensDesk, { number: 3 })));
    const earlier = (seq: number) => statement('replies', bensDesk, { number: 2, heads: at(seq) });
    expect(codeOf(check(earlier(31), since3))).toBe('journal-lost');
    expect(codeOf(check(earlier(30), since3))).toBe('accepted');
  });

  const withOwn = (seq: number, hash = entryHash(desk.id, seq)) =>
    statement('replies', bensDesk, { heads: [...at(10), { stationId: desk.id, seq, hash }] });

  it('this very station is told that its journal was put back to an older one', () => {
    expect(codeOf(check(withOwn(500)))).toBe('accepted');
    expect(codeOf(check(withOwn(501)))).toBe('journal-behind-envelope');
  });

  it('this very station is told that its journal is another', () => {
    expect(codeOf(check(withOwn(400, hashOf('other'))))).toBe('journal-forked');
  });

  it('a vault that was rolled back is told by the mark that another station has seen', () => {
    const mark = (era: string, counter: number) => ({
      mark: (vaultId: string) => (vaultId === hot.id ? { era: era.repeat(16), counter } : null),
    });
    expect(codeOf(check(statement('replies'), mark('ab', 7)))).toBe('accepted');
    expect(codeOf(check(statement('replies'), mark('ab', 6)))).toBe('state-rolled-back');
    expect(codeOf(check(statement('replies'), mark('cd', 6)))).toBe('accepted');
  });
});

describe('policies', () => {
  const asking = ['treasury', 'proposals', 'status', 'message'] as const;
  const answering = ['replies', 'officer-card', 'address-list'] as const;

  it.each(kinds)('%s: two different policies of one version are refused', (kind) => {
    const other = policy({ feeCap: amount(7) });
    expect(codeOf(check(statement(kind, bensDesk, under(other))))).toBe('policy-forked');
    expect(codeOf(check(statement(kind, bensDesk, under(other)), { treasury: two }))).toBe('policy-forked');
  });

  it.each(asking)('a station with an older policy is refused its %s', (kind) => {
    expect(codeOf(check(statement(kind), { treasury: two }))).toBe('envelope-policy-older');
  });

  it.each(answering)('%s of an older policy are looked at: a no binds, and a signature is one', (kind) => {
    expect(codeOf(check(statement(kind), { treasury: two }))).toBe('accepted');
  });

  it.each(kinds.filter((kind) => kind !== 'treasury'))(
    '%s of a newer policy wait for the treasury',
    (kind) => {
      expect(codeOf(check(statement(kind, bensDesk, under(second))))).toBe('envelope-policy-newer');
    },
  );

  it.each(asking)('%s of the policy in force are looked at while a newer one waits here', (kind) => {
    expect(codeOf(check(statement(kind), { treasury: { ...two, inForce: 1 } }))).toBe('accepted');
  });

  it('a treasury envelope brings the newer policy', () => {
    expect(codeOf(check(statement('treasury', bensDesk, under(second))))).toBe('accepted');
  });
});

describe('the station that made it', () => {
  it.each(kinds.filter((kind) => kind !== 'officer-card'))('a stranger is refused: %s', (kind) => {
    expect(codeOf(check(statement(kind, strangersDesk)))).toBe('envelope-station-unknown');
  });

  it.each(kinds)("a stranger with the id of Ben's desk is refused: %s", (kind) => {
    const station = { id: bensDesk.id, key: strangersDesk.key };
    expect(codeOf(check(statement(kind, bensDesk, { station })))).toBe('envelope-station-unknown');
  });

  it.each(kinds)("Ben's desk under another id is refused: %s", (kind) => {
    const from: TestStation = { ...bensDesk, id: strangersDesk.id };
    expect(codeOf(check(statement(kind, from)))).toBe('envelope-station-unknown');
  });

  it.each(kinds)('this very station is refused: %s', (kind) => {
    expect(codeOf(check(statement(kind, desk)))).toBe('envelope-own');
    expect(codeOf(check(statement(kind, { ...strangersDesk, key: desk.key })))).toBe('envelope-own');
  });

  it('one whose place another has taken is refused', () => {
    const stations = [{ stationId: bensDesk.id, stationKey: bensDesk.key, isRetired: true, taken: [] }];
    expect(codeOf(check(statement('replies'), { stations }))).toBe('station-retired');
  });

  it("a new officer's card makes its station known, once people have compared it", () => {
    expect(check(statement('officer-card', strangersDesk))).toEqual({ ok: true, value: { kind: 'new' } });
  });
});

describe('a station that knows no treasury', () => {
  const nothing = { treasury: null, stations: [] };

  it('takes in a treasury envelope, whose digest people compare', () => {
    expect(check(statement('treasury'), nothing)).toEqual({ ok: true, value: { kind: 'new' } });
  });

  it.each(kinds.filter((kind) => kind !== 'treasury'))('takes in no %s', (kind) => {
    expect(codeOf(check(statement(kind), nothing))).toBe('envelope-treasury-first');
  });
});

describe('a restored desk, settled by officers', () => {
  const settlement = (overrides: Partial<Settlement> = {}): Settlement => ({
    treasuryId: policy().treasuryId,
    network,
    policy: policyReference(policy()),
    follows: { seq: 10, hash: entryHash(bensDesk.id, 10) },
    stationId: strangersDesk.id,
    stationKey: strangersDesk.key,
    retires: bensDesk.id,
    newer: null,
    spends: [],
    nothingUnderWay: true,
    refuseBefore: NOW,
    signsFrom: 0,
    ...overrides,
  });
  const signed = (of: Settlement, ...by: readonly (typeof officers.ben)[]) => ({
    settlement: of,
    signatures: by.map((who) => ({ officerId: who.id, signature: signAs(who, settlementDigest(of)) })),
  });
  const from = (...settlements: readonly ReturnType<typeof signed>[]) =>
    check(statement('treasury', strangersDesk, { contents: { ...contents.treasury, settlements } }));

  it('takes the place of the one that is known', () => {
    expect(from(signed(settlement(), officers.ben, officers.chiara))).toEqual({
      ok: true,
      value: { kind: 'settled', retires: bensDesk.id },
    });
  });

  it('takes it after one that was never met, too', () => {
    const between = { stationId: uuid(0xd5), stationKey: hashOf('a key') };
    const [first, last] = [settlement(between), settlement({ retires: between.stationId })];
    const both = [first, last].map((each) => signed(each, officers.ben, officers.chiara));
    expect(from(...both)).toMatchObject({ value: { retires: bensDesk.id } });
    expect(codeOf(from(...both.toReversed()))).toBe('envelope-station-unknown');
  });

  it.each([
    ['one officer', signed(settlement(), officers.ben)],
    ['one officer twice', signed(settlement(), officers.ben, officers.ben)],
    ['another treasury', signed(settlement({ treasuryId: uuid(8) }), officers.ben, officers.chiara)],
  ])('is refused with a settlement of %s', (_, one) => {
    expect(codeOf(from(one))).toBe('settlement-bad');
  });

  it.each([
    ['of another key', settlement({ stationKey: hashOf('a key') })],
    ['of another station', settlement({ stationId: uuid(0xd5) })],
    ['that retires a station which is not known here', settlement({ retires: uuid(0xd5) })],
    ['that retires nobody', settlement({ retires: null })],
  ])('is refused with a settlement %s', (_, one) => {
    expect(codeOf(from(signed(one, officers.ben, officers.chiara)))).toBe('envelope-station-unknown');
  });

  it('is refused with policies of its own', () => {
    const forged = signPolicy(policy({ officers: policy().officers.slice(1) }));
    const wrong = statement('treasury', strangersDesk, {
      contents: {
        ...contents.treasury,
        policies: [forged],
        settlements: [signed(settlement(), officers.ben, officers.chiara)],
      },
      ...under(forged.policy),
    });
    expect(codeOf(check(wrong))).toBe('policy-forked');
  });
});
