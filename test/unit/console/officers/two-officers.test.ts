import { describe, expect, it } from 'vitest';
import { type Actor, asOfficer, theStation } from '../../../../electron/console/actor.ts';
import { confirmation, requireTwo } from '../../../../electron/console/officers/two-officers.ts';
import type { Officer } from '../../../../electron/core/officer/officer.ts';
import { policyReference } from '../../../../electron/core/policy/policy.ts';
import { refuse } from '../../../../electron/core/result.ts';
import { codeOf } from '../../../support/treasury-steps.ts';
import { samplePolicy } from '../ceremony/samples.ts';

const signer = { ask: async () => refuse('signer-crashed', 'nothing is signed here') };
const actorOf = (officer: Officer): Actor => asOfficer({ officer, signer });
const [one, two] = samplePolicy.officers.map(actorOf);
if (!one || !two) throw new Error('expected two officers');

function station(officers: readonly Officer[], network: string) {
  const policy = { ...samplePolicy, officers: [...officers] };
  return {
    policy: { present: () => policy, reference: () => policyReference(samplePolicy) },
    treasury: { network: { id: network, genesis: 'abcdefgh' } },
  } as unknown as Parameters<typeof requireTwo>[0];
}

describe('what takes two officers', () => {
  const many = station(samplePolicy.officers, 'iota:practice');
  const alone = station(samplePolicy.officers.slice(0, 1), 'iota:practice');

  it('is done by two', () => {
    expect(codeOf(requireTwo(many, { actor: one, second: two }))).toBeNull();
  });

  it.each<[string, Actor, Actor | null]>([
    ['nobody beside the one who acts', one, null],
    ['the same one twice', one, one],
  ])('is refused to %s', (_, actor, second) => {
    expect(codeOf(requireTwo(many, { actor, second }))).toBe('second-officer-needed');
  });

  it.each<[string, Actor, Actor | null]>([
    ['the station for the first', theStation('lock-unnamed'), two],
    ['the station for the second', one, theStation('lock-unnamed')],
  ])('is refused to %s', (_, actor, second) => {
    expect(codeOf(requireTwo(many, { actor, second }))).toBe('officer-not-signed-in');
  });

  it('is done by one where a practice treasury has one only, and nowhere else', () => {
    expect(codeOf(requireTwo(alone, { actor: one, second: null }))).toBeNull();
    const real = station(samplePolicy.officers.slice(0, 1), 'iota:mainnet');
    expect(codeOf(requireTwo(real, { actor: one, second: null }))).toBe('second-officer-needed');
    expect(confirmation(null, { act: 'idle-lock-changed', vaultId: null, from: 1, to: 2 })).toEqual([]);
  });
});
