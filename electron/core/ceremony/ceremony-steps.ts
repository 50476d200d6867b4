import type { CeremonyPlan, SplitShape } from './ceremony-plan.ts';

/** Every step that a ceremony can have. */
export const stepKinds = [
  'officers-present',
  'entropy-mixed',
  'words-shown',
  'words-reentered',
  'secret-split',
  'share-shown',
  'share-reentered',
  'sheets-labelled',
  'words-rehearsed',
  'shares-rehearsed',
  'password-set',
  'vault-written',
  'backup-entered',
  'file-opened',
  'vault-proven',
  'address-proven',
  'accounts-searched',
  'backup-answered',
  'library-asked',
  'sweep-prepared',
  'old-vault-retired',
] as const;

export type StepKind = (typeof stepKinds)[number];

/** One step of one ceremony. Those about a share name it, counted from 1; the others have null. */
export interface CeremonyStep {
  readonly step: StepKind;
  readonly group: number | null;
  readonly share: number | null;
}

/**
 * Nobody has to throw dice, an air-gapped station cannot search, and the official library is not everywhere. Without any
 * other step there is no ceremony.
 */
export const optionalSteps: ReadonlySet<StepKind> = new Set([
  'entropy-mixed',
  'accounts-searched',
  'library-asked',
]);

/** Steps that check something and so can fail; each may be tried until it succeeds. */
export const failableSteps: ReadonlySet<StepKind> = new Set([
  'words-reentered',
  'share-reentered',
  'sheets-labelled',
  'words-rehearsed',
  'shares-rehearsed',
  'password-set',
  'vault-written',
  'backup-entered',
  'file-opened',
  'vault-proven',
  'address-proven',
  'accounts-searched',
  'library-asked',
  'sweep-prepared',
  'old-vault-retired',
]);

/** Steps to which people may go back, to look again at what they wrote down wrong. */
export const returnSteps: ReadonlySet<StepKind> = new Set(['words-shown', 'share-shown']);

/** All steps of a ceremony in their only order. */
export function ceremonySteps(plan: CeremonyPlan): readonly CeremonyStep[] {
  switch (plan.kind) {
    case 'create':
      return creation(plan);
    case 'rotate':
      return [...creation(plan), ...plain('sweep-prepared', 'old-vault-retired')];
    case 'shares':
      return [
        ...plain('officers-present', 'backup-entered', 'vault-proven'),
        ...splitting(plan.split),
        ...plain('sheets-labelled', 'shares-rehearsed'),
      ];
    case 'restore':
      return [
        ...plain('officers-present', plan.from === 'file' ? 'file-opened' : 'backup-entered'),
        ...plain('address-proven', 'accounts-searched', 'password-set', 'vault-written'),
      ];
    case 'check-backup':
      return plain('officers-present', 'backup-entered', 'backup-answered', 'library-asked');
  }
}

function creation({ words, split }: { readonly words: boolean; readonly split: SplitShape | null }) {
  return [
    ...plain('officers-present', 'entropy-mixed'),
    ...(words ? plain('words-shown', 'words-reentered') : []),
    ...(split ? splitting(split) : []),
    ...plain('sheets-labelled'),
    ...(words ? plain('words-rehearsed') : []),
    ...(split ? plain('shares-rehearsed') : []),
    ...plain('password-set', 'vault-written'),
  ];
}

/** Each share is shown, written down and typed again before the next one is shown. */
function splitting(split: SplitShape): CeremonyStep[] {
  const shares = split.groups.flatMap(({ count }, group) =>
    Array.from({ length: count }, (_, share) => ({ group: group + 1, share: share + 1 })),
  );
  return [
    ...plain('secret-split'),
    ...shares.flatMap((of): CeremonyStep[] => [
      { step: 'share-shown', ...of },
      { step: 'share-reentered', ...of },
    ]),
  ];
}

function plain(...steps: StepKind[]): CeremonyStep[] {
  return steps.map((step) => ({ step, group: null, share: null }));
}

/** Whether two are one step of a script: the same kind, group and share. */
export function sameStep(a: CeremonyStep, b: CeremonyStep): boolean {
  return a.step === b.step && a.group === b.group && a.share === b.share;
}

/** A step by its name, for messages. */
export function stepName({ step, group, share }: CeremonyStep): string {
  return group === null ? step : `${step} (group ${group}, share ${share})`;
}
