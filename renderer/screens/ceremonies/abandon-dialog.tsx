import { Button } from '@mantine/core';
import type { CeremonyKind } from '../../../electron/core/ceremony/ceremony-plan.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { call } from '../../state/call.ts';
import { useStep } from '../../state/use-step.ts';
import { stageTexts } from '../../texts/ceremony-texts.ts';

const text = stageTexts;

/** Ends the ceremony before its time, after a second question. */
export function AbandonDialog(props: { readonly kind: CeremonyKind; readonly onClose: () => void }) {
  const { kind, onClose } = props;
  const task = useStep();
  return (
    <Dialog title={text.abandonTitle} busy={task.busy} onClose={onClose}>
      <div className="stack">
        <p>{text.abandonIntro[kind]}</p>
        {task.problem && <ErrorNotice problem={task.problem} />}
        <div className="row row-end">
          <Button variant="default" disabled={task.busy} onClick={onClose} data-autofocus>
            {text.abandonKeep}
          </Button>
          <Button
            color="red"
            loading={task.busy}
            onClick={() => void task.run(() => call('ceremony.abandon', { as: actingOfficer() }), onClose)}
          >
            {text.abandonDo}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
