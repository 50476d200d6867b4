import { Button } from '@mantine/core';
import { type ReactNode, useCallback } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import type { Answer } from '../../state/call.ts';
import { useStep } from '../../state/use-step.ts';
import { Stage } from './stage.tsx';

/** A step that is one thing to read and one button. */
export function OneActionStep(props: {
  readonly title: string;
  readonly intro: string;
  readonly action: string;
  readonly working?: string;
  readonly work: () => Promise<Answer<unknown>>;
  readonly children?: ReactNode;
}) {
  const task = useStep();
  const { work } = props;
  const act = useCallback(() => void task.run(work, () => {}), [task.run, work]);
  return (
    <Stage title={props.title} intro={props.intro}>
      {props.children}
      {task.problem && <ErrorNotice problem={task.problem} />}
      <div className="stage-foot">
        <span className="dim grow" role="status">
          {task.busy ? (props.working ?? '') : ''}
        </span>
        <Button size="md" loading={task.busy} onClick={act} data-autofocus>
          {props.action}
        </Button>
      </div>
    </Stage>
  );
}
