import type { CeremonyView, StepView } from '../../../electron/contract/ceremony.ts';
import type { CeremonyPlan } from '../../../electron/core/ceremony/ceremony-plan.ts';
import type { CeremonyStep } from '../../../electron/core/ceremony/ceremony-steps.ts';
import { stageTexts, stepText } from '../../texts/ceremony-texts.ts';

/** In how many groups the plan splits; 0 where it does not. */
export function groupsOf(plan: CeremonyPlan): number {
  return 'split' in plan && plan.split !== null ? plan.split.groups.length : 0;
}

/** A step as the stepper names it. */
export function stepLine({ step, group, share }: CeremonyStep, plan: CeremonyPlan): string {
  if (group === null || share === null) return stepText[step];
  return stageTexts.stepShare(stepText[step], group, share, groupsOf(plan));
}

/** The present step; null while the transcript is signed and after it. */
export function stepNow(view: CeremonyView): StepView | null {
  return view.status === 'running' ? (view.steps.find(({ state }) => state === 'now') ?? null) : null;
}

/**
 * Another screen for every step, which begins empty. Setting the password and writing the file are one: its form works
 * on while the step changes under it.
 */
export function screenOf({ step, group, share }: CeremonyStep): string {
  return `${step === 'vault-written' ? 'password-set' : step} ${group} ${share}`;
}

export interface StepSum {
  readonly done: number;
  readonly failed: number;
  readonly passedOver: number;
}

/** How many steps were done and passed over, and how often one failed. */
export function sumOfSteps(steps: readonly StepView[]): StepSum {
  return {
    done: steps.filter(({ state, passedOver }) => state === 'done' && !passedOver).length,
    failed: steps.reduce((sum, { failed }) => sum + failed, 0),
    passedOver: steps.filter(({ passedOver }) => passedOver).length,
  };
}
