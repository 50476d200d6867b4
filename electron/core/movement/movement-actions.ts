import type { Officer, Role } from '../officer/officer.ts';
import type { MovementKind } from '../proposal/request.ts';
import { type Refusal, refuse } from '../result.ts';
import type { MovementState } from './movement-state.ts';

export const movementActions = ['approve', 'reject', 'sign', 'submit', 'cancel', 'stop', 'void'] as const;
export type MovementAction = (typeof movementActions)[number];

/** The facts on which it depends who may do what with a movement. */
export interface MovementFacts {
  readonly kind: MovementKind;
  readonly state: MovementState;
  readonly makerId: string;
  readonly approvedBy: readonly string[];
  /** An approver has stopped it; where it is signed all the same, its vault had signed before. */
  readonly stopped: boolean;
  /** It is part of a mandate: approved, stopped and signed with all others of it. */
  readonly mandated: boolean;
  /** Who is signed in at this station. */
  readonly officer: Officer | null;
  readonly vaultOpen: boolean;
  /** False at an officer's desk: it decides, and what signs and sends is elsewhere. */
  readonly hasVaults: boolean;
}

export interface ActionChoice {
  readonly action: MovementAction;
  /** Null where it is allowed; else why not. */
  readonly refusal: Refusal | null;
}

const actionsInState: Record<MovementState, readonly MovementAction[]> = {
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

/**
 * What was stopped too late is sent by an officer or not at all. An officer's desk answers: it signs and sends nothing, and only a
 * desk with the vault may reject what is approved, since it asks the vault first.
 */
function actionsOf({ kind, state, stopped, mandated, hasVaults }: MovementFacts): readonly MovementAction[] {
  if (!hasVaults && state !== 'proposed') return state === 'approved' ? ['stop'] : [];
  const isHeld = stopped && (state === 'signed' || state === 'sent');
  const actions: readonly MovementAction[] = isHeld ? ['submit', 'void'] : actionsInState[state];
  // Who wants an end of it, stops the mandate.
  if (mandated) return actions.filter((action) => action !== 'cancel' && action !== 'reject');
  // A cancellation that is itself cancelled would only be another one.
  return kind === 'cancellation' ? actions.filter((action) => action !== 'void') : actions;
}

/** The actions of a movement's present state, each with the reason where this officer may not do it now. */
export function chooseActions(facts: MovementFacts): readonly ActionChoice[] {
  return actionsOf(facts).map((action) => ({ action, refusal: refusalOf(action, facts) }));
}

/** Null where the action is allowed now. */
export function refusalFor(action: MovementAction, facts: MovementFacts): Refusal | null {
  if (!actionsOf(facts).includes(action)) {
    const state = facts.stopped && facts.state !== 'stopped' ? `${facts.state} and stopped` : facts.state;
    return refuse('proposal-state', `cannot ${action} what is ${state}`);
  }
  return refusalOf(action, facts);
}

function refusalOf(action: MovementAction, facts: MovementFacts): Refusal | null {
  const { officer } = facts;
  if (officer === null) return refuse('officer-not-signed-in', 'sign in first');
  const has = (...roles: Role[]) => roles.some((role) => officer.roles.includes(role));
  switch (action) {
    case 'submit':
      // What one approver has stopped, no maker sends.
      if (facts.stopped) return has('approver') ? null : missing(officer, 'approver');
      return has('maker', 'approver') ? null : missing(officer, 'maker or approver');
    case 'void':
      return has('maker') ? null : missing(officer, 'maker');
    case 'stop':
      if (facts.mandated && officer.id === facts.makerId) return null;
      return has('approver') ? null : missing(officer, 'approver');
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
