import { describe, expect, it } from 'vitest';
import {
  type Begin,
  type BeginFacts,
  checkBegin,
} from '../../../../electron/console/ceremony/begin-ceremony.ts';
import { codeOf, must, utf8 } from '../../../support/treasury-steps.ts';
import { ids, samplePolicy } from './samples.ts';

const facts: BeginFacts = {
  treasuryName: 'Harbour Exchange',
  policy: samplePolicy,
  newest: samplePolicy,
  retired: [],
  newVaultId: ids.made,
  now: 1_000,
};

const present = (...officers: string[]) =>
  officers.map((officerId) => ({ officerId, password: utf8('secret') }));
const everybody = present(ids.admin, ids.approver, ids.approver2, ids.maker);

const request = (changes: Partial<Begin> = {}): Begin => ({
  plan: { kind: 'create', words: true, split: null },
  vault: { name: 'Reserve', kind: 'cold' },
  vaultId: null,
  officers: everybody,
  ...changes,
});
const rotate = { plan: { kind: 'rotate', words: true, split: null }, vaultId: ids.hot } as const;
const shares: Partial<Begin> = {
  plan: { kind: 'shares', split: { groupThreshold: 1, groups: [{ threshold: 2, count: 3 }] } },
  vault: null,
  vaultId: ids.hot,
};

describe('a ceremony may begin', () => {
  it('with the vault that it makes, under a new id', () => {
    expect(must(checkBegin(request({ vault: { name: ' Reserve ', kind: 'cold' } }), facts))).toMatchObject({
      made: { id: ids.made, name: 'Reserve', kind: 'cold' },
      about: null,
    });
  });

  it('with the vault that it replaces, or splits', () => {
    const rotated = must(checkBegin(request({ ...rotate, vault: { name: 'Hot 2', kind: 'hot' } }), facts));
    expect(rotated).toMatchObject({ made: { name: 'Hot 2' }, about: { id: ids.hot, name: 'Hot' } });
    const split = must(checkBegin(request({ ...shares, officers: present(ids.maker, ids.approver) }), facts));
    expect(split).toMatchObject({ made: null, about: { id: ids.hot } });
  });

  it('for a restore under a name that is taken: the words say whose it is', () => {
    const restore = request({
      plan: { kind: 'restore', from: 'words' },
      vault: { name: 'Hot', kind: 'hot' },
    });
    expect(codeOf(checkBegin(restore, facts))).toBeNull();
  });

  it('for the check of a backup with anybody, one is enough', () => {
    const check = request({ plan: { kind: 'check-backup', from: 'words' }, officers: present(ids.maker) });
    expect(codeOf(checkBegin(check, facts))).toBeNull();
  });
});

describe('a ceremony may not begin', () => {
  it.each<[string, Partial<Begin>, string]>([
    ['of no plan', { plan: { kind: 'burn' } as never }, 'ceremony-plan'],
    ['without a name for its vault', { vault: null }, 'ceremony-plan'],
    ['under no name', { vault: { name: ' ', kind: 'hot' } }, 'alias-empty'],
    ['under a name that reads like another', { vault: { name: 'hOT', kind: 'hot' } }, 'alias-duplicate'],
    ['about a vault that is not there', { ...rotate, vaultId: ids.made }, 'vault-unknown'],
    ['to replace a hot vault by a cold one', { ...rotate }, 'ceremony-plan'],
    ['with somebody whom nobody knows', { officers: present(ids.made) }, 'officer-unknown'],
    ['with one who is listed twice', { officers: present(ids.admin, ids.admin) }, 'ceremony-officers'],
    [
      'with an empty password',
      { officers: [{ officerId: ids.admin, password: utf8('') }] },
      'password-empty',
    ],
    [
      'to make a vault without the quorum of policy admins',
      { officers: present(ids.approver, ids.approver2, ids.maker) },
      'ceremony-officers',
    ],
    [
      'to make a vault with one approver',
      { officers: present(ids.admin, ids.approver) },
      'ceremony-officers',
    ],
    [
      'to replace a vault without a maker',
      {
        ...rotate,
        vault: { name: 'Hot 2', kind: 'hot' },
        officers: present(ids.admin, ids.approver, ids.approver2),
      },
      'ceremony-officers',
    ],
    ['to split a vault with one officer', { ...shares, officers: present(ids.admin) }, 'ceremony-officers'],
    [
      'under a name that could be a part of a backup',
      { vault: { name: 'Winter spend artefact viable', kind: 'cold' } },
      'text-holds-words',
    ],
  ])('%s', (_, changes, code) => {
    expect(codeOf(checkBegin(request(changes), facts))).toBe(code);
  });

  it('in a treasury whose name no transcript can have', () => {
    const named = { ...facts, treasuryName: 'Winter spend artefact viable' };
    expect(codeOf(checkBegin(request(), named))).toBe('text-holds-words');
  });
});
