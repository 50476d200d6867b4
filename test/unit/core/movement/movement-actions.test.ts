import { describe, expect, it } from 'vitest';
import {
  chooseActions,
  type MovementAction,
  type MovementFacts,
  movementActions,
  refusalFor,
} from '../../../../electron/core/movement/movement-actions.ts';
import { type MovementState, movementStates } from '../../../../electron/core/movement/movement-state.ts';
import { type Officer, type Role, roles } from '../../../../electron/core/officer/officer.ts';
import { uuid } from '../../../support/core-samples.ts';
import { keysAtDesk } from '../../../support/policy-parts.ts';

const person = (...of: Role[]): Officer => ({
  id: uuid(1),
  name: 'Officer',
  roles: of,
  keys: keysAtDesk('0'.repeat(64)),
  expiresAt: null,
});
const facts = (overrides: Partial<MovementFacts> = {}): MovementFacts => ({
  kind: 'withdrawal',
  state: 'proposed',
  makerId: uuid(2),
  approvedBy: [],
  stopped: false,
  mandated: false,
  officer: person('approver'),
  vaultOpen: true,
  hasVaults: true,
  ...overrides,
});

const possible: Record<MovementState, readonly MovementAction[]> = {
  queued: ['cancel', 'stop'],
  proposed: ['approve', 'reject', 'stop'],
  approved: ['sign', 'reject', 'stop'],
  signed: ['submit', 'stop', 'void'],
  sent: ['stop', 'void'],
  final: [],
  stopped: [],
  failed: [],
  rejected: [],
  cancelled: [],
  expired: [],
};

/** Who may do what, besides the maker's own right to cancel and reject. */
const allowed: Record<Role, readonly MovementAction[]> = {
  maker: ['sign', 'submit', 'void'],
  approver: ['approve', 'reject', 'sign', 'submit', 'cancel', 'stop'],
  'policy-admin': [],
  auditor: [],
};

describe('who may do what, and when', () => {
  for (const state of movementStates) {
    for (const action of movementActions) {
      it.each(roles)(`${action} what is ${state}, as %s`, (role) => {
        const refusal = refusalFor(action, facts({ state, officer: person(role) }));
        const expected = !possible[state].includes(action)
          ? 'proposal-state'
          : allowed[role].includes(action)
            ? null
            : 'role-missing';
        expect(refusal?.code ?? null).toBe(expected);
      });
    }
  }

  it('nobody does anything before signing in', () => {
    for (const state of movementStates) {
      for (const { refusal } of chooseActions(facts({ state, officer: null }))) {
        expect(refusal?.code).toBe('officer-not-signed-in');
      }
    }
  });

  it('each state offers its own actions, each with the reason against it', () => {
    for (const state of movementStates) {
      const choices = chooseActions(facts({ state, officer: person('auditor') }));
      expect(choices.map(({ action }) => action)).toEqual(possible[state]);
      expect(choices.every(({ refusal }) => refusal?.code === 'role-missing')).toBe(true);
    }
  });

  it('the maker approves no own request, though an approver', () => {
    const own = facts({ makerId: uuid(1), officer: person('maker', 'approver') });
    expect(refusalFor('approve', own)?.code).toBe('approval-by-maker');
  });

  it('nobody approves twice', () => {
    expect(refusalFor('approve', facts({ approvedBy: [uuid(1)] }))?.code).toBe('approval-duplicate-officer');
    expect(refusalFor('approve', facts({ approvedBy: [uuid(3)] }))).toBeNull();
  });

  it('the maker takes back and rejects the own request, and no other', () => {
    for (const [state, action] of [
      ['queued', 'cancel'],
      ['proposed', 'reject'],
      ['approved', 'reject'],
    ] as const) {
      expect(refusalFor(action, facts({ state, makerId: uuid(1), officer: person('maker') }))).toBeNull();
      expect(refusalFor(action, facts({ state, officer: person('maker') }))?.code).toBe('role-missing');
    }
  });

  it('any approver stops, also an own request, and with the vault locked', () => {
    const own = facts({ state: 'approved', makerId: uuid(1), officer: person('maker', 'approver') });
    expect(refusalFor('stop', { ...own, vaultOpen: false })).toBeNull();
  });

  it('what was stopped too late is sent by an approver only, as often as it takes', () => {
    for (const state of ['signed', 'sent'] as const) {
      const stopped = (role: Role) => facts({ state, stopped: true, officer: person(role) });
      expect(chooseActions(stopped('approver')).map(({ action }) => action)).toEqual(['submit', 'void']);
      expect(refusalFor('submit', stopped('approver'))).toBeNull();
      expect(refusalFor('submit', stopped('maker'))?.code).toBe('role-missing');
      expect(refusalFor('stop', stopped('approver'))?.code).toBe('proposal-state');
    }
  });

  it('a cancellation is not cancelled again', () => {
    for (const state of ['signed', 'sent'] as const) {
      const of = facts({ kind: 'cancellation', state, officer: person('maker') });
      expect(refusalFor('void', of)?.code).toBe('proposal-state');
      expect(chooseActions(of).map(({ action }) => action)).not.toContain('void');
    }
  });

  it('an officer’s desk answers, and signs, sends and takes back nothing', () => {
    const answers: Partial<typeof possible> = { proposed: ['approve', 'reject', 'stop'], approved: ['stop'] };
    for (const state of movementStates) {
      for (const stopped of [false, true]) {
        const there = facts({ state, stopped, hasVaults: false, officer: person('maker', 'approver') });
        expect(chooseActions(there).map(({ action }) => action)).toEqual(answers[state] ?? []);
        expect(refusalFor('sign', there)?.code).toBe('proposal-state');
      }
    }
    const mandated = chooseActions(facts({ hasVaults: false, mandated: true }));
    expect(mandated.map(({ action }) => action)).toEqual(['approve', 'stop']);
  });

  it('nothing is signed while the vault is locked', () => {
    expect(refusalFor('sign', facts({ state: 'approved', vaultOpen: false }))?.code).toBe('vault-locked');
  });

  it('nothing that was ready to sign is rejected while the vault is locked; what was not, is', () => {
    const locked = (overrides: Partial<MovementFacts>) =>
      refusalFor('reject', facts({ vaultOpen: false, ...overrides }))?.code ?? null;
    expect(locked({ state: 'approved' })).toBe('vault-locked');
    expect(locked({ state: 'proposed' })).toBeNull();
    expect(locked({ state: 'approved', officer: person('auditor') })).toBe('role-missing');
  });
});
