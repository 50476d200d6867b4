import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../../electron/core/policy/policy.ts';
import { sharedApprovals, sharedQuorums } from '../../../../electron/core/policy/shared-quorums.ts';
import { uuid } from '../../../support/core-samples.ts';
import { orderedPolicy, people } from '../../../support/ordered-policy-samples.ts';

const found = (policy: Policy) =>
  sharedQuorums(policy).map(
    ({ ruleId, shared }) =>
      `${ruleId ?? 'change'}: ${shared.where === 'station' ? shared.station : shared.site}`,
  );
const { officers } = orderedPolicy();
const at = (homes: Readonly<Record<string, readonly [number, string]>>): Policy =>
  orderedPolicy({
    officers: officers.map((officer) => {
      const [station, site] = homes[officer.name] ?? [0x599, 'Far'];
      return { ...officer, keys: [{ publicKey: officer.keys[0]!.publicKey, station: uuid(station), site }] };
    }),
  });

describe('a quorum whose keys live in one place', () => {
  it('on one machine is flagged: seven keys on one laptop (Humanity)', () => {
    const policy = at({ Ben: [1, 'Zug'], Chiara: [1, 'Zug'], Dev: [1, 'Zug'] });
    expect(found(policy)).toEqual([`change: ${uuid(1)}`, `large: ${uuid(1)}`]);
  });

  it('at one site is flagged, however many machines there are', () => {
    const policy = at({ Ben: [1, 'Zug'], Chiara: [2, 'zug '.trim()], Dev: [3, 'ZUG'] });
    expect(found(policy)).toEqual(['change: Zug', 'large: Zug']);
  });

  it('that no place reaches is not', () => {
    expect(found(at({ Ben: [1, 'Zug'], Chiara: [2, 'Oslo'], Dev: [3, 'Rome'] }))).toEqual([]);
  });

  it('counts people: one with two keys there is one', () => {
    const [mara, ben, chiara, dev, noor] = at({
      Ben: [1, 'Zug'],
      Chiara: [2, 'Oslo'],
      Dev: [3, 'Rome'],
    }).officers;
    const twice = {
      ...ben!,
      keys: [...ben!.keys, { publicKey: 'f'.repeat(64), station: uuid(1), site: 'Zug' }],
    };
    expect(found(orderedPolicy({ officers: [mara!, twice, chiara!, dev!, noor!] }))).toEqual([]);
  });

  it('the second keys of people are keys too', () => {
    // Ben has one at station 3 as well, where Dev's is.
    expect(found(orderedPolicy())).toContain(`large: ${uuid(0x503)}`);
  });
});

describe('approvals that were given', () => {
  const { ben, chiara, dev } = people;
  const given = (...keys: readonly string[]) => sharedApprovals({ officers }, keys);
  const key = (who: typeof ben, number = 0) => who.keys[number]!.publicKey;

  it('from one machine, or one site, say so', () => {
    expect(given(key(ben, 1), key(dev))).toEqual({
      where: 'station',
      station: uuid(0x503),
      site: 'Singapore',
    });
    expect(given(key(ben), key(chiara))).toEqual({ where: 'site', site: 'Zug' });
  });

  it('from two sites, or of one person, do not', () => {
    expect(given(key(ben), key(dev))).toBeNull();
    expect(given(key(ben))).toBeNull();
    expect(given(key(ben), key(ben, 1))).toBeNull();
    expect(given()).toBeNull();
  });
});
