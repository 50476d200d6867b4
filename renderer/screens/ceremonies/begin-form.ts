import type {
  CeremonyKind,
  CeremonyPlan,
  SplitShape,
} from '../../../electron/core/ceremony/ceremony-plan.ts';
import type { RestoreSource } from './ceremony-kinds.ts';

/** What is chosen before a ceremony begins. */
export interface BeginChoices {
  readonly kind: CeremonyKind;
  readonly backup: 'words' | 'shares' | 'both';
  readonly split: SplitShape;
  readonly from: RestoreSource;
}

/** The plan of those choices: what another kind of ceremony asks for does not enter it. */
export function planOf({ kind, backup, split, from }: BeginChoices): CeremonyPlan {
  switch (kind) {
    case 'create':
    case 'rotate':
      return { kind, words: backup !== 'shares', split: backup === 'words' ? null : split };
    case 'shares':
      return { kind, split };
    case 'restore':
      return { kind, from };
    case 'check-backup':
      return { kind, from: from === 'file' ? 'words' : from };
  }
}
