import {
  IconAlertTriangle,
  IconArrowBigRightFilled,
  IconCircleCheck,
  IconCircleDashed,
  IconPlayerSkipForward,
} from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { CeremonyView, StepView } from '../../../electron/contract/ceremony.ts';
import { stageTexts } from '../../texts/ceremony-texts.ts';
import { stepLine } from './step-lines.ts';

/** Every step of the ceremony: done, present, or to come; by icon and by word. */
export function Stepper({ view }: { readonly view: CeremonyView }) {
  const now = useRef<HTMLLIElement>(null);
  useEffect(() => now.current?.scrollIntoView({ block: 'nearest' }));
  const signing = view.status !== 'running';
  return (
    <ol className="stepper" aria-label={stageTexts.steps}>
      {view.steps.map((step) => {
        const at = step.state === 'now' && !signing;
        return (
          <li
            key={`${step.step} ${step.group} ${step.share}`}
            ref={at ? now : undefined}
            data-state={step.state}
            aria-current={at ? 'step' : undefined}
          >
            <StepIcon step={step} />
            <span>
              {stepLine(step, view.plan)}
              <small>
                {step.passedOver ? stageTexts.passedOver : stageTexts[step.state]}
                {step.failed > 0 && (
                  <>
                    {', '}
                    <IconAlertTriangle size={12} aria-hidden /> {stageTexts.tries(step.failed)}
                  </>
                )}
              </small>
            </span>
          </li>
        );
      })}
      <li data-state={view.status === 'ended' ? 'done' : view.status === 'signing' ? 'now' : 'later'}>
        {view.status === 'ended' ? (
          <IconCircleCheck size={18} aria-hidden />
        ) : view.status === 'signing' ? (
          <IconArrowBigRightFilled size={18} aria-hidden />
        ) : (
          <IconCircleDashed size={18} aria-hidden />
        )}
        <span>
          {stageTexts.sign.title}
          <small>
            {view.status === 'ended'
              ? stageTexts.done
              : view.status === 'signing'
                ? stageTexts.now
                : stageTexts.later}
          </small>
        </span>
      </li>
    </ol>
  );
}

function StepIcon({ step }: { readonly step: StepView }) {
  if (step.passedOver) return <IconPlayerSkipForward size={18} aria-hidden />;
  if (step.state === 'done') return <IconCircleCheck size={18} aria-hidden />;
  if (step.state === 'now') return <IconArrowBigRightFilled size={18} aria-hidden />;
  return <IconCircleDashed size={18} aria-hidden />;
}
