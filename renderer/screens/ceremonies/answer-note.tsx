import { IconCircleCheck, IconHelpCircle } from '@tabler/icons-react';
import type { CeremonyView } from '../../../electron/contract/ceremony.ts';
import { stageTexts } from '../../texts/ceremony-texts.ts';

const text = stageTexts.answer;

/** To which vault the checked backup belongs; nothing while the ceremony is another one or the answer is not there. */
export function AnswerNote({ view }: { readonly view: CeremonyView }) {
  const isAnswered = view.steps.some(({ step, state }) => step === 'backup-answered' && state === 'done');
  if (!isAnswered) return null;
  const { belongsTo } = view;
  const Picture = belongsTo === null ? IconHelpCircle : IconCircleCheck;
  return (
    <div className="answer" data-tone={belongsTo === null ? 'warn' : 'good'} role="status">
      <Picture size={34} stroke={1.5} aria-hidden />
      <div>
        <strong>{belongsTo === null ? text.none : text.belongs(belongsTo)}</strong>
        {belongsTo === null && <p>{text.noneHint}</p>}
        <p className="dim">{text.hint}</p>
      </div>
    </div>
  );
}
