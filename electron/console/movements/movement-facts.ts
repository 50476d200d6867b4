import type { Books } from '../../books/books.ts';
import type { Movement, NextStep } from '../../books/rows.ts';
import { chooseActions, type MovementFacts } from '../../core/movement/movement-actions.ts';
import { movementStates } from '../../core/movement/movement-state.ts';
import type { Officer } from '../../core/officer/officer.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Station } from '../station.ts';

/** A movement as the books have it now; refuses `request-unknown`. */
export async function movementOf(
  { books }: { readonly books: Pick<Books, 'movements'> },
  id: string,
): Promise<Result<Movement>> {
  const movement = await books.movements.get(id);
  return movement ? ok(movement) : refuse('request-unknown', `no withdrawal or sweep ${id}`);
}

/** Whether the vaults are this station's; an officer's desk has none. */
export const hasOwnVaults = ({ treasury }: Pick<Station, 'treasury'>): boolean =>
  treasury.file().node.kind !== 'none';

/** The facts that decide what an officer may do with a movement now. */
export function factsOf(
  { keys, treasury }: Pick<Station, 'keys' | 'treasury'>,
  movement: Movement,
  officer: Officer | null,
): MovementFacts {
  return {
    kind: movement.kind,
    state: movement.state,
    makerId: movement.makerId,
    approvedBy: movement.approvedBy,
    stopped: movement.stoppedAt !== null,
    mandated: movement.mandate !== null,
    officer,
    vaultOpen: keys.vaults.state(movement.vaultId) === 'open',
    hasVaults: hasOwnVaults({ treasury }),
  };
}

/**
 * Whether the next step waits for this officer: approving or signing. (A locked vault does not take the step away from
 * them; unlocking comes before it.)
 */
export function waitsFor(facts: MovementFacts): boolean {
  return chooseActions({ ...facts, vaultOpen: true }).some(
    ({ action, refusal }) => refusal === null && ['approve', 'sign'].includes(action),
  );
}

/** The same of all movements, for the books to find and count those: what `waitsFor` says of one, by its columns. */
export function nextStepOf(officer: Officer, { hasVaults }: Pick<MovementFacts, 'hasVaults'>): NextStep {
  const waiting = (facts: Partial<Pick<MovementFacts, 'makerId' | 'approvedBy'>>) =>
    movementStates.filter((state) =>
      waitsFor({
        kind: 'withdrawal',
        state,
        makerId: '',
        approvedBy: [],
        stopped: false,
        mandated: false,
        officer,
        vaultOpen: true,
        hasVaults,
        ...facts,
      }),
    );
  return {
    officerId: officer.id,
    states: waiting({}),
    own: waiting({ makerId: officer.id }),
    approved: waiting({ approvedBy: [officer.id] }),
  };
}
