import type { CeremonyKind, CeremonyPlan } from '../../../electron/core/ceremony/ceremony-plan.ts';

/** Where a backup is restored from. */
export type RestoreSource = Extract<CeremonyPlan, { kind: 'restore' }>['from'];

/** Ceremonies that make a vault, which therefore needs a name and a kind. */
export function makesVault(kind: CeremonyKind): boolean {
  return kind === 'create' || kind === 'restore' || kind === 'rotate';
}
