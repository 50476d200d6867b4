import { type Refusal, refuse } from '../result.ts';
import type { CeremonyPlan, SplitShape } from './ceremony-plan.ts';
import { ceremonySteps, failableSteps, optionalSteps, sameStep, stepName } from './ceremony-steps.ts';
import type { CeremonyState } from './script.ts';
import type { Sheet, SheetContent } from './sheet.ts';
import { sheetFingerprint } from './sheet-fingerprint.ts';
import type { Transcript, TranscriptStep } from './transcript.ts';

/** The steps of a ceremony as its transcript lists them. */
export function transcriptSteps(state: CeremonyState): TranscriptStep[] {
  return state.records.map(({ done, failed, passedOver, differed, step, group, share, at }) => ({
    step,
    group,
    share,
    outcome: differed ? 'differed' : passedOver ? 'passed-over' : done > 1 || failed > 0 ? 'repeated' : 'ok',
    failed,
    at,
  }));
}

/** The sheets that a plan makes, in the order of its steps; none where it makes no new backup. */
export function plannedSheets(plan: CeremonyPlan): readonly SheetContent[] {
  switch (plan.kind) {
    case 'create':
    case 'rotate':
      return [
        ...(plan.words ? [{ kind: 'words', words: 24 } as const] : []),
        ...(plan.split ? sharesOf(plan.split) : []),
      ];
    case 'shares':
      return sharesOf(plan.split);
    case 'restore':
    case 'check-backup':
      return [];
  }
}

function sharesOf({ groups }: SplitShape): SheetContent[] {
  return groups.flatMap(({ count }, group) =>
    Array.from({ length: count }, (_, share) => ({
      kind: 'share' as const,
      group: group + 1,
      groups: groups.length,
      share: share + 1,
      of: count,
    })),
  );
}

/** What the members of a transcript say of each other. */
export function checkTranscript(transcript: Transcript): Refusal | null {
  return (
    checkResult(transcript) ?? checkSteps(transcript) ?? checkPeople(transcript) ?? checkSheets(transcript)
  );
}

function checkResult({ plan, result, vault, replaces, firstAddress, imported }: Transcript): Refusal | null {
  const answers = plan.kind === 'check-backup' ? ['belongs', 'belongs-to-none'] : ['completed'];
  if (!answers.includes(result)) {
    return malformed(`result: a ceremony of kind ${plan.kind} does not end with ${result}`);
  }
  if (result !== 'belongs-to-none' && (vault === null || firstAddress === null)) {
    return malformed('vault: expected the vault and its first address');
  }
  if (result === 'belongs-to-none' && (vault !== null || firstAddress !== null)) {
    return malformed('vault: expected none, since the backup belongs to none');
  }
  if ((plan.kind === 'rotate') !== (replaces !== null)) {
    return malformed('replaces: expected the old vault in a rotation, and only there');
  }
  if (imported && plan.kind !== 'restore') return malformed('imported: only a restore brings something in');
  if (replaces && replaces.id === vault?.id) return malformed('replaces: a vault cannot replace itself');
  return null;
}

function checkSteps({ plan, steps }: Transcript): Refusal | null {
  const script = ceremonySteps(plan);
  if (steps.length > script.length) {
    return refuse('transcript-steps', `expected ${script.length} steps at most, got ${steps.length}`);
  }
  for (const [place, expected] of script.entries()) {
    const step = steps[place];
    if (!step) return refuse('transcript-steps', `expected the step ${stepName(expected)}, got no more`);
    if (!sameStep(step, expected)) {
      return refuse(
        'transcript-steps',
        `step ${place + 1}: expected ${stepName(expected)}, got ${stepName(step)}`,
      );
    }
    if (!outcomeFits(step)) {
      return refuse('transcript-steps', `step ${place + 1}: ${stepName(step)} cannot have ended like this`);
    }
  }
  return null;
}

function outcomeFits(step: TranscriptStep): boolean {
  const counted = step.failed === 0 || failableSteps.has(step.step);
  switch (step.outcome) {
    case 'ok':
      return step.failed === 0;
    case 'repeated':
      return counted;
    case 'differed':
      return step.step === 'library-asked' && step.failed > 0;
    case 'passed-over':
      return counted && optionalSteps.has(step.step);
  }
}

function checkPeople({ officers, deviations }: Transcript): Refusal | null {
  const present = new Set(officers.map(({ id }) => id));
  if (present.size < officers.length) return malformed('officers: one is listed twice');
  const stranger = deviations.findIndex(({ officerId }) => !present.has(officerId));
  return stranger === -1 ? null : malformed(`deviations.${stranger}: its officer was not present`);
}

function checkSheets({ plan, sheets, firstAddress }: Transcript): Refusal | null {
  if (new Set(sheets.map(({ serial }) => serial)).size < sheets.length) {
    return malformed('sheets: one serial is listed twice');
  }
  if (firstAddress !== null) {
    const fingerprint = sheetFingerprint(firstAddress);
    const foreign = sheets.findIndex((sheet) => sheet.fingerprint !== fingerprint);
    if (foreign !== -1)
      return malformed(`sheets.${foreign}: its fingerprint is not that of the first address`);
  }
  if (new Set(sheets.map(({ origin }) => origin === undefined)).size > 1) {
    return malformed('sheets: expected of each how it was made, or of none');
  }
  const planned = plannedSheets(plan);
  if (planned.length === 0) return null;
  const fits =
    sheets.length === planned.length && planned.every((content, i) => sameContent(content, sheets[i]));
  return fits ? null : malformed(`sheets: expected the ${planned.length} sheet(s) of the plan, in its order`);
}

function sameContent(content: SheetContent, sheet: Sheet | undefined): boolean {
  const other = sheet?.content;
  if (content.kind === 'words') return other?.kind === 'words' && other.words === content.words;
  return (
    other?.kind === 'share' &&
    other.group === content.group &&
    other.groups === content.groups &&
    other.share === content.share &&
    other.of === content.of
  );
}

const malformed = (message: string): Refusal => refuse('transcript-malformed', message);
