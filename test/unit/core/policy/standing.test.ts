import { describe, expect, it } from 'vitest';
import type { Policy, SignedPolicy } from '../../../../electron/core/policy/policy.ts';
import { type Standing, standingAt, takeFirst, takeNext } from '../../../../electron/core/policy/standing.ts';
import { amount, codeOf, NOW, uuid } from '../../../support/core-samples.ts';
import { must } from '../../../support/must.ts';
import {
  DAY,
  founders,
  HOUR,
  mallory,
  nextPolicy,
  officerOf,
  orderedPolicy,
  people,
  signOrdered,
  taking,
} from '../../../support/ordered-policy-samples.ts';

const { ben, chiara, dev, mara, noor } = people;
const first = orderedPolicy();
const begun: Standing = must(takeFirst(signOrdered(first, ...founders), taking()));
const higherFee = (after: Policy, whole = 1) => nextPolicy(after, { feeCap: amount(whole) });
const newcomer = (after: Policy) => nextPolicy(after, { officers: [...after.officers, officerOf(mallory)] });
const lowerFee = (after: Policy) => nextPolicy(after, { feeCap: amount(0.01) });
const take = (standing: Standing, next: SignedPolicy, knownSince = NOW, suspended: readonly string[] = []) =>
  takeNext(standing, next, taking({ knownSince, suspended: new Set(suspended) }));
const versionAt = (standing: Standing, at: number) => standingAt(standing, at).inForce.version;

describe('a first policy', () => {
  it('is signed by everybody whom it names', () => {
    expect(begun.inForce).toBe(first);
    const without = founders.filter(({ id }) => id !== noor.id);
    expect(codeOf(takeFirst(signOrdered(first, ...without), taking()))).toBe('policy-signature-bad');
    expect(codeOf(takeFirst(signOrdered(first, ...founders, mallory), taking()))).toBe(
      'policy-signature-bad',
    );
  });

  it('is the first one, in form', () => {
    const check = (overrides: Partial<Policy>) =>
      codeOf(takeFirst(signOrdered(orderedPolicy(overrides), ...founders), taking()));
    expect(check({ version: 2 })).toBe('policy-version');
    expect(check({ previous: '0'.repeat(64) })).toBe('policy-version');
    expect(check({ officers: [] })).toBe('policy-malformed');
  });
});

describe('a change', () => {
  it('that lets nothing more pass is in force at once, by a quorum of admins', () => {
    const next = must(take(begun, signOrdered(lowerFee(first), chiara, dev)));
    expect([next.inForce.version, next.waiting]).toEqual([2, null]);
  });

  it('that lets more pass waits, by the policy in force', () => {
    const next = must(take(begun, signOrdered(higherFee(first), ben, dev)));
    expect(next.inForce.version).toBe(1);
    expect([versionAt(next, NOW + DAY - 1), versionAt(next, NOW + DAY)]).toEqual([1, 2]);
  });

  it('a fresh committee waits for the cooling time (Drift)', () => {
    const next = must(take(begun, signOrdered(newcomer(first), ben, dev)));
    expect([versionAt(next, NOW + 3 * DAY - 1), versionAt(next, NOW + 3 * DAY)]).toEqual([1, 2]);
  });

  it.each<[string, SignedPolicy, string]>([
    ['one admin', signOrdered(lowerFee(first), ben), 'policy-signature-bad'],
    ['one admin twice', signOrdered(lowerFee(first), ben, ben), 'policy-signature-bad'],
    [
      'one admin with two keys',
      signOrdered(lowerFee(first), ben, { ...ben, pairs: ben.pairs.toReversed() }),
      'policy-signature-bad',
    ],
    ['an admin and a maker', signOrdered(lowerFee(first), ben, mara), 'policy-signature-bad'],
    [
      'somebody of no policy beside a quorum',
      signOrdered(lowerFee(first), ben, dev, mallory),
      'policy-signature-bad',
    ],
    [
      'self-enrolment: the newcomer signs',
      signOrdered(newcomer(first), ben, mallory),
      'policy-signature-bad',
    ],
    [
      'a signature of another version',
      { ...signOrdered(lowerFee(first), ben, dev), policy: lowerFee(nextPolicy(first)) },
      'policy-version',
    ],
    [
      'a signature over something else',
      { ...signOrdered(lowerFee(first), ben, dev), policy: higherFee(first) },
      'policy-signature-bad',
    ],
    ['a policy that was rolled back', signOrdered(first, ...founders), 'policy-version'],
    ['a version left out', signOrdered(lowerFee(nextPolicy(first)), ben, dev), 'policy-version'],
    ['another past', signOrdered(lowerFee(orderedPolicy({ createdAt: 1 })), ben, dev), 'policy-version'],
    ['another treasury', signOrdered(nextPolicy(first, { treasuryId: uuid(8) }), ben, dev), 'policy-fixed'],
    [
      'another network',
      signOrdered(nextPolicy(first, { network: { ...first.network, genesis: 'c0ffee01' } }), ben, dev),
      'policy-fixed',
    ],
    ['another asset', signOrdered(nextPolicy(first, { asset: 'GOLD' }), ben, dev), 'policy-fixed'],
    [
      'another trust root',
      signOrdered(nextPolicy(first, { trustRoot: 'closing:c0ffee00' }), ben, dev),
      'policy-fixed',
    ],
    [
      'a date before the last one',
      signOrdered(nextPolicy(first, { createdAt: NOW - 1001 }), ben, dev),
      'policy-malformed',
    ],
    [
      'a date ahead of now',
      signOrdered(nextPolicy(first, { createdAt: NOW + HOUR }), ben, dev),
      'policy-malformed',
    ],
    [
      'a quorum that nobody reaches',
      signOrdered(nextPolicy(first, { change: { ...first.change, quorum: 4 } }), ben, dev),
      'policy-few-people',
    ],
  ])('%s: refused', (_, next, code) => expect(codeOf(take(begun, next))).toBe(code));

  it('that lets more pass needs approvers beside the admins', () => {
    const admins = first.officers.map((each) =>
      each.id === noor.id ? { ...each, roles: ['maker' as const, 'policy-admin' as const] } : each,
    );
    const standing = must(takeFirst(signOrdered(orderedPolicy({ officers: admins }), ...founders), taking()));
    // Two admins; neither of them is of "operations", one of whom has to approve.
    const sign = (next: Policy, ...more: readonly (typeof ben)[]) =>
      codeOf(take(standing, signOrdered(next, dev, noor, ...more)));
    expect(sign(higherFee(standing.inForce))).toBe('policy-signature-bad');
    expect(sign(higherFee(standing.inForce), ben)).toBe('accepted');
    expect(sign(lowerFee(standing.inForce))).toBe('accepted');
  });

  it('signed by a suspended or expired officer is refused whole', () => {
    const signed = signOrdered(lowerFee(first), ben, chiara, dev);
    expect(codeOf(take(begun, signed, NOW, [ben.id]))).toBe('officer-suspended');
    const ending = first.officers.map((each) => (each.id === mara.id ? { ...each, expiresAt: NOW } : each));
    const standing = must(takeFirst(signOrdered(orderedPolicy({ officers: ending }), ...founders), taking()));
    expect(codeOf(take(standing, signOrdered(lowerFee(standing.inForce), ben, dev, mara)))).toBe(
      'officer-expired',
    );
  });
});

