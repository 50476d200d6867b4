import type { Officer, Role } from '../officer/officer.ts';
import { type Refusal, refuse } from '../result.ts';
import type { MovementState } from './movement-state.ts';

export const movementActions = ['build', 'approve', 'reject', 'sign', 'submit', 'cancel'] as const;
export type MovementAction = (typeof movementActions)[number];

/** The facts on which it depends who may do what with a movement. */
export interface MovementFacts {
  readonly state: MovementState;
  readonly makerId: string;
  readonly approvedBy: readonly string[];
  /** Who is signed in at this station. */
  readonly officer: Officer | null;
  readonly vaultOpen: boolean;
}

export interface ActionChoice {
  readonly action: MovementAction;
  /** Null where it is allowed; else why not. */
  readonly refusal: Refusal | null;
}

const actionsOf: Record<MovementState, readonly MovementAction[]> = {
  queued: ['build', 'cancel'],
  proposed: ['approve', 'reject'],
  approved: ['sign', 'reject'],
  signed: ['submit'],
  sent: [],
  final: [],
  failed: [],
  rejected: [],
  cancelled: [],
  expired: [],
};

/** The actions of a movement's present state, each with the reason where this officer may not do it now. */
export function chooseActions(facts: MovementFacts): readonly ActionChoice[] {
  return actionsOf[facts.state].map((action) => ({ action, refusal: refusalOf(action, facts) }));
}

/** Null where the action is allowed now. */
export function refusalFor(action: MovementAction, facts: MovementFacts): Refusal | null {
  if (!actionsOf[facts.state].includes(action)) {
    return refuse('proposal-state', `cannot ${action} what is ${facts.state}`);
  }
  return refusalOf(action, facts);
}

function refusalOf(action: MovementAction, facts: MovementFacts): Refusal | null {
  const { officer } = facts;
  if (officer === null) return refuse('officer-not-signed-in', 'sign in first');
  const has = (...roles: Role[]) => roles.some((role) => officer.roles.includes(role));
  switch (action) {
    case 'build':
    case 'submit':
      return has('maker', 'approver') ? null : missing(officer, 'maker or approver');
    case 'cancel':
      return officer.id === facts.makerId || has('approver')
        ? null
        : missing(officer, 'approver, or its maker');
    case 'reject':
      if (officer.id !== facts.makerId && !has('approver')) return missing(officer, 'approver, or its maker');
      // Its inputs become free again only where the vault says that it has not signed them away.
      return facts.state !== 'approved' || facts.vaultOpen
        ? null
        : refuse(
            'vault-locked',
            'unlock the vault that pays: only it knows whether it has signed this already',
          );
    case 'approve':
      if (!has('approver')) return missing(officer, 'approver');
      if (officer.id === facts.makerId) {
        return refuse('approval-by-maker', `${officer.name} made this request; others must approve it`);
      }
      if (facts.approvedBy.includes(officer.id)) {
        return refuse(
          'approval-duplicate-officer',
          `${officer.name} has approved already; a quorum counts people`,
        );
      }
      return null;
    case 'sign':
      if (!has('maker', 'approver')) return missing(officer, 'maker or approver');
      return facts.vaultOpen ? null : refuse('vault-locked', 'unlock the vault that pays');
  }
}

function missing(officer: Officer, role: string): Refusal {
  return refuse('role-missing', `${officer.name} is not ${role}`);
}
