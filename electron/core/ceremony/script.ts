import { assertNever, ok, type Result, refuse } from '../result.ts';
import type { CeremonyPlan } from './ceremony-plan.ts';
import {
  type CeremonyStep,
  ceremonySteps,
  failableSteps,
  optionalSteps,
  returnSteps,
  sameStep,
  stepName,
} from './ceremony-steps.ts';

/** What happened to one step so far. */
export interface StepRecord extends CeremonyStep {
  /** How often it was done; more than once after a return. */
  readonly done: number;
  /** How many tries failed. */
  readonly failed: number;
  readonly passedOver: boolean;
  /** Whether the official library derived other addresses once; what comes later takes that back no more. */
  readonly differed: boolean;
  /** When the last of these happened. */
  readonly at: number;
}

/** A ceremony under way. Plain data: a screen keeps it and nothing in it is secret. */
export interface CeremonyState {
  readonly plan: CeremonyPlan;
  readonly status: 'running' | 'completed';
  /** Place of the present step in `ceremonySteps(plan)`; behind the last one when it is completed. */
  readonly position: number;
  /** One for each step that was tried, in the order of the script. */
  readonly records: readonly StepRecord[];
  readonly startedAt: number;
  readonly endedAt: number | null;
}

/** What can happen. Times are milliseconds since the epoch. */
export type CeremonyEvent =
  | {
      readonly kind: 'done' | 'failed' | 'differed' | 'passed-over';
      readonly step: CeremonyStep;
      readonly at: number;
    }
  | { readonly kind: 'returned'; readonly to: CeremonyStep; readonly at: number };

/**
 * The state at the first step.
 * @param at milliseconds since the epoch
 */
export function beginCeremony(plan: CeremonyPlan, at: number): CeremonyState {
  return { plan, status: 'running', position: 0, records: [], startedAt: at, endedAt: null };
}

/** The present step, null when the ceremony is over. */
export function presentStep(state: CeremonyState): CeremonyStep | null {
  return state.status === 'running' ? (ceremonySteps(state.plan)[state.position] ?? null) : null;
}

/**
 * Takes one event. No event leads past a step that is not optional, so that no vault exists whose backup was not
 * written down, typed again and rehearsed. Refuses `ceremony-over` and `ceremony-step`.
 */
export function advance(state: CeremonyState, event: CeremonyEvent): Result<CeremonyState> {
  const current = presentStep(state);
  if (current === null) return refuse('ceremony-over', `this ceremony is over: it was ${state.status}`);
  switch (event.kind) {
    case 'returned':
      return goBack(state, current, event.to);
    case 'done':
    case 'failed':
    case 'differed':
    case 'passed-over':
      if (!sameStep(event.step, current)) {
        return refuse('ceremony-step', `expected ${stepName(current)}, got ${stepName(event.step)}`);
      }
      if (event.kind === 'failed' && !failableSteps.has(current.step)) {
        return refuse('ceremony-step', `${stepName(current)} checks nothing and cannot fail`);
      }
      if (event.kind === 'differed' && current.step !== 'library-asked') {
        return refuse('ceremony-step', `${stepName(current)} asks no library that could differ`);
      }
      if (event.kind === 'passed-over' && !optionalSteps.has(current.step)) {
        return refuse('ceremony-step', `${stepName(current)} cannot be passed over`);
      }
      return ok(record(state, current, event));
    default:
      return assertNever(event);
  }
}

function record(
  state: CeremonyState,
  current: CeremonyStep,
  { kind, at }: Exclude<CeremonyEvent, { kind: 'returned' }>,
): CeremonyState {
  const before = state.records[state.position];
  const entry: StepRecord = {
    ...current,
    done: (before?.done ?? 0) + (kind === 'done' ? 1 : 0),
    failed: (before?.failed ?? 0) + (kind === 'failed' || kind === 'differed' ? 1 : 0),
    passedOver: kind === 'passed-over',
    differed: before?.differed === true || kind === 'differed',
    at,
  };
  const records = [...state.records];
  records[state.position] = entry;
  if (kind === 'failed' || kind === 'differed') return { ...state, records };
  const position = state.position + 1;
  const over = position === ceremonySteps(state.plan).length;
  return {
    ...state,
    records,
    position,
    status: over ? 'completed' : 'running',
    endedAt: over ? at : null,
  };
}

/** Back to a sheet that was written down wrong; all that followed it is then done again. */
function goBack(state: CeremonyState, current: CeremonyStep, to: CeremonyStep): Result<CeremonyState> {
  const steps = ceremonySteps(state.plan);
  const target = steps.findIndex((step) => sameStep(step, to));
  if (!returnSteps.has(to.step) || target === -1 || target >= state.position) {
    return refuse('ceremony-step', `there is no way back from ${stepName(current)} to ${stepName(to)}`);
  }
  if (steps.slice(target, state.position).some(({ step }) => step === 'vault-written')) {
    return refuse('ceremony-step', 'the vault is written: its words cannot be shown again');
  }
  return ok({ ...state, position: target });
}