describe('while a change waits', () => {
  const waiting = must(take(begun, signOrdered(newcomer(first), ben, dev)));
  const second = waiting.waiting!.policy;

  it('whom it adds signs nothing: no quorum across versions', () => {
    const admin = { ...officerOf(mallory), roles: ['policy-admin' as const] };
    const enrolled = nextPolicy(first, { officers: [...first.officers, admin] });
    const next = must(take(begun, signOrdered(enrolled, ben, dev)));
    const third = signOrdered(lowerFee(enrolled), mallory, dev);
    expect(codeOf(take(next, third, NOW + DAY))).toBe('policy-signature-bad');
    expect(codeOf(take(next, third, NOW + 3 * DAY))).toBe('accepted');
  });

  it('an admin who widens limits cannot have them sooner: clocks only go forward', () => {
    expect(versionAt(waiting, NOW - 10 * DAY)).toBe(1);
    expect(codeOf(take(waiting, signOrdered(second, ben, dev)))).toBe('policy-version');
    const backdated = nextPolicy(first, { feeCap: amount(1), createdAt: first.createdAt });
    expect(
      versionAt(must(take(begun, signOrdered(backdated, ben, dev), NOW + 30 * DAY)), NOW + 30 * DAY),
    ).toBe(1);
    const late = must(take(standingAt(begun, NOW + DAY), signOrdered(higherFee(first), ben, dev), NOW));
    expect(late.waiting?.from).toBe(NOW + 2 * DAY);
  });

  it('two versions of one number: the second is refused', () => {
    expect(codeOf(take(waiting, signOrdered(lowerFee(first), ben, dev)))).toBe('policy-version');
  });

  it('a tightening of what is in force takes its place at once', () => {
    const stopped = nextPolicy(second, { officers: first.officers, feeCap: amount(0.05) });
    const next = must(take(waiting, signOrdered(stopped, chiara, dev), NOW + HOUR));
    expect([next.inForce.version, next.waiting]).toEqual([3, null]);
    expect(versionAt(next, NOW + 30 * DAY)).toBe(3);
  });

  it('more changes let what waits go on waiting, not begin anew', () => {
    const more = must(take(waiting, signOrdered(higherFee(second), ben, dev), NOW + HOUR));
    expect(more.waiting?.from).toBe(NOW + 3 * DAY);
    const late = must(take(waiting, signOrdered(higherFee(second), ben, dev), NOW + 3 * DAY - HOUR));
    expect(late.waiting?.from).toBe(NOW + 4 * DAY - HOUR);
    expect(versionAt(late, NOW + 3 * DAY)).toBe(1);
  });

  it('what was taken back and is asked for again begins anew', () => {
    const other = nextPolicy(second, { officers: first.officers, feeCap: amount(1) });
    const dropped = must(take(waiting, signOrdered(other, ben, dev), NOW + HOUR));
    expect(dropped.waiting?.from).toBe(NOW + HOUR + DAY);
    const again = must(take(dropped, signOrdered(newcomer(other), ben, dev), NOW + 2 * HOUR));
    expect(again.waiting?.from).toBe(NOW + 2 * HOUR + 3 * DAY);
  });
});
