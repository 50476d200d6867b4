import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useActingOfficer } from '../state/app-context.ts';
import type { Problem } from '../state/call.ts';
import { useDialogs } from '../state/dialogs.ts';
import { texts } from '../texts/texts.ts';
import { ErrorNotice } from './error-notice.tsx';
import { LacksRole, useLacksRole } from './needs-role.tsx';

/** The foot of a form in which a maker asks for something: what went wrong, its button, and why it cannot be pressed now. */
export function RequestFoot(props: {
  readonly task: { readonly busy: boolean; readonly problem: Problem | null };
  /** The word on the button that sends the form. */
  readonly submit: string;
  /** What is missing in the form, in words; null where it is ready. */
  readonly missing: string | null;
  /** What is said while nobody acts. */
  readonly signInFirst: string;
  /** What has to be seen before it is sent. */
  readonly children?: ReactNode;
}) {
  const { task, missing } = props;
  const officer = useActingOfficer();
  const notMaker = useLacksRole('maker');
  const show = useDialogs((dialogs) => dialogs.show);
  return (
    <div className="actions">
      {props.children}
      {task.problem && <ErrorNotice problem={task.problem} />}
      <div className="row row-wrap">
        <Button
          size="sm"
          type="submit"
          disabled={missing !== null || officer === null || notMaker}
          loading={task.busy}
        >
          {props.submit}
        </Button>
        {officer === null ? (
          <>
            <span className="action-why">{props.signInFirst}</span>
            <Button variant="light" size="compact-sm" onClick={() => show({ kind: 'sign-in' })}>
              {texts.officer.signIn}
            </Button>
          </>
        ) : notMaker ? (
          <LacksRole having="maker" />
        ) : (
          missing !== null && <span className="action-why">{missing}</span>
        )}
      </div>
    </div>
  );
}
